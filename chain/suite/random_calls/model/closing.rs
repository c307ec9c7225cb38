//! The ends of agreements, and ordering the rest again.

use super::{need, shares::Share, Agreement, Model, Outcome, Reason, Spec, Stage, State};
use crate::chain::{AccountId, Runtime};
use crate::random_calls::constants::number;
use pallet_execution::Config;
use pallet_marketplace::Config as MarketConfig;
use std::collections::BTreeSet;

impl Model {
	fn agreement_of_party(&mut self, who: &AccountId, id: u32) -> Outcome<Agreement> {
		let agreement = self.agreement(id)?;
		need(agreement.is_party(who), "neither party")?;
		Ok(agreement)
	}

	pub(super) fn offer_close(&mut self, who: &AccountId, id: u32) -> Outcome {
		let mut agreement = self.agreement_of_party(who, id)?;
		need(agreement.state == State::Open { close_offered_by: None }, "offered already, or closing")?;
		agreement.state = State::Open { close_offered_by: Some(who.clone()) };
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn withdraw_close_offer(&mut self, who: &AccountId, id: u32) -> Outcome {
		let mut agreement = self.agreement_of_party(who, id)?;
		need(agreement.state == State::Open { close_offered_by: Some(who.clone()) }, "no own offer")?;
		agreement.state = State::Open { close_offered_by: None };
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn accept_close(&mut self, who: &AccountId, id: u32) -> Outcome {
		let agreement = self.agreement_of_party(who, id)?;
		let State::Open { close_offered_by: Some(by) } = &agreement.state else { return Err("no offer") };
		need(by != who, "its own offer")?;
		need(agreement.requests.is_empty(), "requests are open")?;
		self.finish(id, &agreement);
		Ok(())
	}

	/// `left` are the requests that the chain has left: which ones go first, when there are more than one call clears, is
	/// its choice, but not how many. In which order they go is its choice too, and with it how far the queue's `head` gets:
	/// no further than the oldest answer that is left.
	pub(super) fn close(&mut self, who: &AccountId, id: u32, left: &BTreeSet<u32>, head: u32) -> Outcome {
		let mut agreement = self.agreement(id)?;
		let notice = self.now <= agreement.expires && agreement.is_broken() && agreement.is_party(who);
		if notice {
			agreement.end(self.now);
			self.effects.push("a party gives notice");
		}
		if self.now <= agreement.closes_after && !agreement.may_leave(who, self.now) {
			need(notice, "not to be closed")?;
			self.agreements.insert(id, agreement);
			return Ok(());
		}
		let most = number::<<Runtime as Config>::MaxSettle>() as usize;
		let gone = agreement.requests.keys().filter(|index| !left.contains(*index)).copied();
		let gone = gone.collect::<Vec<_>>();
		assert_eq!(
			gone.len(),
			agreement.requests.len().min(most),
			"agreement {id} was cleared by another number"
		);
		let (before, mut answered) = (agreement.queue.0, Vec::new());
		for index in gone {
			match agreement.requests[&index].stage {
				Stage::Answered { .. } => answered.push(agreement.take(index)),
				Stage::Open | Stage::Demanded { .. } => self.time_out(&mut agreement, index),
			}
		}
		self.pay_for(&mut agreement, &answered);
		if agreement.requests.is_empty() {
			self.finish(id, &agreement);
		} else {
			let oldest = agreement.requests.values().filter_map(|request| match request.stage {
				Stage::Answered { seq, .. } => Some(seq),
				_ => None,
			});
			let furthest = oldest.min().unwrap_or(agreement.queue.1);
			assert!((before..=furthest).contains(&head), "agreement {id} skips an answer");
			agreement.queue.0 = head;
			agreement.state = State::Closing;
			self.agreements.insert(id, agreement);
			self.effects.push("an agreement is closed step by step");
		}
		Ok(())
	}

	fn finish(&mut self, id: u32, agreement: &Agreement) {
		let Agreement { consumer, provider, deposit, .. } = agreement;
		self.ledger.release(consumer, Reason::Agreement, agreement.value(agreement.unpaid()));
		let forfeited = Share::ratio(agreement.faults, agreement.inferences).floor(*deposit);
		self.ledger.pay(provider, Reason::Winner, consumer, forfeited);
		self.ledger.release(provider, Reason::Winner, deposit - forfeited);
		if agreement.coverage > 0 {
			self.cover(provider, 0, agreement.coverage);
		}
		self.agreements.remove(&id);
	}

	pub fn fails_its_consumer(&self, agreement: &Agreement) -> bool {
		let most = agreement.rules.reopen_faults.floor(agreement.inferences.into());
		u128::from(agreement.faults) > most || self.on_market(&agreement.provider, agreement.model).is_err()
	}

	pub(super) fn reopen(
		&mut self,
		who: &AccountId,
		id: u32,
		channel_quota: u32,
		invited: Option<Vec<AccountId>>,
	) -> Outcome {
		let mut agreement = self.agreement_of_consumer(who, id)?;
		need(agreement.state != State::Closing && self.now <= agreement.expires, "too late")?;
		need(self.fails_its_consumer(&agreement), "served well")?;
		let units = agreement.requestable();
		need(units > 0 && channel_quota <= units, "nothing is left, or not that much")?;
		let spec = Spec {
			model: agreement.model,
			inferences: units,
			max_price: agreement.price,
			channel_quota,
			bid_window: <Runtime as MarketConfig>::BidWindow::get().min,
			duration: <Runtime as MarketConfig>::Duration::get().nearest(agreement.expires - self.now),
			response_window: <Runtime as MarketConfig>::ResponseWindow::get()
				.nearest(agreement.response_window),
			challenge_window: <Runtime as MarketConfig>::ChallengeWindow::get()
				.nearest(agreement.challenge_window),
			asked: agreement.asked.clone(),
			manual: false,
			invited,
			consumer_key: agreement.consumer_key,
		};
		self.whole(|model| {
			agreement.reopened += units;
			agreement.end(model.now);
			model.ledger.release(who, Reason::Agreement, agreement.value(units));
			let barred = agreement.provider.clone();
			model.agreements.insert(id, agreement);
			model.put(who, spec, Some(barred))
		})
	}
}
