use crate::{mock::*, *};
use airo_primitives::model::Models as _;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, Perbill};

fn mark(seed: u8) {
	assert_ok!(ModelsPallet::mark_public(RuntimeOrigin::root(), blob(seed).hash));
}

#[test]
fn nobody_registers_what_is_everybodys_until_the_council_takes_it_back() {
	ExtBuilder::build_and_execute(|| {
		commit_to(OWNER, 1);
		go_to(1 + AGE);
		mark(1);
		assert_eq!(last_event(), Event::MarkedPublic { artifact: blob(1).hash });
		assert!(ModelsPallet::is_public(blob(1).hash));
		assert_noop!(try_register(OWNER, 1, None), Error::<Test>::ArtifactPublic);
		// Not even whoever had committed to it.
		assert_noop!(try_register_committed(OWNER, 1), Error::<Test>::ArtifactPublic);

		assert_ok!(ModelsPallet::unmark_public(RuntimeOrigin::root(), blob(1).hash));
		assert_eq!(last_event(), Event::UnmarkedPublic { artifact: blob(1).hash });
		assert_ok!(try_register_committed(OWNER, 1));
	});
}

#[test]
fn only_the_council_says_what_is_everybodys() {
	ExtBuilder::build_and_execute(|| {
		let artifact = blob(1).hash;
		assert_noop!(ModelsPallet::mark_public(signed(OWNER), artifact), DispatchError::BadOrigin);
		mark(1);
		assert_noop!(ModelsPallet::unmark_public(signed(OWNER), artifact), DispatchError::BadOrigin);
	});
}

#[test]
fn a_model_that_is_registered_stays_what_it_is_and_so_does_its_lineage() {
	ExtBuilder::build_and_execute(|| {
		let base = listed(OWNER, 1);
		mark(1);
		assert!(ModelsPallet::terms(base).is_ok());
		let child = draft(BUYER, 2, Some((base, Perbill::from_percent(10))));
		assert_eq!(royalties(child, 100), vec![(BUYER, 90), (OWNER, 10)]);
		// Once it is gone nobody brings it back.
		remove(OWNER, base);
		assert_noop!(try_register(OWNER, 1, None), Error::<Test>::ArtifactPublic);
	});
}
