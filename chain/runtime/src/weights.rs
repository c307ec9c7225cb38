//! Weights of FRAME's pallets that don't bring their own.

mod grandpa;

use crate::Runtime;
use frame_support::weights::Weight;
use grandpa::WeightInfo as _;

type Measured = grandpa::SubstrateWeight<Runtime>;

pub struct Grandpa;

impl pallet_grandpa::WeightInfo for Grandpa {
	/// Checking the proof is all there is: nobody can prove that a key was a validator's, and nothing happens to it.
	fn report_equivocation(_: u32, _: u32) -> Weight {
		Measured::check_equivocation_proof(1)
	}

	fn note_stalled() -> Weight {
		Measured::note_stalled()
	}
}
