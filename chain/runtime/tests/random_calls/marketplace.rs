use crate::{
	world::{attempt, Attempt, World},
	Kind,
};
use airo_runtime::{
	constants::{market::MAX_OPEN, MILLI_AIRO},
	Marketplace, Runtime,
};
use pallet_marketplace::{AwardMode, BidTerms, Bids, Call, OrderSpec, Orders};
use pallet_providers::Offers;
use sp_core::ed25519;
use sp_runtime::Perbill;

pub const KINDS: &[Kind] = &[
	("marketplace.place_order", 10, place_order),
	("marketplace.cancel", 2, cancel),
	("marketplace.bid", 24, bid),
	("marketplace.award", 8, award),
	("marketplace.poke", 4, poke),
];

fn place_order(world: &mut World) -> Option<Attempt> {
	let orderable = |model: &u32| Marketplace::quote_floor(*model).is_some();
	let offered = Offers::<Runtime>::iter_keys().map(|(_, model)| model).filter(orderable);
	let model = match world.rng.one_in(20) {
		true => world.rng.small(0, 99),
		false => world.rng.choose(offered)?,
	};
	let inferences = world.rng.small(1, 40);
	let floor = Marketplace::quote_floor(model).unwrap_or(MILLI_AIRO);
	let max_price = floor + world.amount(30 * MILLI_AIRO);
	let invited = match world.rng.one_in(10) {
		true => Offers::<Runtime>::iter_keys()
			.filter(|(_, offered)| *offered == model)
			.map(|(who, _)| who)
			.take(3)
			.collect::<Vec<_>>()
			.try_into()
			.ok(),
		false => None,
	};
	let spec = OrderSpec::<Runtime> {
		model,
		inferences,
		max_price,
		channel_quota: world.rng.small(0, inferences / 3),
		bid_window: world.rng.small(1, 8),
		duration: world.rng.small(10, 60),
		response_window: world.rng.small(2, 10),
		challenge_window: world.rng.small(1, 8),
		min_bond: 0,
		min_score: Perbill::zero(),
		sealed: false,
		award: if world.rng.one_in(2) { AwardMode::Manual } else { AwardMode::Cheapest },
		invited,
		consumer_key: ed25519::Public::from_raw(world.rng.bytes()),
		hpke_key: None,
	};
	attempt(world.consumer(), Call::place_order { spec })
}

fn cancel(world: &mut World) -> Option<Attempt> {
	// Orders that somebody bid on are worth more to the test alive.
	let lonely = |order: &u32| Bids::<Runtime>::get(order).is_empty();
	let every = world.rng.one_in(5);
	let order = world.rng.choose(Orders::<Runtime>::iter_keys().filter(|order| every || lonely(order)))?;
	attempt(Orders::<Runtime>::get(order)?.consumer, Call::cancel { order })
}

fn bid(world: &mut World) -> Option<Attempt> {
	let now = World::now();
	let open = Orders::<Runtime>::iter().filter(|(_, order)| now <= order.bids_until);
	let (id, order) = world.rng.choose(open)?;
	let able = Offers::<Runtime>::iter_keys()
		.filter(|(who, model)| *model == order.spec.model && Marketplace::eligible(id, who).is_ok());
	let (who, _) = world.rng.choose(able)?;
	let price = order.spec.max_price - world.amount(order.spec.max_price / 4);
	let terms = BidTerms { max_open: world.rng.small(1, MAX_OPEN), credit_window: world.rng.small(0, 9) };
	attempt(who, Call::bid { order: id, price, terms })
}

fn award(world: &mut World) -> Option<Attempt> {
	let now = World::now();
	let manual = Orders::<Runtime>::iter().filter(|(id, order)| {
		order.spec.award == AwardMode::Manual && now <= order.award_until && Bids::<Runtime>::contains_key(id)
	});
	let (id, order) = world.rng.choose(manual)?;
	let provider = world.rng.choose(Bids::<Runtime>::get(id).into_iter())?.provider;
	attempt(order.consumer, Call::award { order: id, provider })
}

fn poke(world: &mut World) -> Option<Attempt> {
	let now = World::now();
	let (order, _) =
		world.rng.choose(Orders::<Runtime>::iter().filter(|(_, order)| now > order.bids_until))?;
	attempt(world.anybody(), Call::poke { order })
}
