use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn poke(order: u32) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Marketplace::poke(RuntimeOrigin::signed(STRANGER), order)
}

#[test]
fn a_cancelled_order_gives_everything_back() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		bid(id, WING2, 600);
		let info = Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id).expect("cancelled");
		assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::cancel(2)));
		assert_eq!(events().last(), Some(&Event::OrderCancelled { order: id, refunded: 100_000 }));
		assert_clean();
		assert_eq!((free(CONSUMER), free(WING1), free(WING2)), (START, START, START));
		assert_eq!((FakeProviders::covered(WING1), FakeProviders::covered(WING2)), (0, 0));
	});
}

#[test]
fn only_the_consumer_cancels_and_only_an_open_order() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), 0), Error::<Test>::UnknownOrder);
		let id = place(spec());
		assert_noop!(Marketplace::cancel(RuntimeOrigin::signed(STRANGER), id), Error::<Test>::NotConsumer);
		assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id));
		assert_noop!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id), Error::<Test>::OrderClosed);
	});
}

#[test]
fn an_order_without_bids_expires_with_its_bid_window() {
	ExtBuilder::build_and_execute(|| {
		let manual = place(spec());
		let cheapest = place(cheapest());
		go_to(21);
		assert_noop!(poke(manual), Error::<Test>::NotDue);
		assert_noop!(poke(cheapest), Error::<Test>::NotDue);
		go_to(22);
		assert_ok!(poke(manual));
		assert_ok!(poke(cheapest));
		assert_eq!(events().last(), Some(&Event::OrderExpired { order: cheapest, refunded: 100_000 }));
		assert_clean();
		assert_eq!(free(CONSUMER), START);
	});
}

#[test]
fn a_manual_order_with_bids_waits_for_its_consumer_until_the_grace_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		bid(id, WING2, 500);
		go_to(21 + GRACE);
		assert_noop!(poke(id), Error::<Test>::NotDue);
		go_to(22 + GRACE);
		assert_ok!(poke(id));
		assert_clean();
		assert_eq!((free(CONSUMER), free(WING1), free(WING2)), (START, START, START));
		assert_eq!((FakeProviders::covered(WING1), FakeProviders::covered(WING2)), (0, 0));
	});
}

#[test]
fn poking_an_order_that_is_not_there_says_whether_it_ever_was() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(poke(0), Error::<Test>::UnknownOrder);
		let id = place(spec());
		go_to(22);
		assert_ok!(poke(id));
		assert_noop!(poke(id), Error::<Test>::OrderClosed);
	});
}

#[test]
fn a_deposit_that_its_bidder_cannot_take_back_goes_to_the_treasury() {
	ExtBuilder::build_and_execute(|| {
		// Deposit below the existential deposit, and an account kept alive by something other than its balance.
		let id = place(spec());
		bid(id, WING1, 500);
		Bids::<Test>::mutate(id, |bids| bids[0].deposit = ED - 1);
		let rest = DEPOSIT - (ED - 1);
		Marketplace::give_back(HoldReason::BidDeposit, &WING1, rest);
		System::inc_providers(&WING1);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(WING1), STRANGER, free(WING1)));
		assert_eq!(free(WING1), 0);

		assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id));
		assert_clean();
		assert_eq!(free(WING1), 0);
		assert_eq!(free(TREASURY), START + ED - 1);
		assert_eq!(FakeProviders::covered(WING1), 0);
	});
}

#[test]
fn a_consumer_who_spent_the_rest_still_gets_the_escrow_back() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		System::inc_providers(&CONSUMER);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(CONSUMER), STRANGER, free(CONSUMER)));
		go_to(22);
		assert_ok!(poke(id));
		assert_eq!(free(CONSUMER), 100_000);
		assert_clean();
	});
}
