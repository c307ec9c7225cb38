use super::{kind, Kind};
use crate::{
	chain::{AccountId, Runtime},
	random_calls::{
		model::Order,
		world::{attempt, planck, Attempt, World},
	},
};
use pallet_marketplace::{AwardMode, Call, Config, OrderSpec};
use sp_core::{ed25519, Pair};
use sp_runtime::Perbill;

/// Orders at once, and agreements at once.
const MOST: usize = 60;

pub const KINDS: &[Kind] = &[
	// Nothing is ordered when there is much already, or when nobody offers anything.
	kind("marketplace.place_order", 14, place_order).after("marketplace.poke"),
	kind("marketplace.place_order for some", 3, place_invited).after("marketplace.poke"),
	kind("marketplace.cancel", 4, cancel).after("marketplace.place_order"),
	kind("marketplace.award", 8, award).after("marketplace.bid"),
	kind("marketplace.poke", 8, poke).after("execution.close"),
];

/// Of a model that somebody offers.
fn spec(world: &mut World) -> Option<OrderSpec<Runtime>> {
	let model = &world.model;
	if model.orders.len() >= MOST || model.agreements.len() >= MOST {
		return None;
	}
	let offered = model.providers.values().filter(|provider| !provider.chilled);
	let offered = offered.flat_map(|provider| &provider.offers).copied();
	let offered = world.rng.choose(offered.filter(|id| model.quote_floor(*id).is_some()))?;
	let floor = model.quote_floor(offered)?;
	// Some orders are large, and closed in more than one step.
	let inferences = if world.rng.one_in(6) { world.rng.small(150, 400) } else { world.rng.small(1, 40) };
	let award = if world.rng.one_in(2) { AwardMode::Manual } else { AwardMode::Cheapest };
	let key = match world.rng.one_in(20) {
		true => ed25519::Public::from_raw(world.rng.bytes()),
		false => world.rng.pick(&world.keys)?.public(),
	};
	let score = *world.rng.pick(&[0, 0, 0, 0, 40, 50, 60])?;
	let bonds = *world.rng.pick(&[0, 0, 0, 1, 2, 10])?;
	let sealed = world.rng.one_in(4);
	let bid_window = if world.rng.one_in(3) { world.rng.small(40, 80) } else { world.rng.small(1, 8) };
	Some(OrderSpec {
		model: offered,
		inferences,
		max_price: planck(floor + world.milli(30)),
		channel_quota: if world.rng.one_in(2) { world.rng.small(0, inferences) } else { 0 },
		bid_window: <Runtime as Config>::BidWindow::get().nearest(bid_window),
		duration: <Runtime as Config>::Duration::get().nearest(world.rng.small(10, 90)),
		response_window: <Runtime as Config>::ResponseWindow::get().nearest(world.rng.small(2, 10)),
		challenge_window: <Runtime as Config>::ChallengeWindow::get().nearest(world.rng.small(1, 8)),
		min_bond: planck(bonds * super::providers::min_bond()),
		min_score: Perbill::from_percent(score),
		sealed,
		award,
		invited: None,
		consumer_key: key,
		hpke_key: sealed.then(|| world.rng.bytes()),
	})
}

fn place_order(world: &mut World) -> Option<Attempt> {
	let spec = spec(world)?;
	attempt(world.consumer(), Call::place_order { spec })
}

fn place_invited(world: &mut World) -> Option<Attempt> {
	let spec = spec(world)?;
	let offers = world.model.providers.iter().filter(|(_, provider)| provider.offers.contains(&spec.model));
	let invited = offers.map(|(who, _)| who.clone()).take(5).collect::<Vec<_>>().try_into().ok();
	attempt(world.consumer(), Call::place_order { spec: OrderSpec { invited, ..spec } })
}

fn cancel(world: &mut World) -> Option<Attempt> {
	// Orders that somebody bid on are worth more to the test alive.
	let every = world.rng.one_in(5);
	let order = some_order(world, |order| every || order.bids.is_empty())?;
	attempt(consumer_of(world, order), Call::cancel { order })
}

fn award(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	// Bargains are mostly waited for.
	let any = world.rng.one_in(5);
	let order = some_order(world, |order| {
		let done = any || order.bids.iter().all(|bid| bid.counter.is_none());
		order.spec.manual && now <= order.award_until && !order.bids.is_empty() && done
	})?;
	let bids = world.model.orders[&order].bids.iter();
	let provider = world.rng.choose(bids.map(|bid| bid.provider.clone()))?;
	attempt(consumer_of(world, order), Call::award { order, provider })
}

fn poke(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let order = some_order(world, |order| now >= order.due())?;
	attempt(world.anybody(), Call::poke { order })
}

pub fn consumer_of(world: &World, order: u32) -> AccountId {
	world.model.orders[&order].consumer.clone()
}

/// Any of the orders that `fits`.
pub fn some_order(world: &mut World, fits: impl Fn(&Order) -> bool) -> Option<u32> {
	let fitting = world.model.orders.iter().filter(|(_, order)| fits(order));
	world.rng.choose(fitting.map(|(id, _)| *id))
}
