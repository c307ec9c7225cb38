//! How a model gets on the market, and off it.

use crate::{AccountIdOf, Attestations, Config, Error, Event, ModelStatus, Models, Pallet};
use airo_primitives::{provider::Providers as _, ModelId};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_attest(provider: AccountIdOf<T>, id: ModelId, version: u32) -> DispatchResult {
		let mut model = Self::model(id)?;
		let owner = Self::owner(id).ok_or(Error::<T>::ModelRetired)?;
		ensure!(!matches!(model.status, ModelStatus::Retired { .. }), Error::<T>::ModelRetired);
		let listed = model.status == ModelStatus::Listed && version == model.version;
		let (waits, attestations) = model.waiting().filter(|_| !listed).ok_or(Error::<T>::AlreadyListed)?;
		ensure!(version == waits, Error::<T>::WrongVersion);
		ensure!(T::Providers::bond(&provider) >= T::MinAttesterBond::get(), Error::<T>::BondTooLow);
		ensure!(owner != provider, Error::<T>::OwnModel);
		let needed = Self::attestations_needed();
		if Attestations::<T>::contains_key(id, (version, &provider)) {
			// Fewer are needed by now than when it attested: there may be nobody left who hasn't.
			ensure!(*attestations >= needed, Error::<T>::AlreadyAttested);
			return Self::list(id);
		}
		Attestations::<T>::insert(id, (version, &provider), ());
		*attestations = attestations.saturating_add(1);
		let enough = *attestations >= needed;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Attested { model: id, version, provider });
		if enough {
			Self::list(id)?;
		}
		Ok(())
	}

	/// Providers that must attest a version before it can be ordered.
	pub(crate) fn attestations_needed() -> u32 {
		T::MinAttestations::get().min(T::MaxAttestations::get())
	}

	/// Lists the newest version, and with it the model.
	pub(crate) fn list(id: ModelId) -> DispatchResult {
		let mut model = Self::model(id)?;
		if let Some(next) = model.next.take() {
			(model.version, model.manifest, model.weights_root) =
				(next.version, next.manifest, next.weights_root);
		}
		let version = model.version;
		model.status = ModelStatus::Listed;
		Models::<T>::insert(id, model);
		Self::drop_attestations(id, |of| of != version);
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
