use crate::{mock::*, *};
use airo_primitives::parameters::ModelsParameters;
use frame_support::{assert_noop, assert_ok};

/// Another value for everything that governance may change, attestations aside.
fn change_everything() {
	CommitAge::set(&50);
	MinAttesterBond::set(&(BOND + 1));
	ModelDeposit::set(&(DEPOSIT * 3));
	CommitDeposit::set(&(COMMIT_DEPOSIT * 3));
	MaxRoyalty::set(&(ROYALTY - 1));
	PriorityPeriod::set(&1);
	RoyaltyNotice::set(&1_000);
	RemovalDelay::set(&(REMOVAL * 2));
}

#[test]
fn deposits_are_given_back_as_they_were_taken() {
	ExtBuilder::build_and_execute(|| {
		let before = free(OWNER);
		commit_to(OWNER, 9);
		let id = listed(OWNER, 1);
		change_everything();
		let commitment = ModelsPallet::commitment_of(blob(9).hash, &OWNER, [9; 32]);
		assert_ok!(ModelsPallet::withdraw_commitment(signed(OWNER), commitment));
		assert_eq!(held(OWNER), DEPOSIT);
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		go_to(1 + REMOVAL * 2);
		assert_ok!(ModelsPallet::remove(signed(OWNER), id));
		assert_eq!((free(OWNER), held(OWNER)), (before, 0));
		MaxRoyalty::set(&ROYALTY);
		draft(OWNER, 2, None);
		assert_eq!(held(OWNER), DEPOSIT * 3);
	});
}

#[test]
fn periods_that_have_begun_end_when_they_were_to() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_ok!(ModelsPallet::set_royalty(signed(OWNER), id, ROYALTY + 1));
		let before = model(id);
		change_everything();
		assert_eq!(model(id), before);
		assert_eq!(before.contestable_until, 1 + PRIORITY);
		assert_eq!(before.royalty_at(1 + NOTICE), ROYALTY + 1);
		// A royalty above the highest of now stays; another one has to keep to it.
		assert_noop!(
			ModelsPallet::set_royalty(signed(OWNER), id, ROYALTY + 2),
			Error::<Test>::RoyaltyTooHigh
		);
	});
}

#[test]
fn a_commitment_is_used_by_the_age_of_the_day() {
	ExtBuilder::build_and_execute(|| {
		commit_to(OWNER, 1);
		change_everything();
		MaxRoyalty::set(&ROYALTY);
		go_to(1 + AGE);
		assert_noop!(try_register_committed(OWNER, 1), Error::<Test>::CommitmentTooYoung);
		go_to(51);
		assert_ok!(try_register_committed(OWNER, 1));
		assert_eq!(model(0).committed, 1);
	});
}

#[test]
fn a_draft_with_enough_attestations_by_now_is_listed_by_any_attester() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&3);
		let id = draft(OWNER, 1, None);
		for who in [WING, OTHER_WING] {
			assert_ok!(ModelsPallet::attest(signed(who), id, 1));
		}
		assert_noop!(ModelsPallet::attest(signed(WING), id, 1), Error::<Test>::AlreadyAttested);
		MinAttestations::set(&2);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		assert_eq!(model(id).status, ModelStatus::Listed);
		assert_noop!(ModelsPallet::attest(signed(WING), id, 1), Error::<Test>::AlreadyListed);
	});
}

#[test]
fn no_more_attestations_are_needed_than_calls_are_weighed_by() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&u32::MAX);
		assert_eq!(ModelsPallet::parameters().min_attestations, MaxAttestations::get());
	});
}

#[test]
fn clients_can_ask_for_the_present_values() {
	ExtBuilder::build_and_execute(|| {
		change_everything();
		assert_eq!(
			ModelsPallet::parameters(),
			ModelsParameters {
				commit_age: 50,
				min_attestations: 1,
				min_attester_bond: BOND + 1,
				priority_period: 1,
				royalty_notice: 1_000,
				removal_delay: REMOVAL * 2,
				model_deposit: DEPOSIT * 3,
				commit_deposit: COMMIT_DEPOSIT * 3,
				max_royalty: ROYALTY - 1,
				max_attestations: 3,
			}
		);
	});
}
