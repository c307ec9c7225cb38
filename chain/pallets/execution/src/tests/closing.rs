use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, FailCode};
use frame_support::{assert_noop, assert_ok};

#[test]
fn both_parties_close_together_and_get_everything_back() {
	for (first, second) in [(CONSUMER, WING), (WING, CONSUMER)] {
		ExtBuilder::build_and_execute(|| {
			let id = answered(2);
			assert_ok!(approve(CONSUMER, id, &[0, 1]));
			assert_ok!(offer_close(first, id));
			assert_eq!(events().last(), Some(&Event::CloseOffered { agreement: id, by: first }));
			assert_ok!(accept_close(second, id));
			assert_eq!(
				events().last(),
				Some(&Event::Closed { agreement: id, refunded: 98_000, forfeited: 0 })
			);
			assert_clean();
			assert_eq!((free(CONSUMER), free(WING)), (START - 2_000, START + 1_780));
		});
	}
}

#[test]
fn an_offer_is_made_once_and_accepted_by_the_other_party() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(offer_close(CONSUMER, 0), Error::<Test>::UnknownAgreement);
		assert_noop!(accept_close(CONSUMER, 0), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_noop!(offer_close(STRANGER, id), Error::<Test>::NotParty);
		assert_noop!(accept_close(WING, id), Error::<Test>::NoCloseOffer);
		assert_ok!(offer_close(CONSUMER, id));
		assert_noop!(offer_close(CONSUMER, id), Error::<Test>::CloseAlreadyOffered);
		assert_noop!(offer_close(WING, id), Error::<Test>::CloseAlreadyOffered);
		assert_noop!(accept_close(CONSUMER, id), Error::<Test>::NoCloseOffer);
		assert_noop!(accept_close(STRANGER, id), Error::<Test>::NotParty);
		assert_ok!(accept_close(WING, id));
		assert_noop!(accept_close(WING, id), Error::<Test>::AgreementClosed);
		assert_noop!(offer_close(WING, id), Error::<Test>::AgreementClosed);
		assert_noop!(close(WING, id), Error::<Test>::AgreementClosed);
	});
}

#[test]
fn an_offer_is_taken_back_by_the_party_that_made_it() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_noop!(withdraw_close_offer(WING, id), Error::<Test>::NoOwnCloseOffer);
		assert_ok!(offer_close(WING, id));
		assert_noop!(withdraw_close_offer(CONSUMER, id), Error::<Test>::NoOwnCloseOffer);
		assert_noop!(withdraw_close_offer(STRANGER, id), Error::<Test>::NotParty);
		assert_ok!(withdraw_close_offer(WING, id));
		assert_eq!(events().last(), Some(&Event::CloseOfferWithdrawn { agreement: id, by: WING }));
		assert_noop!(accept_close(CONSUMER, id), Error::<Test>::NoCloseOffer);
		assert_ok!(offer_close(CONSUMER, id));
		assert_ok!(accept_close(WING, id));
		assert_clean();
	});
}

#[test]
fn a_provider_redeems_its_last_voucher_before_it_accepts() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(offer_close(CONSUMER, id));
		assert_ok!(redeem(id, 12));
		assert_ok!(accept_close(WING, id));
		assert_eq!(free(WING), START + 12 * 890);
		assert_eq!(free(CONSUMER), START - 12_000);
		assert_clean();
	});
}

#[test]
fn nothing_is_accepted_while_requests_wait_for_answers_or_payment() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(offer_close(CONSUMER, id));
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_noop!(accept_close(WING, id), Error::<Test>::RequestsOpen);
		assert_ok!(respond(WING, id, &[0]));
		assert_noop!(accept_close(WING, id), Error::<Test>::RequestsOpen);
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_ok!(accept_close(WING, id));
		assert_clean();
	});
}

#[test]
fn a_dispute_keeps_an_agreement_open() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		let disputes = |count| {
			Agreements::<Test>::mutate(id, |agreement| {
				agreement.as_mut().expect("open").open_challenges = count;
			});
		};
		disputes(1);
		assert_ok!(offer_close(CONSUMER, id));
		assert_noop!(accept_close(WING, id), Error::<Test>::RequestsOpen);
		go_to(OVER);
		assert_noop!(close(CONSUMER, id), Error::<Test>::NotCloseable);
		disputes(0);
		assert_ok!(close(CONSUMER, id));
	});
}

#[test]
fn anyone_closes_when_all_windows_are_over() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(close(STRANGER, 0), Error::<Test>::UnknownAgreement);
		let id = open(won());
		go_to(OVER - 1);
		for who in [STRANGER, CONSUMER, WING] {
			assert_noop!(close(who, id), Error::<Test>::NotCloseable);
		}
		go_to(OVER);
		assert_ok!(close(STRANGER, id));
		assert_eq!(events().last(), Some(&Event::Closed { agreement: id, refunded: 100_000, forfeited: 0 }));
		assert_clean();
		assert_eq!((free(CONSUMER), free(WING)), (START, START));
	});
}

#[test]
fn closing_pays_answers_and_times_the_rest_out_in_steps() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		go_to(1 + DURATION);
		assert_ok!(request(CONSUMER, id, &[1, 1, 1, 1, 1, 1]));
		go_to(1 + DURATION + RESPONSE);
		assert_ok!(respond(WING, id, &[0, 2, 4]));
		go_to(OVER);
		let info = close(STRANGER, id).expect("first step");
		assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::close(MAX_SETTLE)));
		assert_eq!(agreement(id).state, AgreementState::Closing);
		Execution::do_try_state().expect("invariants between the steps");
		assert_noop!(request(CONSUMER, id, &[1]), Error::<Test>::AgreementClosed);
		assert_noop!(offer_close(CONSUMER, id), Error::<Test>::AgreementClosed);
		assert_noop!(accept_close(CONSUMER, id), Error::<Test>::NoCloseOffer);

		assert_ok!(close(STRANGER, id));
		assert_clean();
		let expected = FakeRecord {
			agreed: 1,
			served: 3,
			late: 3,
			value: 3_000,
			commission: 30,
			forgone: 30,
			..Default::default()
		};
		assert_eq!(record(), expected);
		// Three paid, three refunded with half of their price on top, and 3 % of the winner's deposit.
		assert_eq!(free(CONSUMER), START - 3_000 + 1_500 + 15);
		assert_eq!(free(WING), START + 2_670 - 15);
		assert_eq!(events().last(), Some(&Event::Closed { agreement: id, refunded: 94_000, forfeited: 15 }));
		assert_noop!(close(STRANGER, id), Error::<Test>::AgreementClosed);
	});
}

#[test]
fn settle_and_timeout_work_on_between_the_steps() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1, 1, 1, 1, 1, 1, 1]));
		assert_ok!(respond(WING, id, &[0, 1, 2, 3, 4]));
		go_to(OVER);
		assert_ok!(close(STRANGER, id));
		while agreement(id).answered > 0 {
			assert_ok!(settle(id));
		}
		for index in 0..8 {
			if Requests::<Test>::contains_key(id, index) {
				assert_ok!(claim_timeout(id, index));
			}
		}
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!((record().served, record().late), (5, 3));
	});
}

#[test]
fn the_winner_forfeits_its_deposit_in_proportion_to_its_failures() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { channel_quota: 0, ..won() });
		assert_ok!(request(CONSUMER, id, &[25, 30, 20]));
		let codes =
			[(0, FailCode::Internal), (1, FailCode::PayloadInvalid), (2, FailCode::PayloadUnavailable)];
		assert_ok!(fail(WING, id, &codes));
		assert_ok!(offer_close(WING, id));
		assert_ok!(accept_close(CONSUMER, id));
		assert_eq!(
			events().last(),
			Some(&Event::Closed { agreement: id, refunded: 25_000, forfeited: WIN_DEPOSIT / 4 })
		);
		assert_eq!(free(WING), START - WIN_DEPOSIT / 4);
		assert_clean();
	});
}

#[test]
fn a_winner_that_serves_nothing_forfeits_all_of_its_deposit() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { channel_quota: 0, coverage: 60_000, ..won() });
		assert_ok!(request(CONSUMER, id, &[100]));
		go_to(OVER);
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!(free(WING), START - WIN_DEPOSIT);
		assert_eq!(free(CONSUMER), START + 50_000 + WIN_DEPOSIT);
	});
}

#[test]
fn a_redeemed_part_is_not_given_back() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(redeem(id, 40));
		go_to(OVER);
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!(free(CONSUMER), START - 40_000);
	});
}

#[test]
fn empty_accounts_do_not_keep_an_agreement_from_closing() {
	ExtBuilder::build_and_execute(|| {
		let id =
			open(NewAgreement { price: 1, royalty: 0, inferences: 9, channel_quota: 0, deposit: 9, ..won() });
		empty(CONSUMER);
		empty(WING);
		go_to(OVER);
		assert_ok!(close(STRANGER, id));
		assert_clean();
		assert_eq!((free(CONSUMER), free(WING)), (0, 0));
		assert_eq!(free(TREASURY), START + 18);
	});
}

#[test]
fn agreements_of_the_same_parties_do_not_touch_each_other() {
	ExtBuilder::build_and_execute(|| {
		let (first, second) = (open(won()), open(NewAgreement { price: 777, ..won() }));
		assert_ok!(request(CONSUMER, first, &[2]));
		assert_ok!(request(CONSUMER, second, &[3]));
		assert_ok!(respond(WING, first, &[0]));
		go_to(OVER);
		assert_ok!(close(STRANGER, first));
		Execution::do_try_state().expect("invariants");
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 77_700);
		assert_eq!(held(HoldReason::WinnerDeposit, WING), WIN_DEPOSIT);
		assert_eq!(covered(WING), COVERAGE);
		assert_ok!(close(STRANGER, second));
		assert_clean();
	});
}
