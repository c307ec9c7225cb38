//! How often each kind of call was made, and which comes next.

use crate::random_calls::{kinds::Kind, rng::Rng};
use std::{
	collections::BTreeMap,
	fmt::{self, Display},
};

/// What calls may have as a consequence must have been seen as often.
const LEAST_EFFECTS: u32 = 5;

/// Consequences that every chain sees. The model tells of others, too.
const EFFECTS: &[&str] = &[
	"a bid is evicted",
	"a bid is lowered",
	"a new version is listed",
	"a party gives notice",
	"a provider leaves",
	"a removed model comes back",
	"a share goes to the treasury",
	"an account is reaped",
	"an agreement is closed step by step",
	"an earlier commitment takes over",
	"an order ends by itself",
	"dust is burned",
	"the cheapest bid wins",
];

#[derive(Default, Clone, Copy)]
struct Count {
	tried: u32,
	/// Succeeded, or was refused if it was made to be.
	succeeded: u32,
}

pub struct Counts {
	kinds: Vec<Kind>,
	calls: BTreeMap<&'static str, Count>,
	effects: BTreeMap<&'static str, u32>,
}

impl Counts {
	pub fn new(kinds: Vec<Kind>) -> Self {
		let calls = kinds.iter().map(|kind| (kind.name, Count::default())).collect();
		let effects = EFFECTS.iter().map(|effect| (*effect, 0)).collect();
		Self { kinds, calls, effects }
	}

	pub fn made(&self) -> u64 {
		self.calls.values().map(|count| u64::from(count.tried)).sum()
	}

	/// Any kind, or one that has come about too rarely so far.
	pub fn choose(&self, rng: &mut Rng) -> Kind {
		let rare = self.kinds.iter().filter(|kind| self.calls[kind.name].succeeded <= kind.least);
		let rare = rare.copied().collect::<Vec<_>>();
		let from = if rng.one_in(8) || rare.is_empty() { &self.kinds } else { &rare };
		let mut at = rng.between(1, from.iter().map(|kind| kind.weight).sum());
		let reached = from.iter().find(|kind| {
			let here = at <= kind.weight;
			at = at.saturating_sub(kind.weight);
			here
		});
		*reached.expect("some kind")
	}

	pub fn count(&mut self, kind: &'static str, as_wanted: bool) {
		let count = self.calls.entry(kind).or_default();
		count.tried += 1;
		count.succeeded += u32::from(as_wanted);
	}

	pub fn note(&mut self, effects: Vec<&'static str>) {
		for effect in effects {
			*self.effects.entry(effect).or_default() += 1;
		}
	}

	/// What hasn't come about often enough so far.
	pub fn lacking(&self) -> Option<String> {
		let calls = self.kinds.iter().map(|kind| (kind.name, self.calls[kind.name].succeeded, kind.least));
		let effects = EFFECTS.iter().map(|name| (*name, self.effects[name], LEAST_EFFECTS));
		let (name, count, least) = calls.chain(effects).find(|(_, count, least)| count < least)?;
		Some(format!("{name}: {count} times, which is less than {least}"))
	}
}

impl Display for Counts {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (name, Count { tried, succeeded }) in &self.calls {
			writeln!(f, "{succeeded:>8} of {tried:>8} {name}")?;
		}
		for (name, count) in &self.effects {
			writeln!(f, "{count:>8} × {name}")?;
		}
		Ok(())
	}
}
