//! What amounts and periods are counted in.

use crate::{Balance, BlockNumber};

/// Planck in one token.
pub const UNIT: Balance = 1_000_000;
pub const MILLI_UNIT: Balance = UNIT / 1_000;

/// Below this an account doesn't exist.
pub const EXISTENTIAL_DEPOSIT: Balance = 10 * MILLI_UNIT;

/// Blocks of six seconds. The pallets count in blocks and ask for no clock.
pub const MINUTES: BlockNumber = 10;
pub const HOURS: BlockNumber = 60 * MINUTES;
pub const DAYS: BlockNumber = 24 * HOURS;
