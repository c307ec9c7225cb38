use super::Treasury;
use crate::{units::MILLI_UNIT, Balances, Marketplace, Models, Providers, Runtime, RuntimeHoldReason};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
};
use sp_runtime::Permill;

parameter_types! {
	/// Enough to be noticed on the provider's side, not enough to live from on the consumer's.
	pub const FailCompensation: Permill = Permill::from_percent(20);
	/// A payload that can't be fetched may be either side's fault, so neither may gain by it.
	pub const UnavailableFee: Permill = Permill::from_percent(5);
	/// One in ten gone astray, and either side may end the agreement.
	pub const UnavailableLimit: Permill = Permill::from_percent(10);
	/// One in ten failed, and the consumer may order the rest from somebody else.
	pub const ReopenFaults: Permill = Permill::from_percent(10);
}

impl pallet_execution::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Providers = Providers;
	// With `()` the rest of an agreement couldn't be ordered again.
	type Orders = Marketplace;
	type Treasury = Treasury;
	// Back with the payment: it pays for the storage that a request takes meanwhile.
	type RequestDepositAmount = ConstU64<{ 2 * MILLI_UNIT }>;
	type FailCompensation = FailCompensation;
	type UnavailableFee = UnavailableFee;
	type UnavailableLimit = UnavailableLimit;
	type ReopenFaults = ReopenFaults;
	// At least the fee of a transaction of `MaxPublish` bytes, which the provider is spared.
	type DemandFee = ConstU64<{ 20 * MILLI_UNIT }>;
	// Answers that fit into a block beside everything else; a larger one can't be demanded on chain.
	type MaxPublish = ConstU32<4_096>;
	// So that the weight of one call stays a small part of a block's.
	type MaxItems = ConstU32<32>;
	type MaxSettle = ConstU32<64>;
	type WeightInfo = pallet_execution::weights::SubstrateWeight<Runtime>;
}
