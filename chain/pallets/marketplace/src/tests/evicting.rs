use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Perbill;

fn try_bid(order: u32, who: u64, price: Balance) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Marketplace::bid(RuntimeOrigin::signed(who), order, price, TERMS)
}

#[test]
fn a_cheaper_bid_takes_the_place_of_the_dearest_whose_money_is_free_at_once() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		let crowd = fill(id, 500);
		let dearest = crowd[4];
		assert_eq!((free(dearest), FakeProviders::covered(dearest)), (1_000 - DEPOSIT, 504 * 21));
		System::reset_events();
		let info = try_bid(id, WING1, 503).expect("taken");
		assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::bid(1)));
		assert_eq!((free(dearest), FakeProviders::covered(dearest)), (1_000, 0));
		assert_eq!(held(HoldReason::BidDeposit, dearest), 0);
		assert_eq!(bidders(id), vec![crowd[0], crowd[1], crowd[2], crowd[3], WING1]);
		assert_eq!(
			events(),
			vec![
				Event::BidEvicted { order: id, provider: dearest, price: 504 },
				Event::BidPlaced { order: id, provider: WING1, price: 503, terms: TERMS },
			]
		);
	});
}

#[test]
fn a_full_order_refuses_what_is_not_cheaper_than_its_dearest_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		fill(id, 500);
		assert_noop!(try_bid(id, WING1, 505), Error::<Test>::BidsFull);
		assert_noop!(try_bid(id, WING1, 504), Error::<Test>::BidsFull);
		assert_ok!(try_bid(id, WING1, 503));
	});
}

#[test]
fn a_better_score_alone_evicts_nobody() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		fill(id, 500);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::one());
		assert_noop!(try_bid(id, WING1, 504), Error::<Test>::BidsFull);
	});
}

#[test]
fn of_equally_dear_bids_the_worst_score_goes_and_then_the_latest() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		let crowd = crowd(MAX_BIDS);
		FakeProviders::change(crowd[1], |provider| provider.score = Perbill::from_percent(79));
		for who in &crowd {
			go_to(System::block_number() + 1);
			bid(id, *who, 500);
		}
		bid(id, WING1, 499);
		assert_eq!(bidders(id), vec![WING1, crowd[0], crowd[2], crowd[3], crowd[4]]);
		bid(id, WING2, 498);
		assert_eq!(bidders(id), vec![WING2, WING1, crowd[0], crowd[2], crowd[3]]);
	});
}

#[test]
fn an_order_with_room_evicts_nobody() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 900);
		let info = try_bid(id, WING2, 200).expect("taken");
		assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::bid(0)));
		assert_eq!(bidders(id), vec![WING2, WING1]);
	});
}

#[test]
fn lowering_in_a_full_order_evicts_nobody() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		let crowd = fill(id, 500);
		bid(id, crowd[4], 400);
		assert_eq!(bidders(id), vec![crowd[4], crowd[0], crowd[1], crowd[2], crowd[3]]);
	});
}

#[test]
fn the_evicted_may_bid_again_like_anybody_else() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		let crowd = fill(id, 500);
		bid(id, WING1, 300);
		assert_noop!(try_bid(id, crowd[4], 503), Error::<Test>::BidsFull);
		bid(id, crowd[4], 502);
		assert_eq!(bid_of(id, crowd[3]), None);
		assert_eq!(held(HoldReason::BidDeposit, crowd[4]), DEPOSIT);
	});
}

#[test]
fn a_bid_without_bond_or_deposit_evicts_nobody() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		fill(id, 500);
		FakeProviders::change(WING1, |provider| provider.covered = provider.bond);
		assert_noop!(try_bid(id, WING1, 300), Error::<Test>::NotEnoughFreeBond);
		let rest = DEPOSIT + ED - 1;
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(WING2), STRANGER, START - rest));
		assert_noop!(try_bid(id, WING2, 300), Error::<Test>::InsufficientFunds);
		assert_eq!(bidders(id).len(), MAX_BIDS as usize);
		FakeProviders::change(WING1, |provider| provider.covered = 0);
	});
}

#[test]
fn an_order_of_a_single_bid_stays_listed_where_it_is_due() {
	ExtBuilder::build_and_execute(|| {
		MaxBids::set(&1);
		let id = place(spec());
		bid(id, WING1, 500);
		bid(id, WING2, 400);
		assert_eq!(bidders(id), vec![WING2]);
		Marketplace::do_try_state().expect("invariants");
		go_to(22 + GRACE);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		assert_clean();
	});
}
