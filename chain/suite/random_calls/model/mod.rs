//! The four pallets' rules once more, in plain Rust: what a call does to money and records, and which calls are refused.
//! It knows the pallets' calls and the runtime's parameters, and none of their code.

mod apply;
mod awarding;
mod catalogue;
mod claims;
mod closing;
mod execution;
mod invariants;
mod ledger;
mod marketplace;
mod nfts;
mod past;
mod paying;
mod providers;
mod serving;
mod shares;

pub use catalogue::{Commitment, Entry, Next, Status, Tombstone};
pub use execution::{Agreement, Request, Rules, Stage, State};
pub use ledger::{Account, Amount, Ledger, Reason};
pub use marketplace::{Asked, Bid, Order, Spec};
pub use nfts::Nft;
pub use past::{Dealings, Record};
pub use providers::Provider;

use crate::chain::{AccountId, BlockNumber};
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

/// `Err` says why a call is refused.
pub type Outcome<T = ()> = Result<T, &'static str>;

pub fn need(holds: bool, otherwise: &'static str) -> Outcome {
	holds.then_some(()).ok_or(otherwise)
}

/// Something whose storage a call may have changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Thing {
	Model(u32),
	Order(u32),
	Agreement(u32),
}

#[derive(Clone, Default)]
pub struct Model {
	pub now: BlockNumber,
	pub ledger: Ledger,
	pub models: BTreeMap<u32, Entry>,
	pub next_model: u32,
	pub tombstones: BTreeMap<u32, Tombstone>,
	pub by_artifact: BTreeMap<H256, u32>,
	pub commitments: BTreeMap<(AccountId, H256), Commitment>,
	pub public: BTreeSet<H256>,
	pub nfts: BTreeMap<u32, Nft>,
	/// Who owns the models' collection, and its deposit.
	pub collection: Option<(AccountId, Amount)>,
	pub providers: BTreeMap<AccountId, Provider>,
	pub records: BTreeMap<AccountId, Record>,
	pub dealings: BTreeMap<AccountId, Dealings>,
	pub consumer_records: BTreeMap<AccountId, Record>,
	pub orders: BTreeMap<u32, Order>,
	pub next_order: u32,
	pub agreements: BTreeMap<u32, Agreement>,
	pub next_agreement: u32,
	/// What has changed since the last comparison; accounts are in the ledger's list.
	pub touched: BTreeSet<Thing>,
	/// What has happened since the last call, beside the call itself.
	pub effects: Vec<&'static str>,
}

impl Model {
	/// Undoes everything when `call` is refused in the middle.
	fn whole<T>(&mut self, call: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
		let before = self.clone();
		call(self).inspect_err(|_| *self = before)
	}
}
