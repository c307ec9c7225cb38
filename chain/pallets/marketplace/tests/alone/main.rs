//! A runtime takes the marketplace without anything else of Airo.

mod runtime;

use frame_support::{assert_noop, traits::fungible::Mutate};
use pallet_marketplace::{AwardMode, BidTerms, CheckDoomed, Error, OrderSpec};
use runtime::*;
use sp_core::ed25519;
use sp_runtime::Perbill;

const CONSUMER: u64 = 1;

fn spec() -> OrderSpec<Runtime> {
	OrderSpec {
		model: 0,
		inferences: 100,
		max_price: 1_000,
		channel_quota: 0,
		bid_window: 20,
		duration: 100,
		response_window: 10,
		challenge_window: 10,
		min_bond: 0,
		min_score: Perbill::zero(),
		sealed: false,
		award: AwardMode::Cheapest,
		invited: None,
		consumer_key: ed25519::Public::from_raw([1; 32]),
		hpke_key: None,
	}
}

#[test]
fn without_models_there_is_nothing_to_order_and_the_error_says_so() {
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		assert!(Balances::mint_into(&CONSUMER, 1_000_000).is_ok());
		let by = RuntimeOrigin::signed(CONSUMER);
		assert_noop!(Marketplace::place_order(by.clone(), spec()), Error::<Runtime>::ModelUnknown);
		assert_eq!(Marketplace::quote_floor(0), None);
		assert_eq!(Marketplace::open_orders(None, 100), vec![]);
		let terms = BidTerms { max_open: 1, credit_window: 0 };
		assert_noop!(Marketplace::bid(by, 0, 500, terms), Error::<Runtime>::UnknownOrder);
		assert_eq!(Marketplace::do_try_state(), Ok(()));
	});
}

/// Compiles only if the extension fits a runtime without proxies and batches.
#[test]
fn doomed_calls_are_judged_without_anything_that_carries_calls() {
	fn fits<E: sp_runtime::traits::TransactionExtension<RuntimeCall>>(_: E) {}
	fits(CheckDoomed::<Runtime>::from(0));
}
