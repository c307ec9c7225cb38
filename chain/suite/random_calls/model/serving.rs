//! Requests, answers, failures and demands.

use super::{need, past::Deed, Agreement, Amount, Model, Outcome, Reason, Request, Stage, State, Thing};
use crate::chain::{AccountId, BlockNumber, Runtime};
use crate::random_calls::constants::number;
use airo_primitives::{Blob, FailCode};
use pallet_execution::Config;
use sp_io::hashing::sha2_256;

impl Agreement {
	pub(super) fn request(&self, index: u32) -> Outcome<Request> {
		self.requests.get(&index).cloned().ok_or("no such request")
	}

	fn answerable(&self, index: u32, now: BlockNumber) -> Outcome {
		let request = self.request(index)?;
		need(request.stage == Stage::Open && now <= request.deadline, "answered, or too late")
	}

	fn set(&mut self, index: u32, stage: Stage) {
		let request = self.requests.get_mut(&index).expect("the model changes what is there");
		request.stage = stage;
	}
}

impl Model {
	pub(super) fn agreement(&mut self, id: u32) -> Outcome<Agreement> {
		self.touched.insert(Thing::Agreement(id));
		self.agreements.get(&id).cloned().ok_or("no such agreement")
	}

	pub(super) fn agreement_of_consumer(&mut self, who: &AccountId, id: u32) -> Outcome<Agreement> {
		let agreement = self.agreement(id)?;
		need(agreement.consumer == *who, "not the consumer")?;
		Ok(agreement)
	}

	pub(super) fn agreement_of_provider(&mut self, who: &AccountId, id: u32) -> Outcome<Agreement> {
		let agreement = self.agreement(id)?;
		need(agreement.provider == *who, "not the provider")?;
		Ok(agreement)
	}

	pub(super) fn request(&mut self, who: &AccountId, id: u32, units: &[u32]) -> Outcome {
		let mut agreement = self.agreement_of_consumer(who, id)?;
		need(agreement.state != State::Closing && self.now <= agreement.expires, "takes no requests")?;
		need(!units.is_empty() && units.iter().all(|units| *units > 0), "nothing")?;
		let open = agreement.count(|stage| *stage == Stage::Open) as usize + units.len();
		need(open <= agreement.max_open as usize, "too many open requests")?;
		let sum = units.iter().map(|units| u64::from(*units)).sum::<u64>();
		need(sum <= u64::from(agreement.requestable()), "more than is left")?;
		let deposit = agreement.rules.request_deposit;
		self.ledger.hold(who, Reason::Request, deposit * units.len() as Amount)?;
		let deadline = self.now + agreement.response_window;
		for units in units {
			let request = Request { units: *units, deadline, deposit, stage: Stage::Open };
			agreement.requests.insert(agreement.next_index, request);
			agreement.next_index += 1;
		}
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn respond(&mut self, who: &AccountId, id: u32, items: &[(u32, Blob)]) -> Outcome {
		let mut agreement = self.agreement_of_provider(who, id)?;
		need(!items.is_empty(), "nothing")?;
		let due = self.now + agreement.challenge_window;
		for (index, answer) in items {
			agreement.answerable(*index, self.now)?;
			let seq = agreement.enqueue();
			agreement.set(*index, Stage::Answered { answer: *answer, due, seq, published: false });
		}
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn fail(&mut self, who: &AccountId, id: u32, items: &[(u32, FailCode)]) -> Outcome {
		let mut agreement = self.agreement_of_provider(who, id)?;
		need(!items.is_empty(), "nothing")?;
		let mut named = items.iter().map(|(index, _)| index).collect::<Vec<_>>();
		named.sort();
		named.dedup();
		need(named.len() == items.len(), "named twice")?;
		items.iter().try_for_each(|(index, _)| agreement.answerable(*index, self.now))?;
		for (index, code) in items {
			let request = agreement.take(*index);
			let fault = code.is_providers_fault();
			let lost = *code == FailCode::PayloadUnavailable;
			self.refund(&mut agreement, &request, fault, lost);
			if fault {
				let failed = Deed::Failed { units: request.units };
				self.record(&agreement.provider, &agreement.consumer, failed);
			}
		}
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn claim_timeout(&mut self, id: u32, index: u32) -> Outcome {
		let mut agreement = self.agreement(id)?;
		let request = agreement.request(index)?;
		let last = match request.stage {
			Stage::Open => request.deadline,
			Stage::Demanded { until, .. } => until,
			Stage::Answered { .. } => return Err("answered"),
		};
		need(self.now > last, "in time still")?;
		self.time_out(&mut agreement, index);
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn time_out(&mut self, agreement: &mut Agreement, index: u32) {
		let request = agreement.take(index);
		self.refund(agreement, &request, true, false);
		let late = Deed::Late { units: request.units };
		self.record(&agreement.provider, &agreement.consumer, late);
	}

	fn refund(&mut self, agreement: &mut Agreement, request: &Request, fault: bool, lost: bool) {
		let (units, value) = (request.units, agreement.value(request.units));
		let mut back = value;
		if fault {
			agreement.faults += units;
			let owed = agreement.rules.compensation.floor(value);
			if owed > agreement.coverage {
				self.effects.push("coverage runs out");
			}
			let compensation = owed.min(agreement.coverage);
			self.slash(&agreement.provider, compensation, &agreement.consumer);
			agreement.coverage -= compensation;
			let commission = agreement.commission.floor(agreement.price) * Amount::from(units);
			self.record(&agreement.provider, &agreement.consumer, Deed::Forgone { commission });
		}
		if lost {
			agreement.unavailable += units;
			let fee = agreement.rules.unavailable_fee.floor(value);
			back -= fee;
			let treasury = self.treasury();
			self.ledger.pay(&agreement.consumer, Reason::Agreement, &treasury, fee);
		}
		agreement.refunded += units;
		self.ledger.release(&agreement.consumer, Reason::Agreement, back);
		self.ledger.release(&agreement.consumer, Reason::Request, request.deposit);
	}

	pub(super) fn demand(&mut self, who: &AccountId, id: u32, index: u32) -> Outcome {
		let mut agreement = self.agreement_of_consumer(who, id)?;
		let stage = agreement.request(index)?.stage;
		let Stage::Answered { answer, due, published: false, .. } = stage else {
			return Err("not answered, or demanded before");
		};
		need(self.now <= due, "too late")?;
		need(answer.size <= u64::from(number::<<Runtime as Config>::MaxPublish>()), "too large")?;
		let demanded = agreement.count(|stage| matches!(stage, Stage::Demanded { .. }));
		need(demanded < agreement.max_open, "too many demands")?;
		let treasury = self.treasury();
		self.ledger.transfer(who, &treasury, agreement.rules.demand_fee, true)?;
		let until = self.now + agreement.response_window;
		agreement.closes_after = agreement.closes_after.max(until + agreement.challenge_window);
		agreement.unqueue(&stage);
		agreement.set(index, Stage::Demanded { answer, until });
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn publish(&mut self, who: &AccountId, id: u32, index: u32, bytes: &[u8]) -> Outcome {
		let mut agreement = self.agreement_of_provider(who, id)?;
		let Stage::Demanded { answer, until } = agreement.request(index)?.stage else {
			return Err("not demanded");
		};
		need(self.now <= until, "too late")?;
		let fits = answer.size == bytes.len() as u64 && answer.hash.as_bytes() == sha2_256(bytes);
		need(fits, "other bytes")?;
		let (due, seq) = (self.now + agreement.challenge_window, agreement.enqueue());
		agreement.set(index, Stage::Answered { answer, due, seq, published: true });
		self.agreements.insert(id, agreement);
		Ok(())
	}
}
