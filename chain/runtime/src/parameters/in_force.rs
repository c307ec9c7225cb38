//! What the pallets get: what governance has set, as far as it lies within the limits.
//!
//! A value beyond a limit counts as the limit, whoever set it and in whatever order several are changed: nothing that is
//! written to the parameters' storage can take the market out of its limits.

use super::dynamic::{execution, marketplace, models, providers};
use crate::{
	constants::{limits, EXISTENTIAL_DEPOSIT},
	Balance, BlockNumber,
};
use airo_primitives::WindowBounds;
use frame_support::{parameter_types, traits::Get};
use sp_runtime::{Perbill, Permill};

/// A deposit that an account can always be given back, and that it can be asked for.
fn deposit(amount: Balance) -> Balance {
	amount.clamp(EXISTENTIAL_DEPOSIT, limits::MAX_DEPOSIT)
}

/// A bond that isn't nothing, which whoever never bonded has too.
fn bond(amount: Balance) -> Balance {
	amount.clamp(EXISTENTIAL_DEPOSIT, limits::MAX_AMOUNT)
}

/// Longer than any challenge window, so that a bond can't leave before its last answer is safe.
fn unbonding_period() -> BlockNumber {
	let longest = ChallengeWindow::get().max;
	providers::UnbondingPeriod::get().clamp(longest.saturating_add(1), limits::MAX_UNBONDING_PERIOD)
}

/// Longer than an order and its agreement can last.
fn removal_delay() -> BlockNumber {
	let lasts = [BidWindow::get(), Duration::get(), ResponseWindow::get(), ChallengeWindow::get()]
		.iter()
		.fold(AwardGrace::get(), |sum, window| sum.saturating_add(window.max));
	models::RemovalDelay::get().clamp(lasts.saturating_add(1), limits::MAX_REMOVAL_DELAY)
}

/// Zero, for records that don't fade, or long enough for a change not to wipe out what was done under the last one.
fn record_half_life() -> BlockNumber {
	match providers::RecordHalfLife::get() {
		0 => 0,
		blocks => blocks.max(limits::MIN_HALF_LIFE),
	}
}

parameter_types! {
	pub CommitAge: BlockNumber = models::CommitAge::get().clamp(1, limits::MAX_COMMIT_AGE);
	pub MinAttestations: u32 = models::MinAttestations::get().min(limits::MAX_ATTESTATIONS);
	pub MinAttesterBond: Balance = bond(models::MinAttesterBond::get());
	pub PriorityPeriod: BlockNumber = models::PriorityPeriod::get().min(limits::MAX_PRIORITY_PERIOD);
	pub RoyaltyNotice: BlockNumber = models::RoyaltyNotice::get().min(limits::MAX_ROYALTY_NOTICE);
	pub RemovalDelay: BlockNumber = removal_delay();
	pub ModelDeposit: Balance = deposit(models::ModelDeposit::get());
	pub CommitDeposit: Balance = deposit(models::CommitDeposit::get());
	pub MaxRoyalty: Balance = models::MaxRoyalty::get().min(limits::MAX_AMOUNT);

	pub MinBond: Balance = bond(providers::MinBond::get());
	pub MinSlash: Balance = providers::MinSlash::get().min(limits::MAX_AMOUNT);
	pub CoverageRatio: Permill = providers::CoverageRatio::get();
	pub UnbondingPeriod: BlockNumber = unbonding_period();
	pub RecordHalfLife: BlockNumber = record_half_life();
	pub InitialScore: Perbill = providers::InitialScore::get();
	pub InitialScoreWeight: Balance = providers::InitialScoreWeight::get().min(limits::MAX_AMOUNT);
	pub CounterpartyCap: Balance =
		providers::CounterpartyCap::get().clamp(EXISTENTIAL_DEPOSIT, limits::MAX_AMOUNT);

	pub Commission: Permill = marketplace::Commission::get().min(limits::MAX_COMMISSION);
	pub MinProviderShare: Balance = marketplace::MinProviderShare::get().min(limits::MAX_PROVIDER_SHARE);
	pub BidDeposit: Balance = deposit(marketplace::BidDeposit::get());
	pub AwardGrace: BlockNumber = marketplace::AwardGrace::get().clamp(1, limits::MAX_AWARD_GRACE);
	pub BidWindow: WindowBounds<BlockNumber> = marketplace::BidWindow::get().within(limits::BID_WINDOW);
	pub Duration: WindowBounds<BlockNumber> = marketplace::Duration::get().within(limits::DURATION);
	pub ResponseWindow: WindowBounds<BlockNumber> =
		marketplace::ResponseWindow::get().within(limits::RESPONSE_WINDOW);
	pub ChallengeWindow: WindowBounds<BlockNumber> =
		marketplace::ChallengeWindow::get().within(limits::CHALLENGE_WINDOW);
	pub MaxInferences: u32 = marketplace::MaxInferences::get().clamp(1, limits::MAX_INFERENCES);
	pub MaxOpen: u32 = marketplace::MaxOpen::get().clamp(1, limits::MAX_OPEN);
	pub MinLowering: Permill = marketplace::MinLowering::get().min(limits::MAX_LOWERING);

	pub RequestDeposit: Balance = deposit(execution::RequestDeposit::get());
	pub FailCompensation: Permill = execution::FailCompensation::get();
	pub UnavailableFee: Permill = execution::UnavailableFee::get().min(limits::MAX_UNAVAILABLE_FEE);
	pub UnavailableLimit: Permill = execution::UnavailableLimit::get();
	pub ReopenFaults: Permill = execution::ReopenFaults::get();
	pub DemandFee: Balance = execution::DemandFee::get().clamp(limits::MIN_DEMAND_FEE, limits::MAX_DEPOSIT);
}
