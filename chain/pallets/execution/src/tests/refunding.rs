use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, FailCode};
use frame_support::{assert_noop, assert_ok};

/// Fails a request of 4 units and returns what consumer, treasury and coverage gained or lost.
fn effect(code: FailCode) -> (Balance, Balance, Balance, FakeRecord) {
	let id = open(won());
	let before = (free(CONSUMER), free(TREASURY));
	assert_ok!(request(CONSUMER, id, &[4]));
	assert_ok!(fail(WING, id, &[(0, code)]));
	let agreement = agreement(id);
	assert_eq!((agreement.refunded, agreement.unsettled, agreement.open), (4, 0, 0));
	assert!(!Requests::<Test>::contains_key(id, 0));
	assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 96_000);
	assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 0);
	assert_eq!(free(WING), START - WIN_DEPOSIT);
	assert_eq!(agreement.coverage, covered(WING));
	(free(CONSUMER) - before.0, free(TREASURY) - before.1, COVERAGE - covered(WING), record())
}

#[test]
fn a_failure_of_the_providers_refunds_and_compensates() {
	for code in [FailCode::ModelUnavailable, FailCode::Timeout, FailCode::Internal] {
		ExtBuilder::build_and_execute(|| {
			let record = FakeRecord { agreed: 1, failed: 4, forgone: 40, ..Default::default() };
			assert_eq!(effect(code), (6_000, 0, 2_000, record));
			assert_eq!(KnownProviders::get(WING).bond, BOND - 2_000);
			assert_eq!(agreement(0).faults, 4);
			assert_eq!(
				events().last(),
				Some(&Event::Failed {
					agreement: 0,
					index: 0,
					code,
					units: 4,
					refunded: 4_000,
					compensation: 2_000
				})
			);
		});
	}
}

#[test]
fn a_failure_of_the_consumers_refunds_and_nothing_else() {
	for code in [FailCode::PayloadInvalid, FailCode::TooLarge] {
		ExtBuilder::build_and_execute(|| {
			let record = FakeRecord { agreed: 1, ..Default::default() };
			assert_eq!(effect(code), (4_000, 0, 0, record));
			assert_eq!((agreement(0).faults, agreement(0).unavailable), (0, 0));
		});
	}
}

#[test]
fn a_payload_that_nobody_finds_costs_the_consumer_a_fee() {
	ExtBuilder::build_and_execute(|| {
		let record = FakeRecord { agreed: 1, ..Default::default() };
		assert_eq!(effect(FailCode::PayloadUnavailable), (3_920, 80, 0, record));
		assert_eq!((agreement(0).faults, agreement(0).unavailable), (0, 4));
		assert!(matches!(events().last(), Some(Event::Failed { refunded: 3_920, compensation: 0, .. })));
	});
}

#[test]
fn compensations_never_exceed_the_agreements_own_coverage() {
	ExtBuilder::build_and_execute(|| {
		open(won());
		let id = open(NewAgreement { coverage: 1_200, ..won() });
		assert_ok!(request(CONSUMER, id, &[2, 2]));
		assert_ok!(fail(WING, id, &[(0, FailCode::Internal), (1, FailCode::Internal)]));
		assert_eq!(agreement(id).coverage, 0);
		assert_eq!(covered(WING), COVERAGE);
		assert_eq!(KnownProviders::get(WING).bond, BOND - 1_200);
		assert!(matches!(events().last(), Some(Event::Failed { compensation: 200, .. })));
	});
}

#[test]
fn only_the_provider_gives_up_and_only_what_is_open() {
	ExtBuilder::build_and_execute(|| {
		let code = FailCode::Internal;
		assert_noop!(fail(WING, 0, &[(0, code)]), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1, 1]));
		assert_noop!(fail(CONSUMER, id, &[(0, code)]), Error::<Test>::NotProvider);
		assert_noop!(fail(WING, id, &[]), Error::<Test>::NoItems);
		assert_noop!(fail(WING, id, &[(9, code)]), Error::<Test>::UnknownRequest);
		assert_noop!(fail(WING, id, &[(0, code), (0, code)]), Error::<Test>::RequestClosed);
		assert_ok!(respond(WING, id, &[0]));
		assert_noop!(fail(WING, id, &[(0, code)]), Error::<Test>::AlreadyAnswered);
		assert_ok!(fail(WING, id, &[(1, code)]));
		assert_noop!(fail(WING, id, &[(1, code)]), Error::<Test>::RequestClosed);
		go_to(2 + RESPONSE);
		assert_noop!(fail(WING, id, &[(2, code)]), Error::<Test>::TooLate);
	});
}

#[test]
fn a_timeout_refunds_and_compensates() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		let before = free(CONSUMER);
		assert_ok!(request(CONSUMER, id, &[4]));
		go_to(1 + RESPONSE);
		assert_noop!(claim_timeout(id, 0), Error::<Test>::NotTimedOut);
		go_to(2 + RESPONSE);
		assert_ok!(claim_timeout(id, 0));
		assert_eq!(
			events().last(),
			Some(&Event::TimedOut {
				agreement: id,
				index: 0,
				units: 4,
				refunded: 4_000,
				compensation: 2_000
			})
		);
		assert_eq!(free(CONSUMER), before + 6_000);
		assert_eq!(record(), FakeRecord { agreed: 1, late: 4, forgone: 40, ..Default::default() });
		assert_eq!((agreement(id).refunded, agreement(id).faults), (4, 4));
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 0);
		assert_noop!(claim_timeout(id, 0), Error::<Test>::RequestClosed);
	});
}

#[test]
fn what_is_answered_or_unknown_does_not_time_out() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(claim_timeout(0, 0), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_ok!(respond(WING, id, &[0]));
		go_to(2 + RESPONSE);
		assert_noop!(claim_timeout(id, 0), Error::<Test>::AlreadyAnswered);
		assert_noop!(claim_timeout(id, 1), Error::<Test>::UnknownRequest);
	});
}

#[test]
fn a_refund_that_an_empty_account_cannot_take_goes_to_the_treasury() {
	ExtBuilder::build_and_execute(|| {
		RequestDeposit::set(&(ED - 1));
		let id = open(NewAgreement { price: 2, royalty: 0, coverage: 0, ..won() });
		assert_ok!(request(CONSUMER, id, &[1]));
		empty(CONSUMER);
		assert_ok!(fail(WING, id, &[(0, FailCode::TooLarge)]));
		assert_eq!(free(CONSUMER), 0);
		assert_eq!(free(TREASURY), START + 2 + ED - 1);
	});
}
