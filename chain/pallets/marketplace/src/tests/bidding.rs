use crate::{mock::*, *};
use airo_primitives::provider::ProviderUnavailable;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Perbill;

fn try_bid(order: u32, who: u64, price: Balance) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Marketplace::bid(RuntimeOrigin::signed(who), order, price, TERMS)
}

#[test]
fn a_bid_holds_its_deposit_and_locks_coverage() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 900);
		assert_eq!(held(HoldReason::BidDeposit, WING1), DEPOSIT);
		assert_eq!(FakeProviders::covered(WING1), 900 * 21);
		assert_eq!(
			events().last(),
			Some(&Event::BidPlaced { order: id, provider: WING1, price: 900, terms: TERMS })
		);
		let bids = Bids::<Test>::get(id);
		assert_eq!((bids[0].coverage, bids[0].deposit, bids[0].placed), (900 * 21, DEPOSIT, 1));
		assert_eq!(bids[0].score, Perbill::from_percent(80));
	});
}

#[test]
fn bids_are_kept_cheapest_first_then_by_score_then_by_age() {
	ExtBuilder::build_and_execute(|| {
		FakeProviders::change(WING3, |provider| provider.score = Perbill::from_percent(90));
		let id = place(spec());
		bid(id, WING2, 500);
		go_to(2);
		bid(id, WING1, 500);
		bid(id, WING3, 500);
		assert_eq!(bidders(id), vec![WING3, WING2, WING1]);
	});
}

#[test]
fn a_bid_in_the_same_block_at_the_same_price_comes_behind_the_earlier_one() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING3, 500);
		bid(id, WING1, 499);
		bid(id, WING2, 500);
		assert_eq!(bidders(id), vec![WING1, WING3, WING2]);
	});
}

#[test]
fn a_bid_on_an_order_that_is_not_there_says_whether_it_ever_was() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(try_bid(0, WING1, 500), Error::<Test>::UnknownOrder);
		let id = place(spec());
		assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id));
		assert_noop!(try_bid(id, WING1, 500), Error::<Test>::OrderClosed);
	});
}

#[test]
fn a_bid_is_taken_in_the_last_block_of_the_window_and_not_after() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		go_to(21);
		bid(id, WING1, 500);
		go_to(22);
		assert_noop!(try_bid(id, WING2, 500), Error::<Test>::BiddingClosed);
	});
}

#[test]
fn only_providers_on_the_market_may_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		assert_noop!(try_bid(id, STRANGER, 500), Error::<Test>::NotRegistered);
		FakeProviders::change(WING1, |provider| provider.refusal = Some(ProviderUnavailable::Chilled));
		assert_noop!(try_bid(id, WING1, 500), Error::<Test>::Chilled);
		FakeProviders::change(WING1, |provider| provider.refusal = Some(ProviderUnavailable::NoOffer));
		assert_noop!(try_bid(id, WING1, 500), Error::<Test>::NoOffer);
		assert_noop!(try_bid(id, CONSUMER, 500), Error::<Test>::OwnOrder);
	});
}

#[test]
fn a_price_is_between_the_floor_and_the_orders_price() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		assert_noop!(try_bid(id, WING1, 0), Error::<Test>::ZeroAmount);
		assert_noop!(try_bid(id, WING1, 110), Error::<Test>::PriceTooLow);
		assert_noop!(try_bid(id, WING1, 1_001), Error::<Test>::PriceTooHigh);
		bid(id, WING1, 111);
		bid(id, WING2, 1_000);
	});
}

#[test]
fn a_running_order_keeps_its_floor_when_the_providers_least_share_rises() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		MinShare::set(&100);
		bid(id, WING1, 111);
		let later = place(spec());
		assert_noop!(try_bid(later, WING1, 201), Error::<Test>::PriceTooLow);
		bid(later, WING1, 202);
		assert_eq!(Marketplace::quote_floor(MODEL), Some(202));
	});
}

#[test]
fn terms_stay_within_their_limits() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		for max_open in [0, 65] {
			let terms = BidTerms { max_open, credit_window: 0 };
			assert_noop!(
				Marketplace::bid(RuntimeOrigin::signed(WING1), id, 500, terms),
				Error::<Test>::TermsOutOfRange
			);
		}
		let terms = BidTerms { max_open: 64, credit_window: u32::MAX };
		assert_ok!(Marketplace::bid(RuntimeOrigin::signed(WING1), id, 500, terms));
	});
}

#[test]
fn a_bid_needs_free_bond_and_a_deposit() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		FakeProviders::change(WING1, |provider| provider.covered = provider.bond - 500 * 21 + 1);
		assert_noop!(try_bid(id, WING1, 500), Error::<Test>::NotEnoughFreeBond);
		FakeProviders::change(WING1, |provider| provider.covered = 0);
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(WING2),
			STRANGER,
			START - DEPOSIT - ED + 1
		));
		assert_noop!(try_bid(id, WING2, 500), Error::<Test>::InsufficientFunds);
		assert_eq!(FakeProviders::covered(WING2), 0);
	});
}

#[test]
fn a_coverage_too_large_to_count_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let max_price = u128::MAX / 20;
		let id = place(OrderSpec { max_price: 1_000, inferences: 1, channel_quota: 0, ..spec() });
		Orders::<Test>::mutate(id, |order| {
			let order = order.as_mut().expect("an order");
			order.spec.max_price = max_price;
		});
		assert_noop!(try_bid(id, WING1, max_price), Error::<Test>::AmountOverflow);
		Orders::<Test>::mutate(id, |order| {
			let order = order.as_mut().expect("an order");
			order.spec.max_price = 1_000;
		});
	});
}
