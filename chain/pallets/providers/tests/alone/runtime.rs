//! The smallest runtime that takes providers: there is nothing else of Airo in it. Another part takes the place of a `()`
//! as it is.

use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, ConstU64},
};
use sp_runtime::Permill;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Providers = pallet_providers;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = frame_system::mocking::MockBlock<Runtime>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1_000>;
	type AccountStore = System;
}

parameter_types! {
	/// Must exist from the first block on, or shares that nobody can take are stuck.
	pub const Treasury: u64 = 99;
	pub const CoverageRatio: Permill = Permill::from_percent(10);
}

impl pallet_providers::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	/// `pallet_models`, or a list of the chain's own. `()`: there are no models, and nothing can be offered.
	type Models = ();
	/// `CommissionWeighted` where a commission is taken, `SuccessRatio` elsewhere. `()`: everybody stands at one.
	type Score = ();
	type Treasury = Treasury;
	type MinBond = ConstU128<10_000>;
	type MinSlash = ConstU128<100>;
	type CoverageRatio = CoverageRatio;
	/// Longer than the longest challenge window of the marketplace.
	type UnbondingPeriod = ConstU64<115_200>;
	type MaxOffers = ConstU32<64>;
	/// Zero: records don't fade.
	type RecordHalfLife = ConstU64<864_000>;
	type MaxCounterparties = ConstU32<32>;
	type WeightInfo = pallet_providers::weights::SubstrateWeight<Runtime>;
}
