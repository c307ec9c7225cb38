use crate::Config;
use airo_primitives::{
	agreement::Requirements, money::Split, AgreementId, Blob, ContentHash, FailCode, ModelId, OrderId,
	RequestIndex,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::fungible::Inspect, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_core::ed25519;
use sp_runtime::{traits::AtLeast32BitUnsigned, Permill};

pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// Planck of the currency that agreements are paid with.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdOf<T>>>::Balance;
pub type AgreementOf<T> = Agreement<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>;
pub type RequestOf<T> = Request<BalanceOf<T>, BlockNumberFor<T>>;
/// Payloads to be answered, each with the units it declares.
pub type Payloads<T> = BoundedVec<(Blob, u32), <T as Config>::MaxItems>;
/// Answers by request.
pub type Answers<T> = BoundedVec<(RequestIndex, Blob), <T as Config>::MaxItems>;
/// Failures by request.
pub type Failures<T> = BoundedVec<(RequestIndex, FailCode), <T as Config>::MaxItems>;
pub type Indices<T> = BoundedVec<RequestIndex, <T as Config>::MaxItems>;
/// Requests with their numbers, on their way out of storage.
pub(crate) type Entries<T> = alloc::vec::Vec<(RequestIndex, RequestOf<T>)>;
/// Key of an agreement's answers waiting for payment: the agreement and a running number.
pub(crate) type Seq = u32;

/// Where an agreement stands. One that is closed is gone.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub enum AgreementState<AccountId> {
	Open {
		/// The party that would end it now; the other one may accept.
		close_offered_by: Option<AccountId>,
	},
	/// Its time is over and its requests are being cleared.
	Closing,
}

/// An order that was won: `inferences` at a fixed price, all of them paid for in advance. Amounts in planck, windows in
/// blocks; everything above `paid_on_chain` is as it was when the order was placed or won.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Agreement<AccountId, Balance, BlockNumber> {
	pub order: OrderId,
	pub consumer: AccountId,
	pub provider: AccountId,
	pub model: ModelId,
	/// SHA-256 of the manifest.
	pub manifest: ContentHash,
	/// Signs receipts (provider).
	pub receipt_key: ed25519::Public,
	/// Signs vouchers (consumer).
	pub consumer_key: ed25519::Public,
	/// Per inference.
	pub price: Balance,
	/// Per inference.
	pub royalty: Balance,
	/// Share of the price.
	pub commission: Permill,
	pub inferences: u32,
	/// How many of the inferences may be paid by voucher.
	pub channel_quota: u32,
	/// Unanswered requests at once.
	pub max_open: u32,
	/// Units served ahead of the last voucher.
	pub credit_window: u32,
	pub response_window: BlockNumber,
	pub challenge_window: BlockNumber,
	/// Share of a failed inference's price that the provider pays the consumer on top of the refund.
	pub fail_compensation: Permill,
	/// Share of an inference's price that is lost to the treasury when its payload can't be fetched.
	pub unavailable_fee: Permill,
	/// Share of the inferences whose payloads may be unfetchable before either side may close.
	pub unavailable_limit: Permill,
	/// What the order asked of its bidders.
	pub requirements: Requirements<Balance>,
	/// Held from the provider until the agreement closes.
	pub deposit: Balance,
	pub opened: BlockNumber,
	/// Last block in which a request may be made.
	pub expires: BlockNumber,
	/// Units paid by settlement or approval.
	pub paid_on_chain: u32,
	/// Units paid by voucher.
	pub redeemed: u32,
	/// Units that failed, timed out or had no payload.
	pub refunded: u32,
	/// The part of `refunded` that is the provider's fault.
	pub faults: u32,
	/// The part of `refunded` whose payloads could not be fetched.
	pub unavailable: u32,
	/// Units requested and neither paid nor refunded yet.
	pub unsettled: u32,
	/// Unanswered requests.
	pub open: u32,
	/// Answered requests that aren't paid yet.
	pub answered: u32,
	/// Disputes that must end before it can close.
	pub open_challenges: u32,
	/// Part of the provider's bond behind this; what compensations took is off.
	pub coverage: Balance,
	/// Number of the next request.
	pub next_index: RequestIndex,
	/// Answers waiting for payment are numbered from `head` to before `tail`, those paid early missing.
	pub head: u32,
	pub tail: u32,
	pub state: AgreementState<AccountId>,
}

impl<AccountId, Balance: AtLeast32BitUnsigned + Copy, BlockNumber>
	Agreement<AccountId, Balance, BlockNumber>
{
	/// Price of `units`, which never exceeds what was held when it opened.
	pub fn value(&self, units: u32) -> Balance {
		self.price.saturating_mul(units.into())
	}

	/// Who gets what of `units`. `None` never happens: opening checked it.
	pub fn split(&self, units: u32) -> Option<Split<Balance>> {
		Split::new(self.price, self.royalty, self.commission)?.times(units)
	}

	/// Units that are neither paid nor refunded, requested or not.
	pub fn unpaid(&self) -> u32 {
		self.inferences
			.saturating_sub(self.paid_on_chain)
			.saturating_sub(self.redeemed)
			.saturating_sub(self.refunded)
	}

	/// Units that may still be requested on chain.
	pub fn requestable(&self) -> u32 {
		self.inferences
			.saturating_sub(self.channel_quota)
			.saturating_sub(self.paid_on_chain)
			.saturating_sub(self.refunded)
			.saturating_sub(self.unsettled)
	}
}

/// Where a request stands. One that is paid or refunded is gone.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RequestState<BlockNumber> {
	/// Waits for its answer.
	Open,
	Answered {
		response: Blob,
		at: BlockNumber,
		/// Last block in which the answer can be challenged; it is paid after that.
		due: BlockNumber,
		/// Its place among the agreement's answers.
		seq: u32,
	},
}

/// A payload to be answered.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Request<Balance, BlockNumber> {
	pub payload: Blob,
	/// How many of the agreement's inferences it takes.
	pub units: u32,
	pub posted: BlockNumber,
	/// Last block in which an answer counts.
	pub deadline: BlockNumber,
	/// Held from the consumer, in planck, until the entry goes.
	pub deposit: Balance,
	pub state: RequestState<BlockNumber>,
}

/// Whom a refund is blamed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Blame {
	Provider,
	Consumer,
	/// The payload could not be fetched, and nobody can prove why.
	Nobody,
}

impl From<FailCode> for Blame {
	fn from(code: FailCode) -> Self {
		match code {
			FailCode::PayloadUnavailable => Self::Nobody,
			code if code.is_providers_fault() => Self::Provider,
			_ => Self::Consumer,
		}
	}
}

/// What an account has in agreements; in planck.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Money<Balance> {
	/// Held for agreements in which it is the consumer.
	pub escrow: Balance,
	/// Held for its requests and for the agreements it won.
	pub deposits: Balance,
	/// What `settle` would pay it now as a provider.
	pub claimable: Balance,
}

/// Agreement and request together, as calls name them.
pub(crate) type RequestKey = (AgreementId, RequestIndex);
