use super::amount;
use crate::{
	chain::{Balance, BlockNumber, Runtime},
	random_calls::model::{Commitment, Entry, Next, Status, Tombstone},
};
use pallet_models::{Attestations, ModelStatus, Models, Tombstones};
use std::collections::BTreeSet;

pub fn entry(id: u32) -> Option<Entry> {
	let model = Models::<Runtime>::get(id)?;
	let attesters = |of: u32| {
		let all = Attestations::<Runtime>::iter_key_prefix(id);
		all.filter(|(version, _)| *version == of).map(|(_, who)| who).collect::<BTreeSet<_>>()
	};
	let counted = |count: u32, of: u32| {
		assert_eq!(count as usize, attesters(of).len(), "attestations of model {id} are miscounted");
	};
	let status = match model.status {
		ModelStatus::Draft { attestations } => {
			counted(attestations, model.version);
			Status::Draft
		}
		ModelStatus::Listed => Status::Listed,
		ModelStatus::Retired { from, draft } => Status::Retired { from, draft: draft.is_some() },
	};
	let next = model.next.map(|next| {
		counted(next.attestations, next.version);
		let attesters = attesters(next.version);
		Next { version: next.version, manifest: next.manifest, weights_root: next.weights_root, attesters }
	});
	Some(Entry {
		artifact: model.artifact.hash,
		manifest: model.manifest,
		weights_root: model.weights_root,
		royalty: amount(model.royalty),
		rise: model.rise.map(|rise| (amount(rise.royalty), rise.from)),
		version: model.version,
		attesters: attesters(model.version),
		next,
		status,
		parent: model.parent,
		depositor: model.depositor,
		deposit: amount(model.deposit),
		committed: model.committed,
		contestable_until: model.contestable_until,
	})
}

pub fn tombstone(id: u32) -> Option<Tombstone> {
	let gone = Tombstones::<Runtime>::get(id)?;
	let (owner, committed, version, parent) = (gone.owner, gone.committed, gone.version, gone.parent);
	Some(Tombstone { owner, committed, version, parent })
}

pub fn commitment(made: pallet_models::Commitment<Balance, BlockNumber>) -> Commitment {
	Commitment { at: made.at, deposit: amount(made.deposit) }
}
