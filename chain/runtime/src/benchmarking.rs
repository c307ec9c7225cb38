//! What the pallets' benchmarks need of each other, made by the pallets themselves.

use crate::{
	constants::{market, AIRO},
	AccountId, Balances, Models, Providers, Runtime, RuntimeOrigin,
};
use airo_primitives::{
	model::MAX_OWNERS,
	provider::{Outcome, Providers as ProvidersInterface},
	Blob, ModelId,
};
use frame_benchmarking::account;
use frame_support::traits::{fungible::Mutate, Get};
use pallet_models::{ModelByArtifact, ModelStatus, NextModelId};
use pallet_providers::benchmarking::{profile, terms};
use sp_core::H256;
use sp_io::hashing::sha2_256;
use sp_runtime::{DispatchResult, Perbill};

frame_benchmarking::define_benchmarks!(
	[pallet_grandpa, Grandpa]
	[pallet_models, Models]
	[pallet_providers, Providers]
	[pallet_marketplace, Marketplace]
	[pallet_execution, Execution]
);

/// Every pallet's helper.
pub struct Setup;

fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

/// A benchmark that can't be set up must not be measured.
fn must(done: DispatchResult) {
	assert!(done.is_ok(), "a benchmark can't be set up: {done:?}");
}

/// Makes the account a provider with a million AIRO behind it, once.
fn bonded(who: &AccountId) {
	if pallet_providers::Providers::<Runtime>::contains_key(who) {
		return;
	}
	Balances::set_balance(who, 2_000_000 * AIRO);
	must(Providers::register(signed(who), profile(), 1_000_000 * AIRO));
}

/// A provider that has dealt with as many counterparties as are told apart.
fn experienced(who: &AccountId, model: ModelId) {
	bonded(who);
	must(Providers::offer(signed(who), model, terms()));
	for index in 0..<Runtime as pallet_providers::Config>::MaxCounterparties::get() {
		let served = Outcome::Served { units: 1, value: 100, commission: 1 };
		Providers::record(who, &counterparty(index), served);
	}
}

fn counterparty(index: u32) -> AccountId {
	account("counterparty", index, 0)
}

/// The listed model whose artifact has this number, registered when it is asked for first.
fn listed(number: u32, parent: Option<(ModelId, Perbill)>) -> ModelId {
	let artifact = Blob { hash: sha2_256(&number.to_le_bytes()).into(), size: 1 };
	if let Some(id) = ModelByArtifact::<Runtime>::get(artifact.hash) {
		return id;
	}
	let owner: AccountId = account("owner", number, 0);
	Balances::set_balance(&owner, 1_000 * AIRO);
	let id = NextModelId::<Runtime>::get();
	must(Models::register(signed(&owner), artifact, artifact, H256::zero(), 1, parent, None));
	pallet_models::Models::<Runtime>::mutate_extant(id, |model| model.status = ModelStatus::Listed);
	id
}

/// The last of a line of so many models, each of which keeps a half of the royalties that reach it.
fn descendant(models: u32) -> ModelId {
	let first = models * MAX_OWNERS;
	let root = listed(first, None);
	let share = Perbill::from_percent(50);
	(1..models).fold(root, |parent, level| listed(first + level, Some((parent, share))))
}

impl pallet_models::BenchmarkHelper<AccountId> for Setup {
	fn attester(who: &AccountId) {
		bonded(who);
	}
}

impl pallet_providers::BenchmarkHelper for Setup {
	fn model(index: u32) -> ModelId {
		listed(1_000 + index, None)
	}
}

impl pallet_marketplace::BenchmarkHelper<AccountId> for Setup {
	fn listed_model() -> ModelId {
		descendant(MAX_OWNERS)
	}

	fn bidder(who: &AccountId, model: ModelId) {
		experienced(who, model);
	}

	fn disgrace(who: &AccountId) {
		Providers::record(who, &counterparty(0), Outcome::Forgone { commission: 1_000 * AIRO });
	}
}

impl pallet_execution::BenchmarkHelper<AccountId> for Setup {
	const MAX_INVITED: u32 = market::MAX_INVITED;

	fn model(line: u32) -> ModelId {
		descendant(line)
	}

	fn provider(who: &AccountId, model: ModelId) {
		experienced(who, model);
	}

	fn leave(who: &AccountId, model: ModelId) {
		must(Providers::withdraw_offer(signed(who), model));
	}
}
