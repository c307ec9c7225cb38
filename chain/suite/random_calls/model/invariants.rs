//! The six invariants of the protocol, in the model: that it is wrong itself would otherwise go unseen.

use super::{Amount, Model, Outcome, Reason, Stage};
use crate::{chain::AccountId, random_calls::model::need};
use std::collections::BTreeMap;

impl Model {
	pub fn invariants(&self, issued: Amount) -> Outcome {
		need(self.held() == self.owed(), "1: what is held isn't what the records say")?;
		need(self.ledger.issuance() + self.ledger.dust == issued, "2: money appeared or vanished")?;
		self.agreements()?;
		self.coverage()?;
		let found = self
			.by_artifact
			.values()
			.all(|id| self.models.contains_key(id) != self.tombstones.contains_key(id));
		let complete = self.by_artifact.len() == self.models.len() + self.tombstones.len();
		need(found && complete, "5: an artifact leads to no model")
	}

	fn held(&self) -> BTreeMap<(AccountId, Reason), Amount> {
		let accounts = self.ledger.accounts.iter();
		let holds = accounts.flat_map(|(who, account)| {
			account.held.iter().map(move |(reason, amount)| ((who.clone(), *reason), *amount))
		});
		holds.collect()
	}

	/// By account and reason: what orders, bids, agreements, requests, bonds and deposits say must be held. What is closed
	/// isn't among them, so that nothing is held for it (6).
	fn owed(&self) -> BTreeMap<(AccountId, Reason), Amount> {
		let mut sums = BTreeMap::new();
		let mut add = |who: &AccountId, reason, amount| {
			if amount > 0 {
				*sums.entry((who.clone(), reason)).or_default() += amount;
			}
		};
		self.models.values().for_each(|entry| add(&entry.depositor, Reason::Model, entry.deposit));
		self.collection.iter().for_each(|(owner, deposit)| add(owner, Reason::Nft, *deposit));
		self.nfts.values().for_each(|nft| add(&nft.depositor, Reason::Nft, nft.deposit));
		for ((who, _), commitment) in &self.commitments {
			add(who, Reason::Model, commitment.deposit);
		}
		self.providers.iter().for_each(|(who, provider)| add(who, Reason::Bond, provider.bond));
		for order in self.orders.values() {
			add(&order.consumer, Reason::Order, order.escrow());
			order.bids.iter().for_each(|bid| add(&bid.provider, Reason::Bid, bid.deposit));
		}
		for agreement in self.agreements.values() {
			add(&agreement.consumer, Reason::Agreement, agreement.value(agreement.unpaid()));
			add(&agreement.provider, Reason::Winner, agreement.deposit);
			let deposits = agreement.requests.values().map(|request| request.deposit).sum();
			add(&agreement.consumer, Reason::Request, deposits);
		}
		sums
	}

	fn agreements(&self) -> Outcome {
		for agreement in self.agreements.values() {
			need(agreement.redeemed <= agreement.channel_quota, "3: more is redeemed than the quota")?;
			let on_chain = agreement.paid + agreement.refunded + agreement.reopened + agreement.unsettled();
			need(
				on_chain <= agreement.inferences - agreement.channel_quota,
				"3: more than its part on chain",
			)?;
			need(agreement.count(|stage| *stage == Stage::Open) <= agreement.max_open, "3: too many open")?;
		}
		Ok(())
	}

	fn coverage(&self) -> Outcome {
		let mut behind = BTreeMap::<&AccountId, Amount>::new();
		for bid in self.orders.values().flat_map(|order| &order.bids) {
			*behind.entry(&bid.provider).or_default() += bid.coverage;
		}
		for agreement in self.agreements.values() {
			*behind.entry(&agreement.provider).or_default() += agreement.coverage;
		}
		for (who, provider) in &self.providers {
			let engaged = behind.remove(who).unwrap_or_default();
			need(engaged == provider.covered, "4: coverage without a bid or an agreement")?;
			need(provider.covered <= provider.staying(), "4: a negative free bond")?;
		}
		need(behind.values().all(|coverage| *coverage == 0), "4: coverage by nobody")
	}
}
