use crate::{mock::*, *};
use airo_primitives::provider::ProviderUnavailable;
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::Perbill;

fn counter(who: u64, order: u32, price: Balance) -> DispatchResult {
	Marketplace::counter(RuntimeOrigin::signed(who), order, WING1, price)
}

fn accept(who: u64, order: u32, price: Balance) -> DispatchResult {
	Marketplace::accept_counter(RuntimeOrigin::signed(who), order, price)
}

fn kept(order: u32) -> Option<Balance> {
	bid_of(order, WING1).expect("a bid").counter
}

/// A manual order with bids of `WING1` at 500 and `WING2` at 450.
fn order() -> u32 {
	let id = place(spec());
	bid(id, WING1, 500);
	bid(id, WING2, 450);
	id
}

#[test]
fn a_counter_stands_with_its_bid_until_the_next_one() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		assert_ok!(counter(CONSUMER, id, 400));
		assert_eq!(events().last(), Some(&Event::Countered { order: id, provider: WING1, price: 400 }));
		assert_eq!(kept(id), Some(400));
		assert_eq!(bid_of(id, WING2).expect("a bid").counter, None);
		assert_ok!(counter(CONSUMER, id, 499));
		assert_ok!(counter(CONSUMER, id, 111));
		assert_eq!(kept(id), Some(111));
		assert_eq!(FakeProviders::covered(WING1), 500 * 21);
	});
}

#[test]
fn a_counter_is_below_the_bid_and_carries_royalty_commission_and_share() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		for price in [500, 501, Balance::MAX] {
			assert_noop!(counter(CONSUMER, id, price), Error::<Test>::CounterTooHigh);
		}
		assert_noop!(counter(CONSUMER, id, 110), Error::<Test>::PriceTooLow);
		assert_noop!(counter(CONSUMER, id, 0), Error::<Test>::ZeroAmount);
		assert_ok!(counter(CONSUMER, id, 111));
	});
}

#[test]
fn only_the_consumer_of_a_manual_order_counters_and_only_a_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		assert_noop!(counter(STRANGER, id, 400), Error::<Test>::NotConsumer);
		assert_noop!(counter(WING1, id, 400), Error::<Test>::NotConsumer);
		assert_noop!(counter(CONSUMER, 9, 400), Error::<Test>::UnknownOrder);
		let nobody = Marketplace::counter(RuntimeOrigin::signed(CONSUMER), id, WING3, 400);
		assert_noop!(nobody, Error::<Test>::BidNotFound);
		let other = place(cheapest());
		bid(other, WING1, 500);
		assert_noop!(counter(CONSUMER, other, 400), Error::<Test>::NotManual);
		assert_noop!(accept(WING1, other, 400), Error::<Test>::NotManual);
		assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id));
		assert_noop!(counter(CONSUMER, id, 400), Error::<Test>::OrderClosed);
		assert_noop!(accept(WING1, id, 400), Error::<Test>::OrderClosed);
	});
}

#[test]
fn an_accepted_counter_lowers_the_bid_and_awards_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		assert_ok!(counter(CONSUMER, id, 400));
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(90));
		go_to(7);
		assert_ok!(accept(WING1, id, 400));
		assert_eq!(events().last(), Some(&Event::CounterAccepted { order: id, provider: WING1, price: 400 }));
		let lowered = bid_of(id, WING1).expect("a bid");
		assert_eq!((lowered.price, lowered.coverage, lowered.counter), (400, 400 * 21, None));
		assert_eq!((lowered.placed, lowered.score, lowered.terms), (7, Perbill::from_percent(90), TERMS));
		assert_eq!(FakeProviders::covered(WING1), 400 * 21);
		assert_eq!(held(HoldReason::BidDeposit, WING1), DEPOSIT);
		assert_eq!(bidders(id), vec![WING1, WING2]);
		assert_eq!(Opened::get(), vec![]);
		assert_ok!(Marketplace::award(RuntimeOrigin::signed(CONSUMER), id, WING2));
	});
}

#[test]
fn an_accepted_counter_needs_no_least_step() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		assert_ok!(counter(CONSUMER, id, 499));
		assert_ok!(accept(WING1, id, 499));
		assert_eq!(bid_of(id, WING1).expect("a bid").price, 499);
	});
}

#[test]
fn only_the_counter_that_stands_can_be_accepted_and_only_by_its_bidder() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		assert_noop!(accept(WING1, id, 400), Error::<Test>::NoCounter);
		assert_ok!(counter(CONSUMER, id, 400));
		assert_noop!(accept(WING2, id, 400), Error::<Test>::NoCounter);
		assert_noop!(accept(WING3, id, 400), Error::<Test>::BidNotFound);
		assert_noop!(accept(CONSUMER, id, 400), Error::<Test>::BidNotFound);
		assert_noop!(accept(WING1, 9, 400), Error::<Test>::UnknownOrder);
		assert_ok!(counter(CONSUMER, id, 300));
		assert_noop!(accept(WING1, id, 400), Error::<Test>::CounterChanged);
		assert_ok!(accept(WING1, id, 300));
		assert_noop!(accept(WING1, id, 300), Error::<Test>::NoCounter);
	});
}

#[test]
fn the_two_sides_negotiate_as_long_as_the_order_can_be_awarded() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		go_to(21 + GRACE);
		assert_ok!(counter(CONSUMER, id, 400));
		assert_ok!(accept(WING1, id, 400));
		assert_ok!(counter(CONSUMER, id, 300));
		go_to(22 + GRACE);
		assert_noop!(counter(CONSUMER, id, 200), Error::<Test>::AwardClosed);
		assert_noop!(accept(WING1, id, 300), Error::<Test>::AwardClosed);
	});
}

#[test]
fn a_bid_lowered_to_its_counter_or_below_has_answered_it() {
	ExtBuilder::build_and_execute(|| {
		for (price, left) in [(450, Some(400)), (401, Some(400)), (400, None), (350, None)] {
			let id = order();
			assert_ok!(counter(CONSUMER, id, 400));
			bid(id, WING1, price);
			assert_eq!(kept(id), left);
		}
	});
}

#[test]
fn a_counter_goes_with_its_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 600);
		assert_ok!(counter(CONSUMER, id, 200));
		fill(id, 500);
		assert_eq!(bid_of(id, WING1), None);
		assert_noop!(accept(WING1, id, 200), Error::<Test>::BidNotFound);
		bid(id, WING1, 300);
		assert_eq!(kept(id), None);
	});
}

#[test]
fn whoever_could_not_win_accepts_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = place(OrderSpec { min_bond: BOND, min_score: Perbill::from_percent(80), ..spec() });
		bid(id, WING1, 500);
		assert_ok!(counter(CONSUMER, id, 400));
		FakeProviders::change(WING1, |provider| provider.refusal = Some(ProviderUnavailable::NoOffer));
		assert_noop!(accept(WING1, id, 400), Error::<Test>::NoOffer);
		FakeProviders::change(WING1, |provider| provider.refusal = None);
		FakeProviders::change(WING1, |provider| provider.bond -= 1);
		assert_noop!(accept(WING1, id, 400), Error::<Test>::BondTooLow);
		FakeProviders::change(WING1, |provider| provider.bond += 1);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(79));
		assert_noop!(accept(WING1, id, 400), Error::<Test>::ScoreTooLow);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(80));
		assert_ok!(accept(WING1, id, 400));
	});
}

#[test]
fn a_stricter_rule_of_coverage_holds_for_an_accepted_counter() {
	ExtBuilder::build_and_execute(|| {
		let id = order();
		assert_ok!(counter(CONSUMER, id, 400));
		FakeProviders::change(WING1, |provider| provider.bond = 500 * 21);
		CoveredPrices::set(&27);
		assert_noop!(accept(WING1, id, 400), Error::<Test>::NotEnoughFreeBond);
		CoveredPrices::set(&26);
		assert_ok!(accept(WING1, id, 400));
		assert_eq!(FakeProviders::covered(WING1), 400 * 26);
	});
}
