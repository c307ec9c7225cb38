//! What governance may change of the pallets, and the limits that only a runtime upgrade changes, as the runtime APIs
//! return them: amounts in planck, times in blocks, shares as parts of a million. Values are those in force, limits of the
//! runtime included; whatever was placed or opened under other ones keeps those.

use crate::WindowBounds;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// Rules of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ModelsParameters<Balance, BlockNumber> {
	/// Blocks that a commitment must be old before it can be used.
	pub commit_age: BlockNumber,
	/// Providers that must attest a version before it can be ordered.
	pub min_attestations: u32,
	/// Planck that an attester has bonded at least.
	pub min_attester_bond: Balance,
	/// Blocks after a registration in which an earlier commitment takes it over.
	pub priority_period: BlockNumber,
	/// Blocks between announcing a higher royalty and the first order that owes it.
	pub royalty_notice: BlockNumber,
	/// Blocks that a model must have been retired before it can be removed.
	pub removal_delay: BlockNumber,
	/// Planck held for a model.
	pub model_deposit: Balance,
	/// Planck held for a commitment.
	pub commit_deposit: Balance,
	/// Highest royalty, in planck per inference.
	pub max_royalty: Balance,
	/// Highest `min_attestations` there can be; changed by a runtime upgrade only.
	pub max_attestations: u32,
}

/// Rules of bonds and records.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ProvidersParameters<Balance, BlockNumber> {
	/// Planck that a provider on the market has bonded at least.
	pub min_bond: Balance,
	/// Planck that coverage exceeds one inference's price by at least.
	pub min_slash: Balance,
	/// Share of an agreement's value that its coverage is never below.
	pub coverage_ratio: Permill,
	/// Blocks between asking a part of the bond back and getting it.
	pub unbonding_period: BlockNumber,
	/// Blocks after which everything in a record counts half; zero when records don't fade.
	pub record_half_life: BlockNumber,
	/// Models that one provider offers at most; changed by a runtime upgrade only.
	pub max_offers: u32,
	/// Counterparties of a provider that are told apart; changed by a runtime upgrade only.
	pub max_counterparties: u32,
}

/// Rules of orders and bids.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct MarketplaceParameters<Balance, BlockNumber> {
	/// Share of each price that the treasury gets.
	pub commission: Permill,
	/// Planck per inference that is left to the provider at least.
	pub min_provider_share: Balance,
	/// Planck held for a bid.
	pub bid_deposit: Balance,
	/// Blocks after the bid window in which an order can still be awarded.
	pub award_grace: BlockNumber,
	/// Allowed bid windows, in blocks.
	pub bid_window: WindowBounds<BlockNumber>,
	/// Allowed durations of agreements, in blocks.
	pub duration: WindowBounds<BlockNumber>,
	/// Allowed response windows, in blocks.
	pub response_window: WindowBounds<BlockNumber>,
	/// Allowed challenge windows, in blocks.
	pub challenge_window: WindowBounds<BlockNumber>,
	/// Most inferences per order.
	pub max_inferences: u32,
	/// Most unanswered requests at once that a bid may promise to take.
	pub max_open: u32,
	/// Least that a bidder lowers its own bid by, as a share of the bid.
	pub min_lowering: Permill,
	/// Most live bids per order; changed by a runtime upgrade only.
	pub max_bids: u32,
	/// Most invited bidders per order; changed by a runtime upgrade only.
	pub max_invited: u32,
}

/// Rules of agreements.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ExecutionParameters<Balance> {
	/// Planck held for a request.
	pub request_deposit: Balance,
	/// Share of a failed inference's price that the provider pays the consumer on top of the refund.
	pub fail_compensation: Permill,
	/// Share of an inference's price that the treasury gets when its payload can't be fetched.
	pub unavailable_fee: Permill,
	/// Share of the inferences above which unfetchable payloads let either side end the agreement.
	pub unavailable_limit: Permill,
	/// Share of the inferences above which the provider's failures let the consumer reopen the agreement.
	pub reopen_faults: Permill,
	/// Planck to the treasury for demanding an answer.
	pub demand_fee: Balance,
	/// Most bytes of a published answer; changed by a runtime upgrade only.
	pub max_publish: u32,
	/// Most items per call; changed by a runtime upgrade only.
	pub max_items: u32,
	/// Most requests that one `settle` or `close` goes through; changed by a runtime upgrade only.
	pub max_settle: u32,
}
