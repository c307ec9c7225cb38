//! A runtime of balances and this pallet, with a fake catalogue of models.

use crate::{self as pallet_providers, *};
use airo_primitives::{
	model::{ModelTerms, ModelUnavailable, Models, Royalties},
	ModelId,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::fungible::{Inspect, InspectHold},
	weights::constants::RocksDbWeight,
};
use sp_core::ed25519;
use sp_runtime::{BuildStorage, Perbill, Permill};

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Balance = u128;

pub const WING: u64 = 11;
pub const OTHER: u64 = 12;
pub const CONSUMER: u64 = 1;
/// Has no account.
pub const NOBODY: u64 = 77;
pub const TREASURY: u64 = 99;

pub const LISTED: ModelId = 0;
pub const DRAFT: ModelId = 1;
pub const RETIRED: ModelId = 2;
/// This and the following ones are listed, to try `MAX_OFFERS` with.
pub const MORE: ModelId = 10;
pub const UNKNOWN: ModelId = 100;

pub const ED: Balance = 10;
pub const START: Balance = 1_000_000;
pub const MIN_BOND: Balance = 1_000;
pub const MIN_SLASH: Balance = 50;
pub const PERIOD: u64 = 100;
pub const MAX_OFFERS: u32 = 3;
pub const HALF_LIFE: u64 = 1_000;
pub const MAX_COUNTERPARTIES: u32 = 3;
pub const INITIAL_WEIGHT: Balance = 100;
pub const CAP: Balance = 10_000;

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
	pub type ProvidersPallet = pallet_providers;
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
	pub storage MinBond: Balance = MIN_BOND;
	pub storage MinSlash: Balance = MIN_SLASH;
	pub storage CoverageRatio: Permill = Permill::from_percent(10);
	pub storage UnbondingPeriod: u64 = PERIOD;
	pub const MaxOffers: u32 = MAX_OFFERS;
	pub const InitialScore: Perbill = Perbill::from_percent(50);
	pub const InitialWeight: Balance = INITIAL_WEIGHT;
	pub const Cap: Balance = CAP;
	pub storage RecordHalfLife: u64 = HALF_LIFE;
	pub const MaxCounterparties: u32 = MAX_COUNTERPARTIES;
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
	type Score = CommissionWeighted<InitialScore, InitialWeight, Cap>;
	type Treasury = TreasuryAccount;
	type MinBond = MinBond;
	type MinSlash = MinSlash;
	type CoverageRatio = CoverageRatio;
	type UnbondingPeriod = UnbondingPeriod;
	type MaxOffers = MaxOffers;
	type RecordHalfLife = RecordHalfLife;
	type MaxCounterparties = MaxCounterparties;
	type WeightInfo = weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = FakeModels;
}

pub struct FakeModels;

impl Models<u64, Balance> for FakeModels {
	fn terms(_: ModelId) -> Result<ModelTerms<Balance>, ModelUnavailable> {
		Err(ModelUnavailable::Unknown)
	}
	fn may_offer(model: ModelId) -> Result<(), ModelUnavailable> {
		match model {
			RETIRED => Err(ModelUnavailable::Retired),
			LISTED | DRAFT => Ok(()),
			MORE..UNKNOWN => Ok(()),
			_ => Err(ModelUnavailable::Unknown),
		}
	}
	fn royalties(_: ModelId, _: Balance) -> Royalties<u64, Balance> {
		Royalties { parts: Vec::new(), models: 0 }
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for FakeModels {
	fn model(index: u32) -> ModelId {
		MORE + index
	}
}

pub fn receipt_key(seed: u8) -> ed25519::Public {
	ed25519::Public::from_raw([seed; 32])
}

pub fn profile(seed: u8) -> Profile {
	Profile {
		endpoint: b"http://127.0.0.1:8000".to_vec().try_into().expect("fits"),
		peer_id: Default::default(),
		multiaddrs: Default::default(),
		hpke_key: [seed; 32],
		receipt_key: receipt_key(seed),
		metadata: None,
		attestation: None,
	}
}

pub fn terms() -> OfferTerms {
	OfferTerms { p50_ms: 5, p95_ms: 9, per_second: 100, max_batch: 32, hardware: Default::default() }
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn register(who: u64, bond: Balance) {
	assert_ok!(ProvidersPallet::register(signed(who), profile(who as u8), bond));
}

pub fn free(who: u64) -> Balance {
	Balances::balance(&who)
}

pub fn held(who: u64) -> Balance {
	Balances::balance_on_hold(&HoldReason::ProviderBond.into(), &who)
}

pub fn provider(who: u64) -> ProviderOf<Test> {
	Providers::<Test>::get(who).expect("a provider")
}

pub fn go_to(block: u64) {
	System::set_block_number(block);
}

pub fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet::<Event<Test>>()
}

pub fn last_event() -> Event<Test> {
	events().pop().expect("an event")
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// A chain that begins with these providers, at block 1.
	pub fn with(providers: GenesisConfig<Test>) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("a genesis");
		pallet_balances::GenesisConfig::<Test> {
			balances: [WING, OTHER, CONSUMER, TREASURY].map(|who| (who, START)).to_vec(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("balances");
		providers.assimilate_storage(&mut storage).expect("providers");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| go_to(1));
		ext
	}

	/// Runs a test at block 1; afterwards every invariant holds and no planck has appeared or vanished.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::with(GenesisConfig::default()).execute_with(|| {
			let issuance = Balances::total_issuance();
			test();
			assert_eq!(Balances::total_issuance(), issuance, "money appeared or vanished");
			ProvidersPallet::do_try_state().expect("invariants");
		});
	}
}
