//! A runtime of balances and this pallet.

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod calls;
mod fakes;
mod looks;

pub use calls::*;
pub use fakes::*;
pub use looks::*;

use crate::{self as pallet_execution, *};
use airo_primitives::ModelId;
use frame_support::{derive_impl, parameter_types, weights::constants::RocksDbWeight};
use sp_runtime::{BuildStorage, Perbill, Permill};

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Balance = u128;

pub const CONSUMER: u64 = 1;
pub const WING: u64 = 11;
pub const OWNER: u64 = 21;
pub const ANCESTOR: u64 = 22;
pub const STRANGER: u64 = 50;
pub const BONDS: u64 = 90;
/// Holds what reopened orders are good for.
pub const ORDERS: u64 = 91;
pub const TREASURY: u64 = 99;

pub const MODEL: ModelId = 0;
pub const ED: Balance = 10;
pub const START: Balance = 1_000_000_000_000;
pub const BOND: Balance = 10_000_000;
pub const PRICE: Balance = 1_000;
pub const ROYALTY: Balance = 100;
pub const COVERAGE: Balance = 21_000;
pub const WIN_DEPOSIT: Balance = 500;
pub const REQUEST_DEPOSIT: Balance = 20;
pub const RESPONSE: u64 = 10;
pub const CHALLENGE: u64 = 12;
pub const DURATION: u64 = 500;
/// First block in which anyone may close an agreement of block 1.
pub const OVER: u64 = 1 + DURATION + RESPONSE + CHALLENGE + 1;
pub const MAX_SETTLE: u32 = 4;
pub const MAX_ITEMS: u32 = 8;
pub const MAX_PUBLISH: u32 = 64;
pub const DEMAND_FEE: Balance = 30;

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
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Execution = pallet_execution;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
	type DbWeight = RocksDbWeight;
}

parameter_types! {
	pub const ExistentialDeposit: Balance = ED;
	pub const TreasuryAccount: u64 = TREASURY;
	pub storage RequestDeposit: Balance = REQUEST_DEPOSIT;
	pub storage Compensation: Permill = Permill::from_percent(50);
	pub storage Fee: Permill = Permill::from_percent(2);
	pub storage Limit: Permill = Permill::from_percent(5);
	pub storage Faults: Permill = Permill::from_percent(10);
	pub storage DemandFee: Balance = DEMAND_FEE;
	pub const MaxPublish: u32 = MAX_PUBLISH;
	pub const MaxItems: u32 = MAX_ITEMS;
	pub const MaxSettle: u32 = MAX_SETTLE;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
	type ExistentialDeposit = ExistentialDeposit;
}

impl Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = FakeModels;
	type Providers = FakeProviders;
	type Orders = FakeOrders;
	type Treasury = TreasuryAccount;
	type RequestDepositAmount = RequestDeposit;
	type FailCompensation = Compensation;
	type UnavailableFee = Fee;
	type UnavailableLimit = Limit;
	type ReopenFaults = Faults;
	type DemandFee = DemandFee;
	type MaxPublish = MaxPublish;
	type MaxItems = MaxItems;
	type MaxSettle = MaxSettle;
	type WeightInfo = weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Setup;
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// Runs a test at block 1; afterwards every invariant holds and no planck has appeared or vanished.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::begin().execute_with(|| {
			let issuance = Balances::total_issuance();
			test();
			assert_eq!(Balances::total_issuance(), issuance, "money appeared or vanished");
			Execution::do_try_state().expect("invariants");
		});
	}

	/// A chain with one model and one provider, at block 1.
	pub fn begin() -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("a genesis");
		let accounts = [CONSUMER, WING, OWNER, STRANGER, BONDS, ORDERS, TREASURY];
		pallet_balances::GenesisConfig::<Test> {
			balances: accounts.map(|who| (who, START)).to_vec(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("balances");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			go_to(1);
			Owners::put(vec![(OWNER, Perbill::one())]);
			KnownProviders::insert(WING, FakeProvider { bond: BOND, ..Default::default() });
		});
		ext
	}
}
