//! A runtime of balances and this pallet, with fakes for what it asks of others. The fakes keep their state in storage,
//! so a call that fails leaves nothing of it behind.

use crate::{self as pallet_marketplace, *};
use airo_primitives::{
	agreement::{self, NewAgreement},
	model::{ModelTerms, ModelUnavailable, Models},
	provider::{Outcome, ProviderUnavailable, Providers},
	AgreementId, ModelId, OrderId,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	assert_ok, derive_impl, ensure, parameter_types, storage_alias,
	traits::{
		fungible::{Inspect, InspectHold},
		tokens::{Fortitude, Preservation},
		Hooks,
	},
	weights::{constants::RocksDbWeight, Weight},
	Twox64Concat,
};
use sp_core::{ed25519, H256};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Perbill, Permill};

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
	pub const MinShare: Balance = 10;
	pub const Deposit: Balance = DEPOSIT;
	pub const Grace: u64 = GRACE;
	pub const BidBounds: WindowBounds<u64> = WindowBounds { min: 2, max: 100 };
	pub const DurationBounds: WindowBounds<u64> = WindowBounds { min: 10, max: 1_000 };
	pub const ResponseBounds: WindowBounds<u64> = WindowBounds { min: 3, max: 50 };
	pub const ChallengeBounds: WindowBounds<u64> = WindowBounds { min: 4, max: 60 };
	pub const MaxInferences: u32 = 1_000_000;
	pub const MaxOpen: u32 = 64;
	pub const MaxBids: u32 = MAX_BIDS;
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
	type MaxBids = MaxBids;
	type MaxInvited = MaxInvited;
	type WeightInfo = weights::SubstrateWeight<Test>;
}

#[storage_alias]
pub type ModelStates = StorageMap<Fake, Twox64Concat, ModelId, Result<ModelTerms<Balance>, ModelUnavailable>>;

pub struct FakeModels;

impl FakeModels {
	pub fn list(model: ModelId, royalty: Balance) {
		let terms = ModelTerms { royalty, manifest: H256::repeat_byte(7), version: 3 };
		ModelStates::insert(model, Ok::<_, ModelUnavailable>(terms));
	}
}

impl Models<u64, Balance> for FakeModels {
	fn terms(model: ModelId) -> Result<ModelTerms<Balance>, ModelUnavailable> {
		ModelStates::get(model).unwrap_or(Err(ModelUnavailable::Unknown))
	}
	fn may_offer(model: ModelId) -> Result<(), ModelUnavailable> {
		Self::terms(model).map(|_| ())
	}
	fn royalties(_: ModelId, _: Balance) -> Vec<(u64, Balance)> {
		Vec::new()
	}
}

/// A provider as the fake keeps it. `refusal` is why it may not bid.
#[derive(Clone, Encode, Decode, MaxEncodedLen)]
pub struct FakeProvider {
	pub bond: Balance,
	pub covered: Balance,
	pub score: Perbill,
	pub refusal: Option<ProviderUnavailable>,
}

#[storage_alias]
pub type KnownProviders = StorageMap<Fake, Twox64Concat, u64, FakeProvider>;

pub struct FakeProviders;

impl FakeProviders {
	pub fn change(who: u64, how: impl FnOnce(&mut FakeProvider)) {
		let mut provider = KnownProviders::get(who).expect("a known provider");
		how(&mut provider);
		KnownProviders::insert(who, provider);
	}

	pub fn covered(who: u64) -> Balance {
		KnownProviders::get(who).map_or(0, |provider| provider.covered)
	}
}

pub fn receipt_key(who: u64) -> ed25519::Public {
	ed25519::Public::from_raw([who as u8; 32])
}

impl Providers<u64, Balance> for FakeProviders {
	fn bidder(who: &u64, _: ModelId) -> Result<ed25519::Public, ProviderUnavailable> {
		match KnownProviders::get(who) {
			None => Err(ProviderUnavailable::NotRegistered),
			Some(FakeProvider { refusal: Some(reason), .. }) => Err(reason),
			Some(_) => Ok(receipt_key(*who)),
		}
	}
	fn bond(who: &u64) -> Balance {
		KnownProviders::get(who).map_or(0, |provider| provider.bond)
	}
	fn free_bond(who: &u64) -> Balance {
		KnownProviders::get(who).map_or(0, |provider| provider.bond - provider.covered)
	}
	fn score(who: &u64) -> Perbill {
		KnownProviders::get(who).map_or(Perbill::zero(), |provider| provider.score)
	}
	fn coverage(price: Balance, inferences: u32) -> Option<Balance> {
		let value = price.checked_mul(inferences.into())?;
		Some(price.checked_mul(21)?.max(value / 10))
	}
	fn lock_coverage(who: &u64, amount: Balance) -> DispatchResult {
		ensure!(Self::free_bond(who) >= amount, DispatchError::Other("no free bond"));
		Self::change(*who, |provider| provider.covered += amount);
		Ok(())
	}
	fn free_coverage(who: &u64, amount: Balance) {
		Self::change(*who, |provider| provider.covered -= amount);
	}
	fn slash_coverage(_: &u64, _: Balance, _: &u64) -> Balance {
		0
	}
	fn record(_: &u64, _: &u64, _: Outcome<Balance>) {}
}

/// Remembers the order, winner, price, coverage, deposit and credit window of each agreement.
#[storage_alias]
pub type Opened = StorageValue<
	Fake,
	Vec<(OrderId, u64, Balance, Balance, Balance, u32)>,
	frame_support::pallet_prelude::ValueQuery,
>;
/// Makes opening fail for a provider.
#[storage_alias]
pub type FailFor = StorageValue<Fake, u64>;

std::thread_local! {
	/// The last agreement in full.
	pub static LAST: core::cell::RefCell<Option<NewAgreement<u64, Balance, u64>>> = const { core::cell::RefCell::new(None) };
}

/// Asks that the money it would hold is free, and holds nothing.
pub struct FakeAgreements;

impl agreement::Agreements<u64, Balance, u64> for FakeAgreements {
	fn open(new: NewAgreement<u64, Balance, u64>) -> Result<AgreementId, DispatchError> {
		ensure!(FailFor::get() != Some(new.provider), DispatchError::Other("won't open"));
		let free = |who| Balances::reducible_balance(who, Preservation::Protect, Fortitude::Force);
		ensure!(
			free(&new.consumer) >= new.price * Balance::from(new.inferences),
			DispatchError::Other("escrow")
		);
		ensure!(free(&new.provider) >= new.deposit, DispatchError::Other("deposit"));
		let id = Opened::get().len() as AgreementId;
		Opened::append((new.order, new.provider, new.price, new.coverage, new.deposit, new.credit_window));
		LAST.with(|last| *last.borrow_mut() = Some(new));
		Ok(id + 700)
	}
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
	for who in [CONSUMER, OTHER_CONSUMER] {
		assert_eq!(Balances::total_balance_on_hold(&who), 0);
	}
	for who in [WING1, WING2, WING3] {
		assert_eq!(Balances::total_balance_on_hold(&who), 0);
	}
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// Runs a test at block 1; afterwards every invariant holds and no planck has appeared or vanished.
	pub fn build_and_execute(test: impl FnOnce()) {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("a genesis");
		let accounts = [CONSUMER, OTHER_CONSUMER, WING1, WING2, WING3, STRANGER, TREASURY];
		pallet_balances::GenesisConfig::<Test> {
			balances: accounts.map(|who| (who, START)).to_vec(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("balances");
		sp_io::TestExternalities::new(storage).execute_with(|| {
			go_to(1);
			FakeModels::list(MODEL, ROYALTY);
			ModelStates::insert(DRAFT, Err::<ModelTerms<Balance>, _>(ModelUnavailable::Draft));
			ModelStates::insert(RETIRED, Err::<ModelTerms<Balance>, _>(ModelUnavailable::Retired));
			for who in [WING1, WING2, WING3] {
				let score = Perbill::from_percent(80);
				KnownProviders::insert(who, FakeProvider { bond: BOND, covered: 0, score, refusal: None });
			}
			let issuance = Balances::total_issuance();
			test();
			assert_eq!(Balances::total_issuance(), issuance, "money appeared or vanished");
			Marketplace::do_try_state().expect("invariants");
		});
	}
}
