//! Weights estimated by hand from storage reads and writes; benchmarks will replace them.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{RuntimeDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn commit() -> Weight;
	fn register() -> Weight;
	fn attest() -> Weight;
	fn retire() -> Weight;
	fn restore() -> Weight;
	fn withdraw_commitment() -> Weight;
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
	fn commit() -> Weight {
		estimate(T::DbWeight::get(), 3, 3)
	}
	/// Three ancestors, the commitment, account and hold, collection, its configuration, item and its index.
	fn register() -> Weight {
		estimate(T::DbWeight::get(), 14, 11)
	}
	fn attest() -> Weight {
		estimate(T::DbWeight::get(), 5, 2)
	}
	fn retire() -> Weight {
		estimate(T::DbWeight::get(), 3, 1)
	}
	fn restore() -> Weight {
		estimate(T::DbWeight::get(), 3, 1)
	}
	fn withdraw_commitment() -> Weight {
		estimate(T::DbWeight::get(), 3, 3)
	}
}
