use super::{governance::RootOrMostOfCouncil, TreasuryAccount};
use crate::{
	constants::{limits, market::*},
	parameters::in_force,
	Balance, Balances, BlockNumber, Execution, Marketplace, Models, Nfts, Providers, Runtime,
	RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Nothing},
	PalletId,
};
use pallet_nfts::{CollectionConfig, CollectionSettings, ItemConfig, MintSettings};

pub type NftCollectionConfig = CollectionConfig<Balance, BlockNumber, u32>;

parameter_types! {
	pub const ModelsPalletId: PalletId = PalletId(*b"airo/mod");
	/// Only the models pallet mints; items can be transferred and sold.
	pub NewCollection: NftCollectionConfig = CollectionConfig {
		settings: CollectionSettings::all_enabled(),
		max_supply: None,
		mint_settings: MintSettings::default(),
	};
}

impl pallet_models::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Nfts = Nfts;
	type CollectionConfig = NftCollectionConfig;
	type NewCollection = NewCollection;
	type ItemConfig = ItemConfig;
	/// Nothing claims or freezes a model yet.
	type Locked = Nothing;
	type CouncilOrigin = RootOrMostOfCouncil;
	type Providers = Providers;
	type PalletId = ModelsPalletId;
	type CommitAge = in_force::CommitAge;
	type MinAttestations = in_force::MinAttestations;
	type MaxAttestations = ConstU32<{ limits::MAX_ATTESTATIONS }>;
	type MinAttesterBond = in_force::MinAttesterBond;
	type PriorityPeriod = in_force::PriorityPeriod;
	type RoyaltyNotice = in_force::RoyaltyNotice;
	type RemovalDelay = in_force::RemovalDelay;
	type ModelDeposit = in_force::ModelDeposit;
	type CommitDeposit = in_force::CommitDeposit;
	type MaxRoyalty = in_force::MaxRoyalty;
	type WeightInfo = pallet_models::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}

impl pallet_providers::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Score = pallet_providers::CommissionWeighted<
		in_force::InitialScore,
		in_force::InitialScoreWeight,
		in_force::CounterpartyCap,
	>;
	type Treasury = TreasuryAccount;
	type MinBond = in_force::MinBond;
	type MinSlash = in_force::MinSlash;
	type CoverageRatio = in_force::CoverageRatio;
	type UnbondingPeriod = in_force::UnbondingPeriod;
	type MaxOffers = ConstU32<MAX_OFFERS>;
	type RecordHalfLife = in_force::RecordHalfLife;
	type MaxCounterparties = ConstU32<MAX_COUNTERPARTIES>;
	type WeightInfo = pallet_providers::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}

impl pallet_marketplace::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Providers = Providers;
	type Agreements = Execution;
	type Treasury = TreasuryAccount;
	type Commission = in_force::Commission;
	type MinProviderShare = in_force::MinProviderShare;
	type BidDepositAmount = in_force::BidDeposit;
	type AwardGrace = in_force::AwardGrace;
	type BidWindow = in_force::BidWindow;
	type Duration = in_force::Duration;
	type ResponseWindow = in_force::ResponseWindow;
	type ChallengeWindow = in_force::ChallengeWindow;
	type MaxInferences = in_force::MaxInferences;
	type MaxOpenLimit = in_force::MaxOpen;
	type MinLowering = in_force::MinLowering;
	type MaxBids = ConstU32<MAX_BIDS>;
	type MaxInvited = ConstU32<MAX_INVITED>;
	type WeightInfo = pallet_marketplace::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}

impl pallet_execution::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Providers = Providers;
	type Orders = Marketplace;
	type Treasury = TreasuryAccount;
	type RequestDepositAmount = in_force::RequestDeposit;
	type FailCompensation = in_force::FailCompensation;
	type UnavailableFee = in_force::UnavailableFee;
	type UnavailableLimit = in_force::UnavailableLimit;
	type ReopenFaults = in_force::ReopenFaults;
	type DemandFee = in_force::DemandFee;
	type MaxPublish = ConstU32<MAX_PUBLISH>;
	type MaxItems = ConstU32<MAX_ITEMS>;
	type MaxSettle = ConstU32<MAX_SETTLE>;
	type WeightInfo = pallet_execution::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}
