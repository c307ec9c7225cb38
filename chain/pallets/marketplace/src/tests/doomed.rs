//! What a transaction's validation refuses.

use crate::{mock::*, *};
use airo_primitives::provider::ProviderUnavailable;
use codec::{Decode, Encode};
use frame_support::{
	assert_ok,
	dispatch::{DispatchInfo, GetDispatchInfo},
	pallet_prelude::TransactionSource,
};
use frame_system::CheckNonce;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{DispatchTransaction, TransactionExtension},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError,
};

/// Validates the sender's next transaction but `ahead`.
fn validate(who: u64, ahead: u32, call: Call<Test>) -> Result<(), TransactionValidityError> {
	let call = RuntimeCall::from(call);
	let nonce = System::account_nonce(who) + ahead;
	CheckDoomed::<Test>::from(nonce)
		.validate_only(Some(who).into(), &call, &call.get_dispatch_info(), 0, TransactionSource::External, 0)
		.map(|_| ())
}

fn refused(who: u64, call: Call<Test>, error: Error<Test>) {
	let why = format!("{call:?} by {who}: {error:?}");
	assert_eq!(validate(who, 0, call), Err(error.into()), "{why}");
}

fn passes(who: u64, call: Call<Test>) {
	assert_ok!(validate(who, 0, call));
}

fn bid_call(order: u32, price: Balance) -> Call<Test> {
	Call::bid { order, price, terms: TERMS }
}

#[test]
fn the_code_is_the_number_of_the_error() {
	let error = Error::<Test>::BiddingClosed;
	let DispatchError::Module(module) = error.into() else { panic!("a module's error") };
	let code = module.error[0];
	assert!(code > 0);
	assert_eq!(
		TransactionValidityError::from(Error::<Test>::BiddingClosed),
		TransactionValidityError::Invalid(InvalidTransaction::Custom(code))
	);
}

#[test]
fn a_bid_that_cannot_be_taken_is_refused() {
	ExtBuilder::build_and_execute(|| {
		refused(WING1, bid_call(0, 500), Error::UnknownOrder);
		let id = place(spec());
		passes(WING1, bid_call(id, 500));
		refused(WING1, bid_call(id, 1_001), Error::PriceTooHigh);
		refused(STRANGER, bid_call(id, 500), Error::NotRegistered);
		refused(CONSUMER, bid_call(id, 500), Error::OwnOrder);
		FakeProviders::change(WING2, |provider| provider.refusal = Some(ProviderUnavailable::Chilled));
		refused(WING2, bid_call(id, 500), Error::Chilled);
		FakeProviders::change(WING3, |provider| provider.covered = provider.bond - 500 * 21 + 1);
		refused(WING3, bid_call(id, 500), Error::NotEnoughFreeBond);
		passes(WING3, bid_call(id, 499));
		FakeProviders::change(WING3, |provider| provider.covered = 0);
		go_to(22);
		refused(WING1, bid_call(id, 500), Error::BiddingClosed);
		assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id));
		refused(WING1, bid_call(id, 500), Error::OrderClosed);
	});
}

#[test]
fn a_bid_on_an_order_full_of_cheaper_ones_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		fill(id, 500);
		refused(WING1, bid_call(id, 504), Error::BidsFull);
		passes(WING1, bid_call(id, 503));
	});
}

#[test]
fn a_bid_that_is_not_lowered_enough_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		refused(WING1, bid_call(id, 500), Error::AlreadyBid);
		refused(WING1, bid_call(id, 501), Error::PriceRaised);
		refused(WING1, bid_call(id, 496), Error::LoweringTooSmall);
		passes(WING1, bid_call(id, 495));
	});
}

#[test]
fn calls_for_an_order_that_is_not_yours_or_closed_are_refused() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		let award = Call::award { order: id, provider: WING1 };
		let cancel = Call::cancel { order: id };
		let counter = Call::counter { order: id, provider: WING1, price: 400 };
		let accept = Call::accept_counter { order: id, price: 400 };
		for call in [&award, &cancel, &counter] {
			passes(CONSUMER, call.clone());
			refused(OTHER_CONSUMER, call.clone(), Error::NotConsumer);
		}
		refused(WING1, accept.clone(), Error::NoCounter);
		assert_ok!(Marketplace::counter(RuntimeOrigin::signed(CONSUMER), id, WING1, 400));
		passes(WING1, accept.clone());
		refused(WING2, accept.clone(), Error::BidNotFound);
		assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id));
		for call in [award, cancel, counter] {
			refused(CONSUMER, call, Error::OrderClosed);
		}
		refused(WING1, accept, Error::OrderClosed);
	});
}

#[test]
fn an_order_that_is_not_due_is_not_poked() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		refused(STRANGER, Call::poke { order: id }, Error::NotDue);
		go_to(22);
		passes(STRANGER, Call::poke { order: id });
		refused(STRANGER, Call::poke { order: 9 }, Error::UnknownOrder);
	});
}

#[test]
fn orders_pass_whatever_they_ask() {
	ExtBuilder::build_and_execute(|| {
		passes(CONSUMER, Call::place_order { spec: OrderSpec { inferences: 0, ..spec() } });
	});
}

#[test]
fn a_transaction_is_judged_only_when_it_is_its_turn() {
	ExtBuilder::build_and_execute(|| {
		let too_early = bid_call(0, 500);
		assert_ok!(validate(WING1, 1, too_early.clone()));
		System::inc_account_nonce(WING1);
		refused(WING1, too_early.clone(), Error::UnknownOrder);
		let stale = CheckDoomed::<Test>::from(0);
		let call = RuntimeCall::from(too_early);
		let info = DispatchInfo::default();
		assert_eq!(
			stale
				.validate_only(Some(WING1).into(), &call, &info, 0, TransactionSource::External, 0)
				.map(|_| ()),
			Err(InvalidTransaction::Stale.into())
		);
	});
}

#[test]
fn a_refused_transaction_is_not_dispatched_and_keeps_its_nonce() {
	ExtBuilder::build_and_execute(|| {
		let run = |price| {
			let call = RuntimeCall::from(bid_call(0, price));
			let info = call.get_dispatch_info();
			let nonce = System::account_nonce(WING1);
			CheckDoomed::<Test>::from(nonce).dispatch_transaction(Some(WING1).into(), call, &info, 0, 0)
		};
		place(spec());
		assert_eq!(run(1_001), Err(Error::<Test>::PriceTooHigh.into()));
		assert_eq!(System::account_nonce(WING1), 0);
		assert_ok!(run(1_000).expect("valid"));
		assert_eq!(System::account_nonce(WING1), 1);
	});
}

#[test]
fn a_transaction_of_nobody_is_not_judged() {
	ExtBuilder::build_and_execute(|| {
		let call = RuntimeCall::from(bid_call(0, 500));
		let extension = CheckDoomed::<Test>::from(0);
		let implication = sp_runtime::traits::TxBaseImplication(());
		let info = DispatchInfo::default();
		let source = TransactionSource::External;
		let origin = RuntimeOrigin::none();
		assert!(extension.validate(origin, &call, &info, 0, (), &implication, source).is_ok());
	});
}

#[test]
fn to_a_client_it_is_the_nonce() {
	let (ours, nonces) = (CheckDoomed::<Test>::from(70_000), CheckNonce::<Test>::from(70_000));
	assert_eq!(ours.encode(), nonces.encode());
	assert_eq!(CheckDoomed::<Test>::decode(&mut &nonces.encode()[..]), Ok(ours));
	assert_eq!(CheckDoomed::<Test>::type_info(), CheckNonce::<Test>::type_info());
	let names = |metadata: Vec<sp_runtime::traits::TransactionExtensionMetadata>| {
		metadata.into_iter().map(|one| (one.identifier, one.ty, one.implicit)).collect::<Vec<_>>()
	};
	assert_eq!(
		names(<CheckDoomed<Test> as TransactionExtension<RuntimeCall>>::metadata()),
		names(<CheckNonce<Test> as TransactionExtension<RuntimeCall>>::metadata())
	);
}

#[test]
fn looking_costs_weight_and_only_for_calls_that_are_looked_at() {
	let nonce = CheckNonce::<Test>::from(0);
	let weight = |call: RuntimeCall| {
		CheckDoomed::<Test>::from(0).weight(&call) - TransactionExtension::weight(&nonce, &call)
	};
	let judged = <Test as Config>::WeightInfo::check_doomed;
	let mine = || RuntimeCall::from(bid_call(0, 1));
	let batch = |calls: Vec<RuntimeCall>| RuntimeCall::from(pallet_utility::Call::batch { calls });
	let proxied = |call: RuntimeCall| {
		RuntimeCall::from(pallet_proxy::Call::proxy {
			real: WING1,
			force_proxy_type: None,
			call: Box::new(call),
		})
	};
	let remark = || RuntimeCall::from(frame_system::Call::remark { remark: vec![] });
	assert_eq!(weight(mine()), judged(1));
	assert_eq!(weight(remark()), judged(0));
	assert_eq!(weight(Call::<Test>::place_order { spec: spec() }.into()), judged(0));
	assert_eq!(weight(batch(vec![mine(), remark(), mine()])), judged(2));
	assert_eq!(weight(batch(vec![proxied(mine()), mine()])), judged(2));
	assert_eq!(weight(proxied(batch(vec![mine(); 30]))), judged(30));
	assert_eq!(weight(proxied(batch(vec![mine(); 31]))), judged(0));
	assert_eq!(weight(proxied(proxied(mine()))), judged(0));
	assert_eq!(weight(batch(vec![batch(vec![mine()])])), judged(0));
}
