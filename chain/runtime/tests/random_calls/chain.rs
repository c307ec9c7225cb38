//! What the calls are made on: the development preset.

use crate::devchain;
use airo_runtime::genesis::DEVELOPMENT;

pub use crate::parameters::set_parameter;
pub use airo_runtime::{
	constants::AIRO as UNIT, AccountId, AllPalletsWithSystem, Balance, Balances, BlockNumber, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System,
};

/// Whether `set_parameter` makes calls: root may change the market's parameters.
pub const GOVERNED: bool = true;

pub fn begin() -> sp_io::TestExternalities {
	devchain::begin(DEVELOPMENT)
}
