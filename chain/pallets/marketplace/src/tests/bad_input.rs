//! Each call, and all that can be wrong with it.

mod world;

use crate::{mock::*, *};
use airo_primitives::provider::ProviderUnavailable;
use codec::{Decode, Encode};
use frame_support::BoundedVec;
use sp_runtime::DispatchError;
use world::*;

#[test]
fn no_call_is_anything_but_signed() {
	let calls = || {
		[
			place_as(|_| ()),
			bid_at(MANUAL, 450),
			award(MANUAL, WING1),
			counter(MANUAL, WING1, 300),
			accept(MANUAL, 400),
			cancel(MANUAL),
			poke(MANUAL),
		]
	};
	for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
		refused(|| (), calls().map(|call| (origin.clone(), call, DispatchError::BadOrigin)));
	}
}

#[test]
fn place_order_refuses() {
	let cases = [
		(place_as(|spec| spec.model = 77), Error::ModelUnknown),
		(place_as(|spec| spec.model = DRAFT), Error::ModelDraft),
		(place_as(|spec| spec.model = RETIRED), Error::ModelRetired),
		(place_as(|spec| (spec.inferences, spec.channel_quota) = (0, 0)), Error::ZeroInferences),
		(place_as(|spec| spec.inferences = 1_000_001), Error::TooManyInferences),
		(place_as(|spec| spec.channel_quota = 101), Error::QuotaTooLarge),
		(place_as(|spec| spec.max_price = 0), Error::ZeroAmount),
		(place_as(|spec| spec.max_price = 110), Error::PriceTooLow),
		(place_as(|spec| spec.max_price = Balance::MAX), Error::AmountOverflow),
		(place_as(|spec| spec.max_price = START), Error::InsufficientFunds),
		(place_as(|spec| spec.bid_window = 1), Error::WindowOutOfRange),
		(place_as(|spec| spec.bid_window = 101), Error::WindowOutOfRange),
		(place_as(|spec| spec.duration = 9), Error::WindowOutOfRange),
		(place_as(|spec| spec.duration = 1_001), Error::WindowOutOfRange),
		(place_as(|spec| spec.response_window = 2), Error::WindowOutOfRange),
		(place_as(|spec| spec.response_window = 51), Error::WindowOutOfRange),
		(place_as(|spec| spec.challenge_window = 3), Error::WindowOutOfRange),
		(place_as(|spec| spec.challenge_window = 61), Error::WindowOutOfRange),
		(place_as(|spec| spec.invited = Some(BoundedVec::new())), Error::NobodyInvited),
		(place_as(|spec| spec.sealed = true), Error::SealedWithoutKey),
	];
	refused(|| (), cases.map(|(call, error)| case(CONSUMER, call, error)));
	refused(|| NextOrderId::<Test>::put(u32::MAX), [case(CONSUMER, place_as(|_| ()), Error::NoMoreIds)]);
}

#[test]
fn a_list_of_too_many_invited_is_no_order() {
	let three = OrderSpec::<Test> { invited: Some(BoundedVec::truncate_from(vec![7; 3])), ..spec() };
	let encoded = three.encode();
	let list = Some(vec![7u64; 3]).encode();
	let at = encoded.windows(list.len()).position(|part| part == list).expect("the list");
	let four = [&encoded[..at], &Some(vec![7u64; 4]).encode(), &encoded[at + list.len()..]].concat();
	assert_eq!(OrderSpec::<Test>::decode(&mut &encoded[..]), Ok(three));
	assert!(OrderSpec::<Test>::decode(&mut &four[..]).is_err());
}

#[test]
fn bid_refuses() {
	let broke = 70;
	let prepare = || {
		KnownProviders::insert(broke, KnownProviders::get(WING1).expect("a provider"));
		FakeProviders::change(broke, |provider| provider.covered = 0);
	};
	refused(
		prepare,
		[
			case(WING3, bid_at(UNKNOWN, 500), Error::UnknownOrder),
			case(WING3, bid_at(CANCELLED, 500), Error::OrderClosed),
			case(STRANGER, bid_at(MANUAL, 500), Error::NotRegistered),
			case(CONSUMER, bid_at(MANUAL, 500), Error::OwnOrder),
			case(WING1, bid_at(INVITED, 500), Error::NotInvited),
			case(WING1, bid_at(RICH, 500), Error::BondTooLow),
			case(WING1, bid_at(GOOD, 500), Error::ScoreTooLow),
			case(WING1, bid_at(BARRED, 500), Error::Barred),
			case(WING1, bid_at(FULL, 304), Error::BidsFull),
			case(WING1, bid_at(FULL, 900), Error::BidsFull),
			case(WING3, bid_at(MANUAL, 0), Error::ZeroAmount),
			case(WING3, bid_at(MANUAL, 110), Error::PriceTooLow),
			case(WING3, bid_at(MANUAL, 1_001), Error::PriceTooHigh),
			case(WING3, bid_at(MANUAL, Balance::MAX), Error::PriceTooHigh),
			case(WING3, bid_at(LARGE, 900_000), Error::NotEnoughFreeBond),
			case(broke, bid_at(MANUAL, 450), Error::InsufficientFunds),
			case(WING1, bid_at(MANUAL, 501), Error::PriceRaised),
			case(WING1, bid_at(MANUAL, 500), Error::AlreadyBid),
			case(WING1, bid_at(MANUAL, 496), Error::LoweringTooSmall),
			case(WING1, bid_with(0, 100), Error::TermsOutOfRange),
			case(WING1, bid_with(65, 100), Error::TermsOutOfRange),
			case(WING1, bid_with(7, 100), Error::TermsWorse),
			case(WING1, bid_with(8, 5), Error::TermsWorse),
		],
	);
	for (reason, error) in [
		(ProviderUnavailable::Chilled, Error::Chilled),
		(ProviderUnavailable::NoOffer, Error::NoOffer),
		(ProviderUnavailable::NotRegistered, Error::NotRegistered),
	] {
		let prepare = || FakeProviders::change(WING3, |provider| provider.refusal = Some(reason));
		refused(prepare, [case(WING3, bid_at(MANUAL, 500), error)]);
	}
	refused(
		|| go_to(22),
		[
			case(WING3, bid_at(MANUAL, 500), Error::BiddingClosed),
			case(WING1, bid_at(MANUAL, 450), Error::BiddingClosed),
		],
	);
}

#[test]
fn award_refuses() {
	refused(
		|| (),
		[
			case(CONSUMER, award(UNKNOWN, WING1), Error::UnknownOrder),
			case(CONSUMER, award(CANCELLED, WING1), Error::OrderClosed),
			case(OTHER_CONSUMER, award(MANUAL, WING1), Error::NotConsumer),
			case(WING1, award(MANUAL, WING1), Error::NotConsumer),
			case(CONSUMER, award(CHEAPEST, WING1), Error::NotManual),
			case(CONSUMER, award(LONELY, WING1), Error::BidNotFound),
			case(CONSUMER, award(MANUAL, WING3), Error::BidNotFound),
		],
	);
	let chill = || {
		FakeProviders::change(WING1, |provider| provider.refusal = Some(ProviderUnavailable::Chilled));
	};
	refused(chill, [case(CONSUMER, award(MANUAL, WING1), Error::Chilled)]);
	refused(|| go_to(22 + GRACE), [case(CONSUMER, award(MANUAL, WING1), Error::AwardClosed)]);
}

#[test]
fn counter_refuses() {
	refused(
		|| (),
		[
			case(CONSUMER, counter(UNKNOWN, WING1, 300), Error::UnknownOrder),
			case(CONSUMER, counter(CANCELLED, WING1, 300), Error::OrderClosed),
			case(OTHER_CONSUMER, counter(MANUAL, WING1, 300), Error::NotConsumer),
			case(CONSUMER, counter(CHEAPEST, WING1, 300), Error::NotManual),
			case(CONSUMER, counter(LONELY, WING1, 300), Error::BidNotFound),
			case(CONSUMER, counter(MANUAL, WING3, 300), Error::BidNotFound),
			case(CONSUMER, counter(MANUAL, WING1, 0), Error::ZeroAmount),
			case(CONSUMER, counter(MANUAL, WING1, 110), Error::PriceTooLow),
			case(CONSUMER, counter(MANUAL, WING1, 500), Error::CounterTooHigh),
			case(CONSUMER, counter(MANUAL, WING1, Balance::MAX), Error::CounterTooHigh),
		],
	);
	refused(|| go_to(22 + GRACE), [case(CONSUMER, counter(MANUAL, WING1, 300), Error::AwardClosed)]);
}

#[test]
fn accept_counter_refuses() {
	refused(
		|| (),
		[
			case(WING1, accept(UNKNOWN, 400), Error::UnknownOrder),
			case(WING1, accept(CANCELLED, 400), Error::OrderClosed),
			case(WING1, accept(CHEAPEST, 400), Error::NotManual),
			case(WING1, accept(LONELY, 400), Error::BidNotFound),
			case(WING3, accept(MANUAL, 400), Error::BidNotFound),
			case(WING2, accept(MANUAL, 400), Error::NoCounter),
			case(WING1, accept(MANUAL, 0), Error::CounterChanged),
			case(WING1, accept(MANUAL, 399), Error::CounterChanged),
			case(WING1, accept(MANUAL, 401), Error::CounterChanged),
		],
	);
	refused(|| go_to(22 + GRACE), [case(WING1, accept(MANUAL, 400), Error::AwardClosed)]);
}

#[test]
fn cancel_refuses() {
	refused(
		|| (),
		[
			case(CONSUMER, cancel(UNKNOWN), Error::UnknownOrder),
			case(CONSUMER, cancel(CANCELLED), Error::OrderClosed),
			case(OTHER_CONSUMER, cancel(MANUAL), Error::NotConsumer),
			case(WING1, cancel(MANUAL), Error::NotConsumer),
		],
	);
}

#[test]
fn poke_refuses() {
	refused(
		|| go_to(21),
		[
			case(STRANGER, poke(UNKNOWN), Error::UnknownOrder),
			case(STRANGER, poke(CANCELLED), Error::OrderClosed),
			case(STRANGER, poke(MANUAL), Error::NotDue),
			case(STRANGER, poke(LONELY), Error::NotDue),
			case(STRANGER, poke(CHEAPEST), Error::NotDue),
		],
	);
	refused(|| go_to(21 + GRACE), [case(STRANGER, poke(MANUAL), Error::NotDue)]);
}
