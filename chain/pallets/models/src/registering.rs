//! New models.

use crate::{
	AccountIdOf, BalanceOf, Config, Error, Event, Model, ModelByArtifact, ModelOf, ModelStatus, Models,
	NextModelId, Pallet, Salt,
};
use airo_primitives::{Blob, ContentHash, ModelId};
use frame_support::{ensure, traits::Get};
use sp_runtime::{DispatchError, DispatchResult, Perbill};

/// Models above a model in its lineage at most; all of them have a share in its royalty.
pub const MAX_ANCESTORS: u32 = 3;

/// What an owner says of a new model.
pub(crate) struct Entry<Balance> {
	pub artifact: Blob,
	pub manifest: Blob,
	pub weights_root: ContentHash,
	pub royalty: Balance,
	pub parent: Option<(ModelId, Perbill)>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn model(id: ModelId) -> Result<ModelOf<T>, DispatchError> {
		Models::<T>::get(id).ok_or_else(|| Error::<T>::UnknownModel.into())
	}

	/// Gives the model a number, an NFT and a deposit.
	pub(crate) fn do_register(
		owner: AccountIdOf<T>,
		entry: Entry<BalanceOf<T>>,
		salt: Option<Salt>,
	) -> Result<ModelId, DispatchError> {
		let Entry { artifact, manifest, weights_root, royalty, parent } = entry;
		ensure!(artifact.size > 0 && manifest.size > 0, Error::<T>::EmptyBlob);
		ensure!(royalty <= T::MaxRoyalty::get(), Error::<T>::RoyaltyTooHigh);
		ensure!(!ModelByArtifact::<T>::contains_key(artifact.hash), Error::<T>::ArtifactTaken);
		if let Some((parent, _)) = parent {
			Self::ensure_lineage(parent)?;
		}
		let committed = Self::open_commitment(&owner, artifact.hash, salt)?;

		let id = NextModelId::<T>::get();
		NextModelId::<T>::put(id.checked_add(1).ok_or(Error::<T>::NoMoreIds)?);
		let deposit = T::ModelDeposit::get();
		Self::hold(&owner, deposit)?;
		Self::mint(id, &owner)?;
		let version = 1;
		let model = Model {
			artifact,
			manifest,
			weights_root,
			royalty,
			version,
			status: ModelStatus::Draft { attestations: 0 },
			parent,
			depositor: owner.clone(),
			deposit,
			committed,
		};
		ModelByArtifact::<T>::insert(artifact.hash, id);
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Registered { model: id, owner, artifact, manifest, royalty, version });
		if T::MinAttestations::get() == 0 {
			Self::list(id)?;
		}
		Ok(id)
	}

	fn ensure_lineage(parent: ModelId) -> DispatchResult {
		let mut above = Some(parent);
		for _ in 0..MAX_ANCESTORS {
			let Some(id) = above else { return Ok(()) };
			above = Models::<T>::get(id).ok_or(Error::<T>::UnknownParent)?.parent.map(|(id, _)| id);
		}
		ensure!(above.is_none(), Error::<T>::LineageTooDeep);
		Ok(())
	}
}
