//! New versions of a model's manifest.

use crate::{AccountIdOf, Attestations, Config, Error, Event, ModelStatus, Models, NextVersion, Pallet};
use airo_primitives::{Blob, ContentHash, ModelId};
use alloc::vec::Vec;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// A draft becomes the new version; a listed model stays what it is until the new version is attested.
	pub(crate) fn do_set_manifest(
		who: AccountIdOf<T>,
		id: ModelId,
		manifest: Blob,
		weights_root: Option<ContentHash>,
	) -> DispatchResult {
		ensure!(manifest.size > 0, Error::<T>::EmptyBlob);
		let mut model = Self::model(id)?;
		Self::ensure_owner(&who, id)?;
		let newest = match model.next {
			Some(next) => (next.manifest, next.weights_root),
			None => (model.manifest, model.weights_root),
		};
		let weights_root = weights_root.unwrap_or(newest.1);
		ensure!((manifest, weights_root) != newest, Error::<T>::SameManifest);
		let version = model.newest().checked_add(1).ok_or(Error::<T>::NoMoreVersions)?;
		match model.status {
			ModelStatus::Retired { .. } => return Err(Error::<T>::ModelRetired.into()),
			ModelStatus::Draft { .. } => {
				(model.version, model.manifest, model.weights_root) = (version, manifest, weights_root);
				model.status = ModelStatus::Draft { attestations: 0 };
			}
			ModelStatus::Listed => {
				model.next = Some(NextVersion { version, manifest, weights_root, attestations: 0 });
			}
		}
		let stays = model.version;
		Models::<T>::insert(id, model);
		Self::drop_attestations(id, |of| of != stays);
		Self::deposit_event(Event::ManifestSet { model: id, version, manifest, weights_root });
		if Self::attestations_needed() == 0 {
			Self::list(id)?;
		}
		Ok(())
	}

	/// Forgets who attested the versions that `goes` names. Only the listed version and the one that waits have any, and
	/// no version gets more of them than list it, so that there are few.
	pub(crate) fn drop_attestations(id: ModelId, goes: impl Fn(u32) -> bool) {
		let keys: Vec<_> =
			Attestations::<T>::iter_key_prefix(id).filter(|(version, _)| goes(*version)).collect();
		keys.into_iter().for_each(|key| Attestations::<T>::remove(id, key));
	}
}
