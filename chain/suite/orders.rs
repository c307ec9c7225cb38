//! Orders for the model that a chain begins with, and what is asked and paid for it.

use super::accounts::signed;
use crate::chain::{Balance, Marketplace, Runtime, UNIT};
use frame_support::{assert_ok, traits::Get};
use pallet_marketplace::{AwardMode, BidTerms, OrderSpec};
use sp_core::ed25519;
use sp_runtime::{Perbill, Permill};

/// What the winner of an order asks per inference; the order would pay twice as much.
pub const PRICE: Balance = UNIT / 100;
/// Few enough for the bonds that the providers begin with.
pub const INFERENCES: u32 = 100;

/// The treasury's part of `PRICE`.
pub fn commission() -> Balance {
	let share: Permill = <<Runtime as pallet_marketplace::Config>::Commission as Get<_>>::get();
	share.mul_floor(PRICE)
}

pub fn spec(award: AwardMode) -> OrderSpec<Runtime> {
	OrderSpec {
		model: 0,
		inferences: INFERENCES,
		max_price: 2 * PRICE,
		channel_quota: 0,
		bid_window: 10,
		duration: 1_000,
		response_window: 50,
		challenge_window: 20,
		min_bond: 0,
		min_score: Perbill::zero(),
		sealed: false,
		award,
		invited: None,
		consumer_key: ed25519::Public::from_raw([1; 32]),
		hpke_key: None,
	}
}

pub fn place_order(award: AwardMode) {
	assert_ok!(Marketplace::place_order(signed("Consumer1"), spec(award)));
}

pub fn bid(provider: &str, order: u32, price: Balance) {
	let terms = BidTerms { max_open: 100, credit_window: 10 };
	assert_ok!(Marketplace::bid(signed(provider), order, price, terms));
}
