//! Weights estimated by hand from storage reads and writes, the work behind the traits included; benchmarks will
//! replace them.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{RuntimeDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	/// With `n` payloads.
	fn request(n: u32) -> Weight;
	/// With `n` answers.
	fn respond(n: u32) -> Weight;
	/// With `n` failures.
	fn fail(n: u32) -> Weight;
	fn claim_timeout() -> Weight;
	/// Pays `n` answers.
	fn approve(n: u32) -> Weight;
	/// Looks at `n` answers and pays what is due.
	fn settle(n: u32) -> Weight;
	fn offer_close() -> Weight;
	fn accept_close() -> Weight;
	/// Clears `n` requests.
	fn close(n: u32) -> Weight;
	/// Pays `o` owners of the model.
	fn redeem(o: u32) -> Weight;
	fn release_quota() -> Weight;
	fn demand() -> Weight;
	/// Publishes `n` bytes.
	fn publish(n: u32) -> Weight;
	/// The order that is placed included.
	fn reopen() -> Weight;
	fn withdraw_close_offer() -> Weight;
}

/// Picoseconds of computing per call or item, storage aside.
const COMPUTE: u64 = 20_000_000;
/// Picoseconds for checking an Ed25519 signature.
const SIGNATURE: u64 = 60_000_000;
/// Picoseconds for hashing a byte and writing it to an event.
const BYTE: u64 = 10_000;
/// Bytes of proof per storage read, rounded up.
const PROOF: u64 = 4_000;

fn estimate(db: RuntimeDbWeight, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(COMPUTE, PROOF.saturating_mul(reads)).saturating_add(db.reads_writes(reads, writes))
}

/// `n` items of a given cost on top of the call's own.
fn with_items(call: Weight, item: Weight, n: u32) -> Weight {
	call.saturating_add(item.saturating_mul(u64::from(n)))
}

/// Agreement, consumer, provider, treasury, up to four owners, two records.
fn payment(db: RuntimeDbWeight) -> Weight {
	estimate(db, 14, 12)
}

/// Estimates for a runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn request(n: u32) -> Weight {
		let db = T::DbWeight::get();
		with_items(estimate(db, 4, 3), estimate(db, 0, 1), n)
	}
	fn respond(n: u32) -> Weight {
		let db = T::DbWeight::get();
		with_items(estimate(db, 2, 1), estimate(db, 1, 2), n)
	}
	fn fail(n: u32) -> Weight {
		let db = T::DbWeight::get();
		with_items(estimate(db, 10, 9), estimate(db, 2, 2), n)
	}
	fn claim_timeout() -> Weight {
		estimate(T::DbWeight::get(), 11, 10)
	}
	fn approve(n: u32) -> Weight {
		let db = T::DbWeight::get();
		with_items(payment(db), estimate(db, 1, 2), n)
	}
	fn settle(n: u32) -> Weight {
		let db = T::DbWeight::get();
		with_items(payment(db), estimate(db, 2, 2), n)
	}
	fn offer_close() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn accept_close() -> Weight {
		estimate(T::DbWeight::get(), 7, 9)
	}
	fn close(n: u32) -> Weight {
		let db = T::DbWeight::get();
		with_items(payment(db).saturating_add(estimate(db, 7, 9)), estimate(db, 3, 2), n)
	}
	fn redeem(o: u32) -> Weight {
		let owner = T::DbWeight::get().reads_writes(1, 1).saturating_mul(u64::from(o));
		estimate(T::DbWeight::get(), 10, 8)
			.saturating_add(owner)
			.saturating_add(Weight::from_parts(SIGNATURE, 0))
	}
	fn release_quota() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn demand() -> Weight {
		estimate(T::DbWeight::get(), 4, 5)
	}
	fn publish(n: u32) -> Weight {
		with_items(estimate(T::DbWeight::get(), 2, 3), Weight::from_parts(BYTE, 0), n)
	}
	fn reopen() -> Weight {
		estimate(T::DbWeight::get(), 9, 6)
	}
	fn withdraw_close_offer() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
}
