//! Each invariant is broken once, to see that it is looked at.

use crate::{mock::*, *};
use sp_runtime::{Perbill, TryRuntimeError};

fn breaks(how: impl FnOnce(), complaint: &'static str) {
	ExtBuilder::with(GenesisConfig::default()).execute_with(|| {
		draft(OWNER, 1, None);
		ModelsPallet::do_try_state().expect("invariants");
		how();
		assert_eq!(ModelsPallet::do_try_state(), Err(TryRuntimeError::Other(complaint)));
	});
}

fn change(how: impl FnOnce(&mut ModelOf<Test>)) {
	Models::<Test>::mutate_extant(0, how);
}

#[test]
fn a_number_that_was_not_given_out_is_noticed() {
	breaks(|| NextModelId::<Test>::put(0), "a model has a number that wasn't given out");
}

#[test]
fn an_index_that_does_not_agree_is_noticed() {
	breaks(|| ModelByArtifact::<Test>::remove(blob(1).hash), "a model isn't found by its artifact");
	breaks(|| ModelByArtifact::<Test>::insert(blob(9).hash, 7), "an artifact leads to no model");
}

#[test]
fn a_tombstone_of_what_is_there_or_never_was_is_noticed() {
	let tombstone = |parent| Tombstone { owner: None, committed: 1, version: 1, parent };
	breaks(|| Tombstones::<Test>::insert(0, tombstone(None)), "a model was removed and is there");
	breaks(
		|| Tombstones::<Test>::insert(7, tombstone(None)),
		"a removed model has a number that wasn't given out",
	);
	let forget = || {
		Models::<Test>::remove(0);
		let _ = Attestations::<Test>::clear(u32::MAX, None);
	};
	breaks(
		|| {
			forget();
			Tombstones::<Test>::insert(0, tombstone(None));
		},
		"a removed model has an owner",
	);
	breaks(
		|| {
			forget();
			frame_support::assert_ok!(Nfts::burn(signed(OWNER), 0, 0));
			Tombstones::<Test>::insert(0, tombstone(Some((0, Perbill::one()))));
		},
		"a model is older than its parent",
	);
	breaks(
		|| {
			forget();
			frame_support::assert_ok!(Nfts::burn(signed(OWNER), 0, 0));
			ModelByArtifact::<Test>::remove(blob(1).hash);
			Tombstones::<Test>::insert(0, tombstone(None));
		},
		"a removed model isn't found by its artifact",
	);
}

#[test]
fn a_rise_that_is_none_is_noticed() {
	let rise = Some(Rise { royalty: ROYALTY, from: 9 });
	breaks(|| change(|model| model.rise = rise), "a royalty rises to what it is already");
}

#[test]
fn versions_that_wait_in_vain_are_noticed() {
	let next = |version, attestations| {
		Some(NextVersion { version, manifest: blob(9), weights_root: blob(9).hash, attestations })
	};
	breaks(|| change(|model| model.next = next(2, 0)), "a version waits behind a draft");
	let listed = |next| change(|model| (model.status, model.next) = (ModelStatus::Listed, next));
	breaks(|| listed(next(1, 0)), "a version waits that is no newer");
	breaks(|| listed(next(2, 1)), "attestations are miscounted");
}

#[test]
fn attestations_of_what_is_gone_are_noticed() {
	breaks(|| Attestations::<Test>::insert(0, (7, WING), ()), "an attestation of a version that is gone");
	breaks(|| Attestations::<Test>::insert(7, (1, WING), ()), "an attestation of no model");
}

#[test]
fn a_deposit_that_is_not_held_is_noticed() {
	breaks(|| change(|model| model.deposit += 1), "a hold isn't what the records say");
	breaks(|| ModelsPallet::hold(&BUYER, 1).expect("money"), "a hold stands for nothing");
}

#[test]
fn miscounted_attestations_are_noticed() {
	let miscounted = ModelStatus::Draft { attestations: 1 };
	breaks(|| change(|model| model.status = miscounted), "attestations are miscounted");
}

#[test]
fn a_model_without_a_version_is_noticed() {
	breaks(|| change(|model| model.version = 0), "a model has no version");
}

#[test]
fn a_lineage_that_goes_nowhere_or_round_is_noticed() {
	breaks(|| change(|model| model.parent = Some((0, Perbill::one()))), "a model is older than its parent");
	breaks(
		|| {
			draft(OWNER, 2, Some((0, Perbill::one())));
			Models::<Test>::remove(0);
			ModelByArtifact::<Test>::remove(blob(1).hash);
		},
		"a parent is missing",
	);
}
