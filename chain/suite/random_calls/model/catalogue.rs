//! Models on the market and off it.

use super::{need, Amount, Model, Outcome, Thing};
use crate::random_calls::constants::{self, number};
use crate::{
	chain::{AccountId, BlockNumber, Runtime},
	random_calls::model::shares::Share,
};
use airo_primitives::Blob;
use pallet_models::{Config, MAX_ANCESTORS};
use sp_core::H256;
use sp_runtime::Perbill;
use std::collections::BTreeSet;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Status {
	Draft,
	Listed,
	Retired { from: BlockNumber, draft: bool },
}

/// A version that waits while an older one is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Next {
	pub version: u32,
	pub manifest: Blob,
	pub weights_root: H256,
	pub attesters: BTreeSet<AccountId>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	pub artifact: H256,
	pub manifest: Blob,
	pub weights_root: H256,
	pub royalty: Amount,
	/// A higher royalty and the block from which it holds.
	pub rise: Option<(Amount, BlockNumber)>,
	pub version: u32,
	/// Of `version`.
	pub attesters: BTreeSet<AccountId>,
	pub next: Option<Next>,
	pub status: Status,
	pub parent: Option<(u32, Perbill)>,
	pub depositor: AccountId,
	pub deposit: Amount,
	pub committed: BlockNumber,
	pub contestable_until: BlockNumber,
}

impl Entry {
	pub fn royalty_at(&self, now: BlockNumber) -> Amount {
		self.rise.filter(|(_, from)| *from <= now).map_or(self.royalty, |(royalty, _)| royalty)
	}

	pub(super) fn newest(&self) -> u32 {
		self.next.as_ref().map_or(self.version, |next| next.version)
	}
}

/// What is left of a removed model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tombstone {
	pub owner: Option<AccountId>,
	pub committed: BlockNumber,
	pub version: u32,
	pub parent: Option<(u32, Perbill)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commitment {
	pub at: BlockNumber,
	pub deposit: Amount,
}

fn attestations_needed() -> usize {
	number::<<Runtime as Config>::MinAttestations>().min(number::<<Runtime as Config>::MaxAttestations>())
		as usize
}

impl Model {
	pub(super) fn entry(&mut self, id: u32) -> Outcome<&mut Entry> {
		self.touched.insert(Thing::Model(id));
		self.models.get_mut(&id).ok_or("no such model")
	}

	fn entry_of(&mut self, who: &AccountId, id: u32) -> Outcome<&mut Entry> {
		need(self.owner(id) == Some(who), "not the owner")?;
		self.entry(id)
	}

	pub(super) fn list_when_attested(&mut self, id: u32) {
		let enough = attestations_needed();
		let Ok(entry) = self.entry(id) else { return };
		match entry.next.take() {
			Some(next) if next.attesters.len() >= enough => {
				(entry.version, entry.manifest) = (next.version, next.manifest);
				(entry.weights_root, entry.attesters) = (next.weights_root, next.attesters);
				self.effects.push("a new version is listed");
			}
			next => entry.next = next,
		}
		let entry = self.models.get_mut(&id).expect("it was there just now");
		if entry.status == Status::Draft && entry.attesters.len() >= enough {
			entry.status = Status::Listed;
		}
	}

	pub(super) fn attest(&mut self, who: &AccountId, id: u32, version: u32) -> Outcome {
		let (bond, owner) = (self.bond(who), self.owner(id).cloned());
		let entry = self.entry(id)?;
		let (waits, attesters) = match (&entry.status, &mut entry.next) {
			(Status::Draft, _) => (entry.version, &mut entry.attesters),
			(Status::Listed, Some(next)) => (next.version, &mut next.attesters),
			_ => return Err("nothing waits to be attested"),
		};
		need(version == waits, "another version waits")?;
		need(owner.is_some() && owner.as_ref() != Some(who), "nobody's model, or the attester's own")?;
		let least: Amount = constants::amount::<<Runtime as Config>::MinAttesterBond>();
		need(bond >= least, "too small a bond")?;
		// Whoever has attested already may say so again when fewer are needed by now.
		let enough = attesters.len() >= attestations_needed();
		need(attesters.insert(who.clone()) || enough, "attested already")?;
		self.list_when_attested(id);
		Ok(())
	}

	pub(super) fn retire(&mut self, who: &AccountId, id: u32) -> Outcome {
		need(self.owner(id).is_none_or(|owner| owner == who), "not the owner")?;
		let from = self.now;
		let entry = self.entry(id)?;
		let draft = match entry.status {
			Status::Draft => true,
			Status::Listed => false,
			Status::Retired { .. } => return Err("retired already"),
		};
		entry.status = Status::Retired { from, draft };
		Ok(())
	}

	pub(super) fn restore(&mut self, who: &AccountId, id: u32) -> Outcome {
		let entry = self.entry_of(who, id)?;
		let Status::Retired { draft, .. } = entry.status else { return Err("not retired") };
		entry.status = if draft { Status::Draft } else { Status::Listed };
		Ok(())
	}

	pub(super) fn set_royalty(&mut self, who: &AccountId, id: u32, royalty: Amount) -> Outcome {
		let (now, highest): (_, Amount) = (self.now, constants::amount::<<Runtime as Config>::MaxRoyalty>());
		need(royalty <= highest, "too high a royalty")?;
		let entry = self.entry_of(who, id)?;
		need(!matches!(entry.status, Status::Retired { .. }), "retired")?;
		let current = entry.royalty_at(now);
		let announced = entry.rise.is_some_and(|(_, from)| from > now);
		need(royalty != current || announced, "the same royalty")?;
		let from = now + number::<<Runtime as Config>::RoyaltyNotice>();
		entry.rise = (royalty > current).then_some((royalty, from));
		entry.royalty = royalty.min(current);
		Ok(())
	}

	pub(super) fn set_manifest(
		&mut self,
		who: &AccountId,
		id: u32,
		manifest: Blob,
		root: Option<H256>,
	) -> Outcome {
		need(manifest.size > 0, "an empty manifest")?;
		let entry = self.entry_of(who, id)?;
		let listed = (entry.manifest, entry.weights_root);
		let newest = entry.next.as_ref().map_or(listed, |next| (next.manifest, next.weights_root));
		let weights_root = root.unwrap_or(newest.1);
		need((manifest, weights_root) != newest, "the same manifest")?;
		let (version, attesters) = (entry.newest() + 1, BTreeSet::new());
		match entry.status {
			Status::Retired { .. } => return Err("retired"),
			Status::Draft => {
				(entry.version, entry.manifest, entry.weights_root) = (version, manifest, weights_root);
				entry.attesters = attesters;
			}
			Status::Listed => entry.next = Some(Next { version, manifest, weights_root, attesters }),
		}
		self.list_when_attested(id);
		Ok(())
	}

	pub(super) fn parent(&self, id: u32) -> Option<(u32, Perbill)> {
		match self.models.get(&id) {
			Some(entry) => entry.parent,
			None => self.tombstones.get(&id)?.parent,
		}
	}

	/// Who gets what of a royalty: each owner keeps what it doesn't pass on to the model above.
	pub(super) fn royalties(&self, id: u32, amount: Amount) -> Vec<(AccountId, Amount)> {
		let (mut parts, mut next, mut reaches) = (Vec::new(), Some(id), amount);
		for _ in 0..=MAX_ANCESTORS {
			let Some(id) = next else { break };
			let parent = self.parent(id);
			let passes = parent.map_or(0, |(_, share)| Share::from(share).floor(reaches));
			parts.extend(self.owner(id).map(|owner| (owner.clone(), reaches - passes)));
			(next, reaches) = (parent.map(|(id, _)| id), passes);
		}
		parts
	}
}
