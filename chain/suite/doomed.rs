//! Transactions that can't succeed are refused before they cost a fee.

use super::{
	accounts::{account, free},
	orders::{place_order, PRICE},
	transactions::{refused, signed_by, validate},
};
use crate::chain::{begin, extension, Balance, Executive, Runtime, RuntimeCall, System};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use pallet_marketplace::{AwardMode, BidTerms, Bids, Call, Error, WeightInfo};
use sp_runtime::traits::TransactionExtension;

/// More than the order pays.
const TOO_HIGH: Balance = 2 * PRICE + 1;

fn bid(price: Balance) -> Call<Runtime> {
	Call::bid { order: 0, price, terms: BidTerms { max_open: 1, credit_window: 1 } }
}

#[test]
fn a_doomed_bid_is_refused_and_costs_nothing_and_a_good_one_is_taken() {
	begin().execute_with(|| {
		place_order(AwardMode::Manual);
		let wing = account("Wing1");
		let before = free(&wing);

		let doomed = || signed_by("Wing1", 0, bid(TOO_HIGH));
		assert_eq!(validate(doomed()), Err(refused(Error::PriceTooHigh)));
		assert_eq!(Executive::apply_extrinsic(doomed()), Err(refused(Error::PriceTooHigh)));
		assert_eq!((free(&wing), System::account_nonce(&wing)), (before, 0));

		let good = || signed_by("Wing1", 0, bid(PRICE));
		assert_ok!(validate(good()));
		assert_ok!(Executive::apply_extrinsic(good()).expect("valid"));
		assert!(free(&wing) < before - Bids::<Runtime>::get(0)[0].deposit);
		assert_eq!(System::account_nonce(&wing), 1);

		assert_eq!(validate(signed_by("Wing1", 1, bid(PRICE))), Err(refused(Error::AlreadyBid)));
		assert_eq!(validate(signed_by("Eve", 0, bid(PRICE))), Err(refused(Error::NotRegistered)));
	});
}

#[test]
fn a_transaction_behind_another_of_its_sender_is_not_judged_yet() {
	begin().execute_with(|| {
		let later = validate(signed_by("Wing1", 1, bid(PRICE))).expect("passes");
		assert_eq!(later.requires, vec![(account("Wing1"), 0u32).encode()]);
		assert_eq!(validate(signed_by("Wing1", 0, bid(PRICE))), Err(refused(Error::UnknownOrder)));
	});
}

#[test]
fn a_batch_is_looked_into() {
	begin().execute_with(|| {
		place_order(AwardMode::Manual);
		let (good, doomed) = (|| bid(PRICE).into(), || bid(TOO_HIGH).into());
		let refuses = |batch: pallet_utility::Call<Runtime>| {
			assert_eq!(validate(signed_by("Wing1", 0, batch)), Err(refused(Error::PriceTooHigh)));
		};
		refuses(pallet_utility::Call::force_batch { calls: vec![doomed(), doomed()] });
		refuses(pallet_utility::Call::batch_all { calls: vec![good(), doomed()] });
		let begins_well = pallet_utility::Call::batch { calls: vec![good(), doomed()] };
		assert_ok!(validate(signed_by("Wing1", 0, begins_well)));
	});
}

#[test]
fn looking_is_paid_for() {
	begin().execute_with(|| {
		let judged = extensions_weight(bid(PRICE).into());
		let unjudged = extensions_weight(frame_system::Call::remark { remark: vec![] }.into());
		let look = <Runtime as pallet_marketplace::Config>::WeightInfo::check_doomed;
		assert_eq!(judged - unjudged, look(1) - look(0));
	});
}

/// What the extensions of a transaction weigh.
fn extensions_weight(call: RuntimeCall) -> Weight {
	let info = signed_by("Wing1", 0, call.clone()).get_dispatch_info();
	assert_eq!(info.extension_weight, extension(0).weight(&call));
	info.extension_weight
}
