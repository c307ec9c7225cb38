//! Base models that are everybody's.

use crate::{Config, Error, Event, Pallet, PublicArtifacts};
use airo_primitives::ContentHash;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Whether nobody may register these bytes, nor claim that a model made from them is a copy of theirs.
	pub fn is_public(artifact: ContentHash) -> bool {
		PublicArtifacts::<T>::contains_key(artifact)
	}

	pub(crate) fn do_mark_public(artifact: ContentHash) -> DispatchResult {
		ensure!(!Self::is_public(artifact), Error::<T>::AlreadyPublic);
		PublicArtifacts::<T>::insert(artifact, ());
		Self::deposit_event(Event::MarkedPublic { artifact });
		Ok(())
	}

	pub(crate) fn do_unmark_public(artifact: ContentHash) -> DispatchResult {
		ensure!(Self::is_public(artifact), Error::<T>::NotPublic);
		PublicArtifacts::<T>::remove(artifact);
		Self::deposit_event(Event::UnmarkedPublic { artifact });
		Ok(())
	}
}
