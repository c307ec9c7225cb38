//! A runtime of balances, NFTs and this pallet, with fake providers.

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;

use crate::{self as pallet_models, *};
use airo_primitives::{
	provider::{Outcome, ProviderUnavailable, Providers},
	Blob, ModelId,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{Inspect, InspectHold},
		AsEnsureOriginWithArg, ConstU32, Contains,
	},
	weights::constants::RocksDbWeight,
	PalletId,
};
use pallet_nfts::{CollectionConfig, CollectionSettings, ItemConfig, MintSettings, PalletFeatures};
use sp_core::{ed25519, H256};
use sp_runtime::{testing::UintAuthorityId, traits::IdentityLookup, BuildStorage, DispatchResult, Perbill};

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Balance = u128;

pub const OWNER: u64 = 1;
pub const BUYER: u64 = 2;
/// Has a bond that lets it attest.
pub const WING: u64 = 11;
/// Has one, too.
pub const OTHER_WING: u64 = 12;
/// Has a bond that is too low.
pub const POOR_WING: u64 = 13;
/// Has no account.
pub const NOBODY: u64 = 77;

pub const ED: Balance = 10;
pub const START: Balance = 1_000_000;
pub const BOND: Balance = 1_000;
pub const DEPOSIT: Balance = 500;
pub const COMMIT_DEPOSIT: Balance = 50;
pub const NFT_DEPOSIT: Balance = 7;
pub const AGE: u64 = 5;
pub const MAX_ROYALTY: Balance = 10_000;
pub const ROYALTY: Balance = 100;
pub const PRIORITY: u64 = 50;
pub const NOTICE: u64 = 20;
pub const REMOVAL: u64 = 1_000;

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
	pub type Nfts = pallet_nfts;
	#[runtime::pallet_index(3)]
	pub type ModelsPallet = pallet_models;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = u64;
	type Lookup = IdentityLookup<u64>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type DbWeight = RocksDbWeight;
}

parameter_types! {
	pub const ExistentialDeposit: Balance = ED;
	pub const ItemDeposit: Balance = NFT_DEPOSIT;
	pub const Zero: Balance = 0;
	pub Features: PalletFeatures = PalletFeatures::all_enabled();
	pub const MaxDeadline: u64 = 1_000;
	pub const ModelsPalletId: PalletId = PalletId(*b"airo/mod");
	pub NewCollection: CollectionConfig<Balance, u64, u32> = CollectionConfig {
		settings: CollectionSettings::all_enabled(),
		max_supply: None,
		mint_settings: MintSettings::default(),
	};
	pub storage CommitAge: u64 = AGE;
	pub storage MinAttestations: u32 = 1;
	pub const MaxAttestations: u32 = 3;
	pub storage MinAttesterBond: Balance = BOND;
	pub storage ModelDeposit: Balance = DEPOSIT;
	pub storage CommitDeposit: Balance = COMMIT_DEPOSIT;
	pub storage MaxRoyalty: Balance = MAX_ROYALTY;
	pub storage PriorityPeriod: u64 = PRIORITY;
	pub storage RoyaltyNotice: u64 = NOTICE;
	pub storage RemovalDelay: u64 = REMOVAL;
	/// Accounts that have a bond beside those with a name.
	pub storage Bonded: Vec<u64> = Vec::new();
	/// The one model that a dispute has locked.
	pub storage LockedModel: Option<ModelId> = None;
}

pub struct FakeLocks;

impl Contains<ModelId> for FakeLocks {
	fn contains(model: &ModelId) -> bool {
		LockedModel::get() == Some(*model)
	}
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
	type ExistentialDeposit = ExistentialDeposit;
}

impl pallet_nfts::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type CollectionId = u32;
	type ItemId = ModelId;
	type Currency = Balances;
	type ForceOrigin = frame_system::EnsureRoot<u64>;
	type CreateOrigin = AsEnsureOriginWithArg<frame_system::EnsureSigned<u64>>;
	type Locker = ModelsPallet;
	type CollectionDeposit = Zero;
	type ItemDeposit = ItemDeposit;
	type MetadataDepositBase = Zero;
	type AttributeDepositBase = Zero;
	type DepositPerByte = Zero;
	type StringLimit = ConstU32<50>;
	type KeyLimit = ConstU32<50>;
	type ValueLimit = ConstU32<50>;
	type ApprovalsLimit = ConstU32<10>;
	type ItemAttributesApprovalsLimit = ConstU32<2>;
	type MaxTips = ConstU32<10>;
	type MaxDeadlineDuration = MaxDeadline;
	type MaxAttributesPerCall = ConstU32<2>;
	type Features = Features;
	type OffchainSignature = sp_runtime::testing::TestSignature;
	type OffchainPublic = UintAuthorityId;
	type WeightInfo = ();
	type BlockNumberProvider = System;
	#[cfg(feature = "runtime-benchmarks")]
	type Helper = benchmarking::NoSignatures;
}

impl Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Nfts = Nfts;
	type CollectionConfig = CollectionConfig<Balance, u64, u32>;
	type NewCollection = NewCollection;
	type ItemConfig = ItemConfig;
	type Locked = FakeLocks;
	type CouncilOrigin = frame_system::EnsureRoot<u64>;
	type Providers = FakeProviders;
	type PalletId = ModelsPalletId;
	type CommitAge = CommitAge;
	type MinAttestations = MinAttestations;
	type MaxAttestations = MaxAttestations;
	type MinAttesterBond = MinAttesterBond;
	type PriorityPeriod = PriorityPeriod;
	type RoyaltyNotice = RoyaltyNotice;
	type RemovalDelay = RemovalDelay;
	type ModelDeposit = ModelDeposit;
	type CommitDeposit = CommitDeposit;
	type MaxRoyalty = MaxRoyalty;
	type WeightInfo = weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = FakeProviders;
}

pub struct FakeProviders;

impl Providers<u64, Balance> for FakeProviders {
	fn bidder(_: &u64, _: ModelId) -> Result<ed25519::Public, ProviderUnavailable> {
		Err(ProviderUnavailable::NotRegistered)
	}
	fn bond(who: &u64) -> Balance {
		match *who {
			WING | OTHER_WING | OWNER => BOND,
			POOR_WING => BOND - 1,
			who if Bonded::get().contains(&who) => BOND,
			_ => 0,
		}
	}
	fn free_bond(_: &u64) -> Balance {
		0
	}
	fn score(_: &u64) -> Perbill {
		Perbill::zero()
	}
	fn coverage(_: Balance, _: u32) -> Option<Balance> {
		None
	}
	fn lock_coverage(_: &u64, _: Balance) -> DispatchResult {
		Ok(())
	}
	fn free_coverage(_: &u64, _: Balance) {}
	fn slash_coverage(_: &u64, _: Balance, _: &u64) -> Balance {
		0
	}
	fn record(_: &u64, _: &u64, _: Outcome<Balance>) {}
}

pub fn blob(seed: u8) -> Blob {
	Blob { hash: H256::repeat_byte(seed), size: 1_000 }
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Registers without a commitment.
pub fn try_register(who: u64, seed: u8, parent: Option<(ModelId, Perbill)>) -> DispatchResult {
	ModelsPallet::register(signed(who), blob(seed), blob(200), H256::zero(), ROYALTY, parent, None)
}

/// Commits to the bytes of `seed` with a salt of that byte.
pub fn commit_to(who: u64, seed: u8) {
	let commitment = ModelsPallet::commitment_of(blob(seed).hash, &who, [seed; 32]);
	assert_ok!(ModelsPallet::commit(signed(who), commitment));
}

/// Registers with the commitment that [`commit_to`] made.
pub fn try_register_committed(who: u64, seed: u8) -> DispatchResult {
	ModelsPallet::register(signed(who), blob(seed), blob(200), H256::zero(), ROYALTY, None, Some([seed; 32]))
}

/// Registers a draft and returns its number.
pub fn draft(who: u64, seed: u8, parent: Option<(ModelId, Perbill)>) -> ModelId {
	let id = NextModelId::<Test>::get();
	assert_ok!(try_register(who, seed, parent));
	id
}

/// Registers and lists a model.
pub fn listed(who: u64, seed: u8) -> ModelId {
	let id = draft(who, seed, None);
	assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
	id
}

/// Takes a model off the market and its record away.
pub fn remove(owner: u64, id: ModelId) {
	assert_ok!(ModelsPallet::retire(signed(owner), id));
	go_to(System::block_number() + REMOVAL);
	assert_ok!(ModelsPallet::remove(signed(owner), id));
}

pub fn model(id: ModelId) -> ModelOf<Test> {
	Models::<Test>::get(id).expect("a model")
}

pub fn free(who: u64) -> Balance {
	Balances::balance(&who)
}

pub fn held(who: u64) -> Balance {
	Balances::balance_on_hold(&HoldReason::ModelDeposit.into(), &who)
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
	/// A chain that begins with these models, at block 1.
	pub fn with(models: GenesisConfig<Test>) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("a genesis");
		pallet_balances::GenesisConfig::<Test> {
			balances: [OWNER, BUYER, WING, OTHER_WING, POOR_WING].map(|who| (who, START)).to_vec(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.expect("balances");
		models.assimilate_storage(&mut storage).expect("models");
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
			ModelsPallet::do_try_state().expect("invariants");
		});
	}
}

/// Who gets which part of an amount of royalties.
pub fn royalties(id: ModelId, amount: Balance) -> Vec<(u64, Balance)> {
	<ModelsPallet as airo_primitives::model::Models<u64, Balance>>::royalties(id, amount).parts
}
