//! Weights estimated by hand from storage reads and writes; benchmarks will replace them.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{RuntimeDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn register() -> Weight;
	fn update_profile() -> Weight;
	fn bond_extra() -> Weight;
	fn unbond() -> Weight;
	/// With `o` offers that go when the provider leaves.
	fn withdraw(o: u32) -> Weight;
	fn chill() -> Weight;
	fn activate() -> Weight;
	fn offer() -> Weight;
	fn withdraw_offer() -> Weight;
}

/// Picoseconds of computing per call, storage aside.
const COMPUTE: u64 = 30_000_000;
/// Bytes of proof per storage read, rounded up.
const PROOF: u64 = 4_000;

fn estimate(db: RuntimeDbWeight, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(COMPUTE, PROOF.saturating_mul(reads)).saturating_add(db.reads_writes(reads, writes))
}

/// Estimates for a runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register() -> Weight {
		estimate(T::DbWeight::get(), 3, 3)
	}
	fn update_profile() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn bond_extra() -> Weight {
		estimate(T::DbWeight::get(), 3, 3)
	}
	fn unbond() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn withdraw(o: u32) -> Weight {
		estimate(T::DbWeight::get(), 3, 3)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1).saturating_mul(u64::from(o)))
	}
	fn chill() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn activate() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn offer() -> Weight {
		estimate(T::DbWeight::get(), 5, 2)
	}
	fn withdraw_offer() -> Weight {
		estimate(T::DbWeight::get(), 2, 2)
	}
}
