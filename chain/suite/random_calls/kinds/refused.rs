//! Calls that must be refused, whatever the state: amounts that can't be counted, numbers that nobody has, calls by the
//! wrong side, too late, or without the money.

use super::{
	bidding::{can_bid, is_full},
	execution::some_agreement,
	kind,
	marketplace::some_order,
	trouble::named,
	Kind,
};
use crate::{
	chain::{AccountId, Runtime},
	random_calls::{
		model::{Order, Stage, State},
		world::{attempt, planck, Attempt, World},
	},
};
use pallet_execution::Call as Execution;
use pallet_marketplace::{BidTerms, Call as Market};
use pallet_models::Call as Models;
use pallet_providers::Call as Providers;
use sp_core::{ed25519, Pair};

pub const KINDS: &[Kind] = &[
	kind("refused: too large an amount", 3, overflow).refused(),
	kind("refused: more than the quota", 3, over_quota).after("marketplace.award").refused(),
	kind("refused: an unknown number", 2, unknown).refused(),
	kind("refused: by the wrong side", 3, wrong_side).after("marketplace.award").refused(),
	kind("refused: a bid that comes too late", 3, late_bid).after("marketplace.place_order").refused(),
	kind("refused: too late", 3, too_late).after("marketplace.award").refused(),
	kind("refused: a voucher that nobody signed", 2, forged).after("marketplace.award").refused(),
	kind("refused: without the money", 2, penniless).after("marketplace.bid").refused(),
	kind("refused: the death of somebody who owes", 2, death).refused(),
];

const TERMS: BidTerms = BidTerms { max_open: 1, credit_window: 0 };

fn provider(world: &mut World) -> Option<AccountId> {
	super::providers::some_provider(world, |_| true)
}

fn overflow(world: &mut World) -> Option<Attempt> {
	let most = planck(u128::MAX);
	match world.rng.between(0, 6) {
		0 => attempt(provider(world)?, Providers::bond_extra { amount: most }),
		1 => attempt(provider(world)?, Providers::unbond { amount: most }),
		2 => {
			let order = some_order(world, |_| true)?;
			attempt(provider(world)?, Market::bid { order, price: most, terms: TERMS })
		}
		3 => {
			let model = super::models::some_model(world, |owner, _| owner)?;
			let owner = world.model.owner(model)?.clone();
			attempt(owner, Models::set_royalty { model, royalty: most })
		}
		4 => {
			let order = some_order(world, |order| order.spec.manual)?;
			let who = super::marketplace::consumer_of(world, order);
			attempt(who, Market::counter { order, provider: provider(world)?, price: most })
		}
		_ => {
			let mut order = world.model.orders.keys().copied();
			let mut spec = pallet_marketplace::Orders::<Runtime>::get(order.next()?)?.spec;
			(spec.max_price, spec.inferences) = (most - 1, world.rng.small(1, 40));
			attempt(world.consumer(), Market::place_order { spec })
		}
	}
}

fn over_quota(world: &mut World) -> Option<Attempt> {
	let id = some_agreement(world, |agreement| agreement.state != State::Closing)?;
	let agreement = &world.model.agreements[&id];
	let (consumer, provider) = (agreement.consumer.clone(), agreement.provider.clone());
	let more = agreement.channel_quota - agreement.redeemed + 1;
	let requestable = agreement.requestable();
	let units = *world.rng.pick(&[u32::MAX, more])?;
	match world.rng.between(0, 3) {
		0 => attempt(provider, Execution::release_quota { agreement: id, units }),
		1 => {
			let signature = ed25519::Signature::from_raw([0; 64]);
			attempt(consumer, Execution::redeem { agreement: id, total: u32::MAX, signature })
		}
		2 => {
			let items = vec![(world.blob(), u32::MAX), (world.blob(), 2)];
			attempt(consumer, Execution::request { agreement: id, items: items.try_into().ok()? })
		}
		_ => {
			let items = vec![(world.blob(), requestable + 1)];
			attempt(consumer, Execution::request { agreement: id, items: items.try_into().ok()? })
		}
	}
}

fn unknown(world: &mut World) -> Option<Attempt> {
	let who = world.anybody();
	let number = *world.rng.pick(&[u32::MAX, 1_000_000_000])?;
	let closed = world.rng.small(0, world.model.next_agreement);
	match world.rng.between(0, 7) {
		0 => attempt(who, Models::retire { model: number }),
		1 => attempt(who, Models::withdraw_commitment { commitment: world.rng.bytes().into() }),
		2 => attempt(who, Providers::withdraw_offer { model: number }),
		3 => attempt(who, Market::cancel { order: number }),
		4 => attempt(who, Market::poke { order: number }),
		5 => attempt(who, Execution::settle { agreement: number }),
		6 if world.model.agreements.contains_key(&closed) => None,
		6 => attempt(who, Execution::close { agreement: closed }),
		_ => attempt(who, Execution::claim_timeout { agreement: number, index: 0 }),
	}
}

fn wrong_side(world: &mut World) -> Option<Attempt> {
	let id = some_agreement(world, |_| true)?;
	let agreement = &world.model.agreements[&id];
	let (consumer, provider) = (agreement.consumer.clone(), agreement.provider.clone());
	let stranger = AccountId::from(world.rng.bytes());
	let index = world.rng.small(0, 3);
	match world.rng.between(0, 7) {
		0 => {
			let items = vec![(world.blob(), 1)];
			attempt(provider, Execution::request { agreement: id, items: items.try_into().ok()? })
		}
		1 => {
			let items = vec![(index, world.blob())];
			attempt(consumer, Execution::respond { agreement: id, items: items.try_into().ok()? })
		}
		2 => attempt(provider, Execution::approve { agreement: id, indices: vec![index].try_into().ok()? }),
		3 => attempt(provider, Execution::demand { agreement: id, index }),
		4 => attempt(provider, Execution::reopen { agreement: id, channel_quota: 0, invited: None }),
		5 => attempt(stranger, Execution::offer_close { agreement: id }),
		6 => {
			let model = super::models::some_model(world, |owner, _| owner)?;
			attempt(stranger, Models::set_royalty { model, royalty: planck(1) })
		}
		_ => attempt(stranger, Models::mark_public { artifact: world.rng.bytes().into() }),
	}
}

/// By somebody whom nothing else hinders: it would have been accepted in time.
fn late_bid(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let order = some_order(world, |order| now > order.bids_until && !is_full(order))?;
	let model = &world.model;
	let late = &model.orders[&order];
	let (in_time, price) = (Order { bids_until: now, ..late.clone() }, late.floor);
	let able = model.providers.keys().filter(|who| can_bid(model, &in_time, who, price));
	let who = world.rng.choose(able.cloned())?;
	attempt(who, Market::bid { order, price: planck(price), terms: TERMS })
}

fn too_late(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	match world.rng.between(0, 2) {
		0 => {
			let order = some_order(world, |order| now > order.award_until && !order.bids.is_empty())?;
			let provider = world.model.orders[&order].bids.first()?.provider.clone();
			attempt(super::marketplace::consumer_of(world, order), Market::award { order, provider })
		}
		1 => {
			let id =
				some_agreement(world, |agreement| now > agreement.expires && agreement.requestable() > 0)?;
			let consumer = world.model.agreements[&id].consumer.clone();
			let items = vec![(world.blob(), 1)];
			attempt(consumer, Execution::request { agreement: id, items: items.try_into().ok()? })
		}
		_ => {
			let (id, indices) = super::serving::some_requests(world, |request| {
				request.stage == Stage::Open && now > request.deadline
			})?;
			let items = indices.into_iter().map(|index| (index, world.blob())).collect::<Vec<_>>();
			let provider = world.model.agreements[&id].provider.clone();
			attempt(provider, Execution::respond { agreement: id, items: items.try_into().ok()? })
		}
	}
}

/// Signed for another number of units, or for another agreement.
fn forged(world: &mut World) -> Option<Attempt> {
	let id = some_agreement(world, |agreement| agreement.redeemed < agreement.channel_quota)?;
	let total = world.model.agreements[&id].channel_quota;
	let genesis = crate::chain::System::block_hash(0);
	let other = match world.rng.one_in(2) {
		true => (id, total - 1),
		false => (id + 1, total),
	};
	let signed = airo_primitives::voucher::Voucher { genesis, agreement: other.0, total: other.1 };
	let key = world.model.agreements[&id].consumer_key;
	let signer = world.keys.iter().find(|pair| pair.public().0 == key)?;
	let signature = signer.sign(&signed.signed_bytes());
	attempt(world.anybody(), Execution::redeem { agreement: id, total, signature })
}

/// The reaped have nothing that could be held.
fn penniless(world: &mut World) -> Option<Attempt> {
	let ledger = &world.model.ledger;
	let dead = world.poor.iter().filter(|who| ledger.free(who) == 0).cloned().collect::<Vec<_>>();
	let who = world.rng.choose(dead.into_iter())?;
	match world.rng.one_in(2) {
		true => attempt(who, Models::commit { commitment: world.rng.bytes().into() }),
		false => {
			let order = some_order(world, |_| true)?;
			let spec = pallet_marketplace::Orders::<Runtime>::get(order)?.spec;
			attempt(who, Market::place_order { spec })
		}
	}
}

fn death(world: &mut World) -> Option<Attempt> {
	let ledger = &world.model.ledger;
	let owing = ledger.accounts.iter().filter(|(_, account)| account.held_in_all() > 0);
	let (who, account) = world.rng.choose(owing)?;
	let value = planck(account.free);
	let (who, dest) = (who.clone(), named(world.consumers[0].clone()));
	attempt(who, pallet_balances::Call::transfer_allow_death { dest, value })
}
