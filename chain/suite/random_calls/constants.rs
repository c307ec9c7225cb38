//! The runtime's constants: some runtimes have them as `Get`s of more than one type.

use crate::{chain::Balance, random_calls::model::Amount};
use frame_support::traits::Get;
use sp_runtime::SaturatedConversion;

/// Blocks, or how many of something.
pub fn number<Constant: Get<u32>>() -> u32 {
	Constant::get()
}

/// Planck.
pub fn amount<Constant: Get<Balance>>() -> Amount {
	Constant::get().saturated_into()
}
