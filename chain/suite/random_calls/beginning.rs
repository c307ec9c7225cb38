//! The model of a chain that has just begun.

use crate::random_calls::constants;
use crate::{
	chain::{Runtime, System},
	random_calls::{
		model::{Model, Nft},
		reading,
	},
};

/// Genesis has models and providers, and nothing that comes of them yet.
pub fn model() -> Model {
	let mut model = Model { now: System::block_number(), ..Default::default() };
	model.ledger.existential =
		constants::amount::<<Runtime as pallet_balances::Config>::ExistentialDeposit>();
	model.ledger.treasury = Some(<Runtime as pallet_execution::Config>::Treasury::get());
	for who in frame_system::Account::<Runtime>::iter_keys() {
		model.ledger.accounts.extend(reading::account(&who).map(|account| (who, account)));
	}
	for who in pallet_providers::Providers::<Runtime>::iter_keys() {
		model.providers.extend(reading::provider(&who).map(|provider| (who, provider)));
	}
	for id in pallet_models::Models::<Runtime>::iter_keys() {
		let entry = reading::entry(id).expect("it is there");
		let owner = pallet_models::Pallet::<Runtime>::owner(id).expect("models begin with an owner");
		let deposit = constants::amount::<<Runtime as pallet_nfts::Config>::ItemDeposit>();
		model.nfts.insert(id, Nft { depositor: owner.clone(), owner, deposit, price: None });
		model.by_artifact.insert(entry.artifact, id);
		model.models.insert(id, entry);
	}
	let owner = pallet_models::Pallet::<Runtime>::account();
	let deposit = model.ledger.held(&owner);
	model.collection = Some((owner, deposit));
	model.next_model = pallet_models::NextModelId::<Runtime>::get();
	model
}
