//! Weights of `pallet_execution`, measured by its benchmarks.
//!
//! `npm run weights` made this file with frame-benchmarking-cli 64.0.0 on 2026-11-22: 20 steps, 20 repeats,
//! Compiled Wasm on AMD EPYC; proof sizes for maps of 1_000_000 entries.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]
#![allow(unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	/// Measured for `n` in `[1, 64]`.
	fn request(n: u32, ) -> Weight;
	/// Measured for `n` in `[1, 64]`.
	fn respond(n: u32, ) -> Weight;
	/// Measured for `n` in `[2, 64]`.
	fn fail(n: u32, ) -> Weight;
	fn claim_timeout() -> Weight;
	/// Measured for `n` in `[1, 64]`.
	fn approve(n: u32, ) -> Weight;
	/// Measured for `n` in `[1, 128]`.
	fn settle(n: u32, ) -> Weight;
	fn offer_close() -> Weight;
	fn accept_close() -> Weight;
	/// Measured for `n` in `[1, 128]`.
	fn close(n: u32, ) -> Weight;
	/// Measured for `m` in `[1, 4]`.
	fn redeem(m: u32, ) -> Weight;
	fn release_quota() -> Weight;
	fn demand() -> Weight;
	/// Measured for `n` in `[0, 8192]`.
	fn publish(n: u32, ) -> Weight;
	fn reopen() -> Weight;
	fn withdraw_close_offer() -> Weight;
}

/// With the database of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:0 w:64)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	fn request(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `1072`,
		// estimated: `3941`. Shortest run: 138_919_000 ps.
		Weight::from_parts(108_598_847, 3941)
			// Standard error: 286_082.
			.saturating_add(Weight::from_parts(7_734_349, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:64 w:64)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Answered` (r:0 w:64)
	/// Proof: `Execution::Answered` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn respond(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `745 + n * (47 ±0)`,
		// estimated: `3941 + n * (2621 ±0)`. Shortest run: 60_773_000 ps.
		Weight::from_parts(66_935_000, 3941)
			// Standard error: 306_036.
			.saturating_add(Weight::from_parts(19_039_464, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:64 w:64)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	fn fail(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `5364 + n * (47 ±0)`,
		// estimated: `6398 + n * (2621 ±0)`. Shortest run: 410_455_000 ps.
		Weight::from_parts(212_501_504, 6398)
			// Standard error: 5_225_958.
			.saturating_add(Weight::from_parts(229_279_596, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:1 w:1)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	fn claim_timeout() -> Weight {
		// Proof size in bytes, measured: `5408`,
		// estimated: `6398`. Shortest run: 263_611_000 ps.
		Weight::from_parts(278_940_000, 6398)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:64 w:64)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:6 w:6)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Models::Models` (r:4 w:0)
	/// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `Models::Collection` (r:1 w:0)
	/// Proof: `Models::Collection` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Nfts::Item` (r:4 w:0)
	/// Proof: `Nfts::Item` (`max_values`: None, `max_size`: Some(861), added: 3336, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Answered` (r:0 w:64)
	/// Proof: `Execution::Answered` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn approve(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `6202 + n * (141 ±0)`,
		// estimated: `16608 + n * (2621 ±0)`. Shortest run: 489_763_000 ps.
		Weight::from_parts(612_064_568, 16608)
			// Standard error: 637_437.
			.saturating_add(Weight::from_parts(10_919_283, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(21))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Answered` (r:127 w:127)
	/// Proof: `Execution::Answered` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:127 w:127)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:6 w:6)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Models::Models` (r:4 w:0)
	/// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `Models::Collection` (r:1 w:0)
	/// Proof: `Models::Collection` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Nfts::Item` (r:4 w:0)
	/// Proof: `Nfts::Item` (`max_values`: None, `max_size`: Some(861), added: 3336, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	fn settle(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `6271 + n * (161 ±0)`,
		// estimated: `16608 + n * (2621 ±0)`. Shortest run: 497_448_000 ps.
		Weight::from_parts(507_412_468, 16608)
			// Standard error: 596_670.
			.saturating_add(Weight::from_parts(20_971_744, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(21))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	fn offer_close() -> Weight {
		// Proof size in bytes, measured: `673`,
		// estimated: `3941`. Shortest run: 27_451_000 ps.
		Weight::from_parts(34_435_000, 3941)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByConsumer` (r:0 w:1)
	/// Proof: `Execution::AgreementsByConsumer` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByProvider` (r:0 w:1)
	/// Proof: `Execution::AgreementsByProvider` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn accept_close() -> Weight {
		// Proof size in bytes, measured: `2490`,
		// estimated: `6398`. Shortest run: 201_496_000 ps.
		Weight::from_parts(207_537_000, 6398)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:128 w:127)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:6 w:6)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Models::Models` (r:4 w:0)
	/// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `Models::Collection` (r:1 w:0)
	/// Proof: `Models::Collection` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Nfts::Item` (r:4 w:0)
	/// Proof: `Nfts::Item` (`max_values`: None, `max_size`: Some(861), added: 3336, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Answered` (r:0 w:1)
	/// Proof: `Execution::Answered` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByConsumer` (r:0 w:1)
	/// Proof: `Execution::AgreementsByConsumer` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByProvider` (r:0 w:1)
	/// Proof: `Execution::AgreementsByProvider` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn close(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `7484 + n * (47 ±0)`,
		// estimated: `16608 + n * (2621 ±3)`. Shortest run: 630_275_000 ps.
		Weight::from_parts(178_175_555, 16608)
			// Standard error: 5_908_316.
			.saturating_add(Weight::from_parts(236_618_171, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(16))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:6 w:6)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Models::Models` (r:4 w:0)
	/// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `Models::Collection` (r:1 w:0)
	/// Proof: `Models::Collection` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Nfts::Item` (r:4 w:0)
	/// Proof: `Nfts::Item` (`max_values`: None, `max_size`: Some(861), added: 3336, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	fn redeem(m: u32, ) -> Weight {
		// Proof size in bytes, measured: `4536 + m * (434 ±0)`,
		// estimated: `6196 + m * (3336 ±0)`. Shortest run: 314_286_000 ps.
		Weight::from_parts(349_536_064, 6196)
			// Standard error: 5_905_166.
			.saturating_add(Weight::from_parts(69_740_849, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(m.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(m.into())))
			.saturating_add(Weight::from_parts(0, 3336).saturating_mul(m.into()))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	fn release_quota() -> Weight {
		// Proof size in bytes, measured: `673`,
		// estimated: `3941`. Shortest run: 30_517_000 ps.
		Weight::from_parts(47_839_000, 3941)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:1 w:1)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Answered` (r:0 w:1)
	/// Proof: `Execution::Answered` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn demand() -> Weight {
		// Proof size in bytes, measured: `983`,
		// estimated: `3941`. Shortest run: 100_407_000 ps.
		Weight::from_parts(166_120_000, 3941)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Requests` (r:1 w:1)
	/// Proof: `Execution::Requests` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Answered` (r:0 w:1)
	/// Proof: `Execution::Answered` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn publish(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `838`,
		// estimated: `3941`. Shortest run: 59_140_000 ps.
		Weight::from_parts(75_322_923, 3941)
			// Standard error: 276.
			.saturating_add(Weight::from_parts(885, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:1 w:0)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:1 w:0)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:13 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Models::Models` (r:1 w:0)
	/// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `Models::Collection` (r:1 w:0)
	/// Proof: `Models::Collection` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Nfts::Item` (r:1 w:0)
	/// Proof: `Nfts::Item` (`max_values`: None, `max_size`: Some(861), added: 3336, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::NextOrderId` (r:1 w:1)
	/// Proof: `Marketplace::NextOrderId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::HousekeptUntil` (r:1 w:1)
	/// Proof: `Marketplace::HousekeptUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Orders` (r:0 w:1)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::OpenOrders` (r:0 w:1)
	/// Proof: `Marketplace::OpenOrders` (`max_values`: None, `max_size`: Some(4), added: 2479, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Ending` (r:0 w:1)
	/// Proof: `Marketplace::Ending` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn reopen() -> Weight {
		// Proof size in bytes, measured: `3170`,
		// estimated: `33633`. Shortest run: 377_064_000 ps.
		Weight::from_parts(410_996_000, 33633)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	/// Storage: `Execution::Agreements` (r:1 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	fn withdraw_close_offer() -> Weight {
		// Proof size in bytes, measured: `705`,
		// estimated: `3941`. Shortest run: 44_293_000 ps.
		Weight::from_parts(52_908_000, 3941)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}

/// With a ParityDB, for tests.
impl WeightInfo for () {
	fn request(n: u32, ) -> Weight {
		Weight::from_parts(108_598_847, 3941)
			.saturating_add(Weight::from_parts(7_734_349, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
	fn respond(n: u32, ) -> Weight {
		Weight::from_parts(66_935_000, 3941)
			.saturating_add(Weight::from_parts(19_039_464, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	fn fail(n: u32, ) -> Weight {
		Weight::from_parts(212_501_504, 6398)
			.saturating_add(Weight::from_parts(229_279_596, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(11))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(9))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	fn claim_timeout() -> Weight {
		Weight::from_parts(278_940_000, 6398)
			.saturating_add(ParityDbWeight::get().reads(12))
			.saturating_add(ParityDbWeight::get().writes(10))
	}
	fn approve(n: u32, ) -> Weight {
		Weight::from_parts(612_064_568, 16608)
			.saturating_add(Weight::from_parts(10_919_283, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(21))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(11))
			.saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	fn settle(n: u32, ) -> Weight {
		Weight::from_parts(507_412_468, 16608)
			.saturating_add(Weight::from_parts(20_971_744, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(21))
			.saturating_add(ParityDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(11))
			.saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	fn offer_close() -> Weight {
		Weight::from_parts(34_435_000, 3941)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn accept_close() -> Weight {
		Weight::from_parts(207_537_000, 6398)
			.saturating_add(ParityDbWeight::get().reads(6))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
	fn close(n: u32, ) -> Weight {
		Weight::from_parts(178_175_555, 16608)
			.saturating_add(Weight::from_parts(236_618_171, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(25))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(16))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2621).saturating_mul(n.into()))
	}
	fn redeem(m: u32, ) -> Weight {
		Weight::from_parts(349_536_064, 6196)
			.saturating_add(Weight::from_parts(69_740_849, 0).saturating_mul(m.into()))
			.saturating_add(ParityDbWeight::get().reads(9))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(m.into())))
			.saturating_add(ParityDbWeight::get().writes(7))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(m.into())))
			.saturating_add(Weight::from_parts(0, 3336).saturating_mul(m.into()))
	}
	fn release_quota() -> Weight {
		Weight::from_parts(47_839_000, 3941)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn demand() -> Weight {
		Weight::from_parts(166_120_000, 3941)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(4))
	}
	fn publish(n: u32, ) -> Weight {
		Weight::from_parts(75_322_923, 3941)
			.saturating_add(Weight::from_parts(885, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn reopen() -> Weight {
		Weight::from_parts(410_996_000, 33633)
			.saturating_add(ParityDbWeight::get().reads(23))
			.saturating_add(ParityDbWeight::get().writes(8))
	}
	fn withdraw_close_offer() -> Weight {
		Weight::from_parts(52_908_000, 3941)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
}
