//! How the marketplace hands a won order to the execution of it.

use crate::{AgreementId, ContentHash, ModelId, OrderId};
use sp_core::ed25519;
use sp_runtime::{DispatchError, Permill};

/// A won order: the snapshot that the agreement lives by. Amounts in planck, windows in blocks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAgreement<AccountId, Balance, BlockNumber> {
	pub order: OrderId,
	pub consumer: AccountId,
	pub provider: AccountId,
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
	pub inferences: u32,
	/// How many of the inferences may be paid by voucher.
	pub channel_quota: u32,
	/// Unanswered requests at once.
	pub max_open: u32,
	/// Units served ahead of the last voucher.
	pub credit_window: u32,
	pub duration: BlockNumber,
	pub response_window: BlockNumber,
	pub challenge_window: BlockNumber,
	/// Coverage already locked for this by the winning bid; the agreement takes it over.
	pub coverage: Balance,
	/// The winner's bid deposit; held until close and forfeited in proportion to failures.
	pub deposit: Balance,
}

/// Where won orders go.
pub trait Agreements<AccountId, Balance, BlockNumber> {
	/// Opens the agreement. Takes `inferences × price` from the consumer's and `deposit` from the provider's *free* balance
	/// under its own holds: the caller has released its own just before, within the same storage transaction.
	fn open(new: NewAgreement<AccountId, Balance, BlockNumber>) -> Result<AgreementId, DispatchError>;
}

/// Numbers nothing, keeps nothing.
impl<AccountId, Balance, BlockNumber> Agreements<AccountId, Balance, BlockNumber> for () {
	fn open(_: NewAgreement<AccountId, Balance, BlockNumber>) -> Result<AgreementId, DispatchError> {
		Ok(0)
	}
}
