use crate::{mock::*, *};
use airo_primitives::{
	agreement::{Orders as _, Remainder, Requirements},
	parameters::MarketplaceParameters,
};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use sp_core::ed25519;
use sp_runtime::{Perbill, Permill};

const NARROW: WindowBounds<u64> = WindowBounds { min: 30, max: 40 };

/// Another value for everything that governance may change; no spec of these tests fits it.
fn change_everything() {
	CommissionRate::set(&Permill::from_percent(50));
	MinShare::set(&400);
	Deposit::set(&5_000);
	Grace::set(&99);
	for bounds in [BidBounds::set, DurationBounds::set, ResponseBounds::set, ChallengeBounds::set] {
		bounds(&NARROW);
	}
	MaxInferences::set(&20);
	MaxOpen::set(&4);
	MinLowering::set(&Permill::from_percent(30));
	RequestDeposit::set(&777);
}

fn bid_with(who: u64, id: u32, price: Balance, max_open: u32) -> sp_runtime::DispatchResult {
	let terms = BidTerms { max_open, ..TERMS };
	Marketplace::bid(RuntimeOrigin::signed(who), id, price, terms).map(|_| ()).map_err(|failed| failed.error)
}

#[test]
fn a_running_order_is_bid_for_and_won_under_what_it_was_placed_under() {
	ExtBuilder::build_and_execute(|| {
		let id = place(cheapest());
		bid(id, WING1, 900);
		let before = Orders::<Test>::get(id);
		change_everything();
		assert_eq!(Orders::<Test>::get(id), before);
		// Cheaper than the least share and the commission of now allow.
		assert_ok!(bid_with(WING2, id, 150, 4));
		go_to(22);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		let opened = LAST.with(|last| last.borrow().clone()).expect("an agreement");
		assert_eq!((opened.provider, opened.price), (WING2, 150));
		assert_eq!(opened.commission, Permill::from_percent(1));
		assert_eq!(opened.promised.request_deposit, 1);
		assert_eq!((opened.duration, opened.response_window, opened.challenge_window), (500, 10, 12));
		assert_clean();
	});
}

#[test]
fn the_next_order_is_bound_by_the_change() {
	ExtBuilder::build_and_execute(|| {
		change_everything();
		let place = |spec| Marketplace::place_order(RuntimeOrigin::signed(CONSUMER), spec);
		assert_noop!(place(spec()), Error::<Test>::TooManyInferences);
		let few = OrderSpec { inferences: 20, channel_quota: 0, ..spec() };
		assert_noop!(place(few.clone()), Error::<Test>::WindowOutOfRange);
		let fits =
			OrderSpec { bid_window: 30, duration: 40, response_window: 35, challenge_window: 30, ..few };
		// Royalty 100 and 400 for the provider are half of 1,000.
		assert_noop!(place(OrderSpec { max_price: 998, ..fits.clone() }), Error::<Test>::PriceTooLow);
		assert_ok!(place(fits));
		let order = Orders::<Test>::get(0).expect("an order");
		assert_eq!((order.commission, order.floor), (Permill::from_percent(50), 999));
		assert_eq!((order.bids_until, order.award_until), (31, 31 + 99));
		assert_eq!(order.promised.request_deposit, 777);
		assert_noop!(bid_with(WING1, 0, 1_000, 5), Error::<Test>::TermsOutOfRange);
		assert_ok!(bid_with(WING1, 0, 1_000, 4));
		assert_eq!(held(HoldReason::BidDeposit, WING1), 5_000);
	});
}

#[test]
fn every_bid_gets_back_the_deposit_that_it_made() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 900);
		change_everything();
		assert_ok!(bid_with(WING2, id, 800, 4));
		let deposits = || (held(HoldReason::BidDeposit, WING1), held(HoldReason::BidDeposit, WING2));
		assert_eq!(deposits(), (DEPOSIT, 5_000));
		// A lowered bid keeps its own, and may go on promising what it promised.
		assert_noop!(bid_with(WING1, id, 631, 8), Error::<Test>::LoweringTooSmall);
		assert_noop!(bid_with(WING1, id, 630, 9), Error::<Test>::TermsOutOfRange);
		assert_ok!(bid_with(WING1, id, 630, 8));
		assert_eq!(deposits(), (DEPOSIT, 5_000));
		assert_ok!(Marketplace::cancel(RuntimeOrigin::signed(CONSUMER), id));
		assert_eq!((free(WING1), free(WING2)), (START, START));
		assert_clean();
	});
}

#[test]
fn the_rest_of_an_agreement_can_be_ordered_again_when_limits_are_narrower_now() {
	ExtBuilder::build_and_execute(|| {
		for bounds in [BidBounds::set, DurationBounds::set, ResponseBounds::set, ChallengeBounds::set] {
			bounds(&NARROW);
		}
		MaxInferences::set(&20);
		let rest = Remainder {
			consumer: CONSUMER,
			model: MODEL,
			inferences: 60,
			max_price: 700,
			channel_quota: 0,
			duration: 300,
			response_window: 10,
			challenge_window: 55,
			invited: None,
			requirements: Requirements {
				min_bond: 0,
				min_score: Perbill::zero(),
				sealed: false,
				hpke_key: None,
			},
			consumer_key: ed25519::Public::from_raw([6; 32]),
			barred: WING1,
		};
		let id = with_storage_layer(|| Marketplace::place_again(rest)).expect("placed");
		let OrderSpec { inferences, bid_window, duration, response_window, challenge_window, .. } =
			Orders::<Test>::get(id).expect("an order").spec;
		assert_eq!(
			(inferences, bid_window, duration, response_window, challenge_window),
			(60, 30, 40, 30, 40)
		);
	});
}

#[test]
fn clients_can_ask_for_the_present_values() {
	ExtBuilder::build_and_execute(|| {
		change_everything();
		assert_eq!(
			Marketplace::parameters(),
			MarketplaceParameters {
				commission: Permill::from_percent(50),
				min_provider_share: 400,
				bid_deposit: 5_000,
				award_grace: 99,
				bid_window: NARROW,
				duration: NARROW,
				response_window: NARROW,
				challenge_window: NARROW,
				max_inferences: 20,
				max_open: 4,
				min_lowering: Permill::from_percent(30),
				max_bids: MAX_BIDS,
				max_invited: 3,
			}
		);
	});
}
