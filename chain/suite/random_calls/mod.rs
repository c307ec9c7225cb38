//! Random calls over the four pallets on a whole runtime, and a model of them in plain Rust beside it: the model says of
//! each call whether it succeeds and what it does, and the chain's storage is compared with it.
//!
//! `AIRO_SEED` replays a run, `AIRO_CALLS` makes it longer or shorter.

mod beginning;
mod comparing;
mod constants;
mod counting;
mod kinds;
mod model;
mod reading;
pub mod rng;
mod time;
mod world;

use crate::chain::System;
use counting::Counts;
use std::{env, time::SystemTime};
use world::World;

const CALLS: u64 = if cfg!(feature = "long") { 1_000_000 } else { 12_000 };
/// As many times as many calls at most, when something hasn't come about often enough by then.
const LONGEST: u64 = 3;
/// Calls between two comparisons of everything, at least; there are no more than so many of these comparisons.
const CHECK_EVERY: u64 = 250;
const CHECKS: u64 = 500;
/// Calls after which what they have changed is written into the trie: a pile of changes is slow to look through.
const COMMIT_EVERY: u64 = 100;

fn from_env(name: &str) -> Option<u64> {
	env::var(name).ok()?.parse().ok()
}

fn new_seed() -> u64 {
	let since = SystemTime::UNIX_EPOCH.elapsed().expect("after 1970");
	since.as_nanos() as u64
}

#[test]
fn random_calls_do_what_the_model_says() {
	let seed = from_env("AIRO_SEED").unwrap_or_else(new_seed);
	let calls = from_env("AIRO_CALLS").unwrap_or(CALLS);
	println!("AIRO_SEED={seed} AIRO_CALLS={calls}");
	let mut chain = crate::chain::begin();
	let mut world = chain.execute_with(|| World::new(seed));
	let mut counts = Counts::new(kinds::all());
	let (mut checked, check_every) = (0, CHECK_EVERY.max(calls / CHECKS));
	while counts.made() < calls || counts.made() < LONGEST * calls && counts.lacking().is_some() {
		chain.commit_all().expect("changes that make a trie");
		chain.execute_with(|| {
			System::reset_events();
			(0..COMMIT_EVERY).for_each(|_| make_call(&mut world, &mut counts));
			if counts.made() - checked >= check_every {
				checked = counts.made();
				world.check_everything("some calls");
			}
		});
	}
	println!("{counts}");
	chain.execute_with(|| world.check_everything("the last call"));
	assert_eq!(counts.lacking(), None);
}

/// Any call that comes next, if there is something to make it with.
fn make_call(world: &mut World, counts: &mut Counts) {
	world.pass_time();
	let kind = counts.choose(&mut world.rng);
	let Some((kind, attempt)) = kinds::make(kind, world) else { return };
	let succeeded = world.make_call(kind, attempt);
	counts.count(kind.name, succeeded == kind.succeeds);
	counts.note(std::mem::take(&mut world.model.effects));
}
