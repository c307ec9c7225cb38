use crate::{
	units::{DAYS, UNIT},
	AccountId, Balance, Balances, BlockNumber, Nfts, Providers, Runtime, RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, Nothing},
	PalletId,
};
use frame_system::EnsureRoot;
use pallet_nfts::{CollectionConfig, CollectionSettings, ItemConfig, MintSettings};

/// The NFT pallet's settings: balance, block number, collection id.
type NewCollectionConfig = CollectionConfig<Balance, BlockNumber, u32>;

parameter_types! {
	/// Eight bytes that no other pallet of the chain has. The account they make pays the collection's deposit.
	pub const ModelsPalletId: PalletId = PalletId(*b"ex/model");
	/// Items can be transferred, or nobody could sell a model; only the models pallet, as the issuer, mints.
	pub NewCollection: NewCollectionConfig = CollectionConfig {
		settings: CollectionSettings::all_enabled(),
		max_supply: None,
		mint_settings: MintSettings::default(),
	};
}

impl pallet_models::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	// pallet-nfts, or anything else with the traits of `nonfungibles_v2` and a `ModelId` as the item's number.
	type Nfts = Nfts;
	type CollectionConfig = NewCollectionConfig;
	type NewCollection = NewCollection;
	type ItemConfig = ItemConfig;
	// Nobody claims models here, so none is ever locked.
	type Locked = Nothing;
	// No council: root marks bytes as everybody's. `NeverEnsureOrigin<()>` would mean that nobody does.
	type CouncilOrigin = EnsureRoot<AccountId>;
	// With `()` nobody could attest, and models would be listed only at genesis or with `MinAttestations` of zero.
	type Providers = Providers;
	type PalletId = ModelsPalletId;
	// Longer than a re-organisation can be, so that nobody puts a copied registration before the copied one.
	type CommitAge = ConstU32<5>;
	// One provider that would lose its bond is enough while there are few of them.
	type MinAttestations = ConstU32<1>;
	// What `register` and `remove` clear at most: a few more than are ever asked for.
	type MaxAttestations = ConstU32<8>;
	// The least bond there is: any provider may attest.
	type MinAttesterBond = ConstU64<{ super::providers::MIN_BOND }>;
	// Time for whoever is copied to notice it.
	type PriorityPeriod = ConstU32<{ 3 * DAYS }>;
	// As long as the longest bid window: no open order's price can fall below its floor.
	type RoyaltyNotice = ConstU32<{ super::marketplace::MAX_BID_WINDOW }>;
	// Until then the last order placed before the model was retired has ended, with its agreement.
	type RemovalDelay = ConstU32<{ super::marketplace::LONGEST_AGREEMENT + 7 * DAYS }>;
	// What a few hundred bytes on every node are worth; not below the existential deposit.
	type ModelDeposit = ConstU64<{ 2 * UNIT }>;
	// Less, as a commitment is smaller and mostly short-lived.
	type CommitDeposit = ConstU64<{ UNIT / 5 }>;
	// Far above any fair price, and far from what would overflow when multiplied by an order's inferences.
	type MaxRoyalty = ConstU64<{ 100 * UNIT }>;
	// Measured on the Airo chain. Benchmark the chain's own hardware before it goes public.
	type WeightInfo = pallet_models::weights::SubstrateWeight<Runtime>;
}
