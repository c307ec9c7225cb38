use crate::{mock::*, *};
use frame_support::weights::Weight;

fn enough() -> Weight {
	Weight::from_parts(1_000_000_000_000, u64::MAX)
}

#[test]
fn idle_blocks_award_and_expire_what_is_due() {
	ExtBuilder::build_and_execute(|| {
		let won = place(cheapest());
		let expired = place(cheapest());
		let waiting = place(spec());
		bid(won, WING1, 500);
		bid(waiting, WING2, 500);
		go_to(21);
		idle(enough());
		assert_eq!(Orders::<Test>::iter().count(), 3);
		go_to(22);
		idle(enough());
		assert_eq!(Opened::get().len(), 1);
		assert!(events().contains(&Event::OrderExpired { order: expired, refunded: 100_000 }));
		assert_eq!(Orders::<Test>::iter_keys().collect::<Vec<_>>(), vec![waiting]);
		assert_eq!(HousekeptUntil::<Test>::get(), Some(22));
		go_to(22 + GRACE);
		idle(enough());
		assert_clean();
		assert_eq!(FakeProviders::covered(WING2), 0);
	});
}

#[test]
fn housekeeping_looks_at_nothing_before_the_first_order() {
	ExtBuilder::build_and_execute(|| {
		go_to(1_000_000);
		assert_eq!(idle(enough()), <Test as Config>::WeightInfo::housekeep(0));
		assert_eq!(HousekeptUntil::<Test>::get(), None);
		place(spec());
		assert_eq!(HousekeptUntil::<Test>::get(), Some(1_000_000));
	});
}

#[test]
fn housekeeping_does_nothing_without_weight() {
	ExtBuilder::build_and_execute(|| {
		place(spec());
		go_to(50);
		assert_eq!(idle(Weight::zero()), Weight::zero());
		let base = <Test as Config>::WeightInfo::housekeep(0);
		assert_eq!(idle(base), base);
		assert_eq!(HousekeptUntil::<Test>::get(), Some(1));
		assert_eq!(Orders::<Test>::iter().count(), 1);
	});
}

#[test]
fn blocks_that_were_missed_are_made_up_for() {
	ExtBuilder::build_and_execute(|| {
		for block in 1..=10 {
			go_to(block);
			place(spec());
		}
		go_to(500);
		idle(enough());
		assert_clean();
		assert_eq!(HousekeptUntil::<Test>::get(), Some(500));
	});
}

/// Ends all orders in idle blocks of this weight. Returns in how many blocks.
fn work_off(limit: Weight) -> u64 {
	let most = Marketplace::heaviest_poke();
	let mut left = Orders::<Test>::iter_keys().count();
	let mut blocks = 0;
	while left > 0 {
		let used = idle(limit);
		assert!(used.all_lte(limit));
		let now = Orders::<Test>::iter_keys().count();
		assert!(now < left, "an idle block with room did nothing");
		assert!(now == 0 || (limit - used).any_lt(most), "room for another order was left");
		left = now;
		blocks += 1;
		go_to(System::block_number() + 1);
	}
	blocks
}

fn ended() -> (usize, usize) {
	let events = events();
	let won = events.iter().filter(|event| matches!(event, Event::OrderAwarded { .. })).count();
	let expired = events.iter().filter(|event| matches!(event, Event::OrderExpired { .. })).count();
	(won, expired)
}

#[test]
fn ten_thousand_orders_that_end_at_once_never_exceed_the_weight() {
	ExtBuilder::build_and_execute(|| {
		let small = || OrderSpec { inferences: 1, channel_quota: 0, max_price: 111, ..spec() };
		for _ in 0..10_000 {
			place(small());
		}
		assert_eq!(held(HoldReason::OrderEscrow, CONSUMER), 1_110_000);
		go_to(22);
		let blocks = work_off(Weight::from_parts(300_000_000_000, u64::MAX));
		assert!(blocks > 10, "the limit never bit");
		assert_eq!(ended(), (0, 10_000));
		assert_eq!(free(CONSUMER), START);
		assert_clean();
		idle(enough());
		assert_eq!(HousekeptUntil::<Test>::get(), Some(System::block_number()));
	});
}

#[test]
fn ten_thousand_orders_with_bids_that_end_all_over_a_hundred_blocks_all_end() {
	ExtBuilder::build_and_execute(|| {
		let like = KnownProviders::get(WING1).expect("a provider");
		for who in [WING1, WING2, WING3] {
			KnownProviders::insert(who, FakeProvider { bond: Balance::MAX / 4, ..like.clone() });
		}
		let modes = [AwardMode::Cheapest, AwardMode::Manual];
		for n in 0..10_000u64 {
			let award = modes[n as usize % 2];
			let small = OrderSpec { inferences: 1, channel_quota: 0, max_price: 200, award, ..spec() };
			let id = place(OrderSpec { bid_window: 2 + n % 99, ..small });
			let bidders = [WING1, WING2, WING3].into_iter().take(n as usize % 4);
			bidders.zip(120..).for_each(|(who, price)| bid(id, who, price));
		}
		System::reset_events();
		// Blocks of different weights, of which many have no room for a single order.
		let most = Marketplace::heaviest_poke();
		let mut before = 10_000;
		for block in 1..=150 {
			go_to(block);
			let limit = most.saturating_mul(block % 3 * 2);
			assert!(idle(limit).all_lte(limit));
			let now = Orders::<Test>::iter_keys().count();
			assert!(now <= before);
			before = now;
		}
		assert!(before > 1_000, "the limits never bit");
		work_off(most.saturating_mul(20));
		let (won, expired) = ended();
		assert_eq!(won + expired, 10_000);
		assert!(won > 0, "none was in time to be won");
		assert_clean();
		let engaged: Balance = Opened::get().iter().map(|opened| opened.3).sum();
		let covered: Balance = [WING1, WING2, WING3].into_iter().map(FakeProviders::covered).sum();
		assert_eq!(covered, engaged);
		assert_eq!([CONSUMER, WING1, WING2, WING3].map(free), [START; 4]);
	});
}

#[test]
fn an_order_poked_before_is_no_obstacle() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		go_to(22);
		frame_support::assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		idle(enough());
		assert_eq!(HousekeptUntil::<Test>::get(), Some(22));
	});
}
