//! What is always true of models and commitments.

use crate::{
	AccountIdOf, Attestations, BalanceOf, Commitments, Config, HoldReason, ModelByArtifact, ModelStatus,
	Models, NextModelId, Pallet, MAX_ANCESTORS,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{traits::Saturating, TryRuntimeError};

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
			let (mut above, mut depth) = (model.parent, 0);
			while let Some((parent, _)) = above {
				ensure!(parent < id, "a model is older than its parent");
				above = Models::<T>::get(parent).ok_or("a parent is missing")?.parent;
				depth += 1;
			}
			ensure!(depth <= MAX_ANCESTORS, "a lineage is too deep");
			if let ModelStatus::Draft { attestations } = model.status {
				let counted = Attestations::<T>::iter_key_prefix(id).filter(|(v, _)| *v == model.version);
				ensure!(counted.count() == attestations as usize, "attestations are miscounted");
			}
			add(model.depositor, model.deposit);
		}
		for (who, _, commitment) in Commitments::<T>::iter() {
			add(who, commitment.deposit);
		}
		ensure!(
			ModelByArtifact::<T>::iter().count() == Models::<T>::iter_keys().count(),
			"an artifact leads to no model"
		);
		let reason = T::RuntimeHoldReason::from(HoldReason::ModelDeposit);
		ensure!(
			deposits.iter().all(|(who, sum)| T::Currency::balance_on_hold(&reason, who) == *sum),
			"a hold isn't what the records say"
		);
		Ok(())
	}
}
