//! What is kept of an agreement.

use airo_primitives::{agreement::Requirements, money::Split, ContentHash, ModelId, OrderId, RequestIndex};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ed25519;
use sp_runtime::{traits::AtLeast32BitUnsigned, Permill};

/// Where an agreement stands. One that is closed is gone. Whether an open one still takes requests is said by its
/// `expires` alone, which an early end brings forward.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub enum AgreementState<AccountId> {
	/// Not over yet, though it may take no requests any more.
	Open {
		/// The party that would end it now; the other one may accept.
		close_offered_by: Option<AccountId>,
	},
	/// Its time is over and its requests are being cleared.
	Closing,
}

/// An order that was won: `inferences` at a fixed price, all of them paid for in advance. Amounts in planck, windows in
/// blocks; everything above `expires` is as it was when the order was placed or won.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Agreement<AccountId, Balance, BlockNumber> {
	/// The order that was won.
	pub order: OrderId,
	/// Pays, and posts requests.
	pub consumer: AccountId,
	/// Answers, and is paid.
	pub provider: AccountId,
	/// Whose owners get the royalty.
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
	/// Units bought in all.
	pub inferences: u32,
	/// Unanswered requests at once, and demanded answers at once.
	pub max_open: u32,
	/// Units served ahead of the last voucher.
	pub credit_window: u32,
	/// For an answer, and for publishing a demanded one.
	pub response_window: BlockNumber,
	/// From an answer to its payment.
	pub challenge_window: BlockNumber,
	/// Held from the consumer per request, until the request is paid or refunded.
	pub request_deposit: Balance,
	/// Share of a failed inference's price that the provider pays the consumer on top of the refund.
	pub fail_compensation: Permill,
	/// Share of an inference's price that is lost to the treasury when its payload can't be fetched.
	pub unavailable_fee: Permill,
	/// Share of the inferences whose payloads may be unfetchable before either side may end it.
	pub unavailable_limit: Permill,
	/// Share of the inferences that may fail by the provider's fault before the consumer may reopen the rest.
	pub reopen_faults: Permill,
	/// What the consumer pays the treasury for demanding an answer.
	pub demand_fee: Balance,
	/// What the order asked of its bidders.
	pub requirements: Requirements<Balance>,
	/// Held from the provider until the agreement closes.
	pub deposit: Balance,
	/// Block in which the order was won.
	pub opened: BlockNumber,
	/// Last block in which a request may be made; reopening and `close` of a broken agreement bring it forward.
	pub expires: BlockNumber,
	/// Last block of its last window: nothing can be answered, published or challenged after it, and anyone may close.
	/// A late demand puts it off.
	pub closes_after: BlockNumber,
	/// How many of the inferences may be paid by voucher; the provider may release what isn't.
	pub channel_quota: u32,
	/// Units paid by settlement or approval.
	pub paid_on_chain: u32,
	/// Units paid by voucher.
	pub redeemed: u32,
	/// Units that failed, timed out or had no payload.
	pub refunded: u32,
	/// Units that were given back unrequested, and ordered again.
	pub reopened: u32,
	/// The part of `refunded` that is the provider's fault.
	pub faults: u32,
	/// The part of `refunded` whose payloads could not be fetched.
	pub unavailable: u32,
	/// Units requested and neither paid nor refunded yet.
	pub unsettled: u32,
	/// Unanswered requests.
	pub open: u32,
	/// Answered requests that aren't paid yet, demanded ones aside.
	pub answered: u32,
	/// Answers whose bytes are to be published.
	pub demanded: u32,
	/// Disputes that must end before it can close.
	pub open_challenges: u32,
	/// Part of the provider's bond behind this; what compensations took is off.
	pub coverage: Balance,
	/// Number of the next request.
	pub next_index: RequestIndex,
	/// Answers waiting for payment are numbered from `head` to before `tail`; those that were paid early or demanded are
	/// missing.
	pub head: u32,
	/// The place that the next answer gets.
	pub tail: u32,
	/// Whether it is being cleared, or a party would end it.
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

	/// Units whose price is still held, requested or not.
	pub fn unpaid(&self) -> u32 {
		self.inferences
			.saturating_sub(self.paid_on_chain)
			.saturating_sub(self.redeemed)
			.saturating_sub(self.refunded)
			.saturating_sub(self.reopened)
	}

	/// Units that may still be requested on chain.
	pub fn requestable(&self) -> u32 {
		self.inferences
			.saturating_sub(self.channel_quota)
			.saturating_sub(self.paid_on_chain)
			.saturating_sub(self.refunded)
			.saturating_sub(self.reopened)
			.saturating_sub(self.unsettled)
	}
}
