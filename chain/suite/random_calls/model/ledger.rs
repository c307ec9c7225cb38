//! Everybody's money.

use super::{need, Outcome};
use crate::chain::AccountId;
use std::collections::{BTreeMap, BTreeSet};

/// Planck.
pub type Amount = u128;

/// What money is held for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
	Model,
	Bond,
	Order,
	Bid,
	Agreement,
	Request,
	Winner,
	/// The NFT pallet's own deposit.
	Nft,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Account {
	pub free: Amount,
	pub held: BTreeMap<Reason, Amount>,
}

impl Account {
	pub fn held_in_all(&self) -> Amount {
		self.held.values().sum()
	}
}

#[derive(Clone, Default)]
pub struct Ledger {
	pub accounts: BTreeMap<AccountId, Account>,
	pub existential: Amount,
	pub treasury: Option<AccountId>,
	/// What reaped accounts left behind, which is burned.
	pub dust: Amount,
	pub touched: BTreeSet<AccountId>,
	/// Shares that went to the treasury because their receiver doesn't exist.
	pub diverted: u32,
}

impl Ledger {
	pub fn issuance(&self) -> Amount {
		self.accounts.values().map(|account| account.free + account.held_in_all()).sum()
	}

	pub fn free(&self, who: &AccountId) -> Amount {
		self.accounts.get(who).map_or(0, |account| account.free)
	}

	pub fn held(&self, who: &AccountId) -> Amount {
		self.accounts.get(who).map_or(0, Account::held_in_all)
	}

	fn lives(&self, who: &AccountId) -> bool {
		self.free(who) >= self.existential
	}

	fn account(&mut self, who: &AccountId) -> &mut Account {
		self.touched.insert(who.clone());
		self.accounts.entry(who.clone()).or_default()
	}

	/// Held money can't be all that an account has.
	pub fn can_hold(&self, who: &AccountId, amount: Amount) -> bool {
		self.lives(who) && self.free(who) - self.existential >= amount
	}

	pub fn hold(&mut self, who: &AccountId, reason: Reason, amount: Amount) -> Outcome {
		need(self.can_hold(who, amount), "the free balance doesn't cover the hold")?;
		let account = self.account(who);
		account.free -= amount;
		if amount > 0 {
			*account.held.entry(reason).or_default() += amount;
		}
		Ok(())
	}

	fn unhold(&mut self, who: &AccountId, reason: Reason, amount: Amount) {
		let account = self.account(who);
		let held = account.held.get_mut(&reason).expect("the model releases what it holds");
		*held = held.checked_sub(amount).expect("the model releases no more than it holds");
		if *held == 0 {
			account.held.remove(&reason);
		}
	}

	pub fn release(&mut self, who: &AccountId, reason: Reason, amount: Amount) {
		if amount > 0 {
			self.unhold(who, reason, amount);
			self.account(who).free += amount;
		}
	}

	/// Out of held money. What is too little to bring an account to life goes to the treasury.
	pub fn pay(&mut self, from: &AccountId, reason: Reason, to: &AccountId, amount: Amount) {
		if amount == 0 {
			return;
		}
		let mut to = to.clone();
		if !self.lives(&to) && amount < self.existential {
			self.diverted += 1;
			to = self.treasury.clone().expect("there is a treasury");
		}
		self.unhold(from, reason, amount);
		self.account(&to).free += amount;
	}

	/// Out of free money. Whoever has something held lives on; whoever is left with less than the existential deposit is
	/// reaped, unless the transfer is to `keep` it alive.
	pub fn transfer(&mut self, from: &AccountId, to: &AccountId, amount: Amount, keep: bool) -> Outcome {
		let left = self.free(from).checked_sub(amount).ok_or("the account hasn't got that much")?;
		let dies = left < self.existential;
		need(!dies || !keep && self.held(from) == 0, "the account must live on")?;
		need(self.lives(to) || amount >= self.existential, "too little to bring an account to life")?;
		if from == to {
			return Ok(());
		}
		self.account(to).free += amount;
		self.account(from).free = left;
		if dies {
			self.dust += left;
			self.accounts.remove(from);
		}
		Ok(())
	}
}
