//! The smallest runtime that takes models: there is nothing else of Airo in it. Another part takes the place of a `()` as it
//! is. The NFT pallet is FRAME's; any that implements `nonfungibles_v2` will do.

use frame_support::{
	derive_impl, parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Nothing},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_nfts::{CollectionConfig, CollectionSettings, ItemConfig, MintSettings, PalletFeatures};
use sp_runtime::testing::{TestSignature, UintAuthorityId};

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
	pub type Nfts = pallet_nfts;
	#[runtime::pallet_index(3)]
	pub type Models = pallet_models;
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
	pub Features: PalletFeatures = PalletFeatures::all_enabled();
	pub const ModelsPalletId: PalletId = PalletId(*b"airo/mod");
	/// Items can be sold and passed on; nobody but the models pallet mints.
	pub NewCollection: CollectionConfig<u128, u64, u32> = CollectionConfig {
		settings: CollectionSettings::all_enabled(),
		max_supply: None,
		mint_settings: MintSettings::default(),
	};
}

impl pallet_nfts::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type CollectionId = u32;
	/// The numbers of models are those of their NFTs.
	type ItemId = airo_primitives::ModelId;
	type Currency = Balances;
	type ForceOrigin = EnsureRoot<u64>;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<u64>>;
	/// What the models pallet has locked can be neither sold nor burned.
	type Locker = Models;
	/// The pallet's account has no money of its own: endow it, or let collections be free.
	type CollectionDeposit = ConstU128<0>;
	type ItemDeposit = ConstU128<10>;
	type MetadataDepositBase = ConstU128<10>;
	type AttributeDepositBase = ConstU128<10>;
	type DepositPerByte = ConstU128<1>;
	type StringLimit = ConstU32<256>;
	type KeyLimit = ConstU32<64>;
	type ValueLimit = ConstU32<256>;
	type ApprovalsLimit = ConstU32<20>;
	type ItemAttributesApprovalsLimit = ConstU32<20>;
	type MaxTips = ConstU32<10>;
	type MaxDeadlineDuration = ConstU64<1_000_000>;
	type MaxAttributesPerCall = ConstU32<10>;
	type Features = Features;
	type OffchainSignature = TestSignature;
	type OffchainPublic = UintAuthorityId;
	type WeightInfo = ();
	type BlockNumberProvider = System;
}

impl pallet_models::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Nfts = Nfts;
	type CollectionConfig = CollectionConfig<u128, u64, u32>;
	type NewCollection = NewCollection;
	type ItemConfig = ItemConfig;
	/// Nothing claims a model here.
	type Locked = Nothing;
	type CouncilOrigin = EnsureRoot<u64>;
	/// `pallet_providers`, or whoever else knows the bonds of attesters. `()`: nobody has one, so `MinAttestations` is zero.
	type Providers = ();
	type PalletId = ModelsPalletId;
	type CommitAge = ConstU64<3>;
	/// Zero: a model is on the market as soon as it is registered.
	type MinAttestations = ConstU32<0>;
	type MaxAttestations = ConstU32<8>;
	type MinAttesterBond = ConstU128<10_000>;
	type PriorityPeriod = ConstU64<200_000>;
	type RoyaltyNotice = ConstU64<28_800>;
	type RemovalDelay = ConstU64<2_000_000>;
	type ModelDeposit = ConstU128<1_000>;
	type CommitDeposit = ConstU128<100>;
	type MaxRoyalty = ConstU128<1_000_000>;
	type WeightInfo = pallet_models::weights::SubstrateWeight<Runtime>;
}
