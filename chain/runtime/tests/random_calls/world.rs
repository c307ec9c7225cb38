//! Who there is, and the time.

use crate::rng::Rng;
use airo_primitives::{Blob, ModelId};
use airo_runtime::{
	constants::{market::UNBONDING_PERIOD, AIRO},
	genesis::*,
	AccountId, AllPalletsWithSystem, Balance, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeOrigin,
	System,
};
use frame_support::{
	traits::{fungible::Mutate, tokens::Preservation, OnIdle},
	weights::Weight,
};
use pallet_models::Salt;
use sp_core::H256;

/// Accounts that become providers in the course of a run.
const NEWCOMERS: u8 = 150;

/// A call and who makes it.
pub struct Attempt {
	pub who: AccountId,
	pub call: RuntimeCall,
}

pub fn attempt(who: AccountId, call: impl Into<RuntimeCall>) -> Option<Attempt> {
	Some(Attempt { who, call: call.into() })
}

pub struct Committed {
	pub who: AccountId,
	pub artifact: H256,
	pub salt: Salt,
	pub at: BlockNumber,
}

pub struct World {
	pub rng: Rng,
	pub consumers: Vec<AccountId>,
	pub newcomers: Vec<AccountId>,
	pub committed: Vec<Committed>,
}

impl World {
	pub fn new(seed: u64) -> Self {
		let newcomers: Vec<_> = (0..NEWCOMERS).map(|n| AccountId::from([n + 1; 32])).collect();
		for who in &newcomers {
			Balances::transfer(&account(&BOB), who, 3_000 * AIRO, Preservation::Preserve)
				.expect("Bob is rich");
		}
		let consumers = [CONSUMER1, CONSUMER2, CHARLIE, DAVE].iter().map(account).collect();
		Self { rng: Rng::new(seed), consumers, newcomers, committed: Vec::new() }
	}

	pub fn now() -> BlockNumber {
		System::block_number()
	}

	/// Mostly nothing, often a block or two, now and then longer than any period, so that bonds come free.
	pub fn pass_time(&mut self) {
		let blocks = match self.rng.between(0, 999) {
			0..4 => UNBONDING_PERIOD,
			4..6 => 500,
			6..14 => self.rng.small(3, 12),
			14..90 => 1,
			_ => 0,
		};
		if blocks == 0 {
			return;
		}
		System::set_block_number(Self::now() + blocks);
		System::reset_events();
		if self.rng.one_in(4) {
			let room = Weight::from_parts(self.rng.between(0, 500_000_000_000), u64::MAX);
			let _ = <AllPalletsWithSystem as OnIdle<BlockNumber>>::on_idle(Self::now(), room);
		}
	}

	/// Now and then somebody else makes the call, who mostly may not.
	pub fn disturb(&mut self, attempt: Attempt) -> Attempt {
		if self.rng.one_in(20) {
			return Attempt { who: self.anybody(), ..attempt };
		}
		attempt
	}

	pub fn anybody(&mut self) -> AccountId {
		if self.rng.one_in(20) {
			return AccountId::from(self.rng.bytes());
		}
		let named = DEV_ACCOUNTS.iter().map(|(_, key)| account(key));
		self.rng.choose(named).expect("somebody")
	}

	pub fn consumer(&mut self) -> AccountId {
		self.rng.pick(&self.consumers).expect("a consumer").clone()
	}

	pub fn blob(&mut self) -> Blob {
		Blob { hash: self.rng.bytes().into(), size: self.rng.between(1, 1_000_000) }
	}

	/// Up to `most` planck, mostly much less.
	pub fn amount(&mut self, most: Balance) -> Balance {
		let part = self.rng.between(1, 1_000);
		(most / 1_000).saturating_mul(part.into()).max(1)
	}

	pub fn trade_nft(&mut self, model: ModelId) {
		let (Some(owner), buyer) = (pallet_models::Pallet::<Runtime>::owner(model), self.anybody()) else {
			return;
		};
		let price = self.amount(AIRO);
		let (collection, nfts) = (0, RuntimeOrigin::signed);
		if airo_runtime::Nfts::set_price(nfts(owner), collection, model, Some(price), None).is_ok() {
			let _ = airo_runtime::Nfts::buy_item(nfts(buyer), collection, model, price);
		}
	}
}
