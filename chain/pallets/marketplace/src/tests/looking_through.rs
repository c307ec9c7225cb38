//! Doomed calls inside proxies and batches.

use crate::{mock::*, *};
use frame_support::{
	assert_ok, dispatch::GetDispatchInfo, pallet_prelude::TransactionSource, traits::fungible::Inspect,
};
use sp_runtime::{
	traits::DispatchTransaction,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

type Outcome = Result<(), TransactionValidityError>;

fn validate(who: u64, call: RuntimeCall) -> Outcome {
	let info = call.get_dispatch_info();
	CheckDoomed::<Test>::from(System::account_nonce(who))
		.validate_only(Some(who).into(), &call, &info, 0, TransactionSource::External, 0)
		.map(|_| ())
}

fn bid_call(order: u32, price: Balance) -> RuntimeCall {
	Call::<Test>::bid { order, price, terms: TERMS }.into()
}

fn proxied(real: u64, call: RuntimeCall) -> RuntimeCall {
	pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(call) }.into()
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

type Calls = Vec<RuntimeCall>;

fn batch(calls: Calls) -> RuntimeCall {
	pallet_utility::Call::batch { calls }.into()
}

fn batch_all(calls: Calls) -> RuntimeCall {
	pallet_utility::Call::batch_all { calls }.into()
}

fn force_batch(calls: Calls) -> RuntimeCall {
	pallet_utility::Call::force_batch { calls }.into()
}

/// Runs with an open order, number 0; a bid on order 1 is doomed for now, one above 1,000 for ever.
fn with_order(test: impl FnOnce()) {
	ExtBuilder::build_and_execute(|| {
		place(spec());
		test();
	});
}

fn good() -> RuntimeCall {
	bid_call(0, 500)
}

fn too_high() -> RuntimeCall {
	bid_call(0, 1_001)
}

fn unknown() -> RuntimeCall {
	bid_call(1, 500)
}

fn refused(error: Error<Test>) -> Outcome {
	Err(error.into())
}

#[test]
fn a_proxied_call_is_judged_as_the_proxied_accounts() {
	with_order(|| {
		assert_ok!(validate(STRANGER, proxied(WING1, good())));
		assert_eq!(validate(WING1, proxied(STRANGER, good())), refused(Error::NotRegistered));
		assert_eq!(validate(STRANGER, proxied(WING1, too_high())), refused(Error::PriceTooHigh));
	});
}

#[test]
fn a_forced_batch_is_refused_when_all_of_it_is_doomed() {
	with_order(|| {
		assert_eq!(validate(WING1, force_batch(vec![unknown(), too_high()])), refused(Error::UnknownOrder));
		for one in [good(), remark(), Call::<Test>::place_order { spec: spec() }.into()] {
			assert_ok!(validate(WING1, force_batch(vec![too_high(), one])));
		}
	});
}

#[test]
fn a_batch_is_refused_when_it_stops_at_its_first_call() {
	with_order(|| {
		assert_eq!(validate(WING1, batch(vec![too_high(), good()])), refused(Error::PriceTooHigh));
		assert_eq!(validate(WING1, batch(vec![unknown(), good()])), refused(Error::UnknownOrder));
		for one in [good(), remark()] {
			assert_ok!(validate(WING1, batch(vec![one, too_high()])));
		}
	});
}

#[test]
fn a_batch_of_all_or_nothing_is_refused_for_one_call_that_nothing_before_it_can_save() {
	with_order(|| {
		for one in [good(), remark()] {
			let doomed = vec![one.clone(), too_high(), one.clone()];
			assert_eq!(validate(WING1, batch_all(doomed)), refused(Error::PriceTooHigh));
			assert_ok!(validate(WING1, batch_all(vec![one, unknown()])));
		}
		assert_eq!(validate(WING1, batch_all(vec![unknown(), good()])), refused(Error::UnknownOrder));
	});
}

#[test]
fn a_call_that_an_earlier_one_makes_possible_passes() {
	with_order(|| {
		let order: RuntimeCall = Call::<Test>::place_order { spec: spec() }.into();
		let cancel: RuntimeCall = Call::<Test>::cancel { order: 1 }.into();
		assert_eq!(validate(CONSUMER, cancel.clone()), refused(Error::UnknownOrder));
		for both in [batch, batch_all, force_batch] {
			assert_ok!(validate(CONSUMER, both(vec![order.clone(), cancel.clone()])));
		}
	});
}

#[test]
fn a_proxied_call_that_is_doomed_stops_no_batch() {
	with_order(|| {
		let doomed = || proxied(WING1, too_high());
		for mixed in [batch, batch_all, force_batch] {
			assert_ok!(validate(STRANGER, mixed(vec![doomed(), proxied(WING1, good())])));
			assert_ok!(validate(STRANGER, mixed(vec![proxied(WING1, good()), doomed()])));
			assert_eq!(validate(STRANGER, mixed(vec![doomed(), doomed()])), refused(Error::PriceTooHigh));
		}
	});
}

#[test]
fn a_proxied_batch_is_looked_into() {
	with_order(|| {
		assert_ok!(validate(STRANGER, proxied(WING1, batch_all(vec![good()]))));
		let doomed = proxied(WING1, batch_all(vec![good(), too_high()]));
		assert_eq!(validate(STRANGER, doomed), refused(Error::PriceTooHigh));
	});
}

#[test]
fn what_lies_deeper_or_is_larger_passes() {
	with_order(|| {
		assert_eq!(validate(WING1, batch(vec![too_high(); 30])), refused(Error::PriceTooHigh));
		assert_ok!(validate(WING1, batch(vec![too_high(); 31])));
		assert_ok!(validate(WING1, batch(vec![])));
		assert_ok!(validate(WING1, batch(vec![batch(vec![too_high()])])));
		assert_ok!(validate(WING1, proxied(WING2, proxied(WING3, too_high()))));
		let derived = pallet_utility::Call::as_derivative { index: 0, call: Box::new(too_high()) };
		assert_ok!(validate(WING1, derived.into()));
	});
}

#[test]
fn a_refused_batch_would_have_come_to_nothing() {
	with_order(|| {
		let before = Balances::total_balance(&WING1);
		for call in [
			batch(vec![too_high(), good()]),
			batch_all(vec![good(), too_high()]),
			force_batch(vec![too_high(), unknown()]),
		] {
			assert!(matches!(
				validate(WING1, call.clone()),
				Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(_)))
			));
			let _ = sp_runtime::traits::Dispatchable::dispatch(call, RuntimeOrigin::signed(WING1));
			assert_eq!(Bids::<Test>::iter().count(), 0);
		}
		assert_eq!(Balances::total_balance(&WING1), before);
	});
}
