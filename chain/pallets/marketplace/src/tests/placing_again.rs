use crate::{mock::*, *};
use airo_primitives::{
	agreement::{Orders as _, Remainder, Requirements},
	runtime_apis::Ineligible,
	OrderId,
};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use sp_core::ed25519;
use sp_runtime::{DispatchError, Perbill};

fn rest() -> Remainder<u64, Balance, u64> {
	Remainder {
		consumer: CONSUMER,
		model: MODEL,
		inferences: 60,
		max_price: 700,
		channel_quota: 20,
		duration: 300,
		response_window: 10,
		challenge_window: 12,
		requirements: Requirements {
			min_bond: BOND,
			min_score: Perbill::from_percent(80),
			sealed: true,
			hpke_key: Some([5; 32]),
		},
		consumer_key: ed25519::Public::from_raw([6; 32]),
		barred: WING1,
		invited: None,
	}
}

/// Places the rest as the pallet that opens agreements would, within its call.
fn place_again(rest: Remainder<u64, Balance, u64>) -> Result<OrderId, DispatchError> {
	with_storage_layer(|| Marketplace::place_again(rest))
}

#[test]
fn the_rest_is_ordered_for_the_shortest_window_at_the_models_present_terms() {
	ExtBuilder::build_and_execute(|| {
		place(spec());
		FakeModels::list(MODEL, ROYALTY * 2);
		go_to(40);
		let id = place_again(rest()).expect("placed");
		assert_eq!(id, 1);
		assert_eq!(
			events().last(),
			Some(&Event::OrderPlaced {
				order: 1,
				consumer: CONSUMER,
				model: MODEL,
				inferences: 60,
				max_price: 700,
				bids_until: 42,
				award: AwardMode::Cheapest,
				barred: Some(WING1),
			})
		);
		let order = Orders::<Test>::get(id).expect("an order");
		assert_eq!((order.consumer, order.barred), (CONSUMER, Some(WING1)));
		assert_eq!((order.terms.royalty, order.escrow), (ROYALTY * 2, 42_000));
		assert_eq!(held(HoldReason::OrderEscrow, CONSUMER), 100_000 + 42_000);
		let asked = rest();
		assert_eq!(
			order.spec,
			OrderSpec {
				model: MODEL,
				inferences: 60,
				max_price: 700,
				channel_quota: 20,
				bid_window: 2,
				duration: 300,
				response_window: 10,
				challenge_window: 12,
				min_bond: BOND,
				min_score: Perbill::from_percent(80),
				sealed: true,
				award: AwardMode::Cheapest,
				invited: None,
				consumer_key: asked.consumer_key,
				hpke_key: Some([5; 32]),
			}
		);
	});
}

#[test]
fn the_barred_provider_may_not_bid_and_others_may() {
	ExtBuilder::build_and_execute(|| {
		let id = place_again(rest()).expect("placed");
		assert_eq!(Marketplace::eligible(id, &WING1), Err(Ineligible::Barred));
		assert_noop!(Marketplace::bid(RuntimeOrigin::signed(WING1), id, 500, TERMS), Error::<Test>::Barred);
		bid(id, WING2, 500);
		go_to(4);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		assert_eq!(Opened::get()[0].1, WING2);
		assert_clean();
	});
}

#[test]
fn only_the_invited_may_bid_on_the_rest_and_the_barred_may_not_though_it_is_invited() {
	ExtBuilder::build_and_execute(|| {
		let id = place_again(Remainder { invited: Some(vec![WING1, WING3]), ..rest() }).expect("placed");
		assert_eq!(Marketplace::eligible(id, &WING1), Err(Ineligible::Barred));
		assert_eq!(Marketplace::eligible(id, &WING2), Err(Ineligible::NotInvited));
		bid(id, WING3, 500);
		go_to(4);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		assert_eq!(Opened::get()[0].1, WING3);
	});
}

#[test]
fn the_duration_is_brought_within_its_bounds() {
	ExtBuilder::build_and_execute(|| {
		for (left, ordered) in [(0, 10), (9, 10), (10, 10), (1_000, 1_000), (1_001, 1_000), (u64::MAX, 1_000)]
		{
			let id = place_again(Remainder { duration: left, ..rest() }).expect("placed");
			assert_eq!(Orders::<Test>::get(id).expect("an order").spec.duration, ordered);
		}
	});
}

#[test]
fn the_rest_is_refused_where_an_order_would_be() {
	ExtBuilder::build_and_execute(|| {
		let unsealable = Requirements { hpke_key: None, ..rest().requirements };
		let refused = [
			(Remainder { model: 77, ..rest() }, Error::<Test>::ModelUnknown),
			(Remainder { model: RETIRED, ..rest() }, Error::ModelRetired),
			(Remainder { model: DRAFT, ..rest() }, Error::ModelDraft),
			(Remainder { inferences: 0, channel_quota: 0, ..rest() }, Error::ZeroInferences),
			(Remainder { channel_quota: 61, ..rest() }, Error::QuotaTooLarge),
			(Remainder { max_price: 0, ..rest() }, Error::ZeroAmount),
			(Remainder { max_price: 110, ..rest() }, Error::PriceTooLow),
			(Remainder { max_price: Balance::MAX, ..rest() }, Error::AmountOverflow),
			(Remainder { max_price: START, ..rest() }, Error::InsufficientFunds),
			(Remainder { requirements: unsealable, ..rest() }, Error::SealedWithoutKey),
			(Remainder { invited: Some(vec![]), ..rest() }, Error::NobodyInvited),
			(Remainder { invited: Some(vec![WING1, WING2, WING3, 14]), ..rest() }, Error::TooManyInvited),
		];
		for (rest, error) in refused {
			assert_noop!(place_again(rest), error);
		}
	});
}
