//! What other pallets ask of models.

use crate::{AccountIdOf, BalanceOf, Config, ModelOf, ModelStatus, Models, Pallet, MAX_ANCESTORS};
use airo_primitives::{
	model::{ModelTerms, ModelUnavailable, Models as ModelsInterface, Royalties},
	ModelId,
};
use alloc::vec::Vec;
use sp_runtime::traits::{Saturating, Zero};

impl<T: Config> Pallet<T> {
	/// The model, unless it is off the market. Burning its NFT takes it off at once, whatever its status says.
	fn on_market(id: ModelId) -> Result<ModelOf<T>, ModelUnavailable> {
		let model = Models::<T>::get(id).ok_or(ModelUnavailable::Unknown)?;
		match model.status {
			ModelStatus::Retired { .. } => Err(ModelUnavailable::Retired),
			_ if Self::owner(id).is_none() => Err(ModelUnavailable::Retired),
			_ => Ok(model),
		}
	}
}

impl<T: Config> ModelsInterface<AccountIdOf<T>, BalanceOf<T>> for Pallet<T> {
	fn terms(id: ModelId) -> Result<ModelTerms<BalanceOf<T>>, ModelUnavailable> {
		let model = Self::on_market(id)?;
		match model.status {
			ModelStatus::Listed => Ok(ModelTerms {
				royalty: model.royalty_at(frame_system::Pallet::<T>::block_number()),
				manifest: model.manifest.hash,
				version: model.version,
			}),
			_ => Err(ModelUnavailable::Draft),
		}
	}

	fn may_offer(id: ModelId) -> Result<(), ModelUnavailable> {
		Self::on_market(id).map(|_| ())
	}

	/// Each model passes its parent's share of what reaches it on, and its owner keeps the rest. What would pass the third
	/// ancestor reaches nobody.
	fn royalties(id: ModelId, amount: BalanceOf<T>) -> Royalties<AccountIdOf<T>, BalanceOf<T>> {
		let (mut parts, mut models) = (Vec::new(), 0u32);
		let (mut next, mut reaches) = (Some(id), amount);
		for _ in 0..=MAX_ANCESTORS {
			let Some(id) = next else { break };
			models = models.saturating_add(1);
			let parent = Self::parent(id);
			let passes = parent.map_or_else(Zero::zero, |(_, share)| share.mul_floor(reaches));
			let keeps = reaches.saturating_sub(passes);
			if let (Some(owner), false) = (Self::owner(id), keeps.is_zero()) {
				parts.push((owner, keeps));
			}
			(next, reaches) = (parent.map(|(parent, _)| parent), passes);
		}
		Royalties { parts, models }
	}
}
