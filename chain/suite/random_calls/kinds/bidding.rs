use super::{
	kind,
	marketplace::{consumer_of, some_order},
	Kind,
};
use crate::random_calls::constants::{self, number};
use crate::{
	chain::{AccountId, Runtime},
	random_calls::{
		model::{Amount, Bid, Model, Order},
		world::{attempt, planck, Attempt, World},
	},
};
use pallet_marketplace::{BidTerms, Call, Config};

pub const KINDS: &[Kind] = &[
	kind("marketplace.bid", 16, bid).after("marketplace.place_order"),
	kind("marketplace.bid on what has most bids", 16, bid_on_fullest)
		.after("providers.offer what most bid for"),
	kind("marketplace.bid on what is full", 16, bid_on_full)
		.after("marketplace.bid on what has most bids")
		.seldom(),
	kind("marketplace.bid less", 6, bid_less).after("marketplace.bid"),
	kind("marketplace.counter", 4, counter).after("marketplace.bid"),
	kind("marketplace.accept_counter", 12, accept_counter).after("marketplace.counter"),
];

fn bid(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let order = some_order(world, |order| now <= order.bids_until)?;
	bid_on(world, order)
}

pub fn is_full(order: &Order) -> bool {
	order.bids.len() >= number::<<Runtime as Config>::MaxBids>() as usize
}

/// The order with most bids of those that anybody may bid on for some time.
pub fn fullest(world: &World) -> Option<u32> {
	let now = world.model.now;
	let open = world.model.orders.iter().filter(|(_, order)| {
		let asks = order.spec.asked.min_bond > 0 || !order.spec.asked.min_score.is_zero();
		now + 5 <= order.bids_until && order.spec.invited.is_none() && !asks
	});
	open.max_by_key(|(_, order)| order.bids.len()).map(|(id, _)| *id)
}

fn bid_on_fullest(world: &mut World) -> Option<Attempt> {
	let fullest = fullest(world)?;
	bid_on(world, fullest)
}

/// A cheaper one that takes the place of the dearest.
fn bid_on_full(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let full = some_order(world, |order| now <= order.bids_until && is_full(order))?;
	bid_on(world, full)
}

/// Whether nothing speaks against a first bid at this price.
pub fn can_bid(model: &Model, order: &Order, who: &AccountId, price: Amount) -> bool {
	let coverage = Model::coverage_of(price, order.spec.inferences);
	let deposit = constants::amount::<<Runtime as Config>::BidDepositAmount>();
	order.bid_of(who).is_none()
		&& coverage.is_some_and(|coverage| model.free_bond(who) >= coverage)
		&& model.ledger.can_hold(who, deposit)
		&& model.may_bid(order, who).is_ok()
}

fn bid_on(world: &mut World, id: u32) -> Option<Attempt> {
	let model = &world.model;
	let order = &model.orders[&id];
	let highest = if is_full(order) { order.bids.last()?.price - 1 } else { order.spec.max_price };
	let floor = order.floor;
	let able = model.providers.keys().filter(|who| can_bid(model, order, who, highest));
	let who = world.rng.choose(able.cloned())?;
	let price = highest - world.amount(highest.checked_sub(floor)? / 8).min(highest - floor);
	let most_open = number::<<Runtime as Config>::MaxOpenLimit>();
	let max_open = if world.rng.one_in(2) { most_open } else { world.rng.small(1, most_open) };
	let terms = BidTerms { max_open, credit_window: world.rng.small(0, 9) };
	attempt(who, Call::bid { order: id, price: planck(price), terms })
}

fn bid_less(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let model = &world.model;
	let bids = model.orders.iter().filter(|(_, order)| now <= order.bids_until).flat_map(|(id, order)| {
		let able = order.bids.iter().filter(move |bid| model.may_bid(order, &bid.provider).is_ok());
		able.map(move |bid| (*id, order.floor, bid.clone()))
	});
	let (id, floor, own) = world.rng.choose(bids)?;
	// Sometimes by less than is allowed, or to less.
	let by = match world.rng.between(0, 5) {
		0 => step_of(&own),
		1 => step_of(&own).saturating_sub(1),
		_ => world.amount(own.price.checked_sub(floor)?),
	};
	let price = own.price - by.min(own.price);
	let BidTerms { max_open, credit_window } = own.terms;
	let terms = BidTerms { max_open, credit_window: credit_window + world.rng.small(0, 1) };
	attempt(own.provider, Call::bid { order: id, price: planck(price), terms })
}

/// The least by which a bid may be lowered.
fn step_of(bid: &Bid) -> Amount {
	let least = <Runtime as Config>::MinLowering::get();
	least.mul_ceil(bid.price)
}

fn counter(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let order = some_order(world, |order| {
		order.spec.manual && now <= order.award_until && order.bids.iter().any(|bid| bid.price > order.floor)
	})?;
	let bids = world.model.orders[&order].bids.clone();
	let bid = world.rng.pick(&bids)?;
	let below = bid.price - world.model.orders[&order].floor;
	let price = planck(bid.price - world.amount(below).min(bid.price));
	let provider = bid.provider.clone();
	attempt(consumer_of(world, order), Call::counter { order, provider, price })
}

fn accept_counter(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let open = world.model.orders.iter().filter(|(_, order)| now <= order.award_until);
	let countered = open.flat_map(|(id, order)| {
		order.bids.iter().filter_map(move |bid| Some((bid.provider.clone(), *id, bid.counter?)))
	});
	let countered: Option<(AccountId, u32, u128)> = world.rng.choose(countered);
	let (who, order, price) = countered?;
	attempt(who, Call::accept_counter { order, price: planck(price) })
}
