use super::Treasury;
use crate::{
	units::{DAYS, MILLI_UNIT, UNIT},
	Balance, Balances, Models, Runtime, RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
};
use sp_runtime::{Perbill, Permill};

/// Dear enough that a provider doesn't throw its name away over one bad day.
pub const MIN_BOND: Balance = 50 * UNIT;

parameter_types! {
	/// A twentieth of what an agreement is worth stands behind it at least.
	pub const CoverageRatio: Permill = Permill::from_percent(5);
	/// Newcomers stand in the middle.
	pub const InitialScore: Perbill = Perbill::from_percent(50);
}

impl pallet_providers::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	// By the commission paid, so that standing can't be bought for nothing. It needs a commission: without one, take
	// `SuccessRatio<InitialScore>`. The amounts: 50 milli of commission weigh as much as the initial score, and one
	// counterparty counts like 5 tokens of commission at most.
	type Score = pallet_providers::CommissionWeighted<
		InitialScore,
		ConstU64<{ 50 * MILLI_UNIT }>,
		ConstU64<{ 5 * UNIT }>,
	>;
	type Treasury = Treasury;
	type MinBond = ConstU64<MIN_BOND>;
	// So that a wrong answer hurts even where an inference costs next to nothing.
	type MinSlash = ConstU64<{ UNIT / 2 }>;
	type CoverageRatio = CoverageRatio;
	// Longer than any challenge window, so that a bond can't leave before its last answer is safe.
	type UnbondingPeriod = ConstU32<{ super::marketplace::MAX_CHALLENGE_WINDOW + DAYS }>;
	// Each offer is one more storage item that the provider's bond pays for.
	type MaxOffers = ConstU32<32>;
	// A month from now this month counts half.
	type RecordHalfLife = ConstU32<{ 30 * DAYS }>;
	// The list is read and written whole with every settlement.
	type MaxCounterparties = ConstU32<16>;
	type WeightInfo = pallet_providers::weights::SubstrateWeight<Runtime>;
}
