//! Whoever committed to the bytes first gets them, whoever registers them first.

use crate::{mock::*, *};
use airo_primitives::model::{ModelUnavailable, Models as _};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_core::H256;
use sp_runtime::Perbill;

const ALL: Perbill = Perbill::from_percent(100);

/// `OWNER` commits in block 1; `BUYER` registers what it sees in `OWNER`'s transaction before that is included.
fn overtaken() -> u32 {
	commit_to(OWNER, 1);
	go_to(1 + AGE);
	let id = draft(BUYER, 1, None);
	assert_eq!(model(id).committed, 1 + AGE);
	id
}

#[test]
fn a_registration_that_was_overtaken_succeeds_all_the_same() {
	ExtBuilder::build_and_execute(|| {
		let id = overtaken();
		assert_ok!(try_register_committed(OWNER, 1));
		assert_eq!(ModelsPallet::owner(id), Some(OWNER));
		assert_eq!(ModelByArtifact::<Test>::get(blob(1).hash), Some(id));
		assert_eq!((model(id).committed, model(id).depositor), (1, OWNER));
		// Everything that was paid for the wrong registration is back.
		assert_eq!((held(BUYER), free(BUYER)), (0, START));
		assert_eq!((held(OWNER), free(OWNER)), (DEPOSIT, START - DEPOSIT - NFT_DEPOSIT));
		let [.., taken, registered] = &events()[..] else { panic!("events") };
		assert_eq!(*taken, Event::TakenOver { model: id, from: Some(BUYER), committed: 1 });
		assert!(
			matches!(registered, Event::Registered { model, owner: OWNER, version: 2, .. } if *model == id)
		);
		// And nobody takes it from there.
		assert_noop!(try_register(BUYER, 1, None), Error::<Test>::ArtifactTaken);
	});
}

#[test]
fn nothing_of_the_wrong_registration_stays() {
	ExtBuilder::build_and_execute(|| {
		let drain = draft(BUYER, 9, None);
		commit_to(OWNER, 1);
		go_to(1 + AGE);
		let id = draft(BUYER, 1, Some((drain, ALL)));
		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		assert_ok!(ModelsPallet::set_royalty(signed(BUYER), id, MAX_ROYALTY));
		assert_ok!(ModelsPallet::set_manifest(signed(BUYER), id, blob(250), None));
		assert_ok!(Nfts::set_price(signed(BUYER), 0, id, Some(1), None));

		assert_ok!(try_register_committed(OWNER, 1));
		let taken = model(id);
		assert_eq!((taken.parent, taken.rise, taken.next), (None, None, None));
		assert_eq!((taken.royalty, taken.manifest, taken.version), (ROYALTY, blob(200), 3));
		assert_eq!(taken.status, ModelStatus::Draft { attestations: 0 });
		assert_eq!(ModelsPallet::terms(id), Err(ModelUnavailable::Draft));
		assert_eq!(Attestations::<Test>::iter_key_prefix(id).count(), 0);
		// What was sold meanwhile pays the right one from now on.
		assert_eq!(royalties(id, 100), vec![(OWNER, 100)]);
		assert!(Nfts::buy_item(signed(WING), 0, id, 1).is_err());
		assert_noop!(ModelsPallet::attest(signed(WING), id, 1), Error::<Test>::WrongVersion);
	});
}

#[test]
fn burning_or_selling_or_retiring_what_was_overtaken_saves_nothing() {
	let spoil: [fn(u32) -> DispatchResult; 3] = [
		|id| Nfts::burn(signed(BUYER), 0, id),
		|id| Nfts::transfer(signed(BUYER), 0, id, WING),
		|id| ModelsPallet::retire(signed(BUYER), id),
	];
	for spoil in spoil {
		ExtBuilder::build_and_execute(|| {
			let id = overtaken();
			assert_ok!(spoil(id));
			assert_ok!(try_register_committed(OWNER, 1));
			assert_eq!(ModelsPallet::owner(id), Some(OWNER));
			assert_eq!(model(id).status, ModelStatus::Draft { attestations: 0 });
			assert_eq!(held(BUYER), 0);
		});
	}
}

#[test]
fn the_earliest_of_several_commitments_owns_the_bytes() {
	ExtBuilder::build_and_execute(|| {
		for (block, who) in [(1, OWNER), (2, BUYER), (3, WING)] {
			go_to(block);
			commit_to(who, 1);
		}
		go_to(10);
		assert_ok!(try_register_committed(BUYER, 1));
		assert_noop!(try_register_committed(WING, 1), Error::<Test>::ArtifactTaken);
		assert_eq!(ModelsPallet::owner(0), Some(BUYER));
		assert_ok!(try_register_committed(OWNER, 1));
		assert_eq!(ModelsPallet::owner(0), Some(OWNER));
		assert_eq!(model(0).version, 2);
	});
}

#[test]
fn a_commitment_of_the_same_block_is_no_earlier() {
	ExtBuilder::build_and_execute(|| {
		commit_to(OWNER, 1);
		draft(BUYER, 1, None);
		go_to(1 + AGE);
		assert_noop!(try_register_committed(OWNER, 1), Error::<Test>::ArtifactTaken);
	});
}

#[test]
fn after_the_period_a_model_is_its_owners_whoever_comes() {
	for (late, ends) in [(0, Ok(())), (1, Err(Error::<Test>::PriorityLapsed.into()))] {
		ExtBuilder::build_and_execute(|| {
			let id = overtaken();
			assert_eq!(model(id).contestable_until, 1 + AGE + PRIORITY);
			go_to(1 + AGE + PRIORITY + late);
			assert_eq!(try_register_committed(OWNER, 1), ends);
		});
	}
}

#[test]
fn taking_over_does_not_begin_the_period_anew() {
	ExtBuilder::build_and_execute(|| {
		commit_to(WING, 1);
		go_to(2);
		commit_to(OWNER, 1);
		go_to(2 + AGE);
		let id = draft(BUYER, 1, None);
		let until = model(id).contestable_until;
		go_to(until);
		assert_ok!(try_register_committed(OWNER, 1));
		assert_eq!(model(id).contestable_until, until);
		go_to(until + 1);
		assert_noop!(try_register_committed(WING, 1), Error::<Test>::PriorityLapsed);
	});
}

#[test]
fn an_owner_may_bring_its_own_earlier_commitment() {
	ExtBuilder::build_and_execute(|| {
		commit_to(OWNER, 1);
		go_to(1 + AGE);
		let id = draft(OWNER, 1, None);
		assert_ok!(try_register_committed(OWNER, 1));
		assert_eq!((model(id).committed, model(id).version), (1, 2));
		assert_eq!(held(OWNER), DEPOSIT);
	});
}

#[test]
fn a_parent_must_be_older_than_the_number_that_is_taken_over() {
	ExtBuilder::build_and_execute(|| {
		let older = draft(OWNER, 7, None);
		let id = overtaken();
		let newer = draft(BUYER, 8, Some((id, ALL)));
		let with = |parent| {
			let parent = Some((parent, ALL));
			ModelsPallet::register(signed(OWNER), blob(1), blob(2), H256::zero(), 0, parent, Some([1; 32]))
		};
		assert_noop!(with(newer), Error::<Test>::ParentTooNew);
		assert_noop!(with(id), Error::<Test>::ParentTooNew);
		assert_ok!(with(older));
		// What was registered under the model stays under it.
		assert_eq!(royalties(newer, 100), vec![(OWNER, 100)]);
	});
}

#[test]
fn a_locked_model_is_taken_over_when_its_dispute_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let id = overtaken();
		LockedModel::set(&Some(id));
		assert_noop!(try_register_committed(OWNER, 1), Error::<Test>::ModelLocked);
		LockedModel::set(&None);
		assert_ok!(try_register_committed(OWNER, 1));
	});
}
