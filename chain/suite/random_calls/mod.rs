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

use counting::Counts;
use std::{env, time::SystemTime};
use world::World;

const CALLS: u64 = if cfg!(feature = "long") { 1_000_000 } else { 12_000 };
/// Calls between two comparisons of everything.
const CHECK_EVERY: u64 = if cfg!(feature = "long") { 2_000 } else { 250 };

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
	crate::chain::begin().execute_with(|| {
		let mut world = World::new(seed);
		let mut counts = Counts::new(kinds::all());
		// Longer when something hasn't come about often enough by then, but not for ever.
		while counts.made() < calls || counts.made() < 2 * calls && counts.lacking().is_some() {
			world.pass_time();
			let kind = counts.choose(&mut world.rng);
			let Some((kind, attempt)) = kinds::make(kind, &mut world) else { continue };
			let succeeded = world.make_call(kind, attempt);
			counts.count(kind.name, succeeded == kind.succeeds);
			counts.note(std::mem::take(&mut world.model.effects));
			if counts.made().is_multiple_of(CHECK_EVERY) {
				world.check_everything(kind.name);
			}
		}
		world.check_everything("the end");
		println!("{counts}");
		assert_eq!(counts.lacking(), None);
	});
}
