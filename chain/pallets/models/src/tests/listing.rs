use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn one_attestation_lists_a_model() {
	ExtBuilder::build_and_execute(|| {
		let id = draft(OWNER, 1, None);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		assert_eq!(model(id).status, ModelStatus::Listed);
		assert_eq!(
			events()[events().len() - 2..],
			[
				Event::Attested { model: id, version: 1, provider: WING },
				Event::Listed { model: id, version: 1 }
			]
		);
	});
}

#[test]
fn a_chain_may_ask_for_more_attestations() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&2);
		let id = draft(OWNER, 1, None);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		assert_eq!(model(id).status, ModelStatus::Draft { attestations: 1 });
		assert_noop!(ModelsPallet::attest(signed(WING), id, 1), Error::<Test>::AlreadyAttested);
		assert_ok!(ModelsPallet::attest(signed(OTHER_WING), id, 1));
		assert_eq!(model(id).status, ModelStatus::Listed);
	});
}

#[test]
fn attestations_that_mean_nothing_are_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(ModelsPallet::attest(signed(WING), 0, 1), Error::<Test>::UnknownModel);
		let id = draft(OWNER, 1, None);
		assert_noop!(ModelsPallet::attest(signed(WING), id, 2), Error::<Test>::WrongVersion);
		for poor in [POOR_WING, BUYER] {
			assert_noop!(ModelsPallet::attest(signed(poor), id, 1), Error::<Test>::BondTooLow);
		}
		assert_noop!(ModelsPallet::attest(signed(OWNER), id, 1), Error::<Test>::OwnModel);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		assert_noop!(ModelsPallet::attest(signed(OTHER_WING), id, 1), Error::<Test>::AlreadyListed);
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		assert_noop!(ModelsPallet::attest(signed(OTHER_WING), id, 1), Error::<Test>::ModelRetired);
	});
}

#[test]
fn a_restored_model_is_what_it_was() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&2);
		let id = draft(OWNER, 1, None);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		go_to(9);
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		assert_eq!(last_event(), Event::Retired { model: id });
		assert_eq!(model(id).status, ModelStatus::Retired { from: 9, draft: Some(1) });
		assert_ok!(ModelsPallet::restore(signed(OWNER), id));
		assert_eq!(last_event(), Event::Restored { model: id });
		assert_eq!(model(id).status, ModelStatus::Draft { attestations: 1 });

		assert_ok!(ModelsPallet::attest(signed(OTHER_WING), id, 1));
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		assert_ok!(ModelsPallet::restore(signed(OWNER), id));
		assert_eq!(model(id).status, ModelStatus::Listed);
	});
}

#[test]
fn only_the_owner_retires_and_restores() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(ModelsPallet::retire(signed(OWNER), 0), Error::<Test>::UnknownModel);
		assert_noop!(ModelsPallet::restore(signed(OWNER), 0), Error::<Test>::UnknownModel);
		let id = listed(OWNER, 1);
		assert_noop!(ModelsPallet::retire(signed(BUYER), id), Error::<Test>::NotOwner);
		assert_noop!(ModelsPallet::restore(signed(OWNER), id), Error::<Test>::NotRetired);
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		assert_noop!(ModelsPallet::retire(signed(OWNER), id), Error::<Test>::AlreadyRetired);
		assert_noop!(ModelsPallet::restore(signed(BUYER), id), Error::<Test>::NotOwner);
	});
}
