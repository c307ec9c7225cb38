use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

/// Number of a registered model; also the item id of its NFT.
pub type ModelId = u32;
/// Number of an order.
pub type OrderId = u32;
/// Number of an agreement.
pub type AgreementId = u32;
/// Number of a request within its agreement, counted from 0.
pub type RequestIndex = u32;

/// SHA-256 root or digest carried as it is on Dx.
pub type ContentHash = H256;

/// Bytes on Dx, named by their SHA-256.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Blob {
	/// SHA-256 of the bytes.
	pub hash: ContentHash,
	/// Length in bytes.
	pub size: u64,
}

/// Why a provider did not answer a request.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum FailCode {
	/// The provider can't load the model. Provider's fault.
	ModelUnavailable,
	/// Computing took too long. Provider's fault.
	Timeout,
	/// Anything else on the provider's side. Provider's fault.
	Internal,
	/// The payload is not what the model's manifest asks for, or holds another number of units than declared.
	PayloadInvalid,
	/// The payload is larger than the manifest or the provider's published limit allows.
	TooLarge,
	/// The payload's bytes could not be fetched from Dx. Nobody can prove whose fault that is.
	PayloadUnavailable,
}

impl FailCode {
	/// True when the provider pays a compensation for it.
	pub fn is_providers_fault(self) -> bool {
		matches!(self, Self::ModelUnavailable | Self::Timeout | Self::Internal)
	}
}
