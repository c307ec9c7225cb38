use frame_support::pallet_macros::pallet_section;

/// What the pallet tells indexers and bots.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	// What a field means beyond its name stands with its event.
	#[allow(missing_docs)]
	pub enum Event<T: Config> {
		/// Whoever registers with this commitment knew the artifact at this block.
		Committed { who: T::AccountId, commitment: H256 },
		/// The deposit is free again.
		CommitmentWithdrawn { who: T::AccountId, commitment: H256 },
		/// A model and its NFT. `royalty` is planck per inference; `committed` the block that counts as that of the
		/// commitment.
		Registered {
			model: ModelId,
			owner: T::AccountId,
			artifact: Blob,
			manifest: Blob,
			weights_root: H256,
			royalty: BalanceOf<T>,
			parent: Option<(ModelId, Perbill)>,
			version: u32,
			committed: BlockNumberFor<T>,
		},
		/// Whoever had committed to the bytes earlier has taken the model's number from `from`, if anybody owned it; its
		/// registration follows.
		TakenOver { model: ModelId, from: Option<T::AccountId>, committed: BlockNumberFor<T> },
		/// Orders owe `royalty` planck per inference from block `from` on.
		RoyaltySet { model: ModelId, royalty: BalanceOf<T>, from: BlockNumberFor<T> },
		/// A new version, which waits to be attested.
		ManifestSet { model: ModelId, version: u32, manifest: Blob, weights_root: H256 },
		/// A provider found that this version does what its manifest says.
		Attested { model: ModelId, version: u32, provider: T::AccountId },
		/// Can be ordered, in this version.
		Listed { model: ModelId, version: u32 },
		/// Can't be ordered any more; running agreements go on.
		Retired { model: ModelId },
		/// Is again what it was before it was retired.
		Restored { model: ModelId },
		/// There is nothing more to know of it; `depositor` has its deposit, in planck, back.
		Removed { model: ModelId, depositor: T::AccountId, deposit: BalanceOf<T> },
		/// Nobody may register these bytes, by their SHA-256.
		MarkedPublic { artifact: H256 },
		/// Whoever has these bytes may register them.
		UnmarkedPublic { artifact: H256 },
	}
}
