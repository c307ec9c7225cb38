//! The smallest runtime that takes the marketplace: there is nothing else of Airo in it. Another part takes the place of a
//! `()` as it is.

use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, ConstU64},
};
use pallet_marketplace::{LookInto, WindowBounds};
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
	pub type Marketplace = pallet_marketplace;
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
	pub const Commission: Permill = Permill::from_percent(1);
	pub const MinLowering: Permill = Permill::from_percent(1);
	pub const BidWindow: WindowBounds<u64> = WindowBounds { min: 2, max: 14_400 };
	pub const Duration: WindowBounds<u64> = WindowBounds { min: 10, max: 1_296_000 };
	pub const ResponseWindow: WindowBounds<u64> = WindowBounds { min: 2, max: 7_200 };
	pub const ChallengeWindow: WindowBounds<u64> = WindowBounds { min: 2, max: 100_800 };
}

impl pallet_marketplace::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	/// `pallet_models`, or a list of the chain's own. `()`: there are no models, and nothing can be ordered.
	type Models = ();
	/// `pallet_providers`, or whoever else vouches for bidders. `()`: nobody may bid.
	type Providers = ();
	/// `pallet_execution`, or whatever the chain makes of a won order. `()`: no order is won.
	type Agreements = ();
	type Treasury = Treasury;
	type Commission = Commission;
	type MinProviderShare = ConstU128<10>;
	type BidDepositAmount = ConstU128<1_000>;
	type AwardGrace = ConstU64<200>;
	type BidWindow = BidWindow;
	type Duration = Duration;
	type ResponseWindow = ResponseWindow;
	type ChallengeWindow = ChallengeWindow;
	type MaxInferences = ConstU32<1_000_000>;
	type MaxOpenLimit = ConstU32<64>;
	type MinLowering = MinLowering;
	type MaxBids = ConstU32<20>;
	type MaxInvited = ConstU32<20>;
	type WeightInfo = pallet_marketplace::weights::SubstrateWeight<Runtime>;
}

/// What `CheckDoomed` must know of calls that carry others. This runtime has neither proxies nor batches.
impl LookInto<u64> for RuntimeCall {}
