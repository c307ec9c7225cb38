//! Whose bytes they are: whoever committed to them first.
//!
//! Bytes have one number for ever. Whoever registers bytes that are registered already, with a commitment older than
//! `committed` of the model that has them, takes its number over while it is contestable. So nothing is gained by
//! registering what was seen in somebody else's transaction on its way: the transaction that was overtaken succeeds all
//! the same. Once the period is over the number is its owner's, and whoever buys the NFT then need not fear a commitment
//! that its seller has kept to himself; what is left is a claim of ownership in a dispute, which goes by `committed` too.
//!
//! Whoever registers without a commitment is protected by nothing but being first.

use crate::{AccountIdOf, Config, Error, Event, ModelByArtifact, NextModelId, Pallet, Tombstones};
use airo_primitives::{ContentHash, ModelId};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Saturating, DispatchError};

/// Where a registration goes.
pub(crate) struct Seat<BlockNumber> {
	pub id: ModelId,
	/// Its first version; one that nobody has attested before.
	pub version: u32,
	pub committed: BlockNumber,
	pub contestable_until: BlockNumber,
}

impl<T: Config> Pallet<T> {
	/// A number for bytes that `who` committed to in block `committed`. It is free when this returns.
	pub(crate) fn seat(
		who: &AccountIdOf<T>,
		artifact: ContentHash,
		committed: BlockNumberFor<T>,
	) -> Result<Seat<BlockNumberFor<T>>, DispatchError> {
		let now = frame_system::Pallet::<T>::block_number();
		let contestable_until = now.saturating_add(T::PriorityPeriod::get());
		let after = |version: u32| version.checked_add(1).ok_or(Error::<T>::NoMoreVersions);
		let Some(id) = ModelByArtifact::<T>::get(artifact) else {
			let id = NextModelId::<T>::get();
			NextModelId::<T>::put(id.checked_add(1).ok_or(Error::<T>::NoMoreIds)?);
			return Ok(Seat { id, version: 1, committed, contestable_until });
		};
		if let Some(gone) = Tombstones::<T>::take(id) {
			let returns = gone.owner.as_ref() == Some(who);
			ensure!(returns || committed < gone.committed, Error::<T>::ArtifactRemoved);
			let committed = committed.min(gone.committed);
			return Ok(Seat { id, version: after(gone.version)?, committed, contestable_until });
		}
		let model = Self::model(id)?;
		ensure!(committed < model.committed, Error::<T>::ArtifactTaken);
		ensure!(now <= model.contestable_until, Error::<T>::PriorityLapsed);
		let from = Self::owner(id);
		Self::vacate(id, &model)?;
		Self::deposit_event(Event::TakenOver { model: id, from, committed });
		let (version, contestable_until) = (after(model.newest())?, model.contestable_until);
		Ok(Seat { id, version, committed, contestable_until })
	}
}
