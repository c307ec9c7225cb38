use super::{kind, models::some_model, Kind};
use crate::random_calls::constants::{self, number};
use crate::{
	chain::{AccountId, Runtime},
	random_calls::{
		model::{Amount, Provider, Status},
		world::{attempt, planck, Attempt, World},
	},
};
use pallet_providers::{Call, Config, OfferTerms, Profile};
use sp_core::ed25519;

pub const KINDS: &[Kind] = &[
	kind("providers.register", 6, register),
	kind("providers.update_profile", 2, update_profile),
	kind("providers.bond_extra", 2, bond_extra),
	kind("providers.unbond", 2, unbond),
	kind("providers.withdraw", 4, withdraw).after("providers.unbond"),
	kind("providers.chill", 2, chill),
	kind("providers.activate", 3, activate).after("providers.chill"),
	kind("providers.offer", 16, offer),
	kind("providers.offer what most bid for", 4, offer_wanted).after("providers.register"),
	kind("providers.withdraw_offer", 2, withdraw_offer),
];

pub fn min_bond() -> Amount {
	constants::amount::<<Runtime as Config>::MinBond>()
}

fn profile(world: &mut World) -> Profile {
	Profile {
		endpoint: Default::default(),
		peer_id: Default::default(),
		multiaddrs: Default::default(),
		hpke_key: world.rng.bytes(),
		receipt_key: ed25519::Public::from_raw(world.rng.bytes()),
		metadata: None,
		attestation: None,
	}
}

fn register(world: &mut World) -> Option<Attempt> {
	let unknown = world.newcomers.iter().filter(|who| !world.model.providers.contains_key(*who));
	let who = world.rng.choose(unknown)?.clone();
	let bond = planck(min_bond() + world.amount(20 * min_bond()));
	attempt(who, Call::register { profile: profile(world), bond })
}

fn update_profile(world: &mut World) -> Option<Attempt> {
	attempt(some_provider(world, |_| true)?, Call::update_profile { profile: profile(world) })
}

fn bond_extra(world: &mut World) -> Option<Attempt> {
	let who = some_provider(world, |_| true)?;
	let free = world.model.ledger.free(&who) / 2;
	let amount = planck(world.amount(free.min(min_bond())));
	attempt(who, Call::bond_extra { amount })
}

fn unbond(world: &mut World) -> Option<Attempt> {
	let idle = world.rng.one_in(4);
	let who = some_provider(world, |provider| {
		provider.unbonding.len() < 8 && provider.staying() > 0 && (!idle || provider.covered == 0)
	})?;
	let provider = &world.model.providers[&who];
	let amount = match world.rng.between(0, 9) {
		0 => provider.staying(),
		_ if idle => provider.staying(),
		2 => provider.free(),
		_ => {
			let most = provider.staying().saturating_sub(min_bond()).min(min_bond());
			world.amount(most)
		}
	};
	attempt(who, Call::unbond { amount: planck(amount) })
}

fn withdraw(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let who = some_provider(world, |provider| provider.unbonding.iter().any(|(_, until)| *until <= now))?;
	attempt(who, Call::withdraw {})
}

fn chill(world: &mut World) -> Option<Attempt> {
	attempt(some_provider(world, |provider| !provider.chilled)?, Call::chill {})
}

fn activate(world: &mut World) -> Option<Attempt> {
	let ready = |provider: &Provider| provider.chilled && provider.staying() >= min_bond();
	attempt(some_provider(world, ready)?, Call::activate {})
}

/// The oldest models are offered most, so that many bid on the same orders.
fn offer(world: &mut World) -> Option<Attempt> {
	let model = &world.model;
	let oldest = model
		.models
		.iter()
		.filter(|(id, entry)| entry.status == Status::Listed && model.owner(**id).is_some());
	let oldest = world.rng.choose(oldest.map(|(id, _)| *id).take(3));
	let model = match world.rng.one_in(4) {
		true => some_model(world, |owner, entry| owner && !matches!(entry.status, Status::Retired { .. }))?,
		false => oldest?,
	};
	let most = number::<<Runtime as Config>::MaxOffers>() as usize;
	let who = some_provider(world, |provider| {
		provider.offers.len() < most && (!provider.offers.contains(&model) || provider.offers.len() > 3)
	});
	offering(world, who?, model)
}

/// So that more may bid on an order that many have bid on.
fn offer_wanted(world: &mut World) -> Option<Attempt> {
	let model = world.model.orders[&super::bidding::fullest(world)?].spec.model;
	let who = some_provider(world, |provider| {
		!provider.chilled && provider.free() >= min_bond() / 2 && !provider.offers.contains(&model)
	});
	offering(world, who?, model)
}

fn offering(world: &mut World, who: AccountId, model: u32) -> Option<Attempt> {
	let (p50_ms, max_batch) = (world.rng.small(0, 2), world.rng.small(0, 20));
	let terms = OfferTerms { p50_ms, p95_ms: 2, per_second: 3, max_batch, hardware: Default::default() };
	attempt(who, Call::offer { model, terms })
}

fn withdraw_offer(world: &mut World) -> Option<Attempt> {
	let who = some_provider(world, |provider| !provider.offers.is_empty())?;
	let model = world.rng.choose(world.model.providers[&who].offers.iter().copied())?;
	attempt(who, Call::withdraw_offer { model })
}

/// Any of the providers that `fits`.
pub fn some_provider(world: &mut World, fits: impl Fn(&Provider) -> bool) -> Option<AccountId> {
	let fitting = world.model.providers.iter().filter(|(_, provider)| fits(provider));
	world.rng.choose(fitting.map(|(who, _)| who.clone()))
}
