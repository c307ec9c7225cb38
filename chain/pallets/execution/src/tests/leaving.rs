//! What one party may end alone, and when.

use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, AgreementId, FailCode};
use frame_support::{assert_noop, assert_ok};

/// All 100 inferences on chain, 6 of them without a payload that anyone finds.
fn broken(channel_quota: u32) -> AgreementId {
	let id = open(NewAgreement { channel_quota, ..won() });
	assert_ok!(request(CONSUMER, id, &[6]));
	assert_ok!(fail(WING, id, &[(0, FailCode::PayloadUnavailable)]));
	id
}

#[test]
fn either_side_closes_what_is_all_paid() {
	for who in [CONSUMER, WING] {
		ExtBuilder::build_and_execute(|| {
			let id = open(NewAgreement { channel_quota: 0, ..won() });
			assert_ok!(request(CONSUMER, id, &[60, 40]));
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
			assert_ok!(respond(WING, id, &[0]));
			assert_ok!(fail(WING, id, &[(1, FailCode::TooLarge)]));
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
			assert_ok!(approve(CONSUMER, id, &[0]));
			assert_noop!(close(STRANGER, id), Error::<Test>::NotCloseable);
			assert_ok!(close(who, id));
			assert_clean();
		});
	}
}

#[test]
fn nobody_leaves_an_agreement_that_takes_requests() {
	for who in [CONSUMER, WING] {
		ExtBuilder::build_and_execute(|| {
			let id = open(NewAgreement { channel_quota: 0, ..won() });
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
			go_to(1 + DURATION);
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
			go_to(2 + DURATION);
			assert_ok!(close(who, id));
			assert_clean();
		});
	}
}

#[test]
fn a_consumer_leaves_when_no_voucher_can_be_redeemed_any_more() {
	ExtBuilder::build_and_execute(|| {
		let id = reopened();
		assert_noop!(close(CONSUMER, id), Error::<Test>::NotCloseable);
		assert_ok!(redeem(id, 39));
		assert_noop!(close(CONSUMER, id), Error::<Test>::NotCloseable);
		assert_ok!(redeem(id, 40));
		assert_noop!(close(STRANGER, id), Error::<Test>::NotCloseable);
		assert_ok!(close(CONSUMER, id));
		assert_clean();
	});
}

#[test]
fn a_provider_that_was_paid_by_voucher_waits_until_its_answers_are_safe() {
	ExtBuilder::build_and_execute(|| {
		let id = reopened();
		assert_noop!(close(WING, id), Error::<Test>::NotCloseable);
		assert_ok!(redeem(id, 40));
		assert_noop!(close(WING, id), Error::<Test>::NotCloseable);
		go_to(1 + RESPONSE + CHALLENGE);
		assert_noop!(close(WING, id), Error::<Test>::NotCloseable);
		go_to(2 + RESPONSE + CHALLENGE);
		assert_ok!(close(WING, id));
		assert_clean();
	});
}

#[test]
fn a_provider_leaves_a_reopened_agreement_in_which_nothing_was_paid_by_voucher() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { channel_quota: 0, ..won() });
		assert_ok!(request(CONSUMER, id, &[1]));
		leave_market(WING);
		assert_ok!(reopen(CONSUMER, id, 0));
		assert_noop!(close(WING, id), Error::<Test>::NotCloseable);
		assert_ok!(fail(WING, id, &[(0, FailCode::ModelUnavailable)]));
		assert_ok!(close(WING, id));
		assert_clean();
	});
}

#[test]
fn a_dispute_keeps_both_from_leaving() {
	for who in [CONSUMER, WING] {
		ExtBuilder::build_and_execute(|| {
			let id = open(NewAgreement { channel_quota: 0, ..won() });
			go_to(2 + DURATION);
			Agreements::<Test>::mutate(id, |agreement| {
				agreement.as_mut().expect("open").open_challenges = 1;
			});
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
		});
	}
}

#[test]
fn either_side_closes_early_when_too_many_payloads_cannot_be_found() {
	for who in [CONSUMER, WING] {
		ExtBuilder::build_and_execute(|| {
			let id = open(NewAgreement { channel_quota: 0, ..won() });
			assert_ok!(request(CONSUMER, id, &[5, 1]));
			assert_ok!(fail(WING, id, &[(0, FailCode::PayloadUnavailable)]));
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
			assert_ok!(fail(WING, id, &[(1, FailCode::PayloadUnavailable)]));
			assert_noop!(close(STRANGER, id), Error::<Test>::NotCloseable);
			assert_ok!(close(who, id));
			assert_clean();
			assert_eq!(free(WING), START);
			assert_eq!(free(CONSUMER), START - 120);
		});
	}
}

#[test]
fn ending_a_broken_agreement_cuts_nobody_off() {
	for who in [CONSUMER, WING] {
		ExtBuilder::build_and_execute(|| {
			let id = broken(40);
			assert_ok!(request(CONSUMER, id, &[2, 1]));
			assert_ok!(respond(WING, id, &[2]));
			go_to(5);
			let info = close(who, id).expect("notice");
			assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::close(0)));
			let closes_after = 5 + RESPONSE + CHALLENGE;
			assert_eq!(events().last(), Some(&Event::Ending { agreement: id, closes_after }));
			Execution::do_try_state().expect("invariants after the notice");
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
			assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::Expired);
			assert_ok!(respond(WING, id, &[1]));
			go_to(closes_after);
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
			assert_ok!(redeem(id, 30));
			go_to(closes_after + 1);
			assert_ok!(close(STRANGER, id));
			assert_clean();
			assert_eq!(record().served, 33);
			assert_eq!(free(WING), START + 33 * 890);
		});
	}
}

#[test]
fn a_broken_agreement_with_a_dispute_is_ended_but_not_closed() {
	ExtBuilder::build_and_execute(|| {
		let id = broken(0);
		let disputes = |count| {
			Agreements::<Test>::mutate(id, |agreement| {
				agreement.as_mut().expect("open").open_challenges = count;
			});
		};
		disputes(1);
		assert_ok!(close(CONSUMER, id));
		assert!(matches!(events().last(), Some(Event::Ending { .. })));
		assert_noop!(close(CONSUMER, id), Error::<Test>::NotCloseable);
		disputes(0);
		assert_ok!(close(CONSUMER, id));
		assert_clean();
	});
}
