//! Random calls over the four pallets of the real runtime: whatever the order in which they come, money neither appears
//! nor vanishes, every hold is what the records say, and no coverage stands behind nothing.
//!
//! `AIRO_SEED` replays a run, `AIRO_CALLS` makes it longer.

mod checks;
#[path = "../devchain/mod.rs"]
mod devchain;
mod execution;
mod marketplace;
mod models;
mod providers;
mod rng;
mod world;

use airo_runtime::{genesis::DEVELOPMENT, Balances, RuntimeCall, RuntimeOrigin};
use sp_io::storage::root as storage_root;
use sp_runtime::{traits::Dispatchable, StateVersion};
use std::{collections::BTreeMap, env, time::SystemTime};
use world::{Attempt, World};

const CALLS: u64 = 12_000;
const LEAST_SUCCESSES: u32 = 100;
/// Calls between two checks of all invariants.
const CHECK_EVERY: u64 = 250;
/// One of this many failed calls is looked at for traces in storage.
const TRACES_EVERY: u64 = 20;

/// A name of a call, how often it is made, and what makes one up. Nothing comes of it when there is nothing to do it with.
type Kind = (&'static str, u64, fn(&mut World) -> Option<Attempt>);

fn from_env(name: &str) -> Option<u64> {
	env::var(name).ok()?.parse().ok()
}

fn new_seed() -> u64 {
	let since = SystemTime::UNIX_EPOCH.elapsed().expect("after 1970");
	since.as_nanos() as u64
}

#[derive(Default, Debug, Clone, Copy)]
struct Count {
	tried: u32,
	succeeded: u32,
}

#[test]
fn random_calls_break_no_invariant() {
	let seed = from_env("AIRO_SEED").unwrap_or_else(new_seed);
	let calls = from_env("AIRO_CALLS").unwrap_or(CALLS);
	println!("AIRO_SEED={seed} AIRO_CALLS={calls}");
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let kinds: Vec<Kind> =
			[models::KINDS, providers::KINDS, marketplace::KINDS, execution::KINDS].concat();
		let mut world = World::new(seed);
		let issuance = Balances::total_issuance();
		let mut counts: BTreeMap<&str, Count> =
			kinds.iter().map(|(name, ..)| (*name, Count::default())).collect();
		let mut made = 0;
		while made < calls {
			world.pass_time();
			let (name, _, make) = choose(&kinds, &counts, &mut world);
			let Some(attempt) = make(&mut world) else { continue };
			let attempt = world.disturb(attempt);
			made += 1;
			let count = counts.get_mut(name).expect("a known kind");
			count.tried += 1;
			count.succeeded += u32::from(try_call(attempt, &mut world));
			assert_eq!(Balances::total_issuance(), issuance, "seed {seed}: {name} made or lost money");
			if made % CHECK_EVERY == 0 {
				checks::all().unwrap_or_else(|broken| panic!("seed {seed}, call {made}, {name}: {broken}"));
			}
		}
		checks::all().unwrap_or_else(|broken| panic!("seed {seed}, at the end: {broken}"));
		println!("{counts:#?}");
		for (name, count) in counts {
			assert!(
				count.succeeded >= LEAST_SUCCESSES,
				"seed {seed}: {name} succeeded {} times",
				count.succeeded
			);
		}
	});
}

/// Any kind, by its weight, or the one that has succeeded least so far.
fn choose(kinds: &[Kind], counts: &BTreeMap<&str, Count>, world: &mut World) -> Kind {
	let least = kinds.iter().min_by_key(|(name, ..)| counts[name].succeeded).expect("some kind");
	if world.rng.one_in(8) {
		return *least;
	}
	let mut at = world.rng.between(1, kinds.iter().map(|(_, weight, _)| weight).sum());
	let reached = kinds.iter().find(|(_, weight, _)| {
		let here = at <= *weight;
		at = at.saturating_sub(*weight);
		here
	});
	*reached.unwrap_or(least)
}

/// Whether the call succeeded. One that fails leaves nothing behind.
fn try_call(Attempt { who, call }: Attempt, world: &mut World) -> bool {
	let look = world.rng.one_in(TRACES_EVERY);
	let before = look.then(|| storage_root(StateVersion::V1));
	let outcome = RuntimeCall::dispatch(call.clone(), RuntimeOrigin::signed(who));
	if let (Some(before), Err(error)) = (before, &outcome) {
		assert_eq!(storage_root(StateVersion::V1), before, "{call:?} failed with {error:?} and left traces");
	}
	outcome.is_ok()
}
