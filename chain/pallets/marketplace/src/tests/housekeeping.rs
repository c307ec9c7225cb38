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
		assert_eq!(idle(enough()), <Test as Config>::WeightInfo::housekeep_base());
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
		let base = <Test as Config>::WeightInfo::housekeep_base();
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

#[test]
fn ten_thousand_orders_that_end_at_once_never_exceed_the_weight() {
	ExtBuilder::build_and_execute(|| {
		let small = || OrderSpec { inferences: 1, channel_quota: 0, max_price: 111, ..spec() };
		for _ in 0..10_000 {
			place(small());
		}
		System::reset_events();
		let limit = Weight::from_parts(300_000_000_000, u64::MAX);
		let mut block = 22;
		let mut left = 10_000;
		while left > 0 {
			assert!(block < 1_000, "housekeeping doesn't come to an end");
			go_to(block);
			let used = idle(limit);
			assert!(used.all_lte(limit));
			let now = Orders::<Test>::iter_keys().count();
			assert!(now < left, "an idle block with room did nothing");
			assert!(now == 0 || used.ref_time() > limit.ref_time() / 2, "room was left unused");
			left = now;
			System::reset_events();
			block += 1;
		}
		assert!(block > 23, "the limit never bit");
		assert_clean();
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
