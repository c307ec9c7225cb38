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
fn a_deposit_that_is_not_held_is_noticed() {
	breaks(|| change(|model| model.deposit += 1), "a hold isn't what the records say");
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
