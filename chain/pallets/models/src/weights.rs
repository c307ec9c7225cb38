//! Weights estimated by hand from storage reads and writes; benchmarks will replace them.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{RuntimeDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn commit() -> Weight;
	/// With `a` attestations of a registration that it takes over.
	fn register(a: u32) -> Weight;
	/// With `a` attestations of an older version that go.
	fn attest(a: u32) -> Weight;
	fn retire() -> Weight;
	fn restore() -> Weight;
	fn withdraw_commitment() -> Weight;
	fn set_royalty() -> Weight;
	/// With `a` attestations of an older version that go.
	fn set_manifest(a: u32) -> Weight;
	/// With `a` attestations that go.
	fn remove(a: u32) -> Weight;
	fn mark_public() -> Weight;
	fn unmark_public() -> Weight;
}

/// Picoseconds of computing per call, storage aside.
const COMPUTE: u64 = 30_000_000;
/// Bytes of proof per storage read, rounded up.
const PROOF: u64 = 4_000;

fn estimate(db: RuntimeDbWeight, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(COMPUTE, PROOF.saturating_mul(reads)).saturating_add(db.reads_writes(reads, writes))
}

/// Attestations that are found and removed.
fn forgotten(db: RuntimeDbWeight, attestations: u32) -> Weight {
	db.reads_writes(1, 1).saturating_mul(attestations.into())
}

/// Estimates for a runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn commit() -> Weight {
		estimate(T::DbWeight::get(), 3, 3)
	}
	/// Three ancestors, the commitment, account and hold, collection, its configuration, item and its index; and of a
	/// registration that is taken over, account and hold, item and its index. Two versions may have attestations.
	fn register(a: u32) -> Weight {
		estimate(T::DbWeight::get(), 20, 16)
			.saturating_add(forgotten(T::DbWeight::get(), a.saturating_mul(2)))
	}
	fn attest(a: u32) -> Weight {
		estimate(T::DbWeight::get(), 5, 2).saturating_add(forgotten(T::DbWeight::get(), a))
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
	fn set_royalty() -> Weight {
		estimate(T::DbWeight::get(), 3, 1)
	}
	fn set_manifest(a: u32) -> Weight {
		estimate(T::DbWeight::get(), 4, 1).saturating_add(forgotten(T::DbWeight::get(), a))
	}
	/// Model and tombstone, account and hold, collection, its configuration, item and its index. Two versions may have
	/// attestations.
	fn remove(a: u32) -> Weight {
		estimate(T::DbWeight::get(), 12, 12)
			.saturating_add(forgotten(T::DbWeight::get(), a.saturating_mul(2)))
	}
	fn mark_public() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn unmark_public() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
}
