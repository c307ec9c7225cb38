//! The smallest runtime that takes the execution of agreements: there is nothing else of Airo in it. Another part takes the
//! place of a `()` as it is.

use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32},
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
	pub type Execution = pallet_execution;
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
	pub const FailCompensation: Permill = Permill::from_percent(10);
	pub const UnavailableFee: Permill = Permill::from_percent(5);
	pub const UnavailableLimit: Permill = Permill::from_percent(5);
	pub const ReopenFaults: Permill = Permill::from_percent(5);
}

impl pallet_execution::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	/// `pallet_models`, or whoever else knows a model's owner. `()`: nobody does, and royalties go to the treasury.
	type Models = ();
	/// `pallet_providers`, or another keeper of bonds. `()`: nothing stands behind an agreement, failures are refunded
	/// without compensation and nobody's record shows them.
	type Providers = ();
	/// `pallet_marketplace`, or another place to order from. `()`: `reopen` fails with `Unavailable`.
	type Orders = ();
	type Treasury = Treasury;
	type RequestDepositAmount = ConstU128<10>;
	type FailCompensation = FailCompensation;
	type UnavailableFee = UnavailableFee;
	type UnavailableLimit = UnavailableLimit;
	type ReopenFaults = ReopenFaults;
	type DemandFee = ConstU128<100>;
	type MaxPublish = ConstU32<8_192>;
	type MaxItems = ConstU32<64>;
	type MaxSettle = ConstU32<128>;
	type WeightInfo = pallet_execution::weights::SubstrateWeight<Runtime>;
}
