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

/// The marketplace's rules: what shapes storage, and what governance may change (`parameters`) as it is until it does.
/// Windows and periods in blocks, amounts in planck.
pub mod market {
	use super::{AIRO, DAYS, HOURS, MICRO_AIRO, MILLI_AIRO};
	use crate::{Balance, BlockNumber};
	use airo_primitives::WindowBounds;
	use sp_runtime::{Perbill, Permill};

	/// Share of every paid inference that the treasury gets.
	pub const COMMISSION: Permill = Permill::from_percent(1);
	pub const MIN_PROVIDER_SHARE: Balance = 100 * MICRO_AIRO;

	pub const MIN_BOND: Balance = 100 * AIRO;
	/// Least that a wrong answer costs beyond its price.
	pub const MIN_SLASH: Balance = AIRO;
	/// Share of an agreement's value that stands behind it at least.
	pub const COVERAGE_RATIO: Permill = Permill::from_percent(10);
	/// Longer than any challenge window, so that a bond can't leave before its last answer is safe.
	pub const UNBONDING_PERIOD: BlockNumber = MAX_CHALLENGE_WINDOW + DAYS;
	pub const MAX_OFFERS: u32 = 64;
	/// Score of a provider that hasn't served anything yet.
	pub const INITIAL_SCORE: Perbill = Perbill::from_percent(50);
	/// Commission that a provider's own past must add up to before it counts as much as the initial score.
	pub const INITIAL_SCORE_WEIGHT: Balance = 100 * MILLI_AIRO;
	/// Commission that one counterparty counts like at most in a score: that of a thousand AIRO of inferences.
	pub const COUNTERPARTY_CAP: Balance = 10 * AIRO;
	/// Counterparties of a provider that are told apart; the rest is one sum.
	pub const MAX_COUNTERPARTIES: u32 = 32;
	/// After this everything in a record counts half.
	pub const RECORD_HALF_LIFE: BlockNumber = 30 * DAYS;

	pub const MODEL_DEPOSIT: Balance = AIRO;
	pub const COMMIT_DEPOSIT: Balance = 100 * MILLI_AIRO;
	pub const COMMIT_AGE: BlockNumber = 3;
	pub const MIN_ATTESTATIONS: u32 = 1;
	pub const MAX_ROYALTY: Balance = 1_000 * AIRO;
	/// As long as the longest bid window.
	pub const ROYALTY_NOTICE: BlockNumber = DAYS;
	pub const PRIORITY_PERIOD: BlockNumber = 7 * DAYS;
	/// Longer than an order, its agreement and the disputes about it can last.
	pub const REMOVAL_DELAY: BlockNumber =
		MAX_BID_WINDOW + AWARD_GRACE + MAX_DURATION + MAX_RESPONSE_WINDOW + MAX_CHALLENGE_WINDOW + 14 * DAYS;

	pub const BID_DEPOSIT: Balance = 100 * MILLI_AIRO;
	/// Least that a bidder lowers its own bid by.
	pub const MIN_LOWERING: Permill = Permill::from_percent(1);
	pub const AWARD_GRACE: BlockNumber = 200;
	pub const MIN_BID_WINDOW: BlockNumber = 1;
	pub const MAX_BID_WINDOW: BlockNumber = DAYS;
	pub const MIN_DURATION: BlockNumber = 10;
	pub const MAX_DURATION: BlockNumber = 90 * DAYS;
	pub const MIN_RESPONSE_WINDOW: BlockNumber = 2;
	pub const MAX_RESPONSE_WINDOW: BlockNumber = 12 * HOURS;
	pub const MIN_CHALLENGE_WINDOW: BlockNumber = 1;
	pub const MAX_CHALLENGE_WINDOW: BlockNumber = 7 * DAYS;
	pub const BID_WINDOW: WindowBounds<BlockNumber> =
		WindowBounds { min: MIN_BID_WINDOW, max: MAX_BID_WINDOW };
	pub const DURATION: WindowBounds<BlockNumber> = WindowBounds { min: MIN_DURATION, max: MAX_DURATION };
	pub const RESPONSE_WINDOW: WindowBounds<BlockNumber> =
		WindowBounds { min: MIN_RESPONSE_WINDOW, max: MAX_RESPONSE_WINDOW };
	pub const CHALLENGE_WINDOW: WindowBounds<BlockNumber> =
		WindowBounds { min: MIN_CHALLENGE_WINDOW, max: MAX_CHALLENGE_WINDOW };
	pub const MAX_INFERENCES: u32 = 10_000_000;
	pub const MAX_OPEN: u32 = 1_024;
	pub const MAX_BIDS: u32 = 20;
	pub const MAX_INVITED: u32 = 20;

	pub const REQUEST_DEPOSIT: Balance = MILLI_AIRO;
	/// Share of a failed inference's price that the consumer gets from the coverage.
	pub const FAIL_COMPENSATION: Permill = Permill::from_percent(10);
	/// Share of the price of an inference whose payload can't be fetched that goes to the treasury.
	pub const UNAVAILABLE_FEE: Permill = Permill::from_percent(5);
	/// Share of unfetchable payloads above which either side may close.
	pub const UNAVAILABLE_LIMIT: Permill = Permill::from_percent(5);
	/// Share of failures that are the provider's fault above which the consumer may order the rest again.
	pub const REOPEN_FAULTS: Permill = Permill::from_percent(5);
	/// More than the fee of a transaction of `MAX_PUBLISH` bytes, which the provider doesn't pay.
	pub const DEMAND_FEE: Balance = 10 * MILLI_AIRO;
	/// Largest answer, in bytes, that a transaction carries.
	pub const MAX_PUBLISH: u32 = 8 * 1_024;
	pub const MAX_ITEMS: u32 = 64;
	pub const MAX_SETTLE: u32 = 128;
}

/// How far governance can go; a value beyond counts as the limit. Windows and periods in blocks, amounts in planck.
pub mod limits {
	use super::{market, AIRO, DAYS};
	use crate::{Balance, BlockNumber};
	use airo_primitives::WindowBounds;
	use sp_runtime::Permill;

	/// Bonds, slashes and royalties.
	pub const MAX_AMOUNT: Balance = 1_000_000 * AIRO;
	/// Deposits and fees; the least of a deposit is the existential deposit.
	pub const MAX_DEPOSIT: Balance = 1_000 * AIRO;
	/// What publishing the largest answer costs the chain.
	pub const MIN_DEMAND_FEE: Balance = market::DEMAND_FEE;

	pub const MAX_COMMIT_AGE: BlockNumber = DAYS;
	/// Calls that forget attestations are weighed by so many.
	pub const MAX_ATTESTATIONS: u32 = 8;
	pub const MAX_PRIORITY_PERIOD: BlockNumber = 365 * DAYS;
	pub const MAX_ROYALTY_NOTICE: BlockNumber = 30 * DAYS;
	pub const MAX_REMOVAL_DELAY: BlockNumber = 730 * DAYS;

	pub const MAX_UNBONDING_PERIOD: BlockNumber = 365 * DAYS;
	pub const MIN_HALF_LIFE: BlockNumber = DAYS;

	pub const MAX_COMMISSION: Permill = Permill::from_percent(50);
	pub const MAX_PROVIDER_SHARE: Balance = AIRO;
	pub const MAX_LOWERING: Permill = Permill::from_percent(50);
	/// A bid can't be taken back before it, so that it must not last.
	pub const MAX_AWARD_GRACE: BlockNumber = 7 * DAYS;
	pub const BID_WINDOW: WindowBounds<BlockNumber> = WindowBounds { min: 1, max: 30 * DAYS };
	pub const DURATION: WindowBounds<BlockNumber> = WindowBounds { min: 1, max: 365 * DAYS };
	pub const RESPONSE_WINDOW: WindowBounds<BlockNumber> = WindowBounds { min: 1, max: 7 * DAYS };
	pub const CHALLENGE_WINDOW: WindowBounds<BlockNumber> = WindowBounds { min: 1, max: 30 * DAYS };
	pub const MAX_INFERENCES: u32 = 1_000_000_000;
	pub const MAX_OPEN: u32 = 65_536;

	pub const MAX_UNAVAILABLE_FEE: Permill = Permill::from_percent(50);
}
