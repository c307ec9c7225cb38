//! What governance may change without a runtime upgrade: `dynamic` is what it has set, `in_force` what the pallets get,
//! which never leaves the limits.

pub mod in_force;

use crate::{constants::market, Balance, BlockNumber, Runtime};
use airo_primitives::WindowBounds;
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	weights::Weight,
};
use sp_runtime::{Perbill, Permill};

/// Every parameter with the value that it has until governance sets another one. Amounts in planck, times in blocks.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic {
	use super::*;

	/// The catalogue of models.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod models {
		/// Blocks that a commitment must be old before it can be used.
		#[codec(index = 0)]
		pub static CommitAge: BlockNumber = market::COMMIT_AGE;
		/// Providers that must attest a version before it can be ordered.
		#[codec(index = 1)]
		pub static MinAttestations: u32 = market::MIN_ATTESTATIONS;
		/// Planck that an attester has bonded at least.
		#[codec(index = 2)]
		pub static MinAttesterBond: Balance = market::MIN_BOND;
		/// Blocks after a registration in which an earlier commitment takes it over.
		#[codec(index = 3)]
		pub static PriorityPeriod: BlockNumber = market::PRIORITY_PERIOD;
		/// Blocks between announcing a higher royalty and the first order that owes it.
		#[codec(index = 4)]
		pub static RoyaltyNotice: BlockNumber = market::ROYALTY_NOTICE;
		/// Blocks that a model must have been retired before it can be removed.
		#[codec(index = 5)]
		pub static RemovalDelay: BlockNumber = market::REMOVAL_DELAY;
		/// Planck held for a model.
		#[codec(index = 6)]
		pub static ModelDeposit: Balance = market::MODEL_DEPOSIT;
		/// Planck held for a commitment.
		#[codec(index = 7)]
		pub static CommitDeposit: Balance = market::COMMIT_DEPOSIT;
		/// Highest royalty, in planck per inference.
		#[codec(index = 8)]
		pub static MaxRoyalty: Balance = market::MAX_ROYALTY;
	}

	/// Bonds, records and scores.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod providers {
		/// Planck that a provider has bonded at least.
		#[codec(index = 0)]
		pub static MinBond: Balance = market::MIN_BOND;
		/// Planck that coverage exceeds one inference's price by at least.
		#[codec(index = 1)]
		pub static MinSlash: Balance = market::MIN_SLASH;
		/// Share of an agreement's value that its coverage is never below.
		#[codec(index = 2)]
		pub static CoverageRatio: Permill = market::COVERAGE_RATIO;
		/// Blocks between asking a part of the bond back and getting it.
		#[codec(index = 3)]
		pub static UnbondingPeriod: BlockNumber = market::UNBONDING_PERIOD;
		/// Blocks after which everything in a record counts half; zero when records don't fade.
		#[codec(index = 4)]
		pub static RecordHalfLife: BlockNumber = market::RECORD_HALF_LIFE;
		/// Score of a provider that hasn't served anything yet.
		#[codec(index = 5)]
		pub static InitialScore: Perbill = market::INITIAL_SCORE;
		/// Planck of commission that the initial score counts like.
		#[codec(index = 6)]
		pub static InitialScoreWeight: Balance = market::INITIAL_SCORE_WEIGHT;
		/// Planck of commission that one counterparty counts like at most.
		#[codec(index = 7)]
		pub static CounterpartyCap: Balance = market::COUNTERPARTY_CAP;
	}

	/// Orders and bids.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod marketplace {
		/// Share of each price that the treasury gets.
		#[codec(index = 0)]
		pub static Commission: Permill = market::COMMISSION;
		/// Planck per inference that is left to the provider at least.
		#[codec(index = 1)]
		pub static MinProviderShare: Balance = market::MIN_PROVIDER_SHARE;
		/// Planck held for a bid.
		#[codec(index = 2)]
		pub static BidDeposit: Balance = market::BID_DEPOSIT;
		/// Blocks after the bid window in which an order can still be awarded.
		#[codec(index = 3)]
		pub static AwardGrace: BlockNumber = market::AWARD_GRACE;
		/// Allowed bid windows, in blocks.
		#[codec(index = 4)]
		pub static BidWindow: WindowBounds<BlockNumber> = market::BID_WINDOW;
		/// Allowed durations of agreements, in blocks.
		#[codec(index = 5)]
		pub static Duration: WindowBounds<BlockNumber> = market::DURATION;
		/// Allowed response windows, in blocks.
		#[codec(index = 6)]
		pub static ResponseWindow: WindowBounds<BlockNumber> = market::RESPONSE_WINDOW;
		/// Allowed challenge windows, in blocks.
		#[codec(index = 7)]
		pub static ChallengeWindow: WindowBounds<BlockNumber> = market::CHALLENGE_WINDOW;
		/// Most inferences per order.
		#[codec(index = 8)]
		pub static MaxInferences: u32 = market::MAX_INFERENCES;
		/// Most unanswered requests at once that a bid may promise to take.
		#[codec(index = 9)]
		pub static MaxOpen: u32 = market::MAX_OPEN;
		/// Least that a bidder lowers its own bid by, as a share of the bid.
		#[codec(index = 10)]
		pub static MinLowering: Permill = market::MIN_LOWERING;
	}

	/// Agreements.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod execution {
		/// Planck held for a request.
		#[codec(index = 0)]
		pub static RequestDeposit: Balance = market::REQUEST_DEPOSIT;
		/// Share of a failed inference's price that the provider pays the consumer on top of the refund.
		#[codec(index = 1)]
		pub static FailCompensation: Permill = market::FAIL_COMPENSATION;
		/// Share of an inference's price that the treasury gets when its payload can't be fetched.
		#[codec(index = 2)]
		pub static UnavailableFee: Permill = market::UNAVAILABLE_FEE;
		/// Share of the inferences above which unfetchable payloads let either side end the agreement.
		#[codec(index = 3)]
		pub static UnavailableLimit: Permill = market::UNAVAILABLE_LIMIT;
		/// Share of the inferences above which the provider's failures let the consumer reopen the agreement.
		#[codec(index = 4)]
		pub static ReopenFaults: Permill = market::REOPEN_FAULTS;
		/// Planck to the treasury for demanding an answer.
		#[codec(index = 5)]
		pub static DemandFee: Balance = market::DEMAND_FEE;
	}
}

/// What the parameters pallet is benchmarked with: one of the largest values.
impl Default for RuntimeParameters {
	fn default() -> Self {
		Self::Marketplace(dynamic::marketplace::Parameters::Duration(
			dynamic::marketplace::Duration,
			Some(market::DURATION),
		))
	}
}

/// What setting a parameter costs: one value is read and written.
pub struct ParametersWeight;

impl pallet_parameters::WeightInfo for ParametersWeight {
	fn set_parameter() -> Weight {
		/// Picoseconds of computing, storage aside, and bytes of proof; as measured by the pallet's authors, rounded up.
		const COMPUTE: u64 = 10_000_000;
		const PROOF: u64 = 14_787;
		Weight::from_parts(COMPUTE, PROOF)
			.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads_writes(1, 1))
	}
}
