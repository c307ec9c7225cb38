use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn an_answer_is_kept_until_it_is_paid() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 2]));
		go_to(5);
		assert_ok!(respond(WING, id, &[1]));
		assert_eq!(
			events().last(),
			Some(&Event::Responded { agreement: id, index: 1, response: blob_of(&answer(1)), due: 17 })
		);
		let kept = Requests::<Test>::get(id, 1).expect("an answer");
		assert_eq!(
			kept.state,
			RequestState::Answered {
				response: blob_of(&answer(1)),
				at: 5,
				due: 17,
				seq: 0,
				published: false
			}
		);
		let agreement = agreement(id);
		assert_eq!((agreement.open, agreement.answered, agreement.unsettled), (1, 1, 3));
	});
}

#[test]
fn only_the_provider_answers_and_only_what_was_asked() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(respond(WING, 0, &[0]), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_noop!(respond(CONSUMER, id, &[0]), Error::<Test>::NotProvider);
		assert_noop!(respond(STRANGER, id, &[0]), Error::<Test>::NotProvider);
		assert_noop!(respond(WING, id, &[]), Error::<Test>::NoItems);
		assert_noop!(respond(WING, id, &[1]), Error::<Test>::UnknownRequest);
	});
}

#[test]
fn a_request_is_answered_once() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_noop!(respond(WING, id, &[0, 0]), Error::<Test>::AlreadyAnswered);
		assert_ok!(respond(WING, id, &[0]));
		assert_noop!(respond(WING, id, &[0]), Error::<Test>::AlreadyAnswered);
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_noop!(respond(WING, id, &[0]), Error::<Test>::RequestClosed);
	});
}

#[test]
fn one_answer_that_does_not_count_fails_the_whole_call() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1]));
		assert_noop!(respond(WING, id, &[0, 7]), Error::<Test>::UnknownRequest);
		assert_eq!(agreement(id).open, 2);
	});
}

#[test]
fn an_answer_counts_in_the_last_block_and_not_after() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1]));
		go_to(1 + RESPONSE);
		assert_ok!(respond(WING, id, &[0]));
		go_to(2 + RESPONSE);
		assert_noop!(respond(WING, id, &[1]), Error::<Test>::TooLate);
	});
}

#[test]
fn a_request_of_the_last_block_is_answered_after_the_agreement_expired() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		go_to(1 + DURATION);
		assert_ok!(request(CONSUMER, id, &[1]));
		go_to(1 + DURATION + RESPONSE);
		assert_ok!(respond(WING, id, &[0]));
	});
}
