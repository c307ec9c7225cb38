//! What calls there are, and what each of them is made up of. Every call of the four pallets is a kind.

mod bidding;
mod execution;
mod governance;
mod marketplace;
mod models;
mod providers;
mod refused;
mod serving;
mod trouble;

use crate::random_calls::world::{Attempt, World};

type Make = fn(&mut World) -> Option<Attempt>;

#[derive(Clone, Copy)]
pub struct Kind {
	pub name: &'static str,
	/// How often it comes, compared with the others.
	pub weight: u64,
	/// A run in which it came about less often says too little.
	pub least: u32,
	/// What has to come first: made instead when there is nothing to do this with.
	after: Option<&'static str>,
	/// Whether it is made to succeed, or to be refused.
	pub succeeds: bool,
	make: Make,
}

const fn kind(name: &'static str, weight: u64, make: Make) -> Kind {
	Kind { name, weight, least: 100, after: None, succeeds: true, make }
}

impl Kind {
	const fn after(self, name: &'static str) -> Self {
		Self { after: Some(name), ..self }
	}

	/// For a kind that takes many others first.
	const fn seldom(self) -> Self {
		Self { least: 20, ..self }
	}

	const fn refused(self) -> Self {
		Self { succeeds: false, ..self }
	}
}

const ALL: [&[Kind]; 9] = [
	bidding::KINDS,
	execution::KINDS,
	governance::KINDS,
	marketplace::KINDS,
	models::KINDS,
	providers::KINDS,
	refused::KINDS,
	serving::KINDS,
	trouble::KINDS,
];

/// All that the chain has; not every chain's parameters can be set.
pub fn all() -> Vec<Kind> {
	let governed = |kind: &Kind| crate::chain::GOVERNED || kind.name != governance::SET_PARAMETER;
	ALL.concat().into_iter().filter(governed).collect()
}

/// A call of this kind, or of one that it needs first.
pub fn make(kind: Kind, world: &mut World) -> Option<(Kind, Attempt)> {
	if let Some(attempt) = (kind.make)(world) {
		return Some((kind, attempt));
	}
	let first = ALL.into_iter().flatten().find(|other| Some(other.name) == kind.after)?;
	make(*first, world)
}
