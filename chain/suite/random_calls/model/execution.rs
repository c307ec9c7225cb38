//! Agreements and requests; the calls are in `serving` and `closing`.

use super::{past::Deed, shares::Share, Amount, Asked, Bid, Model, Order, Reason, Thing};
use crate::chain::{AccountId, BlockNumber, Runtime};
use crate::random_calls::constants;
use airo_primitives::Blob;
use pallet_execution::Config;
use sp_core::H256;
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
	Open { close_offered_by: Option<AccountId> },
	Closing,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
	Open,
	Answered { answer: Blob, due: BlockNumber, seq: u32, published: bool },
	Demanded { answer: Blob, until: BlockNumber },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
	pub units: u32,
	pub deadline: BlockNumber,
	pub deposit: Amount,
	pub stage: Stage,
}

/// The parameters that an agreement lives by, as they were when its order was placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rules {
	pub request_deposit: Amount,
	pub compensation: Share,
	pub unavailable_fee: Share,
	pub unavailable_limit: Share,
	pub reopen_faults: Share,
	pub demand_fee: Amount,
}

impl Rules {
	pub fn now() -> Self {
		Self {
			request_deposit: constants::amount::<<Runtime as Config>::RequestDepositAmount>(),
			compensation: <Runtime as Config>::FailCompensation::get().into(),
			unavailable_fee: <Runtime as Config>::UnavailableFee::get().into(),
			unavailable_limit: <Runtime as Config>::UnavailableLimit::get().into(),
			reopen_faults: <Runtime as Config>::ReopenFaults::get().into(),
			demand_fee: constants::amount::<<Runtime as Config>::DemandFee>(),
		}
	}
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agreement {
	pub order: u32,
	pub consumer: AccountId,
	pub provider: AccountId,
	pub model: u32,
	pub manifest: H256,
	pub receipt_key: [u8; 32],
	pub consumer_key: [u8; 32],
	pub price: Amount,
	pub royalty: Amount,
	pub commission: Share,
	pub inferences: u32,
	pub max_open: u32,
	pub credit_window: u32,
	pub response_window: BlockNumber,
	pub challenge_window: BlockNumber,
	pub rules: Rules,
	pub asked: Asked,
	pub deposit: Amount,
	pub expires: BlockNumber,
	pub closes_after: BlockNumber,
	pub channel_quota: u32,
	pub paid: u32,
	pub redeemed: u32,
	pub refunded: u32,
	pub reopened: u32,
	pub faults: u32,
	pub unavailable: u32,
	pub coverage: Amount,
	pub next_index: u32,
	/// Where the oldest unpaid answer is looked for, and where the next one goes.
	pub queue: (u32, u32),
	pub state: State,
	pub requests: BTreeMap<u32, Request>,
}

impl Agreement {
	pub fn value(&self, units: u32) -> Amount {
		self.price * Amount::from(units)
	}

	pub fn unpaid(&self) -> u32 {
		self.inferences - self.paid - self.redeemed - self.refunded - self.reopened
	}

	pub fn unsettled(&self) -> u32 {
		self.requests.values().map(|request| request.units).sum()
	}

	pub fn requestable(&self) -> u32 {
		self.inferences - self.channel_quota - self.paid - self.refunded - self.reopened - self.unsettled()
	}

	pub fn count(&self, of: fn(&Stage) -> bool) -> u32 {
		self.requests.values().filter(|request| of(&request.stage)).count() as u32
	}

	pub fn is_party(&self, who: &AccountId) -> bool {
		self.consumer == *who || self.provider == *who
	}

	pub fn is_broken(&self) -> bool {
		Amount::from(self.unavailable) > self.rules.unavailable_limit.floor(self.inferences.into())
	}

	/// One side may go when the other can't claim anything any more.
	pub fn may_leave(&self, who: &AccountId, now: BlockNumber) -> bool {
		let idle = self.requests.is_empty() && (now > self.expires || self.requestable() == 0);
		let consumer_may = self.consumer == *who && self.redeemed == self.channel_quota;
		let provider_may = self.provider == *who && self.channel_quota == 0;
		idle && (consumer_may || provider_may)
	}

	/// Takes no more requests.
	pub(super) fn end(&mut self, now: BlockNumber) {
		self.expires = now - 1;
		self.closes_after = now + self.response_window + self.challenge_window;
	}

	/// Takes a request away; whoever calls says what becomes of its money.
	pub(super) fn take(&mut self, index: u32) -> Request {
		let request = self.requests.remove(&index).expect("the model takes what is there");
		self.unqueue(&request.stage);
		request
	}

	pub(super) fn unqueue(&mut self, stage: &Stage) {
		let Stage::Answered { seq, .. } = stage else { return };
		let left = self.requests.values().any(|request| match request.stage {
			Stage::Answered { seq: other, .. } => other != *seq,
			_ => false,
		});
		match left {
			false => self.queue.0 = self.queue.1,
			true if *seq == self.queue.0 => self.queue.0 += 1,
			true => {}
		}
	}

	pub(super) fn enqueue(&mut self) -> u32 {
		self.queue.1 += 1;
		self.queue.1 - 1
	}
}

impl Model {
	pub(super) fn open(&mut self, id: u32, order: &Order, winner: &Bid) {
		let (spec, now) = (&order.spec, self.now);
		let expires = now + spec.duration;
		let agreement = Agreement {
			order: id,
			consumer: order.consumer.clone(),
			provider: winner.provider.clone(),
			model: spec.model,
			manifest: order.manifest,
			receipt_key: self.providers[&winner.provider].receipt_key,
			consumer_key: spec.consumer_key,
			price: winner.price,
			royalty: order.royalty,
			commission: order.commission,
			inferences: spec.inferences,
			max_open: winner.terms.max_open,
			credit_window: order.credit_window(&winner.terms),
			response_window: spec.response_window,
			challenge_window: spec.challenge_window,
			rules: order.rules.clone(),
			asked: spec.asked.clone(),
			deposit: winner.deposit,
			expires,
			closes_after: expires + spec.response_window + spec.challenge_window,
			channel_quota: spec.channel_quota,
			paid: 0,
			redeemed: 0,
			refunded: 0,
			reopened: 0,
			faults: 0,
			unavailable: 0,
			coverage: winner.coverage,
			next_index: 0,
			queue: (0, 0),
			state: State::Open { close_offered_by: None },
			requests: BTreeMap::new(),
		};
		let escrow = agreement.value(agreement.inferences);
		let held = self.ledger.hold(&agreement.consumer, Reason::Agreement, escrow);
		held.expect("the order's escrow was more");
		let held = self.ledger.hold(&agreement.provider, Reason::Winner, agreement.deposit);
		held.expect("the bid's deposit was as much");
		self.record(&agreement.provider, &agreement.consumer, Deed::Agreed);
		self.touched.insert(Thing::Agreement(self.next_agreement));
		self.agreements.insert(self.next_agreement, agreement);
		self.next_agreement += 1;
	}
}
