//! Weights of `pallet_marketplace`, measured by its benchmarks.
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
	fn place_order() -> Weight;
	/// Measured for `b` in `[0, 20]`.
	fn cancel(b: u32, ) -> Weight;
	/// Measured for `e` in `[0, 1]`.
	fn bid(e: u32, ) -> Weight;
	/// Measured for `b` in `[1, 20]`.
	fn award(b: u32, ) -> Weight;
	/// Measured for `t` in `[1, 10]`.
	/// Measured for `l` in `[0, 10]`.
	fn poke(t: u32, l: u32, ) -> Weight;
	fn counter() -> Weight;
	fn accept_counter() -> Weight;
	/// Measured for `n` in `[0, 30]`.
	fn check_doomed(n: u32, ) -> Weight;
	/// Measured for `n` in `[0, 100]`.
	fn housekeep(n: u32, ) -> Weight;
}

/// With the database of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Parameters::Parameters` (r:14 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Models::Models` (r:1 w:0)
	/// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `Models::Collection` (r:1 w:0)
	/// Proof: `Models::Collection` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Nfts::Item` (r:1 w:0)
	/// Proof: `Nfts::Item` (`max_values`: None, `max_size`: Some(861), added: 3336, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::NextOrderId` (r:1 w:1)
	/// Proof: `Marketplace::NextOrderId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::HousekeptUntil` (r:1 w:1)
	/// Proof: `Marketplace::HousekeptUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Orders` (r:0 w:1)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::OpenOrders` (r:0 w:1)
	/// Proof: `Marketplace::OpenOrders` (`max_values`: None, `max_size`: Some(4), added: 2479, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Ending` (r:0 w:1)
	/// Proof: `Marketplace::Ending` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn place_order() -> Weight {
		// Proof size in bytes, measured: `1149`,
		// estimated: `36144`. Shortest run: 223_076_000 ps.
		Weight::from_parts(278_750_000, 36144)
			.saturating_add(T::DbWeight::get().reads(21))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	/// Storage: `Marketplace::Orders` (r:1 w:1)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Bids` (r:1 w:1)
	/// Proof: `Marketplace::Bids` (`max_values`: None, `max_size`: Some(2273), added: 4748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:21 w:21)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:21 w:21)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:20 w:20)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::OpenOrders` (r:0 w:1)
	/// Proof: `Marketplace::OpenOrders` (`max_values`: None, `max_size`: Some(4), added: 2479, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Ending` (r:0 w:1)
	/// Proof: `Marketplace::Ending` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn cancel(b: u32, ) -> Weight {
		// Proof size in bytes, measured: `1133 + b * (1221 ±0)`,
		// estimated: `5738 + b * (3584 ±0)`. Shortest run: 137_767_000 ps.
		Weight::from_parts(182_161_431, 5738)
			// Standard error: 2_449_050.
			.saturating_add(Weight::from_parts(79_623_755, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(b.into()))
	}
	/// Storage: `Marketplace::Orders` (r:1 w:0)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:2 w:2)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:1 w:0)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:8 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:0)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:0)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Bids` (r:1 w:1)
	/// Proof: `Marketplace::Bids` (`max_values`: None, `max_size`: Some(2273), added: 4748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Ending` (r:0 w:2)
	/// Proof: `Marketplace::Ending` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn bid(e: u32, ) -> Weight {
		// Proof size in bytes, measured: `5080 + e * (5523 ±0)`,
		// estimated: `21078 + e * (3584 ±0)`. Shortest run: 191_367_000 ps.
		Weight::from_parts(228_800_689, 21078)
			// Standard error: 11_688_984.
			.saturating_add(Weight::from_parts(123_218_510, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(e.into()))
	}
	/// Storage: `Marketplace::Orders` (r:1 w:1)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Bids` (r:1 w:1)
	/// Proof: `Marketplace::Bids` (`max_values`: None, `max_size`: Some(2273), added: 4748, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:20 w:19)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:1 w:0)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:4 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:21 w:21)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:21 w:21)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Execution::NextAgreementId` (r:1 w:1)
	/// Proof: `Execution::NextAgreementId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByConsumer` (r:0 w:1)
	/// Proof: `Execution::AgreementsByConsumer` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByProvider` (r:0 w:1)
	/// Proof: `Execution::AgreementsByProvider` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Agreements` (r:0 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::OpenOrders` (r:0 w:1)
	/// Proof: `Marketplace::OpenOrders` (`max_values`: None, `max_size`: Some(4), added: 2479, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Ending` (r:0 w:1)
	/// Proof: `Marketplace::Ending` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn award(b: u32, ) -> Weight {
		// Proof size in bytes, measured: `4206 + b * (1274 ±0)`,
		// estimated: `11034 + b * (3584 ±0)`. Shortest run: 352_677_000 ps.
		Weight::from_parts(340_279_666, 11034)
			// Standard error: 3_595_498.
			.saturating_add(Weight::from_parts(96_306_183, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(b.into()))
	}
	/// Storage: `Marketplace::Orders` (r:1 w:1)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Bids` (r:1 w:1)
	/// Proof: `Marketplace::Bids` (`max_values`: None, `max_size`: Some(2273), added: 4748, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:20 w:19)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:10 w:0)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:4 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:10 w:1)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:10 w:1)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:21 w:21)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:21 w:21)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Execution::NextAgreementId` (r:1 w:1)
	/// Proof: `Execution::NextAgreementId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Providers::ConsumerRecords` (r:1 w:1)
	/// Proof: `Providers::ConsumerRecords` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByConsumer` (r:0 w:1)
	/// Proof: `Execution::AgreementsByConsumer` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Execution::AgreementsByProvider` (r:0 w:1)
	/// Proof: `Execution::AgreementsByProvider` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Execution::Agreements` (r:0 w:1)
	/// Proof: `Execution::Agreements` (`max_values`: None, `max_size`: Some(476), added: 2951, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::OpenOrders` (r:0 w:1)
	/// Proof: `Marketplace::OpenOrders` (`max_values`: None, `max_size`: Some(4), added: 2479, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Ending` (r:0 w:1)
	/// Proof: `Marketplace::Ending` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn poke(t: u32, l: u32, ) -> Weight {
		// Proof size in bytes, measured: `5760 + l * (1307 ±0) + t * (1521 ±0)`,
		// estimated: `11034 + l * (3584 ±0) + t * (4604 ±0)`. Shortest run: 977_153_000 ps.
		Weight::from_parts(90_649_221, 11034)
			// Standard error: 6_854_008.
			.saturating_add(Weight::from_parts(183_505_076, 0).saturating_mul(t.into()))
			// Standard error: 6_356_745.
			.saturating_add(Weight::from_parts(103_713_392, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 4604).saturating_mul(t.into()))
	}
	/// Storage: `Marketplace::Orders` (r:1 w:0)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Bids` (r:1 w:1)
	/// Proof: `Marketplace::Bids` (`max_values`: None, `max_size`: Some(2273), added: 4748, mode: `MaxEncodedLen`)
	fn counter() -> Weight {
		// Proof size in bytes, measured: `2428`,
		// estimated: `5738`. Shortest run: 50_073_000 ps.
		Weight::from_parts(71_774_000, 5738)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Storage: `Marketplace::Orders` (r:1 w:0)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Bids` (r:1 w:1)
	/// Proof: `Marketplace::Bids` (`max_values`: None, `max_size`: Some(2273), added: 4748, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:1 w:0)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:6 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:1 w:0)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:1 w:0)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	fn accept_counter() -> Weight {
		// Proof size in bytes, measured: `7249`,
		// estimated: `16056`. Shortest run: 148_227_000 ps.
		Weight::from_parts(230_049_000, 16056)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// Storage: `Marketplace::Orders` (r:30 w:0)
	/// Proof: `Marketplace::Orders` (`max_values`: None, `max_size`: Some(998), added: 3473, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Providers` (r:30 w:0)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:30 w:0)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:8 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Records` (r:30 w:0)
	/// Proof: `Providers::Records` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Counterparties` (r:30 w:0)
	/// Proof: `Providers::Counterparties` (`max_values`: None, `max_size`: Some(2129), added: 4604, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Bids` (r:30 w:0)
	/// Proof: `Marketplace::Bids` (`max_values`: None, `max_size`: Some(2273), added: 4748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:30 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:30 w:0)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn check_doomed(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `5696 + n * (1534 ±0)`,
		// estimated: `21078 + n * (4748 ±0)`. Shortest run: 361_000 ps.
		Weight::from_parts(440_000, 21078)
			// Standard error: 1_215_611.
			.saturating_add(Weight::from_parts(121_361_688, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads((8_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4748).saturating_mul(n.into()))
	}
	/// Storage: `Marketplace::HousekeptUntil` (r:1 w:1)
	/// Proof: `Marketplace::HousekeptUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Marketplace::Ending` (r:100 w:0)
	/// Proof: `Marketplace::Ending` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn housekeep(n: u32, ) -> Weight {
		// Proof size in bytes, measured: `30`,
		// estimated: `1489 + n * (2499 ±0)`. Shortest run: 4_980_000 ps.
		Weight::from_parts(30_785_307, 1489)
			// Standard error: 134_050.
			.saturating_add(Weight::from_parts(5_110_747, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 2499).saturating_mul(n.into()))
	}
}

/// With a ParityDB, for tests.
impl WeightInfo for () {
	fn place_order() -> Weight {
		Weight::from_parts(278_750_000, 36144)
			.saturating_add(ParityDbWeight::get().reads(21))
			.saturating_add(ParityDbWeight::get().writes(7))
	}
	fn cancel(b: u32, ) -> Weight {
		Weight::from_parts(182_161_431, 5738)
			.saturating_add(Weight::from_parts(79_623_755, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(ParityDbWeight::get().writes((3_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(b.into()))
	}
	fn bid(e: u32, ) -> Weight {
		Weight::from_parts(228_800_689, 21078)
			.saturating_add(Weight::from_parts(123_218_510, 0).saturating_mul(e.into()))
			.saturating_add(ParityDbWeight::get().reads(16))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(e.into())))
			.saturating_add(ParityDbWeight::get().writes(6))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(e.into()))
	}
	fn award(b: u32, ) -> Weight {
		Weight::from_parts(340_279_666, 11034)
			.saturating_add(Weight::from_parts(96_306_183, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(13))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(ParityDbWeight::get().writes(12))
			.saturating_add(ParityDbWeight::get().writes((3_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(b.into()))
	}
	fn poke(t: u32, l: u32, ) -> Weight {
		Weight::from_parts(90_649_221, 11034)
			.saturating_add(Weight::from_parts(183_505_076, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(103_713_392, 0).saturating_mul(l.into()))
			.saturating_add(ParityDbWeight::get().reads(10))
			.saturating_add(ParityDbWeight::get().reads((6_u64).saturating_mul(t.into())))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().writes(12))
			.saturating_add(ParityDbWeight::get().writes((3_u64).saturating_mul(t.into())))
			.saturating_add(ParityDbWeight::get().writes((3_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3584).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 4604).saturating_mul(t.into()))
	}
	fn counter() -> Weight {
		Weight::from_parts(71_774_000, 5738)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn accept_counter() -> Weight {
		Weight::from_parts(230_049_000, 16056)
			.saturating_add(ParityDbWeight::get().reads(12))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn check_doomed(n: u32, ) -> Weight {
		Weight::from_parts(440_000, 21078)
			.saturating_add(Weight::from_parts(121_361_688, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(7))
			.saturating_add(ParityDbWeight::get().reads((8_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4748).saturating_mul(n.into()))
	}
	fn housekeep(n: u32, ) -> Weight {
		Weight::from_parts(30_785_307, 1489)
			.saturating_add(Weight::from_parts(5_110_747, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 2499).saturating_mul(n.into()))
	}
}
