//! Taking a model's record away, and giving its deposit back.

use crate::{AccountIdOf, Config, Error, Event, ModelOf, ModelStatus, Models, Pallet, Tombstone, Tombstones};
use airo_primitives::ModelId;
use frame_support::{
	ensure,
	traits::{Contains, Get},
};
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	/// By the owner; by anyone once there is none. A tombstone keeps what others rely on.
	pub(crate) fn do_remove(who: AccountIdOf<T>, id: ModelId) -> DispatchResult {
		let model = Self::model(id)?;
		let owner = Self::owner(id);
		if owner.is_some() {
			Self::ensure_owner(&who, id)?;
		}
		let ModelStatus::Retired { from, .. } = model.status else {
			return Err(Error::<T>::NotRetired.into());
		};
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= from.saturating_add(T::RemovalDelay::get()), Error::<T>::RetiredTooRecently);
		Self::vacate(id, &model)?;
		let (committed, version, parent) = (model.committed, model.newest(), model.parent);
		Tombstones::<T>::insert(id, Tombstone { owner, committed, version, parent });
		Models::<T>::remove(id);
		let (depositor, deposit) = (model.depositor, model.deposit);
		Self::deposit_event(Event::Removed { model: id, depositor, deposit });
		Ok(())
	}

	/// Ends what the model's present registration holds: its NFT, its deposit, its attestations.
	pub(crate) fn vacate(id: ModelId, model: &ModelOf<T>) -> DispatchResult {
		ensure!(!T::Locked::contains(&id), Error::<T>::ModelLocked);
		if Self::owner(id).is_some() {
			Self::burn(id)?;
		}
		Self::drop_attestations(id, |_| true);
		Self::release(&model.depositor, model.deposit)
	}
}
