//! What a model costs. A fall is good for everybody and holds at once; a rise is announced, so that whoever reckons with
//! the old royalty has time to order.

use crate::{AccountIdOf, BalanceOf, Config, Error, Event, ModelStatus, Models, Pallet, Rise};
use airo_primitives::ModelId;
use frame_support::{ensure, traits::Get};
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Drops what was announced before, whether it is lower or higher.
	pub(crate) fn do_set_royalty(who: AccountIdOf<T>, id: ModelId, royalty: BalanceOf<T>) -> DispatchResult {
		ensure!(royalty <= T::MaxRoyalty::get(), Error::<T>::RoyaltyTooHigh);
		let mut model = Self::model(id)?;
		Self::ensure_owner(&who, id)?;
		ensure!(!matches!(model.status, ModelStatus::Retired { .. }), Error::<T>::ModelRetired);
		let now = frame_system::Pallet::<T>::block_number();
		let current = model.royalty_at(now);
		let announced = model.rise.is_some_and(|rise| rise.from > now);
		ensure!(royalty != current || announced, Error::<T>::SameRoyalty);
		let rises = royalty > current;
		let from = if rises { now.saturating_add(T::RoyaltyNotice::get()) } else { now };
		model.royalty = royalty.min(current);
		model.rise = rises.then_some(Rise { royalty, from });
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::RoyaltySet { model: id, royalty, from });
		Ok(())
	}
}
