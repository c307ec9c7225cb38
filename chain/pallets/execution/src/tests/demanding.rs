use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, AgreementId};
use frame_support::{assert_noop, assert_ok};

/// Answers request 0 with a blob of so many bytes.
fn answered_with(bytes: &[u8]) -> AgreementId {
	let id = open(won());
	assert_ok!(request(CONSUMER, id, &[1]));
	let items = vec![(0, blob_of(bytes))].try_into().expect("one");
	assert_ok!(Execution::respond(RuntimeOrigin::signed(WING), id, items));
	id
}

#[test]
fn a_demand_costs_its_fee_and_suspends_payment() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		let before = free(CONSUMER);
		go_to(3);
		assert_ok!(demand(CONSUMER, id, 0));
		assert_eq!((free(CONSUMER), free(TREASURY)), (before - DEMAND_FEE, START + DEMAND_FEE));
		let response = blob_of(&answer(0));
		let until = 3 + RESPONSE;
		assert_eq!(events().last(), Some(&Event::Demanded { agreement: id, index: 0, response, until }));
		assert_eq!(
			Requests::<Test>::get(id, 0).expect("a request").state,
			RequestState::Demanded { response, at: 1, until }
		);
		assert_eq!((agreement(id).answered, agreement(id).demanded, agreement(id).unsettled), (0, 1, 1));
		go_to(2 + CHALLENGE);
		assert_eq!(Execution::due(id), 0);
		assert_noop!(settle(id), Error::<Test>::NothingDue);
	});
}

#[test]
fn only_the_consumer_demands_and_only_answers_that_can_still_be_challenged() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(demand(CONSUMER, 0, 0), Error::<Test>::UnknownAgreement);
		let id = answered(2);
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_noop!(demand(WING, id, 0), Error::<Test>::NotConsumer);
		assert_noop!(demand(STRANGER, id, 0), Error::<Test>::NotConsumer);
		assert_noop!(demand(CONSUMER, id, 2), Error::<Test>::NotAnswered);
		assert_noop!(demand(CONSUMER, id, 3), Error::<Test>::UnknownRequest);
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_noop!(demand(CONSUMER, id, 0), Error::<Test>::RequestClosed);
		go_to(2 + CHALLENGE);
		assert_noop!(demand(CONSUMER, id, 1), Error::<Test>::WindowOver);
		go_to(1 + CHALLENGE);
		assert_ok!(demand(CONSUMER, id, 1));
	});
}

#[test]
fn an_answer_is_demanded_once() {
	ExtBuilder::build_and_execute(|| {
		let id = demanded();
		assert_noop!(demand(CONSUMER, id, 0), Error::<Test>::AlreadyDemanded);
		assert_ok!(publish(WING, id, 0, &answer(0)));
		assert_noop!(demand(CONSUMER, id, 0), Error::<Test>::AlreadyDemanded);
		assert_noop!(publish(WING, id, 0, &answer(0)), Error::<Test>::NotDemanded);
	});
}

#[test]
fn nothing_is_demanded_that_could_not_be_published() {
	ExtBuilder::build_and_execute(|| {
		let id = answered_with(&[7; MAX_PUBLISH as usize + 1]);
		assert_noop!(demand(CONSUMER, id, 0), Error::<Test>::TooLargeToPublish);
	});
	for size in [0, 1, MAX_PUBLISH as usize] {
		ExtBuilder::build_and_execute(|| {
			let bytes = vec![7; size];
			let id = answered_with(&bytes);
			assert_ok!(demand(CONSUMER, id, 0));
			assert_ok!(publish(WING, id, 0, &bytes));
		});
	}
}

#[test]
fn no_more_is_demanded_at_once_than_the_provider_takes_requests() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { max_open: 2, ..won() });
		for _ in 0..2 {
			assert_ok!(request(CONSUMER, id, &[1, 1]));
			let next = agreement(id).next_index;
			assert_ok!(respond(WING, id, &[next - 2, next - 1]));
		}
		assert_ok!(demand(CONSUMER, id, 0));
		assert_ok!(demand(CONSUMER, id, 2));
		assert_noop!(demand(CONSUMER, id, 1), Error::<Test>::TooManyDemands);
		assert_ok!(publish(WING, id, 0, &answer(0)));
		assert_ok!(demand(CONSUMER, id, 1));
	});
}

#[test]
fn a_demanded_answer_is_approved_when_it_turns_up_elsewhere() {
	ExtBuilder::build_and_execute(|| {
		let id = demanded();
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!((agreement(id).demanded, agreement(id).paid_on_chain), (0, 1));
		assert_noop!(publish(WING, id, 0, &answer(0)), Error::<Test>::RequestClosed);
		assert_noop!(approve(CONSUMER, id, &[0]), Error::<Test>::RequestClosed);
	});
}

#[test]
fn a_demanded_answer_is_neither_answered_again_nor_given_up() {
	ExtBuilder::build_and_execute(|| {
		let id = demanded();
		assert_noop!(respond(WING, id, &[0]), Error::<Test>::AlreadyAnswered);
		let code = airo_primitives::FailCode::PayloadUnavailable;
		assert_noop!(fail(WING, id, &[(0, code)]), Error::<Test>::AlreadyAnswered);
		assert_ok!(offer_close(WING, id));
		assert_noop!(accept_close(CONSUMER, id), Error::<Test>::RequestsOpen);
	});
}

#[test]
fn settling_steps_over_what_is_demanded_wherever_it_stood() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(8);
		for index in [0, 3, 7] {
			assert_ok!(demand(CONSUMER, id, index));
		}
		assert_ok!(publish(WING, id, 3, &answer(3)));
		go_to(2 + CHALLENGE);
		while agreement(id).answered > 0 {
			assert_ok!(settle(id));
		}
		assert_eq!(agreement(id).paid_on_chain, 6);
		assert_noop!(settle(id), Error::<Test>::NothingDue);
		assert_ok!(claim_timeout(id, 0));
		assert_ok!(claim_timeout(id, 7));
		assert_eq!(agreement(id).unsettled, 0);
	});
}

#[test]
fn a_demand_in_the_last_window_puts_the_end_off_and_no_other_can_follow() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		go_to(1 + DURATION);
		assert_ok!(request(CONSUMER, id, &[1, 1]));
		go_to(1 + DURATION + RESPONSE);
		assert_ok!(respond(WING, id, &[0, 1]));
		go_to(OVER - 1);
		assert_ok!(demand(CONSUMER, id, 0));
		assert_eq!(agreement(id).closes_after, OVER - 1 + RESPONSE + CHALLENGE);
		go_to(OVER);
		assert_noop!(demand(CONSUMER, id, 1), Error::<Test>::WindowOver);
		assert_noop!(close(STRANGER, id), Error::<Test>::NotCloseable);
		assert_ok!(settle(id));
		go_to(OVER - 1 + RESPONSE);
		assert_ok!(publish(WING, id, 0, &answer(0)));
		go_to(OVER - 1 + RESPONSE + CHALLENGE);
		assert_noop!(demand(CONSUMER, id, 0), Error::<Test>::AlreadyDemanded);
		assert_noop!(close(STRANGER, id), Error::<Test>::NotCloseable);
		go_to(OVER + RESPONSE + CHALLENGE);
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!(record().served, 2);
	});
}

#[test]
fn a_demand_costs_what_it_did_when_the_agreement_was_opened() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		DemandFee::set(&(START * 2));
		assert_ok!(demand(CONSUMER, id, 0));
		assert_eq!(free(TREASURY), START + DEMAND_FEE);
	});
}

#[test]
fn a_demand_needs_money_for_its_fee() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		let spare = free(CONSUMER) - ED - DEMAND_FEE + 1;
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(CONSUMER), STRANGER, spare));
		assert_noop!(demand(CONSUMER, id, 0), Error::<Test>::InsufficientFunds);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(STRANGER), CONSUMER, 1));
		assert_ok!(demand(CONSUMER, id, 0));
	});
}
