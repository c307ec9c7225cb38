//! New models.

use crate::{
	priority::Seat, AccountIdOf, BalanceOf, Config, Error, Event, Model, ModelByArtifact, ModelOf,
	ModelStatus, Models, Pallet, Salt, Tombstones,
};
use airo_primitives::{model::MAX_OWNERS, Blob, ContentHash, ModelId};
use frame_support::{ensure, traits::Get};
use sp_runtime::{DispatchError, DispatchResult, Perbill};

/// Models above a model in its lineage at most; all of them have a share in its royalty.
pub const MAX_ANCESTORS: u32 = MAX_OWNERS - 1;

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

	/// Gives the model its number, an NFT and a deposit.
	pub(crate) fn do_register(
		owner: AccountIdOf<T>,
		entry: Entry<BalanceOf<T>>,
		salt: Option<Salt>,
	) -> Result<ModelId, DispatchError> {
		let Entry { artifact, manifest, weights_root, royalty, parent } = entry;
		ensure!(artifact.size > 0 && manifest.size > 0, Error::<T>::EmptyBlob);
		ensure!(royalty <= T::MaxRoyalty::get(), Error::<T>::RoyaltyTooHigh);
		ensure!(!Self::is_public(artifact.hash), Error::<T>::ArtifactPublic);
		let committed = Self::open_commitment(&owner, artifact.hash, salt)?;
		let Seat { id, version, committed, contestable_until } =
			Self::seat(&owner, artifact.hash, committed)?;
		if let Some((parent, _)) = parent {
			Self::ensure_lineage(id, parent)?;
		}

		let deposit = T::ModelDeposit::get();
		Self::hold(&owner, deposit)?;
		Self::mint(id, &owner)?;
		let model = Model {
			artifact,
			manifest,
			weights_root,
			royalty,
			rise: None,
			version,
			next: None,
			status: ModelStatus::Draft { attestations: 0 },
			parent,
			depositor: owner.clone(),
			deposit,
			committed,
			contestable_until,
		};
		ModelByArtifact::<T>::insert(artifact.hash, id);
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Registered {
			model: id,
			owner,
			artifact,
			manifest,
			weights_root,
			royalty,
			parent,
			version,
			committed,
		});
		if Self::attestations_needed() == 0 {
			Self::list(id)?;
		}
		Ok(id)
	}

	/// Parents have lower numbers than their children, so that no lineage goes round.
	fn ensure_lineage(child: ModelId, parent: ModelId) -> DispatchResult {
		ensure!(Models::<T>::contains_key(parent), Error::<T>::UnknownParent);
		ensure!(parent < child, Error::<T>::ParentTooNew);
		let mut above = Some(parent);
		for _ in 0..MAX_ANCESTORS {
			above = above.and_then(Self::parent).map(|(id, _)| id);
		}
		ensure!(above.is_none(), Error::<T>::LineageTooDeep);
		Ok(())
	}

	/// The model above, also of a model that was removed.
	pub(crate) fn parent(id: ModelId) -> Option<(ModelId, Perbill)> {
		match Models::<T>::get(id) {
			Some(model) => model.parent,
			None => Tombstones::<T>::get(id)?.parent,
		}
	}
}
