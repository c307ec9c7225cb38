//! Weights of `pallet_providers`, measured by its benchmarks.
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
	fn register() -> Weight;
	fn update_profile() -> Weight;
	fn bond_extra() -> Weight;
	fn unbond() -> Weight;
	/// Measured for `o` in `[0, 64]`.
	fn withdraw(o: u32, ) -> Weight;
	fn chill() -> Weight;
	fn activate() -> Weight;
	fn offer() -> Weight;
	fn withdraw_offer() -> Weight;
}

/// With the database of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Proof size in bytes, measured: `361`,
		// estimated: `4574`. Shortest run: 104_194_000 ps.
		Weight::from_parts(143_979_000, 4574)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	fn update_profile() -> Weight {
		// Proof size in bytes, measured: `1228`,
		// estimated: `4574`. Shortest run: 30_276_000 ps.
		Weight::from_parts(43_671_000, 4574)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn bond_extra() -> Weight {
		// Proof size in bytes, measured: `1528`,
		// estimated: `4574`. Shortest run: 110_396_000 ps.
		Weight::from_parts(134_210_000, 4574)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn unbond() -> Weight {
		// Proof size in bytes, measured: `1231`,
		// estimated: `6012`. Shortest run: 36_357_000 ps.
		Weight::from_parts(53_510_000, 6012)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:64 w:64)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	fn withdraw(o: u32, ) -> Weight {
		// Proof size in bytes, measured: `1754 + o * (59 ±0)`,
		// estimated: `4574 + o * (2617 ±0)`. Shortest run: 82_454_000 ps.
		Weight::from_parts(135_505_968, 4574)
			// Standard error: 174_196.
			.saturating_add(Weight::from_parts(4_039_447, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(o.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 2617).saturating_mul(o.into()))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	fn chill() -> Weight {
		// Proof size in bytes, measured: `1228`,
		// estimated: `4574`. Shortest run: 31_629_000 ps.
		Weight::from_parts(53_360_000, 4574)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn activate() -> Weight {
		// Proof size in bytes, measured: `1231`,
		// estimated: `4574`. Shortest run: 30_046_000 ps.
		Weight::from_parts(33_182_000, 4574)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Models::Models` (r:1 w:0)
	/// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `Models::Collection` (r:1 w:0)
	/// Proof: `Models::Collection` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Nfts::Item` (r:1 w:0)
	/// Proof: `Nfts::Item` (`max_values`: None, `max_size`: Some(861), added: 3336, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:1 w:1)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	fn offer() -> Weight {
		// Proof size in bytes, measured: `1983`,
		// estimated: `4574`. Shortest run: 74_178_000 ps.
		Weight::from_parts(85_850_000, 4574)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// Storage: `Providers::Providers` (r:1 w:1)
	/// Proof: `Providers::Providers` (`max_values`: None, `max_size`: Some(1109), added: 3584, mode: `MaxEncodedLen`)
	/// Storage: `Providers::Offers` (r:1 w:1)
	/// Proof: `Providers::Offers` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	fn withdraw_offer() -> Weight {
		// Proof size in bytes, measured: `1433`,
		// estimated: `4574`. Shortest run: 58_039_000 ps.
		Weight::from_parts(65_552_000, 4574)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}

/// With a ParityDB, for tests.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(143_979_000, 4574)
			.saturating_add(ParityDbWeight::get().reads(4))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn update_profile() -> Weight {
		Weight::from_parts(43_671_000, 4574)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn bond_extra() -> Weight {
		Weight::from_parts(134_210_000, 4574)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(3))
	}
	fn unbond() -> Weight {
		Weight::from_parts(53_510_000, 6012)
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn withdraw(o: u32, ) -> Weight {
		Weight::from_parts(135_505_968, 4574)
			.saturating_add(Weight::from_parts(4_039_447, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(o.into())))
			.saturating_add(ParityDbWeight::get().writes(3))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 2617).saturating_mul(o.into()))
	}
	fn chill() -> Weight {
		Weight::from_parts(53_360_000, 4574)
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn activate() -> Weight {
		Weight::from_parts(33_182_000, 4574)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(1))
	}
	fn offer() -> Weight {
		Weight::from_parts(85_850_000, 4574)
			.saturating_add(ParityDbWeight::get().reads(5))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(65_552_000, 4574)
			.saturating_add(ParityDbWeight::get().reads(2))
			.saturating_add(ParityDbWeight::get().writes(2))
	}
}
