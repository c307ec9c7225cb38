//! What is always true of models and commitments.

use crate::{
	AccountIdOf, Attestations, BalanceOf, Commitments, Config, HoldReason, ModelByArtifact, ModelOf,
	ModelStatus, Models, NextModelId, Pallet, Tombstones,
};
use airo_primitives::ModelId;
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{
	traits::{Saturating, Zero},
	Perbill, TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Fails with the first broken invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut deposits = BTreeMap::<AccountIdOf<T>, BalanceOf<T>>::new();
		let mut add = |who: AccountIdOf<T>, amount: BalanceOf<T>| {
			let sum = deposits.entry(who).or_default();
			*sum = sum.saturating_add(amount);
		};
		for (id, model) in Models::<T>::iter() {
			ensure!(id < NextModelId::<T>::get(), "a model has a number that wasn't given out");
			ensure!(
				ModelByArtifact::<T>::get(model.artifact.hash) == Some(id),
				"a model isn't found by its artifact"
			);
			ensure!(model.version > 0, "a model has no version");
			ensure!(
				model.rise.is_none_or(|rise| rise.royalty > model.royalty),
				"a royalty rises to what it is already"
			);
			Self::try_parent(id, model.parent)?;
			Self::try_versions(id, &model)?;
			add(model.depositor, model.deposit);
		}
		for (who, _, commitment) in Commitments::<T>::iter() {
			add(who, commitment.deposit);
		}
		for (id, tombstone) in Tombstones::<T>::iter() {
			ensure!(!Models::<T>::contains_key(id), "a model was removed and is there");
			ensure!(id < NextModelId::<T>::get(), "a removed model has a number that wasn't given out");
			ensure!(Self::owner(id).is_none(), "a removed model has an owner");
			Self::try_parent(id, tombstone.parent)?;
		}
		for (artifact, id) in ModelByArtifact::<T>::iter() {
			ensure!(
				match Models::<T>::get(id) {
					Some(model) => model.artifact.hash == artifact,
					None => Tombstones::<T>::contains_key(id),
				},
				"an artifact leads to no model"
			);
		}
		ensure!(
			ModelByArtifact::<T>::iter_keys().count()
				== Models::<T>::iter_keys().count() + Tombstones::<T>::iter_keys().count(),
			"a removed model isn't found by its artifact"
		);
		ensure!(
			Attestations::<T>::iter_keys().all(|(id, _)| Models::<T>::contains_key(id)),
			"an attestation of no model"
		);
		let reason = T::RuntimeHoldReason::from(HoldReason::ModelDeposit);
		let held = |who: &AccountIdOf<T>| T::Currency::balance_on_hold(&reason, who);
		ensure!(deposits.iter().all(|(who, sum)| held(who) == *sum), "a hold isn't what the records say");
		let others = frame_system::Account::<T>::iter_keys().filter(|who| !deposits.contains_key(who));
		ensure!(others.map(|who| held(&who)).all(|hold| hold.is_zero()), "a hold stands for nothing");
		Ok(())
	}

	/// Lower numbers all the way up: no lineage goes round.
	fn try_parent(id: ModelId, parent: Option<(ModelId, Perbill)>) -> Result<(), TryRuntimeError> {
		let Some((parent, _)) = parent else { return Ok(()) };
		ensure!(parent < id, "a model is older than its parent");
		ensure!(
			Models::<T>::contains_key(parent) || Tombstones::<T>::contains_key(parent),
			"a parent is missing"
		);
		Ok(())
	}

	fn try_versions(id: ModelId, model: &ModelOf<T>) -> Result<(), TryRuntimeError> {
		let counted = |of: u32| Attestations::<T>::iter_key_prefix(id).filter(|(v, _)| *v == of).count();
		let drafted = match model.status {
			ModelStatus::Draft { attestations } => Some(attestations),
			ModelStatus::Retired { draft, .. } => draft,
			ModelStatus::Listed => None,
		};
		if let Some(attestations) = drafted {
			ensure!(counted(model.version) == attestations as usize, "attestations are miscounted");
			ensure!(model.next.is_none(), "a version waits behind a draft");
		}
		if let Some(next) = model.next {
			ensure!(next.version > model.version, "a version waits that is no newer");
			ensure!(counted(next.version) == next.attestations as usize, "attestations are miscounted");
		}
		let known = |of: u32| of == model.version || model.next.is_some_and(|next| next.version == of);
		ensure!(
			Attestations::<T>::iter_key_prefix(id).all(|(of, _)| known(of)),
			"an attestation of a version that is gone"
		);
		Ok(())
	}
}
