//! How far models are brought before a call is measured. What fails here fails the benchmark.
#![allow(clippy::expect_used)]

use crate::{
	registering::Entry, AccountIdOf, Attestations, BalanceOf, Config, ModelStatus, Models, NextVersion,
	Pallet, Salt,
};
use airo_primitives::{Blob, ModelId};
use frame_benchmarking::v2::account;
use frame_support::traits::fungible::Mutate;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::{
	traits::{Bounded, Saturating},
	Perbill,
};

/// An account with all the money it could need.
pub fn funded<T: Config>(name: &'static str, index: u32) -> AccountIdOf<T> {
	let who = account(name, index, 0);
	T::Currency::set_balance(&who, BalanceOf::<T>::max_value() / 100_000u32.into());
	who
}

pub fn artifact(seed: u8) -> Blob {
	Blob { hash: H256::repeat_byte(seed), size: 1_000 }
}

pub fn go_on<T: Config>(by: BlockNumberFor<T>) {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now.saturating_add(by));
}

pub fn commit_to<T: Config>(who: &AccountIdOf<T>, artifact: Blob, salt: Salt) -> H256 {
	let commitment = Pallet::<T>::commitment_of(artifact.hash, who, salt);
	Pallet::<T>::do_commit(who.clone(), commitment).expect("commits");
	commitment
}

/// A listed model whose artifact has that seed.
pub fn registered<T: Config>(
	owner: &AccountIdOf<T>,
	seed: u8,
	parent: Option<(ModelId, Perbill)>,
) -> ModelId {
	let entry = Entry {
		artifact: artifact(seed),
		manifest: artifact(200),
		weights_root: H256::zero(),
		royalty: 1u32.into(),
		parent,
	};
	let id = Pallet::<T>::do_register(owner.clone(), entry, None).expect("registers");
	Pallet::<T>::list(id).expect("lists");
	id
}

/// A model with as many ancestors as the parent of another one can have.
pub fn lineage<T: Config>() -> ModelId {
	let share = Perbill::from_percent(50);
	let register = |seed: u8, parent| {
		let owner = funded::<T>("ancestor", seed.into());
		registered::<T>(&owner, seed, parent)
	};
	let root = register(1, None);
	let middle = register(2, Some((root, share)));
	register(3, Some((middle, share)))
}

/// Whoever paid the model's deposit isn't its owner any more.
pub fn sold<T: Config>(id: ModelId) {
	let depositor = funded::<T>("depositor", 0);
	Models::<T>::mutate_extant(id, |model| {
		Pallet::<T>::hold(&depositor, model.deposit).expect("holds");
		model.depositor = depositor;
	});
}

/// A second version that waits, with so many attestations counted.
pub fn next_version<T: Config>(id: ModelId, attestations: u32) {
	Models::<T>::mutate_extant(id, |model| {
		let (manifest, weights_root) = (artifact(202), H256::repeat_byte(2));
		model.next = Some(NextVersion { version: 2, manifest, weights_root, attestations });
	});
}

/// Puts so many attestations of a version into storage.
pub fn attested<T: Config>(id: ModelId, version: u32, attestations: u32) {
	for index in 0..attestations {
		let who: AccountIdOf<T> = account("attester", index, 0);
		Attestations::<T>::insert(id, (version, who), ());
	}
}

pub fn retired<T: Config>(owner: &AccountIdOf<T>, id: ModelId) {
	Pallet::<T>::do_retire(owner.clone(), id).expect("retires");
}

pub fn is_retired<T: Config>(id: ModelId) -> bool {
	Models::<T>::get(id).is_some_and(|model| matches!(model.status, ModelStatus::Retired { .. }))
}
