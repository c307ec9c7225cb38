//! The collection whose NFTs are the models.

use crate::{AccountIdOf, Collection, CollectionIdOf, Config, Error, Pallet};
use airo_primitives::ModelId;
use frame_support::{
	ensure,
	traits::{
		tokens::{
			nonfungibles_v2::{Create, Inspect, Mutate},
			Locker,
		},
		Contains, Get,
	},
};
use sp_runtime::{traits::AccountIdConversion, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Owns the collection. Nobody has its key.
	pub fn account() -> AccountIdOf<T> {
		T::PalletId::get().into_account_truncating()
	}

	/// The models' collection, made when it is needed first.
	pub(crate) fn collection() -> Result<CollectionIdOf<T>, DispatchError> {
		if let Some(collection) = Collection::<T>::get() {
			return Ok(collection);
		}
		let account = Self::account();
		let collection = T::Nfts::create_collection(&account, &account, &T::NewCollection::get())?;
		Collection::<T>::put(&collection);
		Ok(collection)
	}

	/// Who owns the model now; `None` when its NFT was burned or never was.
	pub fn owner(model: ModelId) -> Option<AccountIdOf<T>> {
		T::Nfts::owner(&Collection::<T>::get()?, &model)
	}

	pub(crate) fn ensure_owner(who: &AccountIdOf<T>, model: ModelId) -> DispatchResult {
		ensure!(Self::owner(model).as_ref() == Some(who), Error::<T>::NotOwner);
		Ok(())
	}

	/// The NFT's own deposit goes back to whoever paid it.
	pub(crate) fn burn(model: ModelId) -> DispatchResult {
		T::Nfts::burn(&Self::collection()?, &model, None).map_err(|_| Error::<T>::NftRefused.into())
	}

	/// The NFT's own deposit comes from its first owner.
	pub(crate) fn mint(model: ModelId, owner: &AccountIdOf<T>) -> DispatchResult {
		T::Nfts::mint_into(&Self::collection()?, &model, owner, &T::ItemConfig::default(), false)
			.map_err(|_| Error::<T>::NftRefused.into())
	}
}

/// For the NFT pallet: what is locked can be neither sold nor burned.
impl<T: Config> Locker<CollectionIdOf<T>, ModelId> for Pallet<T> {
	fn is_locked(collection: CollectionIdOf<T>, item: ModelId) -> bool {
		Collection::<T>::get() == Some(collection) && T::Locked::contains(&item)
	}
}
