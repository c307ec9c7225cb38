use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, provider::ProviderUnavailable, AgreementId, FailCode};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, Permill};

/// An agreement so many of whose units failed by the provider's fault.
fn failed(units: u32) -> AgreementId {
	let id = open(won());
	assert_ok!(request(CONSUMER, id, &[units]));
	assert_ok!(fail(WING, id, &[(0, FailCode::Internal)]));
	id
}

#[test]
fn what_can_still_be_requested_is_ordered_again() {
	ExtBuilder::build_and_execute(|| {
		let id = failed(11);
		assert_ok!(request(CONSUMER, id, &[4]));
		go_to(101);
		let before = free(CONSUMER);
		assert_ok!(reopen(CONSUMER, id, 20));

		let new = won();
		let expected = FakeOrder {
			consumer: CONSUMER,
			model: MODEL,
			inferences: 45,
			max_price: PRICE,
			channel_quota: 20,
			duration: 400,
			response_window: RESPONSE,
			challenge_window: CHALLENGE,
			requirements: new.requirements,
			consumer_key: new.consumer_key,
			barred: WING,
			invited: None,
		};
		assert_eq!(PlacedOrders::get(), vec![expected]);
		assert_eq!(free(CONSUMER), before);
		assert_eq!(free(ORDERS), START + 45_000);
		// 40 units of the channel quota and 4 that wait for their answer.
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 44_000);
		let old = agreement(id);
		assert_eq!((old.reopened, old.refunded, old.unpaid(), old.requestable()), (45, 11, 44, 0));
		assert_eq!((old.expires, old.closes_after), (100, 101 + RESPONSE + CHALLENGE));
		let last = events().split_off(events().len() - 2);
		let closes_after = old.closes_after;
		assert_eq!(
			last,
			vec![
				Event::Ending { agreement: id, closes_after },
				Event::Reopened { agreement: id, order: 101, units: 45, released: 45_000 }
			]
		);
	});
}

#[test]
fn the_consumer_says_who_is_invited_to_the_rest() {
	ExtBuilder::build_and_execute(|| {
		let id = failed(11);
		let invited = vec![STRANGER, OWNER];
		let list = invited.clone().try_into().expect("few");
		assert_ok!(Execution::reopen(RuntimeOrigin::signed(CONSUMER), id, 0, Some(list)));
		assert_eq!(PlacedOrders::get()[0].invited, Some(invited));
	});
}

#[test]
fn a_provider_must_have_failed_too_often() {
	ExtBuilder::build_and_execute(|| {
		let id = failed(10);
		assert_noop!(reopen(CONSUMER, id, 0), Error::<Test>::ProviderServes);
		assert_ok!(request(CONSUMER, id, &[1]));
		go_to(2 + RESPONSE);
		assert_noop!(reopen(CONSUMER, id, 0), Error::<Test>::ProviderServes);
		assert_ok!(claim_timeout(id, 1));
		assert_ok!(reopen(CONSUMER, id, 0));
	});
}

#[test]
fn failures_that_are_not_the_providers_fault_do_not_count() {
	for code in [FailCode::PayloadInvalid, FailCode::TooLarge, FailCode::PayloadUnavailable] {
		ExtBuilder::build_and_execute(|| {
			let id = open(won());
			assert_ok!(request(CONSUMER, id, &[50]));
			assert_ok!(fail(WING, id, &[(0, code)]));
			assert_noop!(reopen(CONSUMER, id, 0), Error::<Test>::ProviderServes);
		});
	}
}

#[test]
fn the_bound_is_the_one_that_the_agreement_was_opened_under() {
	ExtBuilder::build_and_execute(|| {
		let id = failed(11);
		Faults::set(&Permill::one());
		let later = open(won());
		assert_eq!(agreement(id).reopen_faults, Permill::from_percent(10));
		assert_eq!(agreement(later).reopen_faults, Permill::one());
		assert_ok!(reopen(CONSUMER, id, 0));
	});
}

#[test]
fn a_provider_that_takes_no_more_work_for_the_model_is_replaced() {
	let reasons =
		[ProviderUnavailable::NotRegistered, ProviderUnavailable::Chilled, ProviderUnavailable::NoOffer];
	for reason in reasons {
		ExtBuilder::build_and_execute(|| {
			let id = open(won());
			assert_noop!(reopen(CONSUMER, id, 0), Error::<Test>::ProviderServes);
			KnownProviders::mutate(WING, |provider| provider.away = Some(reason));
			assert_ok!(reopen(CONSUMER, id, 60));
			assert_eq!(PlacedOrders::get()[0].channel_quota, 60);
		});
	}
}

#[test]
fn only_the_consumer_reopens_and_only_while_there_is_time_and_something_left() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(reopen(CONSUMER, 0, 0), Error::<Test>::UnknownAgreement);
		let id = open(won());
		leave_market(WING);
		assert_noop!(reopen(WING, id, 0), Error::<Test>::NotConsumer);
		assert_noop!(reopen(STRANGER, id, 0), Error::<Test>::NotConsumer);
		assert_noop!(reopen(CONSUMER, id, 61), Error::<Test>::QuotaExceeded);
		go_to(2 + DURATION);
		assert_noop!(reopen(CONSUMER, id, 0), Error::<Test>::Expired);
		go_to(1 + DURATION);
		assert_ok!(request(CONSUMER, id, &[60]));
		assert_noop!(reopen(CONSUMER, id, 0), Error::<Test>::NothingToReopen);
		assert_ok!(release_quota(WING, id, 5));
		assert_ok!(reopen(CONSUMER, id, 5));
		assert_eq!(PlacedOrders::get()[0].inferences, 5);
	});
}

#[test]
fn the_old_agreement_takes_nothing_new_and_goes_on_for_what_is_open() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1, 1, 1]));
		assert_ok!(respond(WING, id, &[0, 1]));
		leave_market(WING);
		assert_ok!(reopen(CONSUMER, id, 0));
		assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::Expired);
		assert_noop!(release_quota(WING, id, 1), Error::<Test>::Expired);
		assert_noop!(reopen(CONSUMER, id, 0), Error::<Test>::Expired);
		assert_ok!(demand(CONSUMER, id, 1));
		assert_ok!(publish(WING, id, 1, &answer(1)));
		assert_ok!(respond(WING, id, &[2]));
		assert_ok!(redeem(id, 7));
		go_to(2 + RESPONSE);
		assert_ok!(claim_timeout(id, 3));
		go_to(2 + CHALLENGE);
		assert_ok!(settle(id));
		assert_eq!(agreement(id).unsettled, 0);
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 33_000);
		go_to(agreement(id).closes_after + 1);
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!((record().served, record().late), (10, 1));
		// 60 units were ordered again but for the 4 requested, 10 were paid, and one time-out was compensated.
		assert_eq!(free(ORDERS), START + 56_000);
		assert_eq!(free(CONSUMER), START - 56_000 - 10_000 + 500 - DEMAND_FEE + WIN_DEPOSIT / 100);
	});
}

#[test]
fn an_order_that_cannot_be_placed_leaves_the_agreement_as_it_was() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		leave_market(WING);
		LeastInferences::put(61);
		assert_noop!(reopen(CONSUMER, id, 0), DispatchError::Other("too few"));
		LeastInferences::put(60);
		assert_ok!(reopen(CONSUMER, id, 0));
	});
}

#[test]
fn windows_of_what_is_open_run_out_before_a_reopened_agreement_is_closed_by_anyone() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { channel_quota: 0, ..won() });
		go_to(50);
		assert_ok!(request(CONSUMER, id, &[1]));
		leave_market(WING);
		assert_ok!(reopen(CONSUMER, id, 0));
		go_to(50 + RESPONSE);
		assert_ok!(respond(WING, id, &[0]));
		go_to(50 + RESPONSE + CHALLENGE);
		for who in [CONSUMER, WING, STRANGER] {
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
		}
		assert_ok!(demand(CONSUMER, id, 0));
		let until = 50 + RESPONSE + CHALLENGE + RESPONSE;
		go_to(until);
		assert_ok!(publish(WING, id, 0, &answer(0)));
		go_to(until + CHALLENGE);
		assert_noop!(close(STRANGER, id), Error::<Test>::NotCloseable);
		go_to(until + CHALLENGE + 1);
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!(record().served, 1);
	});
}
