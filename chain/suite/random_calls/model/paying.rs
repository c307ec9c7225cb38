//! Paying for answers, and by voucher.

use super::{need, past::Deed, Agreement, Amount, Model, Outcome, Reason, Request, Stage};
use crate::chain::{AccountId, BlockNumber, Runtime, System};
use crate::random_calls::constants::number;
use pallet_execution::Config;
use sp_core::{ed25519, Pair};

impl Model {
	pub(super) fn approve(&mut self, who: &AccountId, id: u32, indices: &[u32]) -> Outcome {
		let mut agreement = self.agreement_of_consumer(who, id)?;
		need(!indices.is_empty(), "nothing")?;
		let mut answered = Vec::new();
		for index in indices {
			need(agreement.request(*index)?.stage != Stage::Open, "not answered")?;
			answered.push(agreement.take(*index));
		}
		self.pay_for(&mut agreement, &answered);
		self.agreements.insert(id, agreement);
		Ok(())
	}

	/// Answers are paid in the order in which they came.
	pub(super) fn settle(&mut self, id: u32) -> Outcome {
		let mut agreement = self.agreement(id)?;
		let (first, end) = agreement.queue;
		let last = end.min(first.saturating_add(number::<<Runtime as Config>::MaxSettle>()));
		let (mut at, mut paid) = (first, Vec::new());
		while at < last {
			let here = agreement.requests.iter().find_map(|(index, request)| match request.stage {
				Stage::Answered { seq, due, .. } if seq == at => Some((*index, due)),
				_ => None,
			});
			match here {
				Some((_, due)) if self.now <= due => break,
				Some((index, _)) => paid.push(agreement.take(index)),
				None => {}
			}
			at += 1;
		}
		need(at > first, "nothing is due")?;
		agreement.queue.0 = agreement.queue.0.max(at);
		self.pay_for(&mut agreement, &paid);
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn pay_for(&mut self, agreement: &mut Agreement, answered: &[Request]) {
		let units = answered.iter().map(|request| request.units).sum::<u32>();
		if units == 0 {
			return;
		}
		self.pay_units(agreement, units);
		agreement.paid += units;
		let deposits = answered.iter().map(|request| request.deposit).sum();
		self.ledger.release(&agreement.consumer, Reason::Request, deposits);
	}

	/// The split is made of one price and multiplied, so that it doesn't depend on how many are paid at once.
	pub(super) fn pay_units(&mut self, agreement: &Agreement, units: u32) {
		let many = Amount::from(units);
		let commission = agreement.commission.floor(agreement.price);
		let provider = agreement.price - commission - agreement.royalty;
		let consumer = &agreement.consumer;
		self.ledger.pay(consumer, Reason::Agreement, &agreement.provider, provider * many);
		let mut left = agreement.royalty * many;
		for (owner, part) in self.royalties(agreement.model, left) {
			self.ledger.pay(consumer, Reason::Agreement, &owner, part);
			left -= part;
		}
		let treasury = self.treasury();
		self.ledger.pay(consumer, Reason::Agreement, &treasury, commission * many + left);
		let (value, commission) = (agreement.value(units), commission * many);
		self.record(&agreement.provider, consumer, Deed::Served { units, value, commission });
	}

	pub fn treasury(&self) -> AccountId {
		self.ledger.treasury.clone().expect("there is a treasury")
	}

	pub(super) fn redeem(&mut self, id: u32, total: u32, signature: &ed25519::Signature) -> Outcome {
		let mut agreement = self.agreement(id)?;
		need(total <= agreement.channel_quota, "more than the quota")?;
		need(total > agreement.redeemed, "nothing new")?;
		let genesis = System::block_hash(BlockNumber::default());
		let signed = [&b"airo/voucher/v1"[..], genesis.as_ref(), &id.to_le_bytes(), &total.to_le_bytes()];
		let key = ed25519::Public::from_raw(agreement.consumer_key);
		need(ed25519::Pair::verify(signature, signed.concat(), &key), "not signed")?;
		self.pay_units(&agreement, total - agreement.redeemed);
		agreement.redeemed = total;
		self.agreements.insert(id, agreement);
		Ok(())
	}

	pub(super) fn release_quota(&mut self, who: &AccountId, id: u32, units: u32) -> Outcome {
		let mut agreement = self.agreement_of_provider(who, id)?;
		need(self.now <= agreement.expires && units > 0, "too late, or nothing")?;
		need(units <= agreement.channel_quota - agreement.redeemed, "more than is left")?;
		agreement.channel_quota -= units;
		self.agreements.insert(id, agreement);
		Ok(())
	}
}
