use crate::{
	world::{attempt, Attempt, Committed, World},
	Kind,
};
use airo_primitives::ModelId;
use airo_runtime::{
	constants::{market::COMMIT_AGE, MILLI_AIRO},
	Nfts, Runtime, RuntimeOrigin,
};
use pallet_models::{Call, ModelOf, ModelStatus, Models, Pallet};
use sp_core::H256;
use sp_runtime::Perbill;

pub const KINDS: &[Kind] = &[
	("models.commit", 2, commit),
	("models.register", 2, register),
	("models.attest", 2, attest),
	("models.retire", 2, retire),
	("models.restore", 2, restore),
	("models.withdraw_commitment", 2, withdraw_commitment),
];

fn commit(world: &mut World) -> Option<Attempt> {
	let (who, artifact, salt) = (world.anybody(), H256::from(world.rng.bytes()), world.rng.bytes());
	let commitment = Pallet::<Runtime>::commitment_of(artifact, &who, salt);
	world.committed.push(Committed { who: who.clone(), artifact, salt, at: World::now() });
	attempt(who, Call::commit { commitment })
}

fn register(world: &mut World) -> Option<Attempt> {
	let (mut artifact, manifest) = (world.blob(), world.blob());
	let (mut who, mut salt) = (world.anybody(), None);
	let ripe = world.committed.iter().position(|made| World::now() >= made.at + COMMIT_AGE);
	if let Some(ripe) = ripe.filter(|_| world.rng.one_in(2)) {
		let made = world.committed.swap_remove(ripe);
		artifact.hash = made.artifact;
		(who, salt) = (made.who, Some(made.salt));
	}
	let parent = match world.rng.one_in(3) {
		true => some_model(world, |_| true).map(|id| (id, Perbill::from_percent(world.rng.small(0, 100)))),
		false => None,
	};
	let weights_root = H256::from(world.rng.bytes());
	let royalty = world.amount(5 * MILLI_AIRO);
	attempt(who, Call::register { artifact, manifest, weights_root, royalty, parent, salt })
}

fn attest(world: &mut World) -> Option<Attempt> {
	let model = some_model(world, |model| matches!(model.status, ModelStatus::Draft { .. }))?;
	let who = world.rng.choose(pallet_providers::Providers::<Runtime>::iter_keys())?;
	attempt(who, Call::attest { model, version: 1 })
}

fn retire(world: &mut World) -> Option<Attempt> {
	let model = some_model(world, |model| !matches!(model.status, ModelStatus::Retired { .. }))?;
	let Some(owner) = Pallet::<Runtime>::owner(model) else {
		return attempt(world.anybody(), Call::retire { model });
	};
	// Sold and burned models are part of the game.
	match world.rng.between(0, 9) {
		0 if model != 0 => drop(Nfts::burn(RuntimeOrigin::signed(owner.clone()), 0, model)),
		1 | 2 => world.trade_nft(model),
		_ => {}
	}
	attempt(owner, Call::retire { model })
}

fn restore(world: &mut World) -> Option<Attempt> {
	let retired = Models::<Runtime>::iter()
		.filter(|(_, model)| matches!(model.status, ModelStatus::Retired { .. }))
		.map(|(id, _)| (id, Pallet::<Runtime>::owner(id)));
	// A burned one, which nobody can restore, is tried now and then.
	let burned_too = world.rng.one_in(10);
	let (model, owner) = world.rng.choose(retired.filter(|(_, owner)| burned_too || owner.is_some()))?;
	let who = owner.unwrap_or_else(|| world.anybody());
	attempt(who, Call::restore { model })
}

fn withdraw_commitment(world: &mut World) -> Option<Attempt> {
	let last = world.committed.len().checked_sub(1)?;
	let at = world.rng.between(0, last as u64) as usize;
	let Committed { who, artifact, salt, .. } = world.committed.swap_remove(at);
	let commitment = Pallet::<Runtime>::commitment_of(artifact, &who, salt);
	attempt(who, Call::withdraw_commitment { commitment })
}

/// Any of the models that `fits`.
pub fn some_model(world: &mut World, fits: impl Fn(&ModelOf<Runtime>) -> bool) -> Option<ModelId> {
	world.rng.choose(Models::<Runtime>::iter().filter(|(_, model)| fits(model)).map(|(id, _)| id))
}
