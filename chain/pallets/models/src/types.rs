use crate::Config;
use airo_primitives::{Blob, ContentHash, ModelId};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::traits::{fungible::Inspect, tokens::nonfungibles_v2};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// Account of an owner or attester.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// Planck of the currency that deposits and royalties are counted in.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdOf<T>>>::Balance;
/// The NFT pallet's number of a collection.
pub type CollectionIdOf<T> = <<T as Config>::Nfts as nonfungibles_v2::Inspect<AccountIdOf<T>>>::CollectionId;
/// A model in the runtime's types.
pub type ModelOf<T> = Model<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>;
/// A tombstone in the runtime's types.
pub type TombstoneOf<T> = Tombstone<AccountIdOf<T>, BlockNumberFor<T>>;

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

/// A higher royalty that was announced.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Rise<Balance, BlockNumber> {
	/// Planck per inference.
	pub royalty: Balance,
	/// First block whose orders owe it.
	pub from: BlockNumber,
}

/// A version that waits to be attested while an older one is ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct NextVersion {
	/// The number that it gets once it is listed.
	pub version: u32,
	/// Its canonical manifest.
	pub manifest: Blob,
	/// Root over the file's weights.
	pub weights_root: ContentHash,
	/// Providers that have checked it.
	pub attestations: u32,
}

/// A registered model. Its owner is the owner of its NFT.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Model<AccountId, Balance, BlockNumber> {
	/// The model file.
	pub artifact: Blob,
	/// The canonical manifest of `version`.
	pub manifest: Blob,
	/// Root over the file's weights, by which copies under another wrapping are found.
	pub weights_root: ContentHash,
	/// Planck per inference, until `rise` replaces it.
	pub royalty: Balance,
	/// A higher royalty that holds from some block on; it is looked up, nothing puts it into `royalty` when the time comes.
	pub rise: Option<Rise<Balance, BlockNumber>>,
	/// Version that is listed, or waits to be when the model is a draft. Counted from 1, never given out twice.
	pub version: u32,
	/// Newer version of a listed model, which is ordered as it was until this one is attested.
	pub next: Option<NextVersion>,
	/// Whether it can be ordered.
	pub status: ModelStatus<BlockNumber>,
	/// The model this one was made from, and that model's share of the royalty.
	pub parent: Option<(ModelId, Perbill)>,
	/// Whose money the deposit is; the owner may be somebody else by now.
	pub depositor: AccountId,
	/// Planck held for it, given back when it is removed.
	pub deposit: Balance,
	/// Block of the commitment, or of the registration when there was none: whoever was earlier has the better right.
	pub committed: BlockNumber,
	/// Last block in which whoever registers the same bytes with an earlier commitment takes the model over.
	pub contestable_until: BlockNumber,
}

impl<AccountId, Balance: Copy, BlockNumber: PartialOrd + Copy> Model<AccountId, Balance, BlockNumber> {
	/// What an order that is placed in block `now` owes per inference.
	pub fn royalty_at(&self, now: BlockNumber) -> Balance {
		match self.rise {
			Some(rise) if rise.from <= now => rise.royalty,
			_ => self.royalty,
		}
	}

	/// The version that waits to be attested, and the count of those who have done so.
	pub(crate) fn waiting(&mut self) -> Option<(u32, &mut u32)> {
		match (&mut self.status, &mut self.next) {
			(ModelStatus::Draft { attestations }, _) => Some((self.version, attestations)),
			(ModelStatus::Listed, Some(next)) => Some((next.version, &mut next.attestations)),
			_ => None,
		}
	}

	/// The version that was set last.
	pub fn newest(&self) -> u32 {
		self.next.map_or(self.version, |next| next.version)
	}
}

/// What is left of a removed model: enough for its bytes to stay its owner's and for its children to go on paying the
/// models above it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Tombstone<AccountId, BlockNumber> {
	/// Who may register the bytes again without an earlier commitment; nobody when the NFT was burned.
	pub owner: Option<AccountId>,
	/// An earlier commitment than this one may register the bytes again.
	pub committed: BlockNumber,
	/// The last version that was given out.
	pub version: u32,
	/// The model it was made from, and that model's share of the royalty.
	pub parent: Option<(ModelId, Perbill)>,
}

/// A promise to register an artifact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Commitment<Balance, BlockNumber> {
	/// Block in which it was made.
	pub at: BlockNumber,
	/// Planck held until it is used or withdrawn.
	pub deposit: Balance,
}
