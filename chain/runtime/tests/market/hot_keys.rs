//! A bot acts for its provider through a proxy that can do nothing with the money.

use crate::{
	chain::{begin, Balance, Marketplace, Runtime, RuntimeCall, RuntimeEvent, System, UNIT},
	suite::{
		accounts::{account, signed},
		orders::{place_order, spec, PRICE},
		transactions::{refused, signed_by, validate},
	},
};
use airo_runtime::{Address, Proxy, ProxyType};
use frame_support::assert_ok;
use pallet_marketplace::{AwardMode, BidTerms, Bids, Call, Error};
use sp_runtime::MultiAddress;

fn address(name: &str) -> Address {
	MultiAddress::Id(account(name))
}

/// An order, number 0, and Eve's key as Wing1's bot.
fn order_and_bot() {
	place_order(AwardMode::Manual);
	assert_ok!(Proxy::add_proxy(signed("Wing1"), address("Eve"), ProxyType::Provider, 0));
}

/// Whether the bot's call went through in Wing1's name.
fn as_wing(call: impl Into<RuntimeCall>) -> bool {
	assert_ok!(Proxy::proxy(signed("Eve"), address("Wing1"), None, Box::new(call.into())));
	let last = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result.is_ok()),
		_ => None,
	});
	last.expect("the proxy says how it went")
}

fn bid(price: Balance) -> Call<Runtime> {
	Call::bid { order: 0, price, terms: BidTerms { max_open: 1, credit_window: 1 } }
}

fn batch(call: impl Into<RuntimeCall>) -> pallet_utility::Call<Runtime> {
	pallet_utility::Call::batch_all { calls: vec![call.into()] }
}

#[test]
fn it_bids_and_accepts_counters() {
	begin().execute_with(|| {
		order_and_bot();
		assert!(as_wing(bid(PRICE)));
		assert_ok!(Marketplace::counter(signed("Consumer1"), 0, account("Wing1"), PRICE - 1));
		assert!(as_wing(Call::accept_counter { order: 0, price: PRICE - 1 }));
		assert_eq!(Bids::<Runtime>::get(0)[0].price, PRICE - 1);
	});
}

#[test]
fn it_cannot_touch_the_bond_or_the_money() {
	begin().execute_with(|| {
		order_and_bot();
		assert!(as_wing(batch(bid(PRICE))));
		let forbidden = [
			RuntimeCall::Providers(pallet_providers::Call::unbond { amount: UNIT }),
			RuntimeCall::Marketplace(Call::place_order { spec: spec(AwardMode::Manual) }),
			RuntimeCall::Balances(pallet_balances::Call::transfer_all {
				dest: address("Eve"),
				keep_alive: false,
			}),
		];
		for call in forbidden {
			assert!(!as_wing(call.clone()), "{call:?}");
			assert!(!as_wing(batch(call.clone())), "{call:?} in a batch");
		}
	});
}

#[test]
fn its_proxied_batch_is_looked_into_before_it_costs_a_fee() {
	begin().execute_with(|| {
		order_and_bot();
		let proxied = |price| pallet_proxy::Call::<Runtime>::proxy {
			real: address("Wing1"),
			force_proxy_type: None,
			call: Box::new(batch(bid(price)).into()),
		};
		assert_eq!(validate(signed_by("Eve", 0, proxied(2 * PRICE + 1))), Err(refused(Error::PriceTooHigh)));
		assert_ok!(validate(signed_by("Eve", 0, proxied(PRICE))));
	});
}
