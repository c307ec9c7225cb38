use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_runtime::Permill;

fn place_order(spec: OrderSpec<Test>) -> frame_support::dispatch::DispatchResult {
	Marketplace::place_order(RuntimeOrigin::signed(CONSUMER), spec)
}

#[test]
fn an_order_holds_all_of_its_money_and_is_announced() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		assert_eq!(id, 0);
		assert_eq!(held(HoldReason::OrderEscrow, CONSUMER), 100_000);
		assert_eq!(free(CONSUMER), START - 100_000);
		assert_eq!(
			events(),
			vec![Event::OrderPlaced {
				order: 0,
				consumer: CONSUMER,
				model: MODEL,
				inferences: 100,
				max_price: 1_000,
				bids_until: 21,
				award: AwardMode::Manual,
				barred: None,
			}]
		);
		let order = Orders::<Test>::get(id).expect("an order");
		assert_eq!((order.placed, order.bids_until, order.award_until), (1, 21, 31));
		assert_eq!((order.escrow, order.floor, order.barred), (100_000, 111, None));
		assert_eq!(place(spec()), 1);
	});
}

#[test]
fn an_order_keeps_the_royalty_and_the_commission_it_was_placed_under() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		FakeModels::list(MODEL, ROYALTY * 5);
		CommissionRate::set(&Permill::from_percent(20));
		bid(id, WING1, 112);
		assert_ok!(Marketplace::award(RuntimeOrigin::signed(CONSUMER), id, WING1));
		let new = LAST.with(|last| last.borrow().clone()).expect("an agreement");
		assert_eq!(new.royalty, ROYALTY);
		assert_eq!(new.commission, Permill::from_percent(1));
	});
}

#[test]
fn an_order_for_a_model_that_is_not_listed_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(place_order(OrderSpec { model: 77, ..spec() }), Error::<Test>::ModelUnknown);
		assert_noop!(place_order(OrderSpec { model: DRAFT, ..spec() }), Error::<Test>::ModelDraft);
		assert_noop!(place_order(OrderSpec { model: RETIRED, ..spec() }), Error::<Test>::ModelRetired);
	});
}

#[test]
fn an_order_below_royalty_commission_and_share_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let floor = Marketplace::quote_floor(MODEL).expect("a floor");
		assert_eq!(floor, 111);
		assert_noop!(place_order(OrderSpec { max_price: floor - 1, ..spec() }), Error::<Test>::PriceTooLow);
		assert_ok!(place_order(OrderSpec { max_price: floor, ..spec() }));
		FakeModels::list(MODEL, Balance::MAX);
		assert_noop!(
			place_order(OrderSpec { max_price: Balance::MAX, ..spec() }),
			Error::<Test>::PriceTooLow
		);
	});
}

#[test]
fn an_order_that_does_not_add_up_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let refused = [
			(OrderSpec { inferences: 0, channel_quota: 0, ..spec() }, Error::<Test>::ZeroInferences),
			(OrderSpec { inferences: 1_000_001, ..spec() }, Error::TooManyInferences),
			(OrderSpec { max_price: 0, ..spec() }, Error::ZeroAmount),
			(OrderSpec { channel_quota: 101, ..spec() }, Error::QuotaTooLarge),
			(OrderSpec { invited: Some(BoundedVec::new()), ..spec() }, Error::NobodyInvited),
			(OrderSpec { sealed: true, ..spec() }, Error::SealedWithoutKey),
			(OrderSpec { max_price: u128::MAX, ..spec() }, Error::AmountOverflow),
			(OrderSpec { max_price: u128::MAX / 99, ..spec() }, Error::AmountOverflow),
			(
				OrderSpec { max_price: u128::MAX, inferences: 1, channel_quota: 0, ..spec() },
				Error::InsufficientFunds,
			),
			(OrderSpec { max_price: START, ..spec() }, Error::InsufficientFunds),
		];
		for (spec, error) in refused {
			assert_noop!(place_order(spec), error);
		}
		assert_ok!(place_order(OrderSpec { sealed: true, hpke_key: Some([1; 32]), ..spec() }));
		assert_ok!(place_order(OrderSpec { channel_quota: 100, ..spec() }));
	});
}

#[test]
fn windows_are_taken_at_their_bounds_and_refused_beyond() {
	ExtBuilder::build_and_execute(|| {
		let refused = [
			OrderSpec { bid_window: 1, ..spec() },
			OrderSpec { bid_window: 101, ..spec() },
			OrderSpec { duration: 9, ..spec() },
			OrderSpec { duration: 1_001, ..spec() },
			OrderSpec { response_window: 2, ..spec() },
			OrderSpec { response_window: 51, ..spec() },
			OrderSpec { challenge_window: 3, ..spec() },
			OrderSpec { challenge_window: 61, ..spec() },
			OrderSpec { duration: u64::MAX, ..spec() },
		];
		for spec in refused {
			assert_noop!(place_order(spec), Error::<Test>::WindowOutOfRange);
		}
		assert_ok!(place_order(OrderSpec {
			bid_window: 2,
			duration: 10,
			response_window: 3,
			challenge_window: 4,
			..spec()
		}));
		assert_ok!(place_order(OrderSpec {
			bid_window: 100,
			duration: 1_000,
			response_window: 50,
			challenge_window: 60,
			..spec()
		}));
	});
}

#[test]
fn the_last_block_leaves_no_room_for_windows() {
	ExtBuilder::build_and_execute(|| {
		go_to(u64::MAX - 25);
		assert_noop!(place_order(spec()), Error::<Test>::WindowOutOfRange);
		go_to(u64::MAX - 5);
		assert_noop!(place_order(spec()), Error::<Test>::WindowOutOfRange);
	});
}

#[test]
fn an_order_does_not_start_a_second_count_of_numbers() {
	ExtBuilder::build_and_execute(|| {
		NextOrderId::<Test>::put(u32::MAX);
		assert_noop!(place_order(spec()), Error::<Test>::NoMoreIds);
	});
}

#[test]
fn an_order_leaves_the_existential_deposit_free() {
	ExtBuilder::build_and_execute(|| {
		let max_price = START / 100;
		assert_noop!(place_order(OrderSpec { max_price, ..spec() }), Error::<Test>::InsufficientFunds);
		assert_ok!(place_order(OrderSpec { max_price: max_price - 1, ..spec() }));
	});
}
