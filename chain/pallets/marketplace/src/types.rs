use crate::Config;
pub use airo_primitives::WindowBounds;
use airo_primitives::{agreement::AgreementTerms, model::ModelTerms, ModelId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Ordering;
use frame_support::{
	traits::fungible::Inspect, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_core::ed25519;
use sp_runtime::{Perbill, Permill};

/// Account of a consumer or provider.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// Planck of the currency that orders are paid with.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdOf<T>>>::Balance;
/// A bid in the runtime's types.
pub type BidOf<T> = Bid<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>;
/// Bids on one order, best first.
pub type BidsOf<T> = BoundedVec<BidOf<T>, <T as Config>::MaxBids>;

/// How an order finds its winner.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum AwardMode {
	/// The consumer picks a bid, at any time from the first bid until the award grace is over.
	Manual,
	/// When the bid window ends the cheapest bid wins; ties go to the better score, then to the earlier bid.
	Cheapest,
}

/// What a consumer wants to buy. Amounts in planck, windows in blocks.
#[derive(
	CloneNoBound,
	PartialEqNoBound,
	EqNoBound,
	DebugNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
#[scale_info(skip_type_params(T))]
#[codec(encode_bound())]
#[codec(decode_bound())]
#[codec(decode_with_mem_tracking_bound())]
#[codec(mel_bound())]
pub struct OrderSpec<T: Config> {
	/// What the inferences are to be made with.
	pub model: ModelId,
	/// How many inferences.
	pub inferences: u32,
	/// Most that one inference may cost; all of them at this price are held while the order is open.
	pub max_price: BalanceOf<T>,
	/// How many of the inferences may be paid by voucher; at most `inferences`.
	pub channel_quota: u32,
	/// How long bids are taken.
	pub bid_window: BlockNumberFor<T>,
	/// How long requests may be made once the order is won.
	pub duration: BlockNumberFor<T>,
	/// How long the provider has to answer a request.
	pub response_window: BlockNumberFor<T>,
	/// How long an answer can be challenged before it is paid.
	pub challenge_window: BlockNumberFor<T>,
	/// Smallest whole bond a bidder may have.
	pub min_bond: BalanceOf<T>,
	/// Lowest score a bidder may have.
	pub min_score: Perbill,
	/// Payloads will be encrypted for the provider, answers for `hpke_key`.
	pub sealed: bool,
	/// Who picks the winner.
	pub award: AwardMode,
	/// Only these accounts may bid; everybody may when absent.
	pub invited: Option<BoundedVec<AccountIdOf<T>, T::MaxInvited>>,
	/// Signs vouchers.
	pub consumer_key: ed25519::Public,
	/// X25519 key that sealed answers are encrypted for.
	pub hpke_key: Option<[u8; 32]>,
}

/// An order that is neither won, cancelled nor expired.
#[derive(
	CloneNoBound,
	PartialEqNoBound,
	EqNoBound,
	DebugNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
#[scale_info(skip_type_params(T))]
#[codec(encode_bound())]
#[codec(decode_bound())]
#[codec(decode_with_mem_tracking_bound())]
#[codec(mel_bound())]
pub struct Order<T: Config> {
	/// Placed it, and pays.
	pub consumer: AccountIdOf<T>,
	/// What was asked for.
	pub spec: OrderSpec<T>,
	/// The model's terms when the order was placed.
	pub terms: ModelTerms<BalanceOf<T>>,
	/// Commission rate when the order was placed.
	pub commission: Permill,
	/// What the execution promised for its agreement when the order was placed.
	pub promised: AgreementTerms<BalanceOf<T>>,
	/// Lowest price per inference that carries royalty, commission and the provider's least share, as they were when the
	/// order was placed.
	pub floor: BalanceOf<T>,
	/// Held from the consumer: `inferences × max_price`.
	pub escrow: BalanceOf<T>,
	/// Block in which it was placed.
	pub placed: BlockNumberFor<T>,
	/// Last block in which a bid is taken.
	pub bids_until: BlockNumberFor<T>,
	/// Last block in which the order can be awarded.
	pub award_until: BlockNumberFor<T>,
	/// May not bid: the order is the rest of an agreement that this provider didn't serve well.
	pub barred: Option<AccountIdOf<T>>,
}

/// What a bidder promises beside the price; more of either is better for the consumer.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct BidTerms {
	/// Unanswered requests that the provider takes at once; 1 to `MaxOpenLimit`.
	pub max_open: u32,
	/// Units that the provider serves ahead of the last voucher; an agreement uses at most a sixteenth of its inferences.
	pub credit_window: u32,
}

/// An offer to serve an order at `price` planck per inference.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Bid<AccountId, Balance, BlockNumber> {
	/// Who would serve.
	pub provider: AccountId,
	/// Planck per inference.
	pub price: Balance,
	/// Part of the bond locked behind this bid.
	pub coverage: Balance,
	/// Held from the provider until the order ends.
	pub deposit: Balance,
	/// What it promises beside the price.
	pub terms: BidTerms,
	/// When the bid came to its price.
	pub placed: BlockNumber,
	/// The provider's score when the bid came to its price.
	pub score: Perbill,
	/// Price at which the consumer would have it instead; always below the bid's.
	pub counter: Option<Balance>,
}

impl<AccountId, Balance: Ord, BlockNumber: Ord> Bid<AccountId, Balance, BlockNumber> {
	/// Less means better: the cheaper, then the better score, then the earlier block.
	pub fn rank(&self, other: &Self) -> Ordering {
		self.price
			.cmp(&other.price)
			.then_with(|| other.score.cmp(&self.score))
			.then_with(|| self.placed.cmp(&other.placed))
	}
}
