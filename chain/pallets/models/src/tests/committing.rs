use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;

const SALT: Salt = [3; 32];

fn commitment(owner: u64) -> H256 {
	ModelsPallet::commitment_of(blob(1).hash, &owner, SALT)
}

fn register_with(who: u64, salt: Salt) -> frame_support::dispatch::DispatchResult {
	ModelsPallet::register(signed(who), blob(1), blob(2), H256::zero(), ROYALTY, None, Some(salt))
}

#[test]
fn a_commitment_is_the_blake2_of_artifact_owner_and_salt() {
	use codec::Encode;
	let mut bytes = blob(1).hash.as_bytes().to_vec();
	bytes.extend(OWNER.encode());
	bytes.extend(SALT);
	assert_eq!(commitment(OWNER).as_bytes(), sp_io::hashing::blake2_256(&bytes));
}

#[test]
fn a_commitment_proves_priority_and_frees_its_deposit_when_used() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(ModelsPallet::commit(signed(OWNER), commitment(OWNER)));
		assert_eq!(last_event(), Event::Committed { who: OWNER, commitment: commitment(OWNER) });
		assert_eq!(held(OWNER), COMMIT_DEPOSIT);
		go_to(1 + AGE);
		assert_ok!(register_with(OWNER, SALT));
		assert_eq!(model(0).committed, 1);
		assert_eq!(held(OWNER), DEPOSIT);
		assert_eq!(Commitments::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_young_commitment_cannot_be_used_yet() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(ModelsPallet::commit(signed(OWNER), commitment(OWNER)));
		go_to(AGE);
		assert_noop!(register_with(OWNER, SALT), Error::<Test>::CommitmentTooYoung);
	});
}

#[test]
fn only_what_was_committed_to_opens_the_commitment() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(ModelsPallet::commit(signed(OWNER), commitment(OWNER)));
		go_to(1 + AGE);
		assert_noop!(register_with(OWNER, [4; 32]), Error::<Test>::UnknownCommitment);
		assert_noop!(register_with(BUYER, SALT), Error::<Test>::UnknownCommitment);
		// Somebody who copied the commitment can't open it: the owner is in it.
		assert_ok!(ModelsPallet::commit(signed(BUYER), commitment(OWNER)));
		go_to(1 + 2 * AGE);
		assert_noop!(register_with(BUYER, SALT), Error::<Test>::UnknownCommitment);
	});
}

#[test]
fn the_same_commitment_is_made_once() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(ModelsPallet::commit(signed(OWNER), commitment(OWNER)));
		assert_noop!(ModelsPallet::commit(signed(OWNER), commitment(OWNER)), Error::<Test>::AlreadyCommitted);
	});
}

#[test]
fn a_commitment_needs_its_deposit() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(
			ModelsPallet::commit(signed(NOBODY), commitment(NOBODY)),
			Error::<Test>::InsufficientFunds
		);
	});
}

#[test]
fn a_withdrawn_commitment_gives_its_deposit_back() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(ModelsPallet::commit(signed(OWNER), commitment(OWNER)));
		assert_ok!(ModelsPallet::withdraw_commitment(signed(OWNER), commitment(OWNER)));
		assert_eq!(last_event(), Event::CommitmentWithdrawn { who: OWNER, commitment: commitment(OWNER) });
		assert_eq!(free(OWNER), START);
		assert_noop!(
			ModelsPallet::withdraw_commitment(signed(OWNER), commitment(OWNER)),
			Error::<Test>::UnknownCommitment
		);
	});
}
