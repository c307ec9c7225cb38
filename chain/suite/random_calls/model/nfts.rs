//! Who owns which model: as much of the NFT pallet as the models' NFTs show.

use super::{need, Amount, Model, Outcome, Reason, Thing};
use crate::chain::{AccountId, Runtime};
use crate::random_calls::constants;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Nft {
	pub owner: AccountId,
	/// Whose money the deposit is.
	pub depositor: AccountId,
	pub deposit: Amount,
	/// At which anybody may buy it.
	pub price: Option<Amount>,
}

impl Model {
	pub fn owner(&self, model: u32) -> Option<&AccountId> {
		self.nfts.get(&model).map(|nft| &nft.owner)
	}

	fn owned(&mut self, who: &AccountId, model: u32) -> Outcome<&mut Nft> {
		let nft = self.nfts.get_mut(&model).filter(|nft| nft.owner == *who);
		self.touched.insert(Thing::Model(model));
		nft.ok_or("not the owner")
	}

	pub(super) fn mint(&mut self, model: u32, owner: &AccountId) -> Outcome {
		let deposit = constants::amount::<<Runtime as pallet_nfts::Config>::ItemDeposit>();
		self.ledger.hold(owner, Reason::Nft, deposit)?;
		let nft = Nft { owner: owner.clone(), depositor: owner.clone(), deposit, price: None };
		self.nfts.insert(model, nft);
		Ok(())
	}

	pub(super) fn unmint(&mut self, model: u32) {
		if let Some(nft) = self.nfts.remove(&model) {
			self.ledger.release(&nft.depositor, Reason::Nft, nft.deposit);
		}
	}

	pub(super) fn burn(&mut self, who: &AccountId, model: u32) -> Outcome {
		self.owned(who, model)?;
		self.unmint(model);
		Ok(())
	}

	pub(super) fn give(&mut self, who: &AccountId, model: u32, to: AccountId) -> Outcome {
		let nft = self.owned(who, model)?;
		(nft.owner, nft.price) = (to, None);
		Ok(())
	}

	pub(super) fn set_price(&mut self, who: &AccountId, model: u32, price: Option<Amount>) -> Outcome {
		self.owned(who, model)?.price = price;
		Ok(())
	}

	pub(super) fn buy(&mut self, who: &AccountId, model: u32, bid: Amount) -> Outcome {
		let nft = self.nfts.get(&model).ok_or("no such NFT")?;
		let (owner, price) = (nft.owner.clone(), nft.price.ok_or("not for sale")?);
		need(bid >= price, "not that cheap")?;
		need(owner != *who, "bought already")?;
		self.ledger.transfer(who, &owner, price, true)?;
		self.give(&owner, model, who.clone())
	}
}
