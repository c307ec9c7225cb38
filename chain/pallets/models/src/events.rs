use frame_support::pallet_macros::pallet_section;

/// What the pallet tells indexers and bots.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Whoever registers with this commitment knew the artifact at this block.
		Committed { who: T::AccountId, commitment: H256 },
		/// The deposit is free again.
		CommitmentWithdrawn { who: T::AccountId, commitment: H256 },
		/// A model and its NFT. `royalty` is planck per inference.
		Registered {
			model: ModelId,
			owner: T::AccountId,
			artifact: Blob,
			manifest: Blob,
			royalty: BalanceOf<T>,
			version: u32,
		},
		/// A provider found that this version does what its manifest says.
		Attested { model: ModelId, version: u32, provider: T::AccountId },
		/// Can be ordered.
		Listed { model: ModelId, version: u32 },
		/// Can't be ordered any more; running agreements go on.
		Retired { model: ModelId },
		/// Is again what it was before it was retired.
		Restored { model: ModelId },
	}
}
