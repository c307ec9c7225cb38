use crate::{mock::*, *};
use airo_primitives::agreement::NewAgreement;
use frame_support::assert_noop;
use sp_runtime::Permill;

#[test]
fn an_agreement_holds_its_price_and_the_winners_deposit() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_eq!(id, 0);
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 100_000);
		assert_eq!(held(HoldReason::WinnerDeposit, WING), WIN_DEPOSIT);
		assert_eq!((free(CONSUMER), free(WING)), (START - 100_000, START - WIN_DEPOSIT));
		assert_eq!(
			events(),
			vec![Event::AgreementOpened {
				agreement: id,
				order: 3,
				consumer: CONSUMER,
				provider: WING,
				model: MODEL,
				price: PRICE,
				inferences: 100,
				expires: 501,
			}]
		);
		assert_eq!(record().agreed, 1);
		assert!(AgreementsByConsumer::<Test>::contains_key(CONSUMER, id));
		assert!(AgreementsByProvider::<Test>::contains_key(WING, id));
		assert_eq!(open(won()), 1);
	});
}

#[test]
fn an_agreement_is_the_snapshot_it_was_given() {
	ExtBuilder::build_and_execute(|| {
		let new = won();
		let agreement = agreement(open(new.clone()));
		assert_eq!((agreement.manifest, agreement.receipt_key), (new.manifest, new.receipt_key));
		assert_eq!(agreement.consumer_key, new.consumer_key);
		assert_eq!((agreement.royalty, agreement.commission), (ROYALTY, Permill::from_percent(1)));
		assert_eq!((agreement.channel_quota, agreement.max_open, agreement.credit_window), (40, 8, 6));
		assert_eq!((agreement.response_window, agreement.challenge_window), (RESPONSE, CHALLENGE));
		assert_eq!(
			(agreement.opened, agreement.expires, agreement.closes_after),
			(1, 1 + DURATION, OVER - 1)
		);
		assert_eq!((agreement.coverage, agreement.deposit), (COVERAGE, WIN_DEPOSIT));
		assert_eq!(agreement.state, AgreementState::Open { close_offered_by: None });
	});
}

#[test]
fn an_agreement_keeps_what_was_promised_when_its_order_was_placed() {
	ExtBuilder::build_and_execute(|| {
		let order = won();
		RequestDeposit::set(&90);
		Compensation::set(&Permill::from_percent(90));
		Fee::set(&Permill::from_percent(90));
		Limit::set(&Permill::from_percent(90));
		Faults::set(&Permill::from_percent(90));
		DemandFee::set(&90);
		let agreement = agreement(open(order));
		assert_eq!(agreement.request_deposit, REQUEST_DEPOSIT);
		assert_eq!(agreement.fail_compensation, Permill::from_percent(50));
		assert_eq!(agreement.unavailable_fee, Permill::from_percent(2));
		assert_eq!(agreement.unavailable_limit, Permill::from_percent(5));
		assert_eq!((agreement.reopen_faults, agreement.demand_fee), (Permill::from_percent(10), DEMAND_FEE));
	});
}

#[test]
fn an_agreement_that_cannot_be_paid_or_counted_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let refused = [
			(NewAgreement { price: u128::MAX, ..won() }, Error::<Test>::AmountOverflow),
			(NewAgreement { price: u128::MAX / 99, ..won() }, Error::AmountOverflow),
			(NewAgreement { price: u128::MAX, inferences: 1, ..won() }, Error::InsufficientFunds),
			(NewAgreement { price: START / 100, ..won() }, Error::InsufficientFunds),
			(NewAgreement { deposit: START, ..won() }, Error::InsufficientFunds),
			(NewAgreement { price: ROYALTY, ..won() }, Error::PriceTooLow),
			(NewAgreement { duration: u64::MAX, ..won() }, Error::AmountOverflow),
			(NewAgreement { duration: u64::MAX - 20, ..won() }, Error::AmountOverflow),
		];
		for (new, error) in refused {
			assert_noop!(try_open(new), error);
		}
		NextAgreementId::<Test>::put(u32::MAX);
		assert_noop!(try_open(won()), Error::<Test>::NoMoreIds);
	});
}
