//! Bonds, coverage and offers.

use super::{need, Amount, Ledger, Model, Outcome, Reason, Status};
use crate::random_calls::constants::{self, number};
use crate::{
	chain::{AccountId, BlockNumber, Runtime},
	random_calls::model::shares::Share,
};
use airo_primitives::provider::Providers as _;
use pallet_providers::{Config, MaxUnbonding, OfferTerms};
use sp_runtime::Perbill;
use std::collections::BTreeSet;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Provider {
	/// What is unbonding included.
	pub bond: Amount,
	/// What stands behind bids and agreements.
	pub covered: Amount,
	/// Amounts and when they come free.
	pub unbonding: Vec<(Amount, BlockNumber)>,
	pub chilled: bool,
	pub offers: BTreeSet<u32>,
	pub receipt_key: [u8; 32],
}

impl Provider {
	pub fn staying(&self) -> Amount {
		self.bond - self.unbonding.iter().map(|(amount, _)| amount).sum::<Amount>()
	}

	pub fn free(&self) -> Amount {
		self.staying() - self.covered
	}
}

pub fn min_bond() -> Amount {
	constants::amount::<<Runtime as Config>::MinBond>()
}

impl Model {
	fn provider(&mut self, who: &AccountId) -> Outcome<(&mut Provider, &mut Ledger)> {
		self.ledger.touched.insert(who.clone());
		Ok((self.providers.get_mut(who).ok_or("no provider")?, &mut self.ledger))
	}

	pub(super) fn register_provider(&mut self, who: &AccountId, key: [u8; 32], bond: Amount) -> Outcome {
		need(!self.providers.contains_key(who), "a provider already")?;
		need(bond >= min_bond(), "too small a bond")?;
		self.ledger.hold(who, Reason::Bond, bond)?;
		let (unbonding, offers) = Default::default();
		let provider = Provider { bond, covered: 0, unbonding, chilled: false, offers, receipt_key: key };
		self.providers.insert(who.clone(), provider);
		Ok(())
	}

	pub(super) fn update_profile(&mut self, who: &AccountId, key: [u8; 32]) -> Outcome {
		self.provider(who)?.0.receipt_key = key;
		Ok(())
	}

	pub(super) fn bond_extra(&mut self, who: &AccountId, amount: Amount) -> Outcome {
		let (provider, ledger) = self.provider(who)?;
		need(amount > 0, "nothing")?;
		ledger.hold(who, Reason::Bond, amount)?;
		provider.bond += amount;
		Ok(())
	}

	pub(super) fn unbond(&mut self, who: &AccountId, amount: Amount) -> Outcome {
		let until = self.now + number::<<Runtime as Config>::UnbondingPeriod>();
		let (provider, _) = self.provider(who)?;
		need(amount > 0, "nothing")?;
		need(amount <= provider.free(), "more than is free")?;
		let stays = provider.staying() - amount;
		need(stays == 0 || stays >= min_bond(), "too little stays")?;
		need(provider.unbonding.len() < number::<MaxUnbonding>() as usize, "too many parts")?;
		provider.unbonding.push((amount, until));
		provider.chilled |= stays == 0;
		Ok(())
	}

	pub(super) fn withdraw(&mut self, who: &AccountId) -> Outcome {
		let now = self.now;
		let (provider, ledger) = self.provider(who)?;
		let free = provider.unbonding.iter().filter(|(_, until)| *until <= now);
		let amount = free.map(|(amount, _)| amount).sum::<Amount>();
		need(amount > 0 || provider.bond == 0, "nothing has come free")?;
		provider.unbonding.retain(|(_, until)| *until > now);
		provider.bond -= amount;
		ledger.release(who, Reason::Bond, amount);
		if provider.bond == 0 {
			self.providers.remove(who);
			self.effects.push("a provider leaves");
		}
		Ok(())
	}

	pub(super) fn chill(&mut self, who: &AccountId) -> Outcome {
		let (provider, _) = self.provider(who)?;
		need(!provider.chilled, "chilled already")?;
		provider.chilled = true;
		Ok(())
	}

	pub(super) fn activate(&mut self, who: &AccountId) -> Outcome {
		let (provider, _) = self.provider(who)?;
		need(provider.chilled, "not chilled")?;
		need(provider.staying() >= min_bond(), "too small a bond")?;
		provider.chilled = false;
		Ok(())
	}

	pub(super) fn offer(&mut self, who: &AccountId, model: u32, terms: &OfferTerms) -> Outcome {
		let entry = self.models.get(&model).ok_or("no such model")?;
		let retired = matches!(entry.status, Status::Retired { .. }) || self.owner(model).is_none();
		let (provider, _) = self.provider(who)?;
		need(!retired, "a retired model")?;
		need(terms.max_batch > 0 && terms.p50_ms <= terms.p95_ms, "terms out of range")?;
		let full = provider.offers.len() >= number::<<Runtime as Config>::MaxOffers>() as usize;
		need(!full || provider.offers.contains(&model), "too many offers")?;
		provider.offers.insert(model);
		Ok(())
	}

	pub(super) fn withdraw_offer(&mut self, who: &AccountId, model: u32) -> Outcome {
		need(self.provider(who)?.0.offers.remove(&model), "not offered")
	}

	pub fn on_market(&self, who: &AccountId, model: u32) -> Outcome<&Provider> {
		let provider = self.providers.get(who).ok_or("no provider")?;
		need(!provider.chilled, "chilled")?;
		need(provider.offers.contains(&model), "not offered")?;
		Ok(provider)
	}

	pub fn bond(&self, who: &AccountId) -> Amount {
		self.providers.get(who).map_or(0, |provider| provider.bond)
	}

	pub fn free_bond(&self, who: &AccountId) -> Amount {
		self.providers.get(who).map_or(0, Provider::free)
	}

	/// How a past becomes a standing is the runtime's choice, and so asked of it. The past itself is compared.
	pub fn score(who: &AccountId) -> Perbill {
		pallet_providers::Pallet::<Runtime>::score(who)
	}

	pub fn coverage_of(price: Amount, inferences: u32) -> Option<Amount> {
		let least: Amount = constants::amount::<<Runtime as Config>::MinSlash>();
		let ratio = Share::from(<Runtime as Config>::CoverageRatio::get());
		let value = price.checked_mul(inferences.into())?;
		Some(least.checked_add(price)?.max(price.checked_mul(21)?).max(ratio.ceil(value)))
	}

	/// Adds to a provider's coverage, or takes from it.
	pub(super) fn cover(&mut self, who: &AccountId, more: Amount, less: Amount) {
		let (provider, _) = self.provider(who).expect("whoever covers something is a provider");
		provider.covered = provider.covered + more - less;
		assert!(provider.covered <= provider.staying(), "the model covers more than there is");
	}

	/// Takes from a provider's coverage; chills it when too little is left.
	pub(super) fn slash(&mut self, who: &AccountId, amount: Amount, to: &AccountId) {
		if amount == 0 {
			return;
		}
		self.cover(who, 0, amount);
		self.ledger.pay(who, Reason::Bond, to, amount);
		let (provider, _) = self.provider(who).expect("it was there just now");
		provider.bond -= amount;
		provider.chilled |= provider.staying() < min_bond();
	}
}
