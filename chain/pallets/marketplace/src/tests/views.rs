use crate::{mock::*, *};
use airo_primitives::{provider::ProviderUnavailable, runtime_apis::Ineligible};
use frame_support::{assert_ok, BoundedVec};
use sp_runtime::Perbill;

#[test]
fn the_floor_is_the_lowest_price_that_is_taken() {
	ExtBuilder::build_and_execute(|| {
		let floor = Marketplace::quote_floor(MODEL).expect("a floor");
		let id = place(spec());
		assert!(Marketplace::bid(RuntimeOrigin::signed(WING1), id, floor - 1, TERMS).is_err());
		bid(id, WING2, floor);
		for model in [DRAFT, RETIRED, 77] {
			assert_eq!(Marketplace::quote_floor(model), None);
		}
	});
}

#[test]
fn eligibility_says_what_a_bid_would_say() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		assert_eq!(Marketplace::eligible(9, &WING1), Err(Ineligible::OrderNotFound));
		assert_eq!(Marketplace::eligible(id, &WING1), Ok(()));
		assert_eq!(Marketplace::eligible(id, &CONSUMER), Err(Ineligible::OwnOrder));
		assert_eq!(Marketplace::eligible(id, &STRANGER), Err(Ineligible::NotRegistered));
		bid(id, WING1, 500);
		assert_eq!(Marketplace::eligible(id, &WING1), Err(Ineligible::AlreadyBid));
		FakeProviders::change(WING2, |provider| provider.refusal = Some(ProviderUnavailable::Chilled));
		assert_eq!(Marketplace::eligible(id, &WING2), Err(Ineligible::Chilled));
		FakeProviders::change(WING2, |provider| provider.refusal = Some(ProviderUnavailable::NoOffer));
		assert_eq!(Marketplace::eligible(id, &WING2), Err(Ineligible::NoOffer));

		let strict = place(OrderSpec {
			min_bond: BOND + 1,
			min_score: Perbill::from_percent(81),
			invited: Some(BoundedVec::truncate_from(vec![WING3])),
			..spec()
		});
		assert_eq!(Marketplace::eligible(strict, &WING1), Err(Ineligible::NotInvited));
		assert_eq!(Marketplace::eligible(strict, &WING3), Err(Ineligible::BondTooLow));
		FakeProviders::change(WING3, |provider| provider.bond += 1);
		assert_eq!(Marketplace::eligible(strict, &WING3), Err(Ineligible::ScoreTooLow));

		go_to(22);
		assert_eq!(Marketplace::eligible(id, &WING3), Err(Ineligible::BiddingClosed));
	});
}

#[test]
fn a_full_order_takes_whoever_can_still_be_cheaper() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		let crowd = fill(id, 111);
		for who in &crowd[1..] {
			assert_eq!(Marketplace::eligible(id, &WING1), Ok(()));
			assert_ok!(Marketplace::counter(RuntimeOrigin::signed(CONSUMER), id, *who, 111));
			assert_ok!(Marketplace::accept_counter(RuntimeOrigin::signed(*who), id, 111));
		}
		assert_eq!(Marketplace::eligible(id, &WING1), Err(Ineligible::BidsFull));
		assert_eq!(Marketplace::eligible(id, &crowd[0]), Err(Ineligible::AlreadyBid));
	});
}

#[test]
fn open_orders_come_in_pages_ascending_without_those_that_are_over() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..130 {
			place(spec());
		}
		go_to(20);
		let young = place(spec());
		let ids = |after, limit| {
			Marketplace::open_orders(after, limit).iter().map(|(id, _)| *id).collect::<Vec<_>>()
		};
		assert_eq!(ids(None, 3), vec![0, 1, 2]);
		assert_eq!(ids(Some(1), 2), vec![2, 3]);
		assert_eq!(ids(None, u32::MAX).len(), 100);
		assert_eq!(ids(Some(99), 100), (100..=130).collect::<Vec<_>>());
		assert_eq!(ids(Some(young), 5), Vec::<u32>::new());
		assert_eq!(ids(None, 0), Vec::<u32>::new());
		for gone in [3, 4, 5] {
			assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), gone));
		}
		assert_eq!(ids(Some(1), 3), vec![2, 6, 7]);
		assert_eq!(ids(Some(4), 2), vec![6, 7]);
		go_to(22 + GRACE);
		assert_eq!(ids(None, 100), vec![young]);
	});
}

#[test]
fn open_orders_are_walked_by_number_and_not_by_byte() {
	ExtBuilder::build_and_execute(|| {
		let numbers = [0u32, 1, 255, 256, 257, 65_535, 65_536, 16_777_216];
		for id in numbers {
			NextOrderId::<Test>::put(id);
			place(spec());
		}
		let ids = |after| Marketplace::open_orders(after, 100).iter().map(|(id, _)| *id).collect::<Vec<_>>();
		assert_eq!(ids(None), numbers);
		assert_eq!(ids(Some(255)), numbers[3..]);
		assert_eq!(ids(Some(300)), numbers[5..]);
	});
}

#[test]
fn money_is_what_is_held_for_orders_and_bids() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		place(spec());
		bid(id, WING1, 500);
		assert_eq!(Marketplace::money(&CONSUMER), (200_000, 0));
		assert_eq!(Marketplace::money(&WING1), (0, DEPOSIT));
		assert_eq!(Marketplace::money(&STRANGER), (0, 0));
	});
}
