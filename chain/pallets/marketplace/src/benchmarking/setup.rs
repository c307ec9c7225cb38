//! Orders and bids as they are before a call is measured.

use super::BenchmarkHelper;
use crate::{
	AccountIdOf, AwardMode, BalanceOf, Bid, BidTerms, Bids, BidsOf, Config, NextOrderId, OrderSpec, Orders,
	Pallet,
};
use airo_primitives::OrderId;
use frame_benchmarking::v2::{account, BenchmarkError};
use frame_support::{
	traits::{
		fungible::{Inspect, Mutate},
		Get,
	},
	BoundedVec,
};
use sp_core::ed25519;
use sp_runtime::{
	traits::{Bounded, One, Saturating},
	Perbill,
};

/// An account with all the money it could need.
pub fn funded<T: Config>(name: &'static str, index: u32) -> AccountIdOf<T> {
	let who = account(name, index, 0);
	T::Currency::set_balance(&who, BalanceOf::<T>::max_value() / 100_000u32.into());
	who
}

pub fn provider<T: Config>(index: u32) -> AccountIdOf<T> {
	account("provider", index, 0)
}

/// The provider, made one that may bid on every order here.
pub fn bidder<T: Config>(index: u32) -> AccountIdOf<T> {
	let who = funded::<T>("provider", index);
	T::BenchmarkHelper::bidder(&who, T::BenchmarkHelper::listed_model());
	who
}

/// Price per inference, the higher the more steps; `price(0)` is below every bid there is.
pub fn price<T: Config>(step: u32) -> BalanceOf<T> {
	let most = max_price::<T>();
	(most / 2u32.into()).saturating_add((most / 1_000u32.into()).saturating_mul(step.into()))
}

fn max_price<T: Config>() -> BalanceOf<T> {
	T::Currency::minimum_balance().saturating_mul(10_000u32.into())
}

pub fn terms<T: Config>() -> BidTerms {
	BidTerms { max_open: T::MaxOpenLimit::get(), credit_window: 1 }
}

/// An order of ten inferences with a full list of invited bidders.
pub fn spec<T: Config>(award: AwardMode) -> OrderSpec<T> {
	OrderSpec {
		model: T::BenchmarkHelper::listed_model(),
		inferences: 10,
		max_price: max_price::<T>(),
		channel_quota: 5,
		bid_window: T::BidWindow::get().min,
		duration: T::Duration::get().min,
		response_window: T::ResponseWindow::get().min,
		challenge_window: T::ChallengeWindow::get().min,
		min_bond: 1u32.into(),
		min_score: Perbill::from_percent(40),
		sealed: true,
		award,
		invited: Some(invited::<T>(0)),
		consumer_key: ed25519::Public::from_raw([1; 32]),
		hpke_key: Some([1; 32]),
	}
}

/// As many accounts as can be invited, the provider last.
fn invited<T: Config>(provider_index: u32) -> BoundedVec<AccountIdOf<T>, T::MaxInvited> {
	let others = (1..T::MaxInvited::get()).map(|index| account("invited", index, 0));
	BoundedVec::truncate_from(others.chain([provider::<T>(provider_index)]).collect())
}

/// Invites as many accounts as there is room for; of the providers, only this one.
pub fn invite<T: Config>(id: OrderId, provider_index: u32) {
	Orders::<T>::mutate_extant(id, |order| order.spec.invited = Some(invited::<T>(provider_index)));
}

/// An order of one consumer, and so many bids on it by the first providers, the first one's best. Everybody is invited.
pub fn order_with_bids<T: Config>(
	award: AwardMode,
	bids: u32,
) -> Result<(OrderId, AccountIdOf<T>), BenchmarkError> {
	let consumer = funded::<T>("consumer", 0);
	let id = NextOrderId::<T>::get();
	Pallet::<T>::do_place(consumer.clone(), spec::<T>(award))?;
	Orders::<T>::mutate_extant(id, |order| order.spec.invited = None);
	for index in 0..bids {
		let price = price::<T>(index.saturating_add(1));
		Pallet::<T>::do_bid(bidder::<T>(index), id, price, terms::<T>())?;
	}
	Ok((id, consumer))
}

/// Fills an order with bids of nobody in particular, but for one.
pub fn fill<T: Config>(id: OrderId) {
	let bid = |index| Bid {
		provider: account("other", index, 0),
		price: price::<T>(index),
		coverage: 0u32.into(),
		deposit: 0u32.into(),
		terms: terms::<T>(),
		placed: frame_system::Pallet::<T>::block_number(),
		score: Perbill::zero(),
		counter: Some(price::<T>(0)),
	};
	Bids::<T>::insert(id, BidsOf::<T>::truncate_from((1..T::MaxBids::get()).map(bid).collect()));
}

/// Goes to the first block in which the order's bids are over.
pub fn end_bidding<T: Config>(id: OrderId) {
	let last = Orders::<T>::get(id).map(|order| order.bids_until).unwrap_or_default();
	frame_system::Pallet::<T>::set_block_number(last.saturating_add(One::one()));
}
