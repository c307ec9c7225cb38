//! How a model gets on the market, and off it.

use crate::{AccountIdOf, Attestations, Config, Error, Event, ModelStatus, Models, Pallet};
use airo_primitives::{provider::Providers as _, ModelId};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_attest(provider: AccountIdOf<T>, id: ModelId, version: u32) -> DispatchResult {
		let mut model = Self::model(id)?;
		let ModelStatus::Draft { attestations } = model.status else {
			return Err(match model.status {
				ModelStatus::Retired { .. } => Error::<T>::ModelRetired.into(),
				_ => Error::<T>::AlreadyListed.into(),
			});
		};
		let owner = Self::owner(id).ok_or(Error::<T>::ModelRetired)?;
		ensure!(version == model.version, Error::<T>::WrongVersion);
		ensure!(T::Providers::bond(&provider) >= T::MinAttesterBond::get(), Error::<T>::BondTooLow);
		ensure!(owner != provider, Error::<T>::OwnModel);
		ensure!(!Attestations::<T>::contains_key(id, (version, &provider)), Error::<T>::AlreadyAttested);
		Attestations::<T>::insert(id, (version, &provider), ());
		let attestations = attestations.saturating_add(1);
		model.status = ModelStatus::Draft { attestations };
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Attested { model: id, version, provider });
		if attestations >= T::MinAttestations::get() {
			Self::list(id)?;
		}
		Ok(())
	}

	pub(crate) fn list(id: ModelId) -> DispatchResult {
		let mut model = Self::model(id)?;
		let version = model.version;
		model.status = ModelStatus::Listed;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Listed { model: id, version });
		Ok(())
	}

	/// By the owner; by anyone once there is none.
	pub(crate) fn do_retire(who: AccountIdOf<T>, id: ModelId) -> DispatchResult {
		let mut model = Self::model(id)?;
		if Self::owner(id).is_some() {
			Self::ensure_owner(&who, id)?;
		}
		let draft = match model.status {
			ModelStatus::Draft { attestations } => Some(attestations),
			ModelStatus::Listed => None,
			ModelStatus::Retired { .. } => return Err(Error::<T>::AlreadyRetired.into()),
		};
		let from = frame_system::Pallet::<T>::block_number();
		model.status = ModelStatus::Retired { from, draft };
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Retired { model: id });
		Ok(())
	}

	pub(crate) fn do_restore(who: AccountIdOf<T>, id: ModelId) -> DispatchResult {
		let mut model = Self::model(id)?;
		Self::ensure_owner(&who, id)?;
		let ModelStatus::Retired { draft, .. } = model.status else {
			return Err(Error::<T>::NotRetired.into());
		};
		model.status = match draft {
			Some(attestations) => ModelStatus::Draft { attestations },
			None => ModelStatus::Listed,
		};
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Restored { model: id });
		Ok(())
	}
}
