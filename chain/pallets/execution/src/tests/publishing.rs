use crate::{mock::*, *};
use airo_primitives::Blob;
use frame_support::{assert_noop, assert_ok, dispatch::Pays};

#[test]
fn a_published_answer_can_be_challenged_from_then_on_and_is_paid_after_that() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(3);
		assert_ok!(demand(CONSUMER, id, 0));
		go_to(5);
		assert_ok!(publish(WING, id, 0, &answer(0)));
		let (response, bytes, due) = (blob_of(&answer(0)), answer(0), 5 + CHALLENGE);
		let published = Event::Published { agreement: id, index: 0, response, bytes, due };
		assert_eq!(events().last(), Some(&published));
		assert_eq!(
			Requests::<Test>::get(id, 0).expect("a request").state,
			RequestState::Answered { response, at: 1, due, seq: 3, published: true }
		);
		go_to(2 + CHALLENGE);
		assert_ok!(settle(id));
		assert!(matches!(events().last(), Some(Event::Settled { indices, .. }) if *indices == vec![1, 2]));
		go_to(due);
		assert_noop!(settle(id), Error::<Test>::NothingDue);
		go_to(due + 1);
		assert_ok!(settle(id));
		assert!(matches!(events().last(), Some(Event::Settled { indices, .. }) if *indices == vec![0]));
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 0);
	});
}

#[test]
fn publishing_costs_no_fee() {
	ExtBuilder::build_and_execute(|| {
		let id = demanded();
		let failed = publish(WING, id, 0, b"something else").expect_err("other bytes");
		assert_eq!(failed.post_info.pays_fee, Pays::Yes);
		assert_eq!(publish(WING, id, 0, &answer(0)).expect("its bytes").pays_fee, Pays::No);
	});
}

#[test]
fn what_is_not_published_times_out() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		go_to(5);
		assert_ok!(demand(CONSUMER, id, 0));
		let before = free(CONSUMER);
		// The deadline of the answer itself is over sooner.
		for block in [2 + RESPONSE, 5 + RESPONSE] {
			go_to(block);
			assert_noop!(claim_timeout(id, 0), Error::<Test>::NotTimedOut);
		}
		go_to(6 + RESPONSE);
		assert_noop!(publish(WING, id, 0, &answer(0)), Error::<Test>::TooLate);
		assert_ok!(claim_timeout(id, 0));
		assert_eq!(
			events().last(),
			Some(&Event::TimedOut { agreement: id, index: 0, units: 1, refunded: 1_000, compensation: 500 })
		);
		assert_eq!(free(CONSUMER), before + 1_500 + REQUEST_DEPOSIT);
		assert_eq!(record(), FakeRecord { agreed: 1, late: 1, forgone: 10, ..Default::default() });
		let agreement = agreement(id);
		assert_eq!((agreement.faults, agreement.demanded, agreement.unsettled), (1, 0, 0));
		assert_noop!(claim_timeout(id, 0), Error::<Test>::RequestClosed);
	});
}

#[test]
fn bytes_are_published_in_the_last_block_and_not_after() {
	ExtBuilder::build_and_execute(|| {
		let id = demanded();
		go_to(1 + RESPONSE);
		assert_ok!(publish(WING, id, 0, &answer(0)));
		go_to(2 + RESPONSE);
		assert_noop!(claim_timeout(id, 0), Error::<Test>::AlreadyAnswered);
	});
}

#[test]
fn only_the_answers_own_bytes_count() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(publish(WING, 0, 0, b"x"), Error::<Test>::UnknownAgreement);
		let id = demanded();
		for bytes in [&b""[..], b"answer 1", b"answer", b"answer 0 "] {
			assert_noop!(publish(WING, id, 0, bytes), Error::<Test>::WrongBytes);
		}
		assert_noop!(publish(CONSUMER, id, 0, &answer(0)), Error::<Test>::NotProvider);
		assert_noop!(publish(WING, id, 1, &answer(0)), Error::<Test>::UnknownRequest);
		assert_ok!(publish(WING, id, 0, &answer(0)));
	});
	ExtBuilder::build_and_execute(|| {
		// The size is part of what was answered.
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1]));
		let lied = Blob { size: 9, ..blob_of(&answer(0)) };
		let items = vec![(0, lied)].try_into().expect("one");
		assert_ok!(Execution::respond(RuntimeOrigin::signed(WING), id, items));
		assert_ok!(demand(CONSUMER, id, 0));
		assert_noop!(publish(WING, id, 0, &answer(0)), Error::<Test>::WrongBytes);
	});
}

#[test]
fn closing_times_out_what_was_never_published() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(3);
		assert_ok!(demand(CONSUMER, id, 1));
		assert_ok!(demand(CONSUMER, id, 2));
		assert_ok!(publish(WING, id, 2, &answer(2)));
		go_to(OVER);
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!((record().served, record().late), (2, 1));
	});
}
