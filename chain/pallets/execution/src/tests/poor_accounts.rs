//! Accounts that can't be credited, or have nothing to spare, keep nobody from getting what is theirs.

use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, FailCode};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{Perbill, TokenError};

#[test]
fn an_empty_provider_is_paid_by_voucher_as_soon_as_its_account_can_exist() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { price: 5, royalty: 0, ..won() });
		empty(WING);
		assert_ok!(redeem(id, 1));
		assert_eq!((free(WING), free(TREASURY)), (0, START + 5));
		assert_ok!(redeem(id, 3));
		assert_eq!((free(WING), free(TREASURY)), (10, START + 5));
	});
}

#[test]
fn an_empty_consumers_vouchers_are_paid_out_of_its_escrow() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		empty(CONSUMER);
		assert_ok!(redeem(id, 40));
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 60_000);
		assert_eq!(free(WING), START - WIN_DEPOSIT + 40 * 890);
	});
}

#[test]
fn a_burned_models_royalty_goes_to_the_treasury_by_voucher_too() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		Owners::kill();
		assert_ok!(redeem(id, 40));
		assert_eq!(free(OWNER), START);
		assert_eq!(free(TREASURY), START + 40 * (ROYALTY + 10));
	});
}

#[test]
fn an_owner_whose_account_was_killed_gets_its_royalty_when_it_is_enough_to_exist() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { royalty: ED - 1, ..won() });
		Owners::put(vec![(OWNER, Perbill::one())]);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(OWNER), STRANGER, START));
		assert!(!System::account_exists(&OWNER));
		assert_ok!(redeem(id, 1));
		assert_eq!((free(OWNER), free(TREASURY)), (0, START + 10 + ED - 1));
		assert_ok!(redeem(id, 3));
		assert_eq!(free(OWNER), 2 * (ED - 1));
	});
}

#[test]
fn compensation_for_a_withheld_answer_goes_to_the_treasury_when_the_consumer_cannot_take_it() {
	ExtBuilder::build_and_execute(|| {
		RequestDeposit::set(&2);
		let id = open(NewAgreement { price: 4, royalty: 0, coverage: 60, ..won() });
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_ok!(respond(WING, id, &[0]));
		assert_ok!(demand(CONSUMER, id, 0));
		empty(CONSUMER);
		go_to(2 + RESPONSE);
		assert_ok!(claim_timeout(id, 0));
		assert_eq!(free(CONSUMER), 0);
		assert_eq!(free(TREASURY), START + DEMAND_FEE + 4 + 2 + 2);
		assert_eq!((agreement(id).coverage, covered(WING)), (58, 58));
	});
}

#[test]
fn an_empty_consumer_cannot_demand() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		empty(CONSUMER);
		assert_noop!(demand(CONSUMER, id, 0), Error::<Test>::InsufficientFunds);
	});
}

#[test]
fn an_empty_consumers_rest_stays_in_the_agreement_until_it_can_be_ordered_again() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		leave_market(WING);
		empty(CONSUMER);
		// The new order needs its own money and an account that lives on beside it.
		assert_noop!(reopen(CONSUMER, id, 0), TokenError::NotExpendable);
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 100_000);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(STRANGER), CONSUMER, ED));
		assert_ok!(reopen(CONSUMER, id, 0));
		assert_eq!(free(CONSUMER), ED);
	});
}

#[test]
fn a_reopened_rest_of_dust_fails_rather_than_going_to_the_treasury() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement {
			price: 2,
			royalty: 0,
			inferences: 50,
			channel_quota: 46,
			coverage: 0,
			..won()
		});
		leave_market(WING);
		empty(CONSUMER);
		assert!(reopen(CONSUMER, id, 0).is_err());
		let before = free(TREASURY);
		assert_noop!(reopen(CONSUMER, id, 0), TokenError::FundsUnavailable);
		assert_eq!((free(TREASURY), agreement(id).reopened), (before, 0));
	});
}

#[test]
fn accounts_emptied_meanwhile_do_not_keep_a_reopened_agreement_from_closing() {
	ExtBuilder::build_and_execute(|| {
		let id = open(NewAgreement { price: 1, royalty: 0, inferences: 20, channel_quota: 9, ..won() });
		assert_ok!(request(CONSUMER, id, &[1, 1]));
		assert_ok!(respond(WING, id, &[0, 1]));
		assert_ok!(demand(CONSUMER, id, 0));
		leave_market(WING);
		assert_ok!(reopen(CONSUMER, id, 0));
		empty(CONSUMER);
		empty(WING);
		go_to(OVER);
		assert_ok!(close(STRANGER, id));
		assert_clean();
	});
}

#[test]
fn the_largest_amounts_are_redeemed_and_reopened_to_the_planck() {
	ExtBuilder::build_and_execute(|| {
		let price = (START - ED - WIN_DEPOSIT) / 2;
		let id = open(NewAgreement { price, inferences: 2, channel_quota: 1, ..won() });
		assert_ok!(redeem(id, 1));
		leave_market(WING);
		assert_ok!(reopen(CONSUMER, id, 1));
		assert_eq!(free(ORDERS), START + price);
		assert_ok!(close(CONSUMER, id));
		assert_clean();
		assert_eq!(free(CONSUMER), START - 2 * price);
	});
}

#[test]
fn units_add_up_to_the_largest_number() {
	ExtBuilder::build_and_execute(|| {
		let most = u32::MAX;
		let id = open(NewAgreement { price: 2, royalty: 0, inferences: most, channel_quota: most, ..won() });
		assert_ok!(redeem(id, most - 2));
		assert_ok!(release_quota(WING, id, 1));
		assert_ok!(redeem(id, most - 1));
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_noop!(request(CONSUMER, id, &[most]), Error::<Test>::QuotaExceeded);
		assert_ok!(fail(WING, id, &[(0, FailCode::Internal)]));
		assert_eq!(agreement(id).unpaid(), 0);
	});
}
