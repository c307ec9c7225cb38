use crate::Config;
use airo_primitives::{Blob, ContentHash, ModelId};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::traits::{fungible::Inspect, tokens::nonfungibles_v2};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_runtime::Perbill;

pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// Planck of the currency that deposits and royalties are counted in.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdOf<T>>>::Balance;
pub type CollectionIdOf<T> = <<T as Config>::Nfts as nonfungibles_v2::Inspect<AccountIdOf<T>>>::CollectionId;
pub type ModelOf<T> = Model<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>;

/// What proves that its sender knew the artifact before its hash was published.
pub type Salt = [u8; 32];

/// Where a model is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub enum ModelStatus<BlockNumber> {
	/// Waits for providers to check it.
	Draft {
		/// Providers that have checked this version.
		attestations: u32,
	},
	/// Can be ordered.
	Listed,
	/// Off the market; running agreements go on.
	Retired {
		/// Since this block.
		from: BlockNumber,
		/// The attestations it had if it was a draft; a listed one is listed again when it is restored.
		draft: Option<u32>,
	},
}

/// A registered model. Its owner is the owner of its NFT.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Model<AccountId, Balance, BlockNumber> {
	/// The model file.
	pub artifact: Blob,
	/// The canonical manifest of this version.
	pub manifest: Blob,
	/// Root over the file's weights, by which copies under another wrapping are found.
	pub weights_root: ContentHash,
	/// Planck per inference.
	pub royalty: Balance,
	/// Version of the manifest, counted from 1.
	pub version: u32,
	pub status: ModelStatus<BlockNumber>,
	/// The model this one was made from, and that model's share of the royalty.
	pub parent: Option<(ModelId, Perbill)>,
	/// Whose money the deposit is; the owner may be somebody else by now.
	pub depositor: AccountId,
	pub deposit: Balance,
	/// Block of the commitment, or of the registration when there was none.
	pub committed: BlockNumber,
}

/// A promise to register an artifact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Commitment<Balance, BlockNumber> {
	pub at: BlockNumber,
	pub deposit: Balance,
}
