use crate::{mock::*, *};
use airo_primitives::provider::ProviderUnavailable;
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{DispatchError, Permill};

fn award(order: u32, who: u64, winner: u64) -> Result<(), DispatchError> {
	frame_support::storage::with_storage_layer(|| {
		Marketplace::award(RuntimeOrigin::signed(who), order, winner).map(|_| ()).map_err(|e| e.error)
	})
}

#[test]
fn an_award_frees_everything_but_the_winners_coverage() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 900);
		bid(id, WING2, 500);
		bid(id, WING3, 700);
		assert_ok!(award(id, CONSUMER, WING3));
		assert_eq!(
			events().last(),
			Some(&Event::OrderAwarded {
				order: id,
				agreement: 700,
				consumer: CONSUMER,
				provider: WING3,
				model: MODEL,
				price: 700,
				inferences: 100,
			})
		);
		assert_clean();
		assert_eq!((FakeProviders::covered(WING1), FakeProviders::covered(WING2)), (0, 0));
		assert_eq!(FakeProviders::covered(WING3), 700 * 21);
		assert_eq!(free(CONSUMER), START);
		assert_eq!(Opened::get(), vec![(id, WING3, 700, 700 * 21, DEPOSIT, 6)]);
	});
}

#[test]
fn an_agreement_gets_the_snapshot_of_order_and_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 900);
		assert_ok!(award(id, CONSUMER, WING1));
		let new = LAST.with(|last| last.borrow().clone()).expect("an agreement");
		assert_eq!((new.order, new.consumer, new.provider, new.model), (id, CONSUMER, WING1, MODEL));
		assert_eq!((new.price, new.royalty, new.commission), (900, ROYALTY, Permill::from_percent(1)));
		assert_eq!((new.inferences, new.channel_quota), (100, 40));
		assert_eq!((new.max_open, new.credit_window), (8, 6));
		assert_eq!((new.duration, new.response_window, new.challenge_window), (500, 10, 12));
		assert_eq!((new.coverage, new.deposit), (900 * 21, DEPOSIT));
		assert_eq!(new.manifest, H256::repeat_byte(7));
		assert_eq!((new.receipt_key, new.consumer_key), (receipt_key(WING1), spec().consumer_key));
	});
}

#[test]
fn a_credit_window_below_a_sixteenth_stays_as_it_was_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = place(OrderSpec { inferences: 160, ..spec() });
		let terms = BidTerms { max_open: 1, credit_window: 3 };
		assert_ok!(Marketplace::bid(RuntimeOrigin::signed(WING1), id, 500, terms));
		assert_ok!(award(id, CONSUMER, WING1));
		assert_eq!(Opened::get()[0].5, 3);
	});
}

#[test]
fn a_manual_order_is_awarded_from_the_first_bid_until_the_grace_is_over() {
	ExtBuilder::build_and_execute(|| {
		let first = place(spec());
		let last = place(spec());
		let late = place(spec());
		for id in [first, last, late] {
			bid(id, WING1, 500);
		}
		assert_ok!(award(first, CONSUMER, WING1));
		go_to(21 + GRACE);
		assert_ok!(award(last, CONSUMER, WING1));
		go_to(21 + GRACE + 1);
		assert_noop!(award(late, CONSUMER, WING1), Error::<Test>::AwardClosed);
	});
}

#[test]
fn only_the_consumer_awards_and_only_to_a_bidder() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		assert_noop!(award(id, STRANGER, WING1), Error::<Test>::NotConsumer);
		assert_noop!(award(id, WING1, WING1), Error::<Test>::NotConsumer);
		assert_noop!(award(id, CONSUMER, WING2), Error::<Test>::BidNotFound);
		assert_noop!(award(9, CONSUMER, WING1), Error::<Test>::UnknownOrder);
		assert_ok!(award(id, CONSUMER, WING1));
		assert_noop!(award(id, CONSUMER, WING1), Error::<Test>::OrderClosed);
	});
}

#[test]
fn an_order_that_takes_the_cheapest_is_not_awarded_by_hand() {
	ExtBuilder::build_and_execute(|| {
		let id = place(cheapest());
		bid(id, WING1, 500);
		assert_noop!(award(id, CONSUMER, WING1), Error::<Test>::NotManual);
	});
}

#[test]
fn a_winner_that_left_the_market_is_refused_with_the_reason() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		let reasons = [
			(ProviderUnavailable::Chilled, Error::<Test>::Chilled),
			(ProviderUnavailable::NoOffer, Error::NoOffer),
			(ProviderUnavailable::NotRegistered, Error::NotRegistered),
		];
		for (reason, error) in reasons {
			FakeProviders::change(WING1, |provider| provider.refusal = Some(reason));
			assert_noop!(award(id, CONSUMER, WING1), error);
		}
		FakeProviders::change(WING1, |provider| provider.refusal = None);
		assert_ok!(award(id, CONSUMER, WING1));
	});
}

#[test]
fn an_agreement_that_does_not_open_leaves_the_order_as_it_was() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		FailFor::put(WING1);
		assert_noop!(award(id, CONSUMER, WING1), DispatchError::Other("won't open"));
	});
}

#[test]
fn the_cheapest_bid_wins_when_the_window_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let id = place(cheapest());
		bid(id, WING1, 600);
		bid(id, WING2, 400);
		bid(id, WING3, 500);
		go_to(21);
		assert_noop!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id), Error::<Test>::NotDue);
		go_to(22);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		assert!(matches!(
			events().last(),
			Some(Event::OrderAwarded { provider: WING2, price: 400, inferences: 100, .. })
		));
		assert_clean();
		assert_eq!((FakeProviders::covered(WING1), FakeProviders::covered(WING3)), (0, 0));
	});
}

#[test]
fn a_tie_goes_to_the_better_score_and_then_to_the_earlier_bid() {
	ExtBuilder::build_and_execute(|| {
		let scored = place(cheapest());
		bid(scored, WING1, 500);
		FakeProviders::change(WING2, |provider| provider.score = sp_runtime::Perbill::from_percent(81));
		go_to(2);
		bid(scored, WING2, 500);
		FakeProviders::change(WING2, |provider| provider.score = sp_runtime::Perbill::from_percent(80));
		let aged = place(cheapest());
		bid(aged, WING3, 500);
		go_to(3);
		bid(aged, WING1, 500);
		go_to(30);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), scored));
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), aged));
		let winners: Vec<_> = Opened::get().iter().map(|opened| (opened.0, opened.1)).collect();
		assert_eq!(winners, vec![(scored, WING2), (aged, WING3)]);
	});
}

#[test]
fn the_next_cheapest_wins_when_the_cheapest_is_off_the_market_or_cannot_open() {
	ExtBuilder::build_and_execute(|| {
		let id = place(cheapest());
		bid(id, WING1, 300);
		bid(id, WING2, 400);
		bid(id, WING3, 500);
		FakeProviders::change(WING1, |provider| provider.refusal = Some(ProviderUnavailable::Chilled));
		FailFor::put(WING2);
		go_to(22);
		let info = Marketplace::poke(RuntimeOrigin::signed(STRANGER), id).expect("awarded");
		assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::poke(3, 0)));
		assert_eq!(Opened::get(), vec![(id, WING3, 500, 500 * 21, DEPOSIT, 6)]);
		assert_clean();
		assert_eq!((FakeProviders::covered(WING1), FakeProviders::covered(WING2)), (0, 0));
	});
}

#[test]
fn the_cheapest_order_expires_when_no_bidder_can_take_it() {
	ExtBuilder::build_and_execute(|| {
		let id = place(cheapest());
		bid(id, WING1, 300);
		FakeProviders::change(WING1, |provider| provider.refusal = Some(ProviderUnavailable::Chilled));
		go_to(22);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		assert_eq!(events().last(), Some(&Event::OrderExpired { order: id, refunded: 100_000 }));
		assert_clean();
	});
}

#[test]
fn nothing_is_awarded_after_the_grace_even_when_nobody_poked() {
	ExtBuilder::build_and_execute(|| {
		let last = place(cheapest());
		let late = place(cheapest());
		bid(last, WING1, 300);
		bid(late, WING1, 300);
		go_to(21 + GRACE);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), last));
		assert_eq!(Opened::get().len(), 1);
		go_to(22 + GRACE);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), late));
		assert_eq!(Opened::get().len(), 1);
		assert_eq!(events().last(), Some(&Event::OrderExpired { order: late, refunded: 100_000 }));
		assert_clean();
		assert_eq!(FakeProviders::covered(WING1), 300 * 21);
	});
}
