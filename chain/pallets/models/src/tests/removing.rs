use crate::{mock::*, *};
use airo_primitives::model::{ModelUnavailable, Models as _};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Perbill;

const HALF: Perbill = Perbill::from_percent(50);

#[test]
fn a_removed_model_leaves_no_deposit_no_nft_and_no_attestation() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_ok!(ModelsPallet::set_manifest(signed(OWNER), id, blob(201), None));
		remove(OWNER, id);
		assert_eq!(last_event(), Event::Removed { model: id, depositor: OWNER, deposit: DEPOSIT });
		assert_eq!((held(OWNER), free(OWNER)), (0, START));
		assert_eq!(ModelsPallet::owner(id), None);
		assert_eq!(Attestations::<Test>::iter().count(), 0);
		assert_eq!(ModelsPallet::terms(id), Err(ModelUnavailable::Unknown));
		assert_eq!(ModelsPallet::may_offer(id), Err(ModelUnavailable::Unknown));
		assert!(royalties(id, 100).is_empty());
		assert_noop!(ModelsPallet::restore(signed(OWNER), id), Error::<Test>::UnknownModel);
	});
}

#[test]
fn only_a_model_that_was_retired_long_ago_is_removed() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_noop!(ModelsPallet::remove(signed(OWNER), id), Error::<Test>::NotRetired);
		go_to(5);
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		go_to(4 + REMOVAL);
		assert_noop!(ModelsPallet::remove(signed(OWNER), id), Error::<Test>::RetiredTooRecently);
		go_to(5 + REMOVAL);
		assert_noop!(ModelsPallet::remove(signed(BUYER), id), Error::<Test>::NotOwner);
		assert_ok!(ModelsPallet::remove(signed(OWNER), id));
		assert_noop!(ModelsPallet::remove(signed(OWNER), id), Error::<Test>::UnknownModel);
	});
}

#[test]
fn the_deposit_of_a_sold_model_goes_to_whoever_made_it() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_ok!(Nfts::transfer(signed(OWNER), 0, id, BUYER));
		remove(BUYER, id);
		assert_eq!((held(OWNER), free(OWNER), free(BUYER)), (0, START, START));
	});
}

#[test]
fn anyone_removes_a_burned_model_that_was_retired_long_ago() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_ok!(Nfts::burn(signed(OWNER), 0, id));
		// Its parents may still have to be paid by what was ordered before.
		assert_noop!(ModelsPallet::remove(signed(WING), id), Error::<Test>::NotRetired);
		assert_ok!(ModelsPallet::retire(signed(WING), id));
		assert_noop!(ModelsPallet::remove(signed(WING), id), Error::<Test>::RetiredTooRecently);
		go_to(1 + REMOVAL);
		assert_ok!(ModelsPallet::remove(signed(BUYER), id));
		assert_eq!((held(OWNER), free(OWNER)), (0, START));
		// Burned bytes come back to nobody who has no earlier commitment.
		assert_noop!(try_register(OWNER, 1, None), Error::<Test>::ArtifactRemoved);
	});
}

#[test]
fn nobody_else_registers_the_bytes_of_a_removed_model() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		remove(OWNER, id);
		assert_noop!(try_register(BUYER, 1, None), Error::<Test>::ArtifactRemoved);
		// A commitment that was made when the bytes were known helps as little.
		commit_to(BUYER, 1);
		go_to(System::block_number() + AGE);
		assert_noop!(try_register_committed(BUYER, 1), Error::<Test>::ArtifactRemoved);
	});
}

#[test]
fn whoever_removed_a_model_registers_it_again_under_its_number_and_with_its_priority() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		let child = draft(BUYER, 2, Some((id, HALF)));
		remove(OWNER, id);
		assert_ok!(try_register(OWNER, 1, None));
		assert_eq!(ModelsPallet::owner(id), Some(OWNER));
		assert_eq!((model(id).committed, model(id).version), (1, 2));
		assert_eq!(model(id).status, ModelStatus::Draft { attestations: 0 });
		assert_eq!(NextModelId::<Test>::get(), 2);
		assert!(!Tombstones::<Test>::contains_key(id));
		assert_eq!(royalties(child, 100), vec![(BUYER, 50), (OWNER, 50)]);
	});
}

#[test]
fn an_earlier_commitment_gets_the_bytes_of_a_removed_model() {
	ExtBuilder::build_and_execute(|| {
		commit_to(BUYER, 1);
		go_to(2);
		let id = listed(OWNER, 1);
		remove(OWNER, id);
		assert_ok!(try_register_committed(BUYER, 1));
		assert_eq!((ModelsPallet::owner(id), model(id).committed), (Some(BUYER), 1));
	});
}

#[test]
fn models_above_a_removed_one_go_on_earning_from_those_below_it() {
	ExtBuilder::build_and_execute(|| {
		let base = draft(OWNER, 1, None);
		let middle = draft(BUYER, 2, Some((base, HALF)));
		let child = draft(WING, 3, Some((middle, HALF)));
		assert_eq!(royalties(child, 100), vec![(WING, 50), (BUYER, 25), (OWNER, 25)]);
		remove(BUYER, middle);
		assert_eq!(royalties(child, 100), vec![(WING, 50), (OWNER, 25)]);
		remove(OWNER, base);
		assert_eq!(royalties(child, 100), vec![(WING, 50)]);
		assert_eq!(royalties(middle, 100), vec![]);
	});
}

#[test]
fn removed_ancestors_count_in_a_lineage_but_have_no_new_children() {
	ExtBuilder::build_and_execute(|| {
		let base = draft(OWNER, 1, None);
		let first = draft(OWNER, 2, Some((base, HALF)));
		let second = draft(OWNER, 3, Some((first, HALF)));
		let third = draft(OWNER, 4, Some((second, HALF)));
		remove(OWNER, first);
		assert_noop!(try_register(OWNER, 9, Some((third, HALF))), Error::<Test>::LineageTooDeep);
		assert_noop!(try_register(OWNER, 9, Some((first, HALF))), Error::<Test>::UnknownParent);
		assert_ok!(try_register(OWNER, 9, Some((second, HALF))));
	});
}
