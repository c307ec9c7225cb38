//! What the calls are made on.

use crate::random_calls::rng::Rng;

pub use crate::genesis::begin;
pub use airo_example_runtime::{
	units::UNIT, AccountId, AllPalletsWithSystem, Balance, Balances, BlockNumber, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System,
};

/// Whether `set_parameter` makes calls: every parameter is a constant here.
pub const GOVERNED: bool = false;

pub fn set_parameter(_: &mut Rng) -> Option<RuntimeCall> {
	None
}
