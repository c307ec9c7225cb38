use crate::{mock::*, *};
use airo_primitives::agreement::NewAgreement;
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_request_takes_its_units_and_holds_a_deposit() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 10]));
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 2 * REQUEST_DEPOSIT);
		let expected = |index, units| Event::Requested {
			agreement: id,
			index,
			payload: blob(index),
			units,
			deadline: 11,
		};
		assert_eq!(events()[1..], [expected(0, 1), expected(1, 10)]);
		let agreement = agreement(id);
		assert_eq!((agreement.open, agreement.unsettled, agreement.next_index), (2, 11, 2));
		assert_eq!(agreement.requestable(), 49);
	});
}

#[test]
fn numbers_go_on_from_call_to_call() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1]));
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_eq!(agreement(id).next_index, 3);
		assert!(Requests::<Test>::contains_key(id, 2));
	});
}

#[test]
fn only_the_consumer_of_a_living_agreement_may_ask() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(request(CONSUMER, 0, &[1]), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_noop!(request(STRANGER, id, &[1]), Error::<Test>::NotConsumer);
		assert_noop!(request(WING, id, &[1]), Error::<Test>::NotConsumer);
		assert_ok!(offer_close(CONSUMER, id));
		assert_ok!(accept_close(WING, id));
		assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::AgreementClosed);
	});
}

#[test]
fn requests_are_taken_in_the_last_block_and_not_after() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		go_to(1 + DURATION);
		assert_ok!(request(CONSUMER, id, &[1]));
		go_to(2 + DURATION);
		assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::Expired);
	});
}

#[test]
fn a_request_needs_items_and_units() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_noop!(request(CONSUMER, id, &[]), Error::<Test>::NoItems);
		assert_noop!(request(CONSUMER, id, &[1, 0]), Error::<Test>::ZeroUnits);
	});
}

#[test]
fn no_more_requests_are_open_than_the_provider_takes() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { max_open: 3, ..won() });
		assert_noop!(request(CONSUMER, id, &[1, 1, 1, 1]), Error::<Test>::TooManyOpen);
		assert_ok!(request(CONSUMER, id, &[1, 1]));
		assert_noop!(request(CONSUMER, id, &[1, 1]), Error::<Test>::TooManyOpen);
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_ok!(respond(WING, id, &[1]));
		assert_ok!(request(CONSUMER, id, &[1]));
	});
}

#[test]
fn no_more_units_are_asked_for_than_are_left_on_chain() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_noop!(request(CONSUMER, id, &[61]), Error::<Test>::QuotaExceeded);
		assert_noop!(request(CONSUMER, id, &[u32::MAX, 2]), Error::<Test>::QuotaExceeded);
		assert_ok!(request(CONSUMER, id, &[30, 20]));
		assert_noop!(request(CONSUMER, id, &[11]), Error::<Test>::QuotaExceeded);
		assert_ok!(respond(WING, id, &[0]));
		assert_noop!(request(CONSUMER, id, &[11]), Error::<Test>::QuotaExceeded);
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_noop!(request(CONSUMER, id, &[11]), Error::<Test>::QuotaExceeded);
		assert_ok!(fail(WING, id, &[(1, airo_primitives::FailCode::TooLarge)]));
		assert_noop!(request(CONSUMER, id, &[11]), Error::<Test>::QuotaExceeded);
		assert_ok!(request(CONSUMER, id, &[10]));
		assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::QuotaExceeded);
	});
}

#[test]
fn an_agreement_that_is_all_voucher_takes_no_requests() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { channel_quota: 100, ..won() });
		assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::QuotaExceeded);
	});
}

#[test]
fn a_request_needs_money_for_its_deposit() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		let rest = REQUEST_DEPOSIT + ED - 1;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(CONSUMER),
			STRANGER,
			free(CONSUMER) - rest
		));
		assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::InsufficientFunds);
	});
}

#[test]
fn a_deposit_too_large_to_be_counted_is_refused() {
	ExtBuilder::build_and_execute(|| {
		RequestDeposit::set(&u128::MAX);
		let id = open(won());
		assert_noop!(request(CONSUMER, id, &[1, 1]), Error::<Test>::AmountOverflow);
	});
}

#[test]
fn requests_of_an_agreement_cost_the_deposit_that_it_was_ordered_under() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1]));
		RequestDeposit::set(&1_000);
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_ok!(respond(WING, id, &[0, 1]));
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), REQUEST_DEPOSIT);
		assert_ok!(approve(CONSUMER, id, &[1]));
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 0);
		let next = open(won());
		assert_ok!(request(CONSUMER, next, &[1]));
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 1_000);
	});
}
