//! Units and periods of the chain.

use crate::{Balance, BlockNumber};

/// Planck in one AIRO.
pub const AIRO: Balance = 1_000_000_000_000;
pub const MILLI_AIRO: Balance = AIRO / 1_000;
pub const MICRO_AIRO: Balance = AIRO / 1_000_000;
/// Below this an account doesn't exist.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_AIRO;

/// Time from one block to the next, in milliseconds.
pub const SLOT_DURATION_MS: u64 = 3_000;

pub const MINUTES: BlockNumber = 60_000 / (SLOT_DURATION_MS as BlockNumber);
pub const HOURS: BlockNumber = MINUTES * 60;
pub const DAYS: BlockNumber = HOURS * 24;

/// Planck that `items` storage items of `bytes` bytes in all are worth.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
	items as Balance * 10 * MILLI_AIRO + bytes as Balance * 10 * MICRO_AIRO
}
