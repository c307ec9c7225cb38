//! Weights of `pallet_grandpa`, measured by its benchmarks.
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
	/// Measured for `x` in `[0, 1]`.
	fn check_equivocation_proof(x: u32, ) -> Weight;
	fn note_stalled() -> Weight;
}

/// With the database of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn check_equivocation_proof(x: u32, ) -> Weight {
		// Proof size in bytes, measured: `0`,
		// estimated: `0`. Shortest run: 90_188_000 ps.
		Weight::from_parts(92_018_742, 0)
			// Standard error: 479_369.
			.saturating_add(Weight::from_parts(4_438_057, 0).saturating_mul(x.into()))
	}
	/// Storage: `Grandpa::Stalled` (r:0 w:1)
	/// Proof: `Grandpa::Stalled` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn note_stalled() -> Weight {
		// Proof size in bytes, measured: `0`,
		// estimated: `0`. Shortest run: 4_829_000 ps.
		Weight::from_parts(5_951_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
}

/// With a ParityDB, for tests.
impl WeightInfo for () {
	fn check_equivocation_proof(x: u32, ) -> Weight {
		Weight::from_parts(92_018_742, 0)
			.saturating_add(Weight::from_parts(4_438_057, 0).saturating_mul(x.into()))
	}
	fn note_stalled() -> Weight {
		Weight::from_parts(5_951_000, 0)
			.saturating_add(ParityDbWeight::get().writes(1))
	}
}
