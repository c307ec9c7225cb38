//! What accounts have done, which counts half after each half life.

use super::{Amount, Model};
use crate::chain::{AccountId, BlockNumber, Runtime};
use crate::random_calls::constants::number;
use pallet_providers::Config;

/// Something that both sides of an agreement remember. Amounts in planck.
#[derive(Clone, Copy)]
pub enum Deed {
	Agreed,
	Served { units: u32, value: Amount, commission: Amount },
	Failed { units: u32 },
	Late { units: u32 },
	Forgone { commission: Amount },
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Record {
	/// Block of the last halving.
	pub halved: BlockNumber,
	/// Agreements, served, failed and late inferences, value, commission, forgone commission.
	pub counts: [Amount; 7],
}

impl Record {
	/// Returns how often it was halved.
	fn fade(&mut self, now: BlockNumber) -> u32 {
		let half_life = number::<<Runtime as Config>::RecordHalfLife>();
		let times = (now - self.halved).checked_div(half_life).unwrap_or(0);
		self.halved += times * half_life;
		let times = times.min(127);
		self.counts = self.counts.map(|count| count >> times);
		times
	}

	fn note(&mut self, now: BlockNumber, deed: Deed) {
		if self.counts.iter().all(|count| *count == 0) {
			self.halved = now;
		}
		let [agreements, served, failed, late, earned, paid, forgone] = &mut self.counts;
		match deed {
			Deed::Agreed => *agreements += 1,
			Deed::Served { units, value, commission } => {
				*served += Amount::from(units);
				*earned += value;
				*paid += commission;
			}
			Deed::Failed { units } => *failed += Amount::from(units),
			Deed::Late { units } => *late += Amount::from(units),
			Deed::Forgone { commission } => *forgone += commission,
		}
	}
}

/// Commission paid and forgone, by counterparty.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Dealings {
	pub known: Vec<(AccountId, [Amount; 2])>,
	pub rest: [Amount; 2],
}

impl Dealings {
	fn fade(&mut self, times: u32) {
		let halve = |tally: &mut [Amount; 2]| *tally = tally.map(|amount| amount >> times);
		halve(&mut self.rest);
		self.known.iter_mut().for_each(|(_, tally)| halve(tally));
		self.known.retain(|(_, tally)| *tally != [0, 0]);
	}

	fn note(&mut self, consumer: &AccountId, deed: Deed) {
		let more = match deed {
			Deed::Served { commission, .. } => [commission, 0],
			Deed::Forgone { commission } => [0, commission],
			_ => return,
		};
		if more == [0, 0] {
			return;
		}
		let add = |to: &mut [Amount; 2], more: [Amount; 2]| *to = [to[0] + more[0], to[1] + more[1]];
		if let Some((_, tally)) = self.known.iter_mut().find(|(who, _)| who == consumer) {
			return add(tally, more);
		}
		let room = number::<<Runtime as Config>::MaxCounterparties>() as usize;
		if self.known.len() == room {
			let lightest = (0..room).min_by_key(|at| self.known[*at].1.iter().sum::<Amount>());
			let gone = lightest.map(|at| self.known.swap_remove(at).1);
			add(&mut self.rest, gone.unwrap_or_default());
		}
		match self.known.len() < room {
			true => self.known.push((consumer.clone(), more)),
			false => add(&mut self.rest, more),
		}
	}
}

impl Model {
	pub fn record(&mut self, provider: &AccountId, consumer: &AccountId, deed: Deed) {
		let record = self.records.entry(provider.clone()).or_default();
		let times = record.fade(self.now);
		record.note(self.now, deed);
		let dealings = self.dealings.entry(provider.clone()).or_default();
		dealings.fade(times);
		dealings.note(consumer, deed);
		if *dealings == Dealings::default() {
			self.dealings.remove(provider);
		}
		let record = self.consumer_records.entry(consumer.clone()).or_default();
		record.fade(self.now);
		record.note(self.now, deed);
		self.ledger.touched.extend([provider.clone(), consumer.clone()]);
	}
}
