//! How the marketplace hands a won order to the execution of it.

use crate::{AgreementId, ContentHash, ModelId, OrderId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ed25519;
use sp_runtime::{DispatchError, Perbill, Permill};

/// What an order asks of whoever serves it, beside the price; kept so that the rest can be ordered again.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Requirements<Balance> {
	/// Smallest whole bond a bidder may have, in planck.
	pub min_bond: Balance,
	/// Lowest score a bidder may have.
	pub min_score: Perbill,
	/// Payloads are encrypted for the provider, answers for `hpke_key`.
	pub sealed: bool,
	/// X25519 key that sealed answers are encrypted for.
	pub hpke_key: Option<[u8; 32]>,
}

/// What both sides of an agreement are promised beside what they agree on themselves: the execution's rules when the order
/// was placed. Amounts in planck.
#[derive(
	Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct AgreementTerms<Balance> {
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
}

/// A won order: the snapshot that the agreement lives by. Amounts in planck, windows in blocks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAgreement<AccountId, Balance, BlockNumber> {
	/// The order that was won.
	pub order: OrderId,
	/// Pays, and posts requests.
	pub consumer: AccountId,
	/// The winner: answers, and is paid.
	pub provider: AccountId,
	/// What the inferences are made with.
	pub model: ModelId,
	/// SHA-256 of the manifest that the order was placed for.
	pub manifest: ContentHash,
	/// Signs receipts (provider).
	pub receipt_key: ed25519::Public,
	/// Signs vouchers (consumer).
	pub consumer_key: ed25519::Public,
	/// Per inference.
	pub price: Balance,
	/// Per inference, snapshotted when the order was placed.
	pub royalty: Balance,
	/// Share of the price that the treasury gets, snapshotted when the order was placed.
	pub commission: Permill,
	/// How many units are bought.
	pub inferences: u32,
	/// How many of the inferences may be paid by voucher.
	pub channel_quota: u32,
	/// Unanswered requests at once.
	pub max_open: u32,
	/// Units served ahead of the last voucher.
	pub credit_window: u32,
	/// How long requests may be made.
	pub duration: BlockNumber,
	/// How long the provider has to answer a request, and to publish a demanded answer.
	pub response_window: BlockNumber,
	/// How long an answer can be challenged before it is paid.
	pub challenge_window: BlockNumber,
	/// Coverage already locked for this by the winning bid; the agreement takes it over.
	pub coverage: Balance,
	/// The winner's bid deposit; held until close and forfeited in proportion to failures.
	pub deposit: Balance,
	/// What the order asked of its bidders.
	pub requirements: Requirements<Balance>,
	/// What was promised when the order was placed.
	pub promised: AgreementTerms<Balance>,
}

/// Where won orders go.
pub trait Agreements<AccountId, Balance, BlockNumber> {
	/// What an order that is placed now promises its consumer and its bidders.
	fn terms() -> AgreementTerms<Balance>;
	/// Opens the agreement. Takes `inferences × price` from the consumer's and `deposit` from the provider's *free* balance
	/// under its own holds: the caller has released its own just before, within the same storage transaction.
	fn open(new: NewAgreement<AccountId, Balance, BlockNumber>) -> Result<AgreementId, DispatchError>;
}

/// Nothing executes agreements: no order can be won, none costs anybody anything.
impl<AccountId, Balance: Default, BlockNumber> Agreements<AccountId, Balance, BlockNumber> for () {
	fn terms() -> AgreementTerms<Balance> {
		AgreementTerms::default()
	}
	/// Fails with [`DispatchError::Unavailable`].
	fn open(_: NewAgreement<AccountId, Balance, BlockNumber>) -> Result<AgreementId, DispatchError> {
		Err(DispatchError::Unavailable)
	}
}

/// The rest of an agreement that its provider no longer serves well, to be ordered again. Amounts in planck, windows in
/// blocks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remainder<AccountId, Balance, BlockNumber> {
	/// Whose money it is, and who orders again.
	pub consumer: AccountId,
	/// The same model; at its present terms.
	pub model: ModelId,
	/// How many units are left.
	pub inferences: u32,
	/// The old agreement's price per inference.
	pub max_price: Balance,
	/// How many of the inferences may be paid by voucher; at most `inferences`.
	pub channel_quota: u32,
	/// What is left of the old agreement's time.
	pub duration: BlockNumber,
	/// As the old agreement had it.
	pub response_window: BlockNumber,
	/// As the old agreement had it.
	pub challenge_window: BlockNumber,
	/// What the old order asked of its bidders.
	pub requirements: Requirements<Balance>,
	/// Signs vouchers.
	pub consumer_key: ed25519::Public,
	/// The provider whose agreement this is the rest of; it may not bid again.
	pub barred: AccountId,
	/// Only these accounts may bid; everybody else may when absent.
	pub invited: Option<Vec<AccountId>>,
}

/// Where orders are placed by other pallets.
pub trait Orders<AccountId, Balance, BlockNumber> {
	/// Places a new order with the shortest bid window, awarded to the cheapest bid. Holds `inferences × max_price` of the
	/// consumer's *free* balance: the caller has released as much just before, within the same storage transaction.
	/// A window that isn't allowed any more becomes the nearest that is, and so many inferences may still be ordered; for
	/// the rest it fails as placing the same order by hand would.
	fn place_again(rest: Remainder<AccountId, Balance, BlockNumber>) -> Result<OrderId, DispatchError>;
}

/// There is no marketplace to order from.
impl<AccountId, Balance, BlockNumber> Orders<AccountId, Balance, BlockNumber> for () {
	/// Fails with [`DispatchError::Unavailable`].
	fn place_again(_: Remainder<AccountId, Balance, BlockNumber>) -> Result<OrderId, DispatchError> {
		Err(DispatchError::Unavailable)
	}
}
