//! Placeholder.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::ParityDbWeight, Weight}};

pub trait WeightInfo {
	fn check_equivocation_proof(x: u32, ) -> Weight;
	fn note_stalled() -> Weight;
}
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn check_equivocation_proof(x: u32, ) -> Weight {
		Weight::from_parts(30_000_000, 4_000).saturating_add(Weight::from_parts(1_000_000, 10).saturating_mul(x.into())).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	fn note_stalled() -> Weight {
		Weight::from_parts(30_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
}
impl WeightInfo for () {
	fn check_equivocation_proof(x: u32, ) -> Weight {
		Weight::from_parts(30_000_000, 4_000).saturating_add(Weight::from_parts(1_000_000, 10).saturating_mul(x.into())).saturating_add(ParityDbWeight::get().reads_writes(3, 3))
	}
	fn note_stalled() -> Weight {
		Weight::from_parts(30_000_000, 4_000).saturating_add(ParityDbWeight::get().reads_writes(3, 3))
	}
}
