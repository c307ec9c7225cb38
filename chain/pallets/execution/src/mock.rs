//! A runtime of balances and this pallet, with fakes for what it asks of others. The fakes keep their state in storage,
//! so a call that fails leaves nothing of it behind; bonds are real money on an account of the fake.

use crate::{self as pallet_execution, *};
use airo_primitives::{
	agreement::{Agreements as _, NewAgreement, Requirements},
	model::{ModelTerms, ModelUnavailable, Models},
	provider::{Outcome, ProviderUnavailable, Providers},
	AgreementId, Blob, FailCode, ModelId, RequestIndex,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	assert_ok, derive_impl,
	dispatch::{DispatchResult, DispatchResultWithPostInfo},
	ensure,
	pallet_prelude::ValueQuery,
	parameter_types, storage_alias,
	traits::{
		fungible::{Inspect, InspectHold, Mutate},
		tokens::Preservation,
	},
	weights::constants::RocksDbWeight,
	Twox64Concat,
};
use sp_core::{ed25519, H256};
use sp_runtime::{BuildStorage, DispatchError, Perbill, Permill};

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Balance = u128;

pub const CONSUMER: u64 = 1;
pub const WING: u64 = 11;
pub const OWNER: u64 = 21;
pub const ANCESTOR: u64 = 22;
pub const STRANGER: u64 = 50;
pub const BONDS: u64 = 90;
pub const TREASURY: u64 = 99;

pub const MODEL: ModelId = 0;
pub const ED: Balance = 10;
pub const START: Balance = 1_000_000_000;
pub const BOND: Balance = 10_000_000;
pub const PRICE: Balance = 1_000;
pub const ROYALTY: Balance = 100;
pub const COVERAGE: Balance = 21_000;
pub const WIN_DEPOSIT: Balance = 500;
pub const REQUEST_DEPOSIT: Balance = 20;
pub const RESPONSE: u64 = 10;
pub const CHALLENGE: u64 = 12;
pub const DURATION: u64 = 500;
pub const MAX_SETTLE: u32 = 4;
pub const MAX_ITEMS: u32 = 8;

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
	type Treasury = TreasuryAccount;
	type RequestDepositAmount = RequestDeposit;
	type FailCompensation = Compensation;
	type UnavailableFee = Fee;
	type UnavailableLimit = Limit;
	type MaxItems = MaxItems;
	type MaxSettle = MaxSettle;
	type WeightInfo = weights::SubstrateWeight<Test>;
}

/// Who gets which share of the model's royalties.
#[storage_alias]
pub type Owners = StorageValue<Fake, Vec<(u64, Perbill)>, ValueQuery>;

pub struct FakeModels;

impl Models<u64, Balance> for FakeModels {
	fn terms(_: ModelId) -> Result<ModelTerms<Balance>, ModelUnavailable> {
		Err(ModelUnavailable::Unknown)
	}
	fn may_offer(_: ModelId) -> Result<(), ModelUnavailable> {
		Err(ModelUnavailable::Unknown)
	}
	fn royalties(_: ModelId, amount: Balance) -> Vec<(u64, Balance)> {
		Owners::get().into_iter().map(|(who, share)| (who, share.mul_floor(amount))).collect()
	}
}

#[derive(Clone, Default, Encode, Decode, MaxEncodedLen)]
pub struct FakeProvider {
	pub bond: Balance,
	pub covered: Balance,
}

#[storage_alias]
pub type KnownProviders = StorageMap<Fake, Twox64Concat, u64, FakeProvider, ValueQuery>;

/// What was recorded between the two parties, units but for the number of agreements.
#[derive(Clone, Default, PartialEq, Eq, Debug, Encode, Decode)]
pub struct FakeRecord {
	pub agreed: u32,
	pub served: u32,
	pub failed: u32,
	pub late: u32,
	pub value: Balance,
	pub commission: Balance,
}

#[storage_alias]
pub type Recorded = StorageMap<Fake, Twox64Concat, (u64, u64), FakeRecord, ValueQuery>;

pub struct FakeProviders;

impl Providers<u64, Balance> for FakeProviders {
	fn bidder(_: &u64, _: ModelId) -> Result<ed25519::Public, ProviderUnavailable> {
		Err(ProviderUnavailable::NotRegistered)
	}
	fn bond(who: &u64) -> Balance {
		KnownProviders::get(who).bond
	}
	fn free_bond(who: &u64) -> Balance {
		let provider = KnownProviders::get(who);
		provider.bond - provider.covered
	}
	fn score(_: &u64) -> Perbill {
		Perbill::one()
	}
	fn coverage(_: Balance, _: u32) -> Option<Balance> {
		Some(COVERAGE)
	}
	fn lock_coverage(who: &u64, amount: Balance) -> DispatchResult {
		ensure!(Self::free_bond(who) >= amount, DispatchError::Other("no free bond"));
		KnownProviders::mutate(who, |provider| provider.covered += amount);
		Ok(())
	}
	fn free_coverage(who: &u64, amount: Balance) {
		KnownProviders::mutate(who, |provider| provider.covered -= amount);
	}
	fn slash_coverage(who: &u64, amount: Balance, to: &u64) -> Balance {
		KnownProviders::mutate(who, |provider| {
			let taken = amount.min(provider.covered);
			provider.covered -= taken;
			provider.bond -= taken;
			Balances::transfer(&BONDS, to, taken, Preservation::Preserve).expect("bonds");
			taken
		})
	}
	fn record(provider: &u64, consumer: &u64, outcome: Outcome<Balance>) {
		Recorded::mutate((*provider, *consumer), |record| match outcome {
			Outcome::Agreed => record.agreed += 1,
			Outcome::Served { units, value, commission } => {
				record.served += units;
				record.value += value;
				record.commission += commission;
			}
			Outcome::Failed { units } => record.failed += units,
			Outcome::Late { units } => record.late += units,
			_ => {}
		});
	}
}

/// 100 inferences at 1,000 planck, 40 of them by voucher, 8 requests open at once.
pub fn won() -> NewAgreement<u64, Balance, u64> {
	NewAgreement {
		order: 3,
		consumer: CONSUMER,
		provider: WING,
		model: MODEL,
		manifest: H256::repeat_byte(7),
		receipt_key: ed25519::Public::from_raw([1; 32]),
		consumer_key: ed25519::Public::from_raw([2; 32]),
		price: PRICE,
		royalty: ROYALTY,
		commission: Permill::from_percent(1),
		inferences: 100,
		channel_quota: 40,
		max_open: 8,
		credit_window: 6,
		duration: DURATION,
		response_window: RESPONSE,
		challenge_window: CHALLENGE,
		coverage: COVERAGE,
		deposit: WIN_DEPOSIT,
		requirements: Requirements { min_bond: 0, min_score: Perbill::zero(), sealed: false, hpke_key: None },
	}
}

/// Opens an agreement as the marketplace does: coverage first, all or nothing.
pub fn try_open(new: NewAgreement<u64, Balance, u64>) -> Result<AgreementId, DispatchError> {
	frame_support::storage::with_storage_layer(|| {
		FakeProviders::lock_coverage(&new.provider, new.coverage)?;
		Execution::open(new)
	})
}

pub fn open(new: NewAgreement<u64, Balance, u64>) -> AgreementId {
	try_open(new).expect("opens")
}

pub fn blob(n: u32) -> Blob {
	Blob { hash: H256::from_low_u64_be(n.into()), size: u64::from(n) + 1 }
}

fn bounded<I: Clone>(items: Vec<I>) -> frame_support::BoundedVec<I, MaxItems> {
	frame_support::BoundedVec::try_from(items).ok().expect("no more than MaxItems")
}

pub fn request(who: u64, id: AgreementId, units: &[u32]) -> DispatchResult {
	let items = units.iter().enumerate().map(|(n, units)| (blob(n as u32), *units)).collect();
	Execution::request(RuntimeOrigin::signed(who), id, bounded(items))
}

pub fn respond(who: u64, id: AgreementId, indices: &[RequestIndex]) -> DispatchResult {
	let items = indices.iter().map(|index| (*index, blob(1_000 + index))).collect();
	Execution::respond(RuntimeOrigin::signed(who), id, bounded(items))
}

pub fn fail(who: u64, id: AgreementId, items: &[(RequestIndex, FailCode)]) -> DispatchResult {
	Execution::fail(RuntimeOrigin::signed(who), id, bounded(items.to_vec()))
}

pub fn claim_timeout(id: AgreementId, index: RequestIndex) -> DispatchResult {
	Execution::claim_timeout(RuntimeOrigin::signed(STRANGER), id, index)
}

pub fn approve(who: u64, id: AgreementId, indices: &[RequestIndex]) -> DispatchResult {
	Execution::approve(RuntimeOrigin::signed(who), id, bounded(indices.to_vec()))
}

pub fn settle(id: AgreementId) -> DispatchResultWithPostInfo {
	Execution::settle(RuntimeOrigin::signed(STRANGER), id)
}

pub fn close(who: u64, id: AgreementId) -> DispatchResultWithPostInfo {
	Execution::close(RuntimeOrigin::signed(who), id)
}

/// An agreement with so many one-unit requests, all answered.
pub fn answered(count: u32) -> AgreementId {
	let id = open(won());
	for at in (0..count).step_by(MAX_ITEMS as usize) {
		let next: Vec<_> = (at..count.min(at + MAX_ITEMS)).collect();
		assert_ok!(request(CONSUMER, id, &vec![1; next.len()]));
		assert_ok!(respond(WING, id, &next));
	}
	id
}

pub fn agreement(id: AgreementId) -> AgreementOf<Test> {
	Agreements::<Test>::get(id).expect("an open agreement")
}

pub fn free(who: u64) -> Balance {
	Balances::balance(&who)
}

pub fn held(reason: HoldReason, who: u64) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

pub fn covered(who: u64) -> Balance {
	KnownProviders::get(who).covered
}

pub fn record() -> FakeRecord {
	Recorded::get((WING, CONSUMER))
}

pub fn go_to(block: u64) {
	System::set_block_number(block);
}

/// Keeps an account alive without money of its own and takes all that is free off it.
pub fn empty(who: u64) {
	System::inc_providers(&who);
	assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(who), STRANGER, free(who)));
	assert_eq!(free(who), 0);
}

pub fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet::<Event<Test>>()
}

/// Nothing is held, covered or kept for any agreement.
pub fn assert_clean() {
	assert_eq!(Agreements::<Test>::iter().count(), 0);
	assert_eq!(Requests::<Test>::iter().count(), 0);
	assert_eq!(Answered::<Test>::iter().count(), 0);
	assert_eq!(AgreementsByProvider::<Test>::iter().count(), 0);
	assert_eq!(AgreementsByConsumer::<Test>::iter().count(), 0);
	for who in [CONSUMER, WING] {
		assert_eq!(Balances::total_balance_on_hold(&who), 0);
	}
	assert_eq!(covered(WING), 0);
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// Runs a test at block 1; afterwards every invariant holds and no planck has appeared or vanished.
	pub fn build_and_execute(test: impl FnOnce()) {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("a genesis");
		let accounts = [CONSUMER, WING, OWNER, STRANGER, BONDS, TREASURY];
		pallet_balances::GenesisConfig::<Test> {
			balances: accounts.map(|who| (who, START)).to_vec(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("balances");
		sp_io::TestExternalities::new(storage).execute_with(|| {
			go_to(1);
			Owners::put(vec![(OWNER, Perbill::one())]);
			KnownProviders::insert(WING, FakeProvider { bond: BOND, covered: 0 });
			let issuance = Balances::total_issuance();
			test();
			assert_eq!(Balances::total_issuance(), issuance, "money appeared or vanished");
			Execution::do_try_state().expect("invariants");
		});
	}
}
