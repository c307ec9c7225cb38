//! A runtime of balances, proxies, batches and this pallet, with fakes for what it asks of others.

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod fakes;
mod wrappers;
pub use fakes::*;
pub use wrappers::AnyProxy;

use crate::{self as pallet_marketplace, *};
use airo_primitives::{
	model::{ModelTerms, ModelUnavailable},
	ModelId, OrderId,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{Inspect, InspectHold},
		Hooks,
	},
	weights::{constants::RocksDbWeight, Weight},
};
use sp_core::ed25519;
use sp_runtime::{BuildStorage, Perbill, Permill};

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Balance = u128;

pub const CONSUMER: u64 = 1;
pub const OTHER_CONSUMER: u64 = 2;
pub const WING1: u64 = 11;
pub const WING2: u64 = 12;
pub const WING3: u64 = 13;
pub const STRANGER: u64 = 50;
pub const TREASURY: u64 = 99;

pub const MODEL: ModelId = 0;
pub const DRAFT: ModelId = 1;
pub const RETIRED: ModelId = 2;
pub const ED: Balance = 10;
pub const START: Balance = 1_000_000_000;
pub const BOND: Balance = 10_000_000;
pub const ROYALTY: Balance = 100;
pub const DEPOSIT: Balance = 50;
pub const GRACE: u64 = 10;
pub const MAX_BIDS: u32 = 5;

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
	pub type Marketplace = pallet_marketplace;
	#[runtime::pallet_index(3)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(4)]
	pub type Utility = pallet_utility;
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
	pub storage CommissionRate: Permill = Permill::from_percent(1);
	pub storage MinShare: Balance = 10;
	pub storage Deposit: Balance = DEPOSIT;
	pub storage Grace: u64 = GRACE;
	pub storage BidBounds: WindowBounds<u64> = WindowBounds { min: 2, max: 100 };
	pub storage DurationBounds: WindowBounds<u64> = WindowBounds { min: 10, max: 1_000 };
	pub storage ResponseBounds: WindowBounds<u64> = WindowBounds { min: 3, max: 50 };
	pub storage ChallengeBounds: WindowBounds<u64> = WindowBounds { min: 4, max: 60 };
	pub storage MaxInferences: u32 = 1_000_000;
	pub storage MaxOpen: u32 = 64;
	pub storage MinLowering: Permill = Permill::from_percent(1);
	pub storage MaxBids: u32 = MAX_BIDS;
	pub const MaxInvited: u32 = 3;
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
	type Agreements = FakeAgreements;
	type Treasury = TreasuryAccount;
	type Commission = CommissionRate;
	type MinProviderShare = MinShare;
	type BidDepositAmount = Deposit;
	type AwardGrace = Grace;
	type BidWindow = BidBounds;
	type Duration = DurationBounds;
	type ResponseWindow = ResponseBounds;
	type ChallengeWindow = ChallengeBounds;
	type MaxInferences = MaxInferences;
	type MaxOpenLimit = MaxOpen;
	type MinLowering = MinLowering;
	type MaxBids = MaxBids;
	type MaxInvited = MaxInvited;
	type WeightInfo = weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Setup;
}

/// 100 inferences at 1,000 planck at most, 20 blocks for bids, awarded by hand.
pub fn spec() -> OrderSpec<Test> {
	OrderSpec {
		model: MODEL,
		inferences: 100,
		max_price: 1_000,
		channel_quota: 40,
		bid_window: 20,
		duration: 500,
		response_window: 10,
		challenge_window: 12,
		min_bond: 0,
		min_score: Perbill::zero(),
		sealed: false,
		award: AwardMode::Manual,
		invited: None,
		consumer_key: ed25519::Public::from_raw([9; 32]),
		hpke_key: None,
	}
}

pub fn cheapest() -> OrderSpec<Test> {
	OrderSpec { award: AwardMode::Cheapest, ..spec() }
}

pub const TERMS: BidTerms = BidTerms { max_open: 8, credit_window: 100 };

/// Places an order for `CONSUMER` and returns its number.
pub fn place(spec: OrderSpec<Test>) -> OrderId {
	let id = NextOrderId::<Test>::get();
	assert_ok!(Marketplace::place_order(RuntimeOrigin::signed(CONSUMER), spec));
	id
}

pub fn bid(order: OrderId, who: u64, price: Balance) {
	assert_ok!(Marketplace::bid(RuntimeOrigin::signed(who), order, price, TERMS));
}

/// Fills an order with bids of a crowd; the first bid at this price, each after it one planck above the one before.
pub fn fill(order: OrderId, price: Balance) -> Vec<u64> {
	let crowd = crowd(MAX_BIDS);
	crowd.iter().zip(price..).for_each(|(who, price)| bid(order, *who, price));
	crowd
}

/// Who bid, best first.
pub fn bidders(order: OrderId) -> Vec<u64> {
	Bids::<Test>::get(order).iter().map(|bid| bid.provider).collect()
}

/// The provider's live bid.
pub fn bid_of(order: OrderId, who: u64) -> Option<BidOf<Test>> {
	Bids::<Test>::get(order).into_iter().find(|bid| bid.provider == who)
}

pub fn free(who: u64) -> Balance {
	Balances::balance(&who)
}

pub fn held(reason: HoldReason, who: u64) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// Goes to a block without giving housekeeping a chance.
pub fn go_to(block: u64) {
	System::set_block_number(block);
}

/// Housekeeping of the present block with a weight limit.
pub fn idle(limit: Weight) -> Weight {
	Marketplace::on_idle(System::block_number(), limit)
}

pub fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet::<Event<Test>>()
}

/// Nothing is held, covered or kept for any order.
pub fn assert_clean() {
	assert_eq!(Orders::<Test>::iter().count(), 0);
	assert_eq!(Bids::<Test>::iter().count(), 0);
	assert_eq!(Ending::<Test>::iter().count(), 0);
	assert_eq!(OpenOrders::<Test>::iter().count(), 0);
	assert_eq!(pallet_balances::Holds::<Test>::iter().count(), 0);
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// Runs a test at block 1; afterwards every invariant holds and no planck has appeared or vanished.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::begin().execute_with(|| {
			let issuance = Balances::total_issuance();
			test();
			assert_eq!(Balances::total_issuance(), issuance, "money appeared or vanished");
			Marketplace::do_try_state().expect("invariants");
		});
	}

	/// A chain with three models and three providers, at block 1.
	pub fn begin() -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("a genesis");
		let accounts = [CONSUMER, OTHER_CONSUMER, WING1, WING2, WING3, STRANGER, TREASURY];
		pallet_balances::GenesisConfig::<Test> {
			balances: accounts.map(|who| (who, START)).to_vec(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("balances");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			go_to(1);
			FakeModels::list(MODEL, ROYALTY);
			ModelStates::insert(DRAFT, Err::<ModelTerms<Balance>, _>(ModelUnavailable::Draft));
			ModelStates::insert(RETIRED, Err::<ModelTerms<Balance>, _>(ModelUnavailable::Retired));
			for who in [WING1, WING2, WING3] {
				let score = Perbill::from_percent(80);
				KnownProviders::insert(who, FakeProvider { bond: BOND, covered: 0, score, refusal: None });
			}
		});
		ext
	}
}
