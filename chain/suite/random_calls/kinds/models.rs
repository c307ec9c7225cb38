use super::{kind, Kind};
use crate::random_calls::constants::{self, number};
use crate::{
	chain::{AccountId, Balance, Runtime},
	random_calls::{
		model::{Entry, Model, Status},
		world::{attempt, planck, Attempt, Committed, World},
	},
};
use pallet_models::{Call, Config};
use sp_core::H256;
use sp_runtime::Perbill;

/// Models at once.
const MOST: usize = 400;
/// Commitments at once.
const MOST_COMMITTED: usize = 80;
/// With fewer models, all are worth more to the test on the market.
const FEW: usize = 20;

pub const KINDS: &[Kind] = &[
	kind("models.commit", 3, commit),
	kind("models.register", 4, register).after("models.commit"),
	kind("models.register with a commitment", 5, register_committed).after("models.commit"),
	kind("models.register what another has committed to", 5, register_copied).after("models.commit"),
	kind("models.register by the earlier commitment", 6, take_over)
		.after("models.register what another has committed to"),
	kind("models.register again", 8, register_again).after("models.remove"),
	kind("models.attest", 3, attest).after("models.register"),
	kind("models.attest a new version", 10, attest_next).after("models.set_manifest"),
	kind("models.retire", 3, retire).after("models.register"),
	kind("models.restore", 2, restore).after("models.retire"),
	kind("models.withdraw_commitment", 2, withdraw_commitment).after("models.commit"),
	kind("models.set_royalty", 3, set_royalty).after("models.register"),
	kind("models.set_manifest", 3, set_manifest).after("models.register"),
	kind("models.remove", 4, remove).after("models.retire"),
];

fn commit(world: &mut World) -> Option<Attempt> {
	if world.model.commitments.len() >= MOST_COMMITTED {
		return None;
	}
	let who = world.rng.pick(&world.others)?.clone();
	let known = world.rng.one_in(4).then(|| world.rng.choose(world.committed.iter()).cloned()).flatten();
	let artifact = known.map_or_else(|| world.rng.bytes().into(), |made| made.artifact);
	let salt = world.rng.bytes();
	world.committed.push(Committed { who: who.clone(), artifact, salt });
	attempt(who.clone(), Call::commit { commitment: Model::commitment(artifact, &who, salt) })
}

/// Forgets what is no longer committed to.
fn committed(world: &mut World) -> Vec<Committed> {
	let commitments = &world.model.commitments;
	let key = |made: &Committed| (made.who.clone(), Model::commitment(made.artifact, &made.who, made.salt));
	world.committed.retain(|made| commitments.contains_key(&key(made)));
	world.committed.clone()
}

fn made_at(world: &World, made: &Committed) -> Option<u32> {
	let hash = Model::commitment(made.artifact, &made.who, made.salt);
	Some(world.model.commitments.get(&(made.who.clone(), hash))?.at)
}

fn ripe(world: &World, made: &Committed) -> bool {
	made_at(world, made).is_some_and(|at| world.model.now >= at + number::<<Runtime as Config>::CommitAge>())
}

/// Often so little that it can't bring its owner's account to life.
fn royalty(world: &mut World) -> Balance {
	let little = world.model.ledger.existential / 20;
	planck(if world.rng.one_in(3) { world.milli(5) } else { world.amount(little) })
}

fn registration(
	world: &mut World,
	who: AccountId,
	artifact: H256,
	salt: Option<[u8; 32]>,
) -> Option<Attempt> {
	let (mut bytes, manifest) = (world.blob(), world.blob());
	bytes.hash = artifact;
	let royalty = royalty(world);
	let parent = match world.rng.one_in(3) {
		true => some_model(world, |_, _| true),
		false => None,
	};
	let parent = parent.map(|id| (id, Perbill::from_percent(world.rng.small(0, 100))));
	let weights_root = H256::from(world.rng.bytes());
	attempt(who, Call::register { artifact: bytes, manifest, weights_root, royalty, parent, salt })
}

fn register(world: &mut World) -> Option<Attempt> {
	if world.model.models.len() >= MOST {
		return None;
	}
	let (who, artifact) = (world.anybody(), world.rng.bytes());
	registration(world, who, artifact.into(), None)
}

fn register_committed(world: &mut World) -> Option<Attempt> {
	if world.model.models.len() >= MOST {
		return None;
	}
	let unknown = committed(world)
		.into_iter()
		.filter(|made| !world.model.by_artifact.contains_key(&made.artifact) && ripe(world, made));
	let unknown = unknown.collect::<Vec<_>>();
	let made = world.rng.choose(unknown.into_iter())?;
	registration(world, made.who, made.artifact, Some(made.salt))
}

fn register_copied(world: &mut World) -> Option<Attempt> {
	if world.model.models.len() >= MOST {
		return None;
	}
	let unknown = committed(world).into_iter().filter(|made| {
		!world.model.by_artifact.contains_key(&made.artifact) && made_at(world, made) < Some(world.model.now)
	});
	let unknown = unknown.collect::<Vec<_>>();
	let made = world.rng.choose(unknown.into_iter())?;
	let copier = world.rng.pick(&world.others)?.clone();
	registration(world, copier, made.artifact, None)
}

fn take_over(world: &mut World) -> Option<Attempt> {
	let earlier = committed(world).into_iter().filter(|made| {
		let id = world.model.by_artifact.get(&made.artifact);
		let taken = id.and_then(|id| world.model.models.get(id));
		let earlier = taken.is_some_and(|taken| {
			made_at(world, made) < Some(taken.committed) && world.model.now <= taken.contestable_until
		});
		earlier && ripe(world, made)
	});
	let earlier = earlier.collect::<Vec<_>>();
	let made = world.rng.choose(earlier.into_iter())?;
	registration(world, made.who, made.artifact, Some(made.salt))
}

fn register_again(world: &mut World) -> Option<Attempt> {
	let model = &world.model;
	let deposit = constants::amount::<<Runtime as Config>::ModelDeposit>();
	let gone = model.by_artifact.iter().filter_map(|(artifact, id)| {
		let owner = model.tombstones.get(id)?.owner.clone()?;
		let able = model.ledger.can_hold(&owner, 2 * deposit) && !model.public.contains(artifact);
		able.then_some((owner, *artifact))
	});
	let (who, artifact) = world.rng.choose(gone)?;
	registration(world, who, artifact, None)
}

fn attest(world: &mut World) -> Option<Attempt> {
	let model = some_model(world, |_, entry| entry.status == Status::Draft)?;
	let version = world.model.models[&model].version;
	attestation(world, model, version)
}

fn attest_next(world: &mut World) -> Option<Attempt> {
	let model =
		some_model(world, |owner, entry| owner && entry.status == Status::Listed && entry.next.is_some())?;
	let version = world.model.models[&model].next.as_ref()?.version;
	attestation(world, model, version)
}

fn attestation(world: &mut World, model: u32, version: u32) -> Option<Attempt> {
	let entry = &world.model.models[&model];
	let attesters = entry.next.as_ref().map_or(&entry.attesters, |next| &next.attesters);
	let least = constants::amount::<<Runtime as Config>::MinAttesterBond>();
	let any = world.rng.one_in(10);
	let able = world.model.providers.iter().filter(|(who, provider)| {
		let owns = world.model.owner(model) == Some(*who);
		any || provider.bond >= least && !owns && !attesters.contains(*who)
	});
	let who = world.rng.choose(able.map(|(who, _)| who.clone()))?;
	attempt(who, Call::attest { model, version })
}

fn retire(world: &mut World) -> Option<Attempt> {
	if world.model.models.len() < FEW {
		return None;
	}
	let model = some_model(world, |_, entry| !matches!(entry.status, Status::Retired { .. }))?;
	let who = world.model.owner(model).cloned().unwrap_or_else(|| world.anybody());
	attempt(who, Call::retire { model })
}

fn restore(world: &mut World) -> Option<Attempt> {
	let model = some_model(world, |owner, entry| owner && matches!(entry.status, Status::Retired { .. }))?;
	attempt(world.model.owner(model)?.clone(), Call::restore { model })
}

fn withdraw_commitment(world: &mut World) -> Option<Attempt> {
	let made = committed(world);
	let made = world.rng.pick(&made)?;
	let commitment = Model::commitment(made.artifact, &made.who, made.salt);
	attempt(made.who.clone(), Call::withdraw_commitment { commitment })
}

fn set_royalty(world: &mut World) -> Option<Attempt> {
	let model = some_model(world, |owner, entry| owner && !matches!(entry.status, Status::Retired { .. }))?;
	let royalty = royalty(world);
	attempt(world.model.owner(model)?.clone(), Call::set_royalty { model, royalty })
}

fn set_manifest(world: &mut World) -> Option<Attempt> {
	let any = world.rng.one_in(3);
	let model = some_model(world, |owner, entry| {
		let draft = any && entry.status == Status::Draft;
		owner && (draft || entry.status == Status::Listed)
	})?;
	let weights_root = world.rng.one_in(2).then(|| world.rng.bytes().into());
	let manifest = world.blob();
	attempt(world.model.owner(model)?.clone(), Call::set_manifest { model, manifest, weights_root })
}

fn remove(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let delay = number::<<Runtime as Config>::RemovalDelay>();
	let model = some_model(world, |_, entry| match entry.status {
		Status::Retired { from, .. } => now >= from + delay,
		_ => false,
	})?;
	let who = world.model.owner(model).cloned().unwrap_or_else(|| world.anybody());
	attempt(who, Call::remove { model })
}

/// Any of the models that `fits`; it is told whether there is an owner.
pub fn some_model(world: &mut World, fits: impl Fn(bool, &Entry) -> bool) -> Option<u32> {
	let model = &world.model;
	let fitting = model.models.iter().filter(|(id, entry)| fits(model.owner(**id).is_some(), entry));
	world.rng.choose(fitting.map(|(id, _)| *id))
}
