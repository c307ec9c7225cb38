use crate::{mock::*, *};
use airo_primitives::agreement::NewAgreement;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{Perbill, Permill};

#[test]
fn an_answer_is_paid_after_its_challenge_window_to_everybody() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[3]));
		assert_ok!(respond(WING, id, &[0]));
		go_to(1 + CHALLENGE);
		assert_noop!(settle(id), Error::<Test>::NothingDue);
		go_to(2 + CHALLENGE);
		assert_ok!(settle(id));
		assert_eq!(
			events().last(),
			Some(&Event::Settled {
				agreement: id,
				indices: vec![0],
				units: 3,
				provider: 2_670,
				royalty: 300,
				commission: 30,
			})
		);
		assert_eq!(free(WING), START - WIN_DEPOSIT + 2_670);
		assert_eq!((free(OWNER), free(TREASURY)), (START + 300, START + 30));
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 97_000);
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 0);
		let expected =
			FakeRecord { agreed: 1, served: 3, value: 3_000, commission: 30, ..Default::default() };
		assert_eq!(record(), expected);
		let agreement = agreement(id);
		assert_eq!((agreement.paid_on_chain, agreement.unsettled, agreement.answered), (3, 0, 0));
		assert!(!Requests::<Test>::contains_key(id, 0));
		assert_noop!(settle(id), Error::<Test>::NothingDue);
	});
}

#[test]
fn settling_is_bounded_and_goes_on_where_it_stopped() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(10);
		go_to(2 + CHALLENGE);
		let paid: Vec<_> = (0..3)
			.map(|_| {
				let info = settle(id).expect("something due");
				let looked = agreement(id).head;
				(agreement(id).paid_on_chain, looked, info.actual_weight)
			})
			.collect();
		let weight = |n| Some(<Test as Config>::WeightInfo::settle(n));
		assert_eq!(paid, vec![(4, 4, weight(4)), (8, 8, weight(4)), (10, 10, weight(2))]);
		assert_noop!(settle(id), Error::<Test>::NothingDue);
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), 0);
	});
}

#[test]
fn settling_stops_at_the_first_answer_that_can_still_be_challenged() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1, 1]));
		assert_ok!(respond(WING, id, &[2]));
		go_to(3);
		assert_ok!(respond(WING, id, &[0]));
		go_to(2 + CHALLENGE);
		assert_ok!(settle(id));
		assert!(matches!(events().last(), Some(Event::Settled { indices, .. }) if *indices == vec![2]));
		go_to(4 + CHALLENGE);
		assert_ok!(settle(id));
		assert!(matches!(events().last(), Some(Event::Settled { indices, .. }) if *indices == vec![0]));
		assert_eq!(agreement(id).open, 1);
	});
}

#[test]
fn what_was_approved_out_of_turn_does_not_stop_settling() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(8);
		assert_ok!(approve(CONSUMER, id, &[0, 1, 3, 5, 4]));
		assert_eq!((agreement(id).head, agreement(id).tail), (2, 8));
		go_to(2 + CHALLENGE);
		assert_ok!(settle(id));
		assert_eq!(agreement(id).paid_on_chain, 6);
		assert_ok!(settle(id));
		assert_eq!(agreement(id).paid_on_chain, 8);
		assert_eq!(Answered::<Test>::iter().count(), 0);
	});
}

#[test]
fn settling_steps_over_a_gap_that_is_wider_than_a_call() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(8);
		assert_ok!(approve(CONSUMER, id, &[1, 2, 3, 4, 5]));
		go_to(2 + CHALLENGE);
		assert_ok!(settle(id));
		assert_ok!(settle(id));
		assert_eq!(agreement(id).paid_on_chain, 8);
		assert_noop!(settle(id), Error::<Test>::NothingDue);
	});
}

#[test]
fn approving_pays_at_once() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(3);
		assert_ok!(approve(CONSUMER, id, &[2, 0]));
		assert_eq!(
			events().last(),
			Some(&Event::Settled {
				agreement: id,
				indices: vec![2, 0],
				units: 2,
				provider: 1_780,
				royalty: 200,
				commission: 20,
			})
		);
		assert_eq!(free(WING), START - WIN_DEPOSIT + 1_780);
		assert_eq!(held(HoldReason::RequestDeposit, CONSUMER), REQUEST_DEPOSIT);
		assert_ok!(approve(CONSUMER, id, &[1]));
		assert_eq!(agreement(id).head, agreement(id).tail);
	});
}

#[test]
fn only_the_consumer_approves_and_only_answers() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(approve(CONSUMER, 0, &[0]), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1]));
		assert_ok!(respond(WING, id, &[0]));
		assert_noop!(approve(WING, id, &[0]), Error::<Test>::NotConsumer);
		assert_noop!(approve(STRANGER, id, &[0]), Error::<Test>::NotConsumer);
		assert_noop!(approve(CONSUMER, id, &[]), Error::<Test>::NoItems);
		assert_noop!(approve(CONSUMER, id, &[1]), Error::<Test>::NotAnswered);
		assert_noop!(approve(CONSUMER, id, &[2]), Error::<Test>::UnknownRequest);
		assert_noop!(approve(CONSUMER, id, &[0, 0]), Error::<Test>::RequestClosed);
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_noop!(approve(CONSUMER, id, &[0]), Error::<Test>::RequestClosed);
	});
}

#[test]
fn settling_what_is_not_there_says_whether_it_ever_was() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(settle(0), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_noop!(settle(id), Error::<Test>::NothingDue);
		assert_ok!(offer_close(WING, id));
		assert_ok!(accept_close(CONSUMER, id));
		assert_noop!(settle(id), Error::<Test>::AgreementClosed);
	});
}

#[test]
fn the_shares_of_odd_prices_sum_to_the_price() {
	for (price, royalty, units) in [(1_003, 7, 3), (199, 0, 60), (101, 99, 1), (1, 0, 60)] {
		ExtBuilder::build_and_execute(|| {
			let id = open(NewAgreement { price, royalty, ..won() });
			assert_ok!(request(CONSUMER, id, &[units]));
			assert_ok!(respond(WING, id, &[0]));
			let before = free(WING) + free(OWNER) + free(TREASURY);
			assert_ok!(approve(CONSUMER, id, &[0]));
			let after = free(WING) + free(OWNER) + free(TREASURY);
			assert_eq!(after - before, price * Balance::from(units));
			let Some(Event::Settled { provider, royalty, commission, .. }) = events().last().cloned() else {
				panic!("nothing was settled");
			};
			assert_eq!(provider + royalty + commission, price * Balance::from(units));
		});
	}
}

#[test]
fn the_royalty_goes_to_whoever_owns_the_model_now_and_the_rest_of_it_to_the_treasury() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(3);
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!(free(OWNER), START + 100);
		Owners::put(vec![(STRANGER, Perbill::from_percent(70)), (ANCESTOR, Perbill::from_percent(20))]);
		assert_ok!(approve(CONSUMER, id, &[1]));
		assert_eq!((free(STRANGER), free(ANCESTOR)), (START + 70, 20));
		assert_eq!(free(TREASURY), START + 10 + 10 + 10);
		Owners::kill();
		assert_ok!(approve(CONSUMER, id, &[2]));
		assert_eq!(free(TREASURY), START + 30 + 110);
	});
}

#[test]
fn owners_never_get_more_than_the_royalty() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		Owners::put(vec![(OWNER, Perbill::from_percent(80)), (STRANGER, Perbill::from_percent(80))]);
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!((free(OWNER), free(STRANGER)), (START + 80, START + 20));
		assert_eq!(free(TREASURY), START + 10);
	});
}

#[test]
fn a_share_below_the_existential_deposit_of_a_missing_account_goes_to_the_treasury() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { royalty: ED - 1, ..won() });
		Owners::put(vec![(ANCESTOR, Perbill::one())]);
		assert_ok!(request(CONSUMER, id, &[1, 2]));
		assert_ok!(respond(WING, id, &[0, 1]));
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!((free(ANCESTOR), free(TREASURY)), (0, START + 10 + ED - 1));
		assert_ok!(approve(CONSUMER, id, &[1]));
		assert_eq!(free(ANCESTOR), 2 * (ED - 1));
	});
}

#[test]
fn a_provider_without_an_account_of_its_own_does_not_block_the_settlement() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { price: 5, royalty: 0, ..won() });
		empty(WING);
		assert_ok!(request(CONSUMER, id, &[1, 2]));
		assert_ok!(respond(WING, id, &[0, 1]));
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!((free(WING), free(TREASURY)), (0, START + 5));
		assert_ok!(approve(CONSUMER, id, &[1]));
		assert_eq!((free(WING), free(TREASURY)), (10, START + 5));
	});
}

#[test]
fn the_largest_price_that_can_be_held_is_paid_to_the_planck() {
	ExtBuilder::build_and_execute(|| {
		let price = START - ED;
		let commission = Permill::from_percent(33);
		RequestDeposit::set(&0);
		let id = open(NewAgreement { price, inferences: 1, channel_quota: 0, commission, ..won() });
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_ok!(respond(WING, id, &[0]));
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!(free(CONSUMER), ED);
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 0);
		assert_eq!(free(TREASURY), START + commission.mul_floor(price));
	});
}
