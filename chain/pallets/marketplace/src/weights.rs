//! Weights estimated by hand from storage reads and writes, the work behind the traits included; benchmarks will
//! replace them.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{RuntimeDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn place_order() -> Weight;
	/// Frees `b` bids.
	fn cancel(b: u32) -> Weight;
	/// Frees `e` evicted bids, one at most.
	fn bid(e: u32) -> Weight;
	/// Frees `b` bids, the winner's included.
	fn award(b: u32) -> Weight;
	/// Frees bids: `t` after trying them as winners, and `l` more.
	fn poke(t: u32, l: u32) -> Weight;
	fn counter() -> Weight;
	fn accept_counter() -> Weight;
	/// Judging `n` calls before they are dispatched.
	fn check_doomed(n: u32) -> Weight;
	/// Looking up how far housekeeping got, and what is due in `n` blocks.
	fn housekeep(n: u32) -> Weight;
}

/// Picoseconds of computing per call, storage aside.
const COMPUTE: u64 = 30_000_000;
/// Bytes of proof per storage read, rounded up.
const PROOF: u64 = 4_000;

fn estimate(db: RuntimeDbWeight, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(COMPUTE, PROOF.saturating_mul(reads)).saturating_add(db.reads_writes(reads, writes))
}

/// A bid's deposit and coverage: account, holds, provider.
fn free_bids(db: RuntimeDbWeight, b: u32) -> Weight {
	estimate(db, 3, 3).saturating_mul(u64::from(b))
}

/// An attempt at making an agreement of an order.
fn hand_over(db: RuntimeDbWeight) -> Weight {
	estimate(db, 15, 16)
}

/// Estimates for a runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn place_order() -> Weight {
		estimate(T::DbWeight::get(), 6, 7)
	}
	fn cancel(b: u32) -> Weight {
		estimate(T::DbWeight::get(), 4, 6).saturating_add(free_bids(T::DbWeight::get(), b))
	}
	fn bid(e: u32) -> Weight {
		estimate(T::DbWeight::get(), 8, 6).saturating_add(free_bids(T::DbWeight::get(), e))
	}
	fn award(b: u32) -> Weight {
		estimate(T::DbWeight::get(), 2, 4)
			.saturating_add(hand_over(T::DbWeight::get()))
			.saturating_add(free_bids(T::DbWeight::get(), b))
	}
	fn poke(t: u32, l: u32) -> Weight {
		estimate(T::DbWeight::get(), 4, 6)
			.saturating_add(hand_over(T::DbWeight::get()).saturating_mul(u64::from(t)))
			.saturating_add(free_bids(T::DbWeight::get(), t.saturating_add(l)))
	}
	fn counter() -> Weight {
		estimate(T::DbWeight::get(), 2, 1)
	}
	fn accept_counter() -> Weight {
		estimate(T::DbWeight::get(), 5, 2)
	}
	fn check_doomed(n: u32) -> Weight {
		estimate(T::DbWeight::get(), 8, 0).saturating_mul(u64::from(n))
	}
	fn housekeep(n: u32) -> Weight {
		let block = Weight::from_parts(COMPUTE, 0);
		T::DbWeight::get().reads_writes(1, 1).saturating_add(block.saturating_mul(u64::from(n)))
	}
}
