//! How agreements end, and payments by voucher.

use super::{kind, Kind};
use crate::{
	chain::{BlockNumber, Runtime, System},
	random_calls::{
		constants::number,
		model::{Agreement, State},
		world::{attempt, Attempt, World},
	},
};
use airo_primitives::voucher::Voucher;
use pallet_execution::{Call, Config};
use sp_core::Pair;

pub const KINDS: &[Kind] = &[
	kind("execution.redeem", 5, redeem).after("marketplace.award"),
	kind("execution.release_quota", 4, release_quota).after("marketplace.award"),
	kind("execution.offer_close", 2, offer_close).after("marketplace.award"),
	kind("execution.withdraw_close_offer", 2, withdraw_close_offer).after("execution.offer_close"),
	kind("execution.accept_close", 8, accept_close).after("execution.offer_close"),
	kind("execution.close", 3, close).after("providers.offer"),
	kind("execution.close of much", 12, close_much).after("execution.request a lot").seldom(),
	kind("execution.close early", 5, close_early).after("marketplace.award"),
	kind("execution.reopen", 14, reopen).after("execution.fail by the provider's fault"),
];

fn redeem(world: &mut World) -> Option<Attempt> {
	let id = some_agreement(world, |agreement| agreement.redeemed < agreement.channel_quota)?;
	let agreement = &world.model.agreements[&id];
	let total = world.rng.small(agreement.redeemed + 1, agreement.channel_quota);
	let voucher = Voucher { genesis: System::block_hash(BlockNumber::default()), agreement: id, total };
	let key = agreement.consumer_key;
	let signer = world.keys.iter().find(|pair| pair.public().0 == key);
	let signature = signer.unwrap_or(&world.keys[0]).sign(&voucher.signed_bytes());
	attempt(world.anybody(), Call::redeem { agreement: id, total, signature })
}

fn release_quota(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let id = some_agreement(world, |agreement| {
		agreement.redeemed < agreement.channel_quota && now <= agreement.expires
	})?;
	let agreement = &world.model.agreements[&id];
	let units = world.rng.small(1, agreement.channel_quota - agreement.redeemed);
	attempt(agreement.provider.clone(), Call::release_quota { agreement: id, units })
}

fn offer_close(world: &mut World) -> Option<Attempt> {
	let any = world.rng.one_in(3);
	let id = some_agreement(world, |agreement| {
		agreement.state == State::Open { close_offered_by: None } && (any || agreement.requests.is_empty())
	})?;
	let agreement = &world.model.agreements[&id];
	let who = if world.rng.one_in(2) { &agreement.consumer } else { &agreement.provider };
	attempt(who.clone(), Call::offer_close { agreement: id })
}

fn withdraw_close_offer(world: &mut World) -> Option<Attempt> {
	let offered =
		|agreement: &Agreement| matches!(agreement.state, State::Open { close_offered_by: Some(_) });
	let id = some_agreement(world, offered)?;
	let State::Open { close_offered_by } = world.model.agreements[&id].state.clone() else { return None };
	attempt(close_offered_by?, Call::withdraw_close_offer { agreement: id })
}

fn accept_close(world: &mut World) -> Option<Attempt> {
	let id = some_agreement(world, |agreement| {
		agreement.requests.is_empty() && matches!(agreement.state, State::Open { close_offered_by: Some(_) })
	})?;
	let agreement = &world.model.agreements[&id];
	let who = match &agreement.state {
		State::Open { close_offered_by: Some(by) } if *by == agreement.consumer => &agreement.provider,
		_ => &agreement.consumer,
	};
	attempt(who.clone(), Call::accept_close { agreement: id })
}

fn close(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let id = some_agreement(world, |agreement| now > agreement.closes_after)?;
	attempt(world.anybody(), Call::close { agreement: id })
}

/// It takes more than one call.
fn close_much(world: &mut World) -> Option<Attempt> {
	let (now, most) = (world.model.now, number::<<Runtime as Config>::MaxSettle>() as usize);
	let id =
		some_agreement(world, |agreement| now > agreement.closes_after && agreement.requests.len() > most)?;
	attempt(world.anybody(), Call::close { agreement: id })
}

/// By a party that may leave, or that gives notice.
fn close_early(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let breaks = |agreement: &Agreement| now <= agreement.expires && agreement.is_broken();
	let broken = world.model.agreements.values().any(breaks);
	let parties = world.model.agreements.iter().flat_map(|(id, agreement)| {
		[&agreement.consumer, &agreement.provider].map(|who| (*id, who.clone(), agreement))
	});
	let may = parties.filter(
		|(_, who, agreement)| {
			if broken {
				breaks(agreement)
			} else {
				agreement.may_leave(who, now)
			}
		},
	);
	let (id, who, _) = world.rng.choose(may)?;
	attempt(who, Call::close { agreement: id })
}

fn reopen(world: &mut World) -> Option<Attempt> {
	let model = &world.model;
	let failing = model.agreements.iter().filter(|(_, agreement)| {
		model.now <= agreement.expires
			&& agreement.requestable() > 0
			&& model.fails_its_consumer(agreement)
			&& model.quote_floor(agreement.model).is_some_and(|floor| floor <= agreement.price)
	});
	let (id, agreement) = world.rng.choose(failing)?;
	let channel_quota = world.rng.small(0, agreement.requestable());
	let offers = model.providers.iter().filter(|(_, provider)| provider.offers.contains(&agreement.model));
	let invited = offers.map(|(who, _)| who.clone()).take(5).collect::<Vec<_>>().try_into().ok();
	let invited = invited.filter(|_| world.rng.one_in(4));
	attempt(agreement.consumer.clone(), Call::reopen { agreement: *id, channel_quota, invited })
}

/// Any of the agreements that `fits`.
pub fn some_agreement(world: &mut World, fits: impl Fn(&Agreement) -> bool) -> Option<u32> {
	let fitting = world.model.agreements.iter().filter(|(_, agreement)| fits(agreement));
	world.rng.choose(fitting.map(|(id, _)| *id))
}
