use super::Treasury;
use crate::{
	units::{DAYS, HOURS, MILLI_UNIT},
	Balances, BlockNumber, Execution, Models, Providers, Runtime, RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
};
use pallet_marketplace::WindowBounds;
use sp_runtime::Permill;

/// A buyer that collects bids for longer can ask again.
pub const MAX_BID_WINDOW: BlockNumber = 12 * HOURS;
const AWARD_GRACE: BlockNumber = 100;
const MAX_DURATION: BlockNumber = 30 * DAYS;
const MAX_RESPONSE_WINDOW: BlockNumber = 6 * HOURS;
/// Time to compute the most expensive answer again.
pub const MAX_CHALLENGE_WINDOW: BlockNumber = 3 * DAYS;
/// Blocks from an order to the end of the last dispute about it.
pub const LONGEST_AGREEMENT: BlockNumber =
	MAX_BID_WINDOW + AWARD_GRACE + MAX_DURATION + MAX_RESPONSE_WINDOW + MAX_CHALLENGE_WINDOW;

parameter_types! {
	/// The treasury's share of each price. Zero is allowed.
	pub const Commission: Permill = Permill::from_parts(25_000);
	/// A bid a hair below one's own would be spam.
	pub const MinLowering: Permill = Permill::from_percent(2);
	pub const BidWindow: WindowBounds<BlockNumber> = WindowBounds { min: 1, max: MAX_BID_WINDOW };
	pub const Duration: WindowBounds<BlockNumber> = WindowBounds { min: 10, max: MAX_DURATION };
	/// Two blocks: one for the request to be seen, one for the answer.
	pub const ResponseWindow: WindowBounds<BlockNumber> = WindowBounds { min: 2, max: MAX_RESPONSE_WINDOW };
	pub const ChallengeWindow: WindowBounds<BlockNumber> = WindowBounds { min: 1, max: MAX_CHALLENGE_WINDOW };
}

impl pallet_marketplace::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Models = Models;
	type Providers = Providers;
	// Where a won order goes on.
	type Agreements = Execution;
	type Treasury = Treasury;
	type Commission = Commission;
	// Nobody serves for nothing by mistake: a tenth of a milli per inference is left to the provider.
	type MinProviderShare = ConstU64<{ MILLI_UNIT / 10 }>;
	// Back when the bid loses or the agreement is served; it makes flooding an order with bids costly.
	type BidDepositAmount = ConstU64<{ 50 * MILLI_UNIT }>;
	type AwardGrace = ConstU32<AWARD_GRACE>;
	type BidWindow = BidWindow;
	type Duration = Duration;
	type ResponseWindow = ResponseWindow;
	type ChallengeWindow = ChallengeWindow;
	// Times the highest price it must stay well within a `Balance`.
	type MaxInferences = ConstU32<1_000_000>;
	type MaxOpenLimit = ConstU32<512>;
	type MinLowering = MinLowering;
	// All bids of an order are read at once.
	type MaxBids = ConstU32<16>;
	type MaxInvited = ConstU32<16>;
	type WeightInfo = pallet_marketplace::weights::SubstrateWeight<Runtime>;
}
