//! Whose bytes are whose: commitments, registrations, and what is left of removed models.

use super::{need, Amount, Commitment, Entry, Model, Outcome, Reason, Status, Thing, Tombstone};
use crate::chain::{AccountId, Runtime};
use crate::random_calls::constants::{self, number};
use codec::Encode;
use pallet_models::{Config, MAX_ANCESTORS};
use sp_core::H256;
use sp_io::hashing::blake2_256;

impl Model {
	pub fn commitment(artifact: H256, who: &AccountId, salt: [u8; 32]) -> H256 {
		(artifact, who, salt).using_encoded(blake2_256).into()
	}

	pub(super) fn commit(&mut self, who: &AccountId, hash: H256) -> Outcome {
		let (key, at) = ((who.clone(), hash), self.now);
		need(!self.commitments.contains_key(&key), "committed already")?;
		let deposit = constants::amount::<<Runtime as Config>::CommitDeposit>();
		self.ledger.hold(who, Reason::Model, deposit)?;
		self.commitments.insert(key, Commitment { at, deposit });
		Ok(())
	}

	pub(super) fn uncommit(&mut self, who: &AccountId, hash: H256) -> Outcome<Commitment> {
		let commitment = self.commitments.remove(&(who.clone(), hash)).ok_or("no such commitment")?;
		self.ledger.release(who, Reason::Model, commitment.deposit);
		Ok(commitment)
	}

	/// `entry` comes with everything that its owner says of it; the rest is filled in here.
	pub(super) fn register(&mut self, who: &AccountId, mut entry: Entry, salt: Option<[u8; 32]>) -> Outcome {
		let highest: Amount = constants::amount::<<Runtime as Config>::MaxRoyalty>();
		need(entry.royalty <= highest, "too high a royalty")?;
		need(!self.public.contains(&entry.artifact), "public bytes")?;
		self.whole(|model| {
			entry.committed = model.now;
			if let Some(salt) = salt {
				entry.committed = model.uncommit(who, Self::commitment(entry.artifact, who, salt))?.at;
				let ripe = entry.committed + number::<<Runtime as Config>::CommitAge>();
				need(model.now >= ripe, "too young a commitment")?;
			}
			let id = model.seat(who, &mut entry)?;
			if let Some((parent, _)) = entry.parent {
				need(model.models.contains_key(&parent) && parent < id, "no such parent")?;
				let mut above = Some(parent);
				for _ in 0..MAX_ANCESTORS {
					above = above.and_then(|id| model.parent(id)).map(|(id, _)| id);
				}
				need(above.is_none(), "too deep a lineage")?;
			}
			model.ledger.hold(who, Reason::Model, entry.deposit)?;
			model.mint(id, who)?;
			model.by_artifact.insert(entry.artifact, id);
			model.models.insert(id, entry);
			model.list_when_attested(id);
			Ok(())
		})
	}

	/// The number of a registration. Bytes that are known have theirs, which the last owner or an earlier commitment gets.
	pub(super) fn seat(&mut self, who: &AccountId, entry: &mut Entry) -> Outcome<u32> {
		entry.contestable_until = self.now + number::<<Runtime as Config>::PriorityPeriod>();
		let Some(id) = self.by_artifact.get(&entry.artifact).copied() else {
			self.next_model += 1;
			return Ok(self.next_model - 1);
		};
		self.touched.insert(Thing::Model(id));
		if let Some(gone) = self.tombstones.remove(&id) {
			need(gone.owner.as_ref() == Some(who) || entry.committed < gone.committed, "removed bytes")?;
			(entry.committed, entry.version) = (entry.committed.min(gone.committed), gone.version + 1);
			self.effects.push("a removed model comes back");
			return Ok(id);
		}
		let taken = self.models.get(&id).cloned().ok_or("an artifact of no model")?;
		need(entry.committed < taken.committed, "taken bytes")?;
		need(self.now <= taken.contestable_until, "too late a claim")?;
		self.vacate(id, &taken);
		(entry.version, entry.contestable_until) = (taken.newest() + 1, taken.contestable_until);
		self.effects.push("an earlier commitment takes over");
		Ok(id)
	}

	pub(super) fn vacate(&mut self, id: u32, entry: &Entry) {
		self.unmint(id);
		self.ledger.release(&entry.depositor, Reason::Model, entry.deposit);
	}

	pub(super) fn remove(&mut self, who: &AccountId, id: u32) -> Outcome {
		let owner = self.owner(id).cloned();
		need(owner.as_ref().is_none_or(|owner| owner == who), "not the owner")?;
		let now = self.now;
		let entry = self.entry(id)?;
		let Status::Retired { from, .. } = entry.status else { return Err("not retired") };
		need(now >= from + number::<<Runtime as Config>::RemovalDelay>(), "retired too recently")?;
		let entry = entry.clone();
		self.vacate(id, &entry);
		self.models.remove(&id);
		let (committed, version, parent) = (entry.committed, entry.newest(), entry.parent);
		self.tombstones.insert(id, Tombstone { owner, committed, version, parent });
		Ok(())
	}
}
