use super::{governance::RootOrMostOfCouncil, TreasuryAccount};
use crate::{
	constants::market::*, Balance, Balances, BlockNumber, Execution, Marketplace, Models, Nfts, Providers,
	Runtime, RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, Nothing},
	PalletId,
};
use pallet_marketplace::WindowBounds;
use pallet_nfts::{CollectionConfig, CollectionSettings, ItemConfig, MintSettings};
use sp_runtime::{Perbill, Permill};

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
	type CommitAge = ConstU32<COMMIT_AGE>;
	type MinAttestations = ConstU32<MIN_ATTESTATIONS>;
	type MinAttesterBond = ConstU128<MIN_BOND>;
	type PriorityPeriod = ConstU32<PRIORITY_PERIOD>;
	type RoyaltyNotice = ConstU32<ROYALTY_NOTICE>;
	type RemovalDelay = ConstU32<REMOVAL_DELAY>;
	type ModelDeposit = ConstU128<MODEL_DEPOSIT>;
	type CommitDeposit = ConstU128<COMMIT_DEPOSIT>;
	type MaxRoyalty = ConstU128<MAX_ROYALTY>;
	type WeightInfo = pallet_models::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}

parameter_types! {
	pub const CoverageRatio: Permill = COVERAGE_RATIO;
	pub const InitialScore: Perbill = INITIAL_SCORE;
}

impl pallet_providers::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Score = pallet_providers::CommissionWeighted<
		InitialScore,
		ConstU128<INITIAL_SCORE_WEIGHT>,
		ConstU128<COUNTERPARTY_CAP>,
	>;
	type Treasury = TreasuryAccount;
	type MinBond = ConstU128<MIN_BOND>;
	type MinSlash = ConstU128<MIN_SLASH>;
	type CoverageRatio = CoverageRatio;
	type UnbondingPeriod = ConstU32<UNBONDING_PERIOD>;
	type MaxOffers = ConstU32<MAX_OFFERS>;
	type RecordHalfLife = ConstU32<RECORD_HALF_LIFE>;
	type MaxCounterparties = ConstU32<MAX_COUNTERPARTIES>;
	type WeightInfo = pallet_providers::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}

parameter_types! {
	pub const Commission: Permill = COMMISSION;
	pub const MinLowering: Permill = MIN_LOWERING;
	pub const BidWindow: WindowBounds<BlockNumber> =
		WindowBounds { min: MIN_BID_WINDOW, max: MAX_BID_WINDOW };
	pub const Duration: WindowBounds<BlockNumber> = WindowBounds { min: MIN_DURATION, max: MAX_DURATION };
	pub const ResponseWindow: WindowBounds<BlockNumber> =
		WindowBounds { min: MIN_RESPONSE_WINDOW, max: MAX_RESPONSE_WINDOW };
	pub const ChallengeWindow: WindowBounds<BlockNumber> =
		WindowBounds { min: MIN_CHALLENGE_WINDOW, max: MAX_CHALLENGE_WINDOW };
}

impl pallet_marketplace::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Providers = Providers;
	type Agreements = Execution;
	type Treasury = TreasuryAccount;
	type Commission = Commission;
	type MinProviderShare = ConstU128<MIN_PROVIDER_SHARE>;
	type BidDepositAmount = ConstU128<BID_DEPOSIT>;
	type AwardGrace = ConstU32<AWARD_GRACE>;
	type BidWindow = BidWindow;
	type Duration = Duration;
	type ResponseWindow = ResponseWindow;
	type ChallengeWindow = ChallengeWindow;
	type MaxInferences = ConstU32<MAX_INFERENCES>;
	type MaxOpenLimit = ConstU32<MAX_OPEN>;
	type MinLowering = MinLowering;
	type MaxBids = ConstU32<MAX_BIDS>;
	type MaxInvited = ConstU32<MAX_INVITED>;
	type WeightInfo = pallet_marketplace::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}

parameter_types! {
	pub const FailCompensation: Permill = FAIL_COMPENSATION;
	pub const UnavailableFee: Permill = UNAVAILABLE_FEE;
	pub const UnavailableLimit: Permill = UNAVAILABLE_LIMIT;
	pub const ReopenFaults: Permill = REOPEN_FAULTS;
}

impl pallet_execution::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Providers = Providers;
	type Orders = Marketplace;
	type Treasury = TreasuryAccount;
	type RequestDepositAmount = ConstU128<REQUEST_DEPOSIT>;
	type FailCompensation = FailCompensation;
	type UnavailableFee = UnavailableFee;
	type UnavailableLimit = UnavailableLimit;
	type ReopenFaults = ReopenFaults;
	type DemandFee = ConstU128<DEMAND_FEE>;
	type MaxPublish = ConstU32<MAX_PUBLISH>;
	type MaxItems = ConstU32<MAX_ITEMS>;
	type MaxSettle = ConstU32<MAX_SETTLE>;
	type WeightInfo = pallet_execution::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarking::Setup;
}
