use crate::{
	models::some_model,
	world::{attempt, Attempt, World},
	Kind,
};
use airo_runtime::{
	constants::{market::MIN_BOND, AIRO},
	AccountId, Runtime,
};
use pallet_models::ModelStatus;
use pallet_providers::{Call, OfferTerms, Offers, Profile, ProviderOf, Providers};
use sp_core::ed25519;

pub const KINDS: &[Kind] = &[
	("providers.register", 2, register),
	("providers.update_profile", 2, update_profile),
	("providers.bond_extra", 2, bond_extra),
	("providers.unbond", 2, unbond),
	("providers.withdraw", 2, withdraw),
	("providers.chill", 2, chill),
	("providers.activate", 3, activate),
	("providers.offer", 4, offer),
	("providers.withdraw_offer", 2, withdraw_offer),
];

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
	let unknown = world.newcomers.iter().filter(|who| !Providers::<Runtime>::contains_key(who)).cloned();
	let who = world.rng.choose(unknown.collect::<Vec<_>>().into_iter())?;
	let bond = MIN_BOND + world.amount(2_000 * AIRO);
	attempt(who, Call::register { profile: profile(world), bond })
}

fn update_profile(world: &mut World) -> Option<Attempt> {
	attempt(some_provider(world, |_| true)?.0, Call::update_profile { profile: profile(world) })
}

fn bond_extra(world: &mut World) -> Option<Attempt> {
	attempt(some_provider(world, |_| true)?.0, Call::bond_extra { amount: world.amount(100 * AIRO) })
}

fn unbond(world: &mut World) -> Option<Attempt> {
	let (who, provider) = some_provider(world, |provider| provider.unbonding.len() < 8)?;
	let amount = match world.rng.between(0, 9) {
		0 | 1 => provider.staying(),
		2 => provider.free(),
		_ => world.amount(provider.staying().saturating_sub(MIN_BOND).min(50 * AIRO)),
	};
	attempt(who, Call::unbond { amount })
}

fn withdraw(world: &mut World) -> Option<Attempt> {
	let now = World::now();
	let (who, _) = some_provider(world, |provider| provider.unbonding.iter().any(|part| part.until <= now))?;
	attempt(who, Call::withdraw {})
}

fn chill(world: &mut World) -> Option<Attempt> {
	attempt(some_provider(world, |provider| !provider.chilled)?.0, Call::chill {})
}

fn activate(world: &mut World) -> Option<Attempt> {
	let (who, _) = some_provider(world, |provider| provider.chilled && provider.staying() >= MIN_BOND)?;
	attempt(who, Call::activate {})
}

fn offer(world: &mut World) -> Option<Attempt> {
	let model = match world.rng.one_in(2) {
		true => 0,
		false => some_model(world, |model| model.status == ModelStatus::Listed)?,
	};
	let max_batch = world.rng.small(0, 20);
	let terms = OfferTerms { p50_ms: 1, p95_ms: 2, per_second: 3, max_batch, hardware: Default::default() };
	attempt(some_provider(world, |_| true)?.0, Call::offer { model, terms })
}

fn withdraw_offer(world: &mut World) -> Option<Attempt> {
	let (who, model) = world.rng.choose(Offers::<Runtime>::iter_keys())?;
	attempt(who, Call::withdraw_offer { model })
}

/// Any of the providers that `fits`.
fn some_provider(
	world: &mut World,
	fits: impl Fn(&ProviderOf<Runtime>) -> bool,
) -> Option<(AccountId, ProviderOf<Runtime>)> {
	world.rng.choose(Providers::<Runtime>::iter().filter(|(_, provider)| fits(provider)))
}
