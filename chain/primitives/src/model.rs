//! What other pallets ask about models.

use crate::{ContentHash, ModelId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What an order takes over from a model; later changes of the model don't touch it.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct ModelTerms<Balance> {
	/// Planck per inference to the model's owner.
	pub royalty: Balance,
	/// SHA-256 of the canonical manifest.
	pub manifest: ContentHash,
	/// Manifest version, counted from 1.
	pub version: u32,
}

/// Why a model can't be ordered.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum ModelUnavailable {
	/// No model has this number.
	Unknown,
	/// Registered, but not attested by enough providers yet.
	Draft,
	/// Taken off the market by its owner, or its NFT was burned.
	Retired,
}

/// Owners that share the royalties of one model at most: its own and those of its ancestors.
pub const MAX_OWNERS: u32 = 4;

/// An amount of royalties, shared out.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Royalties<AccountId, Balance> {
	/// What the NFT's owner and its ancestors' owners get, at most [`MAX_OWNERS`] of them and never zero. What nobody can
	/// take (a burned NFT) is missing and belongs to the treasury.
	pub parts: Vec<(AccountId, Balance)>,
	/// How many models had to be looked at for that, whether or not their owners get anything; at most [`MAX_OWNERS`].
	pub models: u32,
}

/// The catalogue of models as the marketplace and the settlement see it.
pub trait Models<AccountId, Balance> {
	/// Terms for a new order; an error when the model isn't listed.
	fn terms(model: ModelId) -> Result<ModelTerms<Balance>, ModelUnavailable>;
	/// Whether providers may offer it: any registered model that isn't retired.
	fn may_offer(model: ModelId) -> Result<(), ModelUnavailable>;
	/// Who gets which part of `amount` of royalties now.
	fn royalties(model: ModelId, amount: Balance) -> Royalties<AccountId, Balance>;
}

/// No models at all.
impl<AccountId, Balance> Models<AccountId, Balance> for () {
	fn terms(_: ModelId) -> Result<ModelTerms<Balance>, ModelUnavailable> {
		Err(ModelUnavailable::Unknown)
	}
	fn may_offer(_: ModelId) -> Result<(), ModelUnavailable> {
		Err(ModelUnavailable::Unknown)
	}
	fn royalties(_: ModelId, _: Balance) -> Royalties<AccountId, Balance> {
		Royalties { parts: Vec::new(), models: 0 }
	}
}
