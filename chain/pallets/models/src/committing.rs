//! Proving who had an artifact first.

use crate::{AccountIdOf, Commitment, Commitments, Config, Error, Event, Pallet, Salt};
use airo_primitives::ContentHash;
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash, Saturating},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// What to commit to: BLAKE2b-256 over the SCALE encoding of (artifact, owner, salt).
	pub fn commitment_of(artifact: ContentHash, owner: &AccountIdOf<T>, salt: Salt) -> H256 {
		BlakeTwo256::hash_of(&(artifact, owner, salt))
	}

	pub(crate) fn do_commit(who: AccountIdOf<T>, commitment: H256) -> DispatchResult {
		ensure!(!Commitments::<T>::contains_key(&who, commitment), Error::<T>::AlreadyCommitted);
		let deposit = T::CommitDeposit::get();
		Self::hold(&who, deposit)?;
		let at = frame_system::Pallet::<T>::block_number();
		Commitments::<T>::insert(&who, commitment, Commitment { at, deposit });
		Self::deposit_event(Event::Committed { who, commitment });
		Ok(())
	}

	pub(crate) fn do_withdraw_commitment(who: AccountIdOf<T>, commitment: H256) -> DispatchResult {
		let taken = Commitments::<T>::take(&who, commitment).ok_or(Error::<T>::UnknownCommitment)?;
		Self::release(&who, taken.deposit)?;
		Self::deposit_event(Event::CommitmentWithdrawn { who, commitment });
		Ok(())
	}

	/// Uses the commitment that the salt opens, if one is given. Returns the block that proves priority.
	pub(crate) fn open_commitment(
		who: &AccountIdOf<T>,
		artifact: ContentHash,
		salt: Option<Salt>,
	) -> Result<BlockNumberFor<T>, DispatchError> {
		let now = frame_system::Pallet::<T>::block_number();
		let Some(salt) = salt else { return Ok(now) };
		let commitment = Self::commitment_of(artifact, who, salt);
		let Commitment { at, deposit } =
			Commitments::<T>::take(who, commitment).ok_or(Error::<T>::UnknownCommitment)?;
		ensure!(now >= at.saturating_add(T::CommitAge::get()), Error::<T>::CommitmentTooYoung);
		Self::release(who, deposit)?;
		Ok(at)
	}
}
