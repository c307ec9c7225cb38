//! What root decides, or most of a council where there is one: which bytes are everybody's, and the parameters, in the
//! midst of orders and agreements that go on as they began.

use super::{kind, Kind};
use crate::{
	chain,
	random_calls::world::{Attempt, World},
};
use pallet_models::Call;

pub const SET_PARAMETER: &str = "parameters.set_parameter";
/// Public artifacts at most, so that they don't become ever more.
const MOST: usize = 40;

pub const KINDS: &[Kind] = &[
	kind("models.mark_public", 2, mark_public),
	kind("models.unmark_public", 2, unmark_public).after("models.mark_public"),
	kind(SET_PARAMETER, 12, set_parameter),
];

fn root(call: Call<chain::Runtime>) -> Option<Attempt> {
	Some(Attempt { who: None, call: call.into() })
}

/// Bytes that nobody has, or that somebody is about to register, or has registered.
fn mark_public(world: &mut World) -> Option<Attempt> {
	let model = &world.model;
	if model.public.len() >= MOST {
		return None;
	}
	let artifact = match world.rng.between(0, 9) {
		0 => world.rng.choose(world.committed.iter().map(|made| made.artifact))?,
		1 => world.rng.choose(model.by_artifact.keys().copied())?,
		_ => world.rng.bytes().into(),
	};
	if world.model.public.contains(&artifact) {
		return None;
	}
	root(Call::mark_public { artifact })
}

fn unmark_public(world: &mut World) -> Option<Attempt> {
	let artifact = world.rng.choose(world.model.public.iter().copied())?;
	root(Call::unmark_public { artifact })
}

fn set_parameter(world: &mut World) -> Option<Attempt> {
	Some(Attempt { who: None, call: chain::set_parameter(&mut world.rng)? })
}
