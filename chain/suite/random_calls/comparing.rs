//! Whether the chain is what the model says.

use crate::{
	chain::{AccountId, Runtime},
	random_calls::{
		model::{Model, Record, Thing},
		reading,
	},
};
use std::fmt::Debug;

/// Says which of the two knows what.
fn same<T: PartialEq + Debug>(what: impl Debug, chain: T, model: T) -> Result<(), String> {
	if chain == model {
		return Ok(());
	}
	Err(format!("{what:?} differs\n on the chain: {chain:?}\n in the model: {model:?}"))
}

/// Everything that has changed since the last comparison.
pub fn touched(model: &mut Model) -> Result<(), String> {
	for who in std::mem::take(&mut model.ledger.touched) {
		account(model, &who)?;
	}
	for thing in std::mem::take(&mut model.touched) {
		match thing {
			Thing::Model(id) => entry(model, id)?,
			Thing::Order(id) => same(thing, reading::order(id), model.orders.get(&id).cloned())?,
			Thing::Agreement(id) => same(thing, reading::agreement(id), model.agreements.get(&id).cloned())?,
		}
	}
	Ok(())
}

fn account(model: &Model, who: &AccountId) -> Result<(), String> {
	same((who, "account"), reading::account(who), model.ledger.accounts.get(who).cloned())?;
	same((who, "provider"), reading::provider(who), model.providers.get(who).cloned())?;
	let record = |of: Option<&Record>| of.cloned().unwrap_or_default();
	let on_chain = reading::record(pallet_providers::Records::<Runtime>::get(who));
	same((who, "record"), on_chain, record(model.records.get(who)))?;
	let on_chain = reading::record(pallet_providers::ConsumerRecords::<Runtime>::get(who));
	same((who, "record as a consumer"), on_chain, record(model.consumer_records.get(who)))?;
	let dealings = model.dealings.get(who).cloned().unwrap_or_default();
	same((who, "dealings"), reading::dealings(who), dealings)
}

fn entry(model: &Model, id: u32) -> Result<(), String> {
	same(("model", id), reading::entry(id), model.models.get(&id).cloned())?;
	same(("tombstone", id), reading::tombstone(id), model.tombstones.get(&id).cloned())?;
	same(("owner", id), pallet_models::Pallet::<Runtime>::owner(id), model.owner(id).cloned())
}

/// Everything there is, and nothing beside it.
pub fn whole(model: &mut Model) -> Result<(), String> {
	model.ledger.touched.extend(frame_system::Account::<Runtime>::iter_keys());
	model.ledger.touched.extend(pallet_providers::Providers::<Runtime>::iter_keys());
	model.ledger.touched.extend(pallet_providers::Records::<Runtime>::iter_keys());
	model.ledger.touched.extend(pallet_providers::ConsumerRecords::<Runtime>::iter_keys());
	model.ledger.touched.extend(model.ledger.accounts.keys().cloned());
	let models = pallet_models::Models::<Runtime>::iter_keys();
	let models = models.chain(pallet_models::Tombstones::<Runtime>::iter_keys());
	model.touched.extend(models.map(Thing::Model));
	model.touched.extend(model.models.keys().map(|id| Thing::Model(*id)));
	model.touched.extend(pallet_marketplace::Orders::<Runtime>::iter_keys().map(Thing::Order));
	model.touched.extend(model.orders.keys().map(|id| Thing::Order(*id)));
	model.touched.extend(pallet_execution::Agreements::<Runtime>::iter_keys().map(Thing::Agreement));
	model.touched.extend(model.agreements.keys().map(|id| Thing::Agreement(*id)));
	touched(model)?;
	let commitments = pallet_models::Commitments::<Runtime>::iter()
		.map(|(who, hash, made)| ((who, hash), reading::commitment(made)))
		.collect();
	same("commitments", commitments, model.commitments.clone())?;
	let public = pallet_models::PublicArtifacts::<Runtime>::iter_keys().collect();
	same("public artifacts", public, model.public.clone())?;
	same(
		"artifacts",
		pallet_models::ModelByArtifact::<Runtime>::iter().collect(),
		model.by_artifact.clone(),
	)?;
	same("next order", pallet_marketplace::NextOrderId::<Runtime>::get(), model.next_order)?;
	same("next agreement", pallet_execution::NextAgreementId::<Runtime>::get(), model.next_agreement)?;
	same("next model", pallet_models::NextModelId::<Runtime>::get(), model.next_model)?;
	indexes(model)
}

/// What only says where something else is, or belongs to it.
fn indexes(model: &Model) -> Result<(), String> {
	use pallet_execution::{AgreementsByConsumer, AgreementsByProvider, Answered, Requests};
	let due = pallet_marketplace::Ending::<Runtime>::iter_keys().map(|(due, id)| (id, due)).collect();
	let expected = model.orders.iter().map(|(id, order)| (*id, order.due()));
	same("when orders are due", due, expected.collect::<std::collections::BTreeMap<_, _>>())?;
	let open = pallet_marketplace::OpenOrders::<Runtime>::iter_keys().map(u32::from_be_bytes);
	same("open orders", sorted(open), sorted(model.orders.keys().copied()))?;
	let bids = pallet_marketplace::Bids::<Runtime>::iter_keys();
	let with_bids = model.orders.iter().filter(|(_, order)| !order.bids.is_empty());
	same("orders with bids", sorted(bids), sorted(with_bids.map(|(id, _)| *id)))?;
	let agreements = model.agreements.iter();
	let expected = sorted(agreements.clone().map(|(id, agreement)| (agreement.provider.clone(), *id)));
	same("agreements by provider", sorted(AgreementsByProvider::<Runtime>::iter_keys()), expected)?;
	let expected = sorted(agreements.clone().map(|(id, agreement)| (agreement.consumer.clone(), *id)));
	same("agreements by consumer", sorted(AgreementsByConsumer::<Runtime>::iter_keys()), expected)?;
	let expected = agreements.clone().map(|(_, agreement)| agreement.requests.len()).sum::<usize>();
	same("requests", Requests::<Runtime>::iter_keys().count(), expected)?;
	let answered = |stage: &crate::random_calls::model::Stage| {
		matches!(stage, crate::random_calls::model::Stage::Answered { .. })
	};
	let expected = agreements.map(|(_, agreement)| agreement.count(answered) as usize).sum::<usize>();
	same("answers", Answered::<Runtime>::iter_keys().count(), expected)?;
	let with_offers = model
		.providers
		.iter()
		.flat_map(|(who, provider)| provider.offers.iter().map(move |model| (who.clone(), *model)));
	same("offers", sorted(pallet_providers::Offers::<Runtime>::iter_keys()), sorted(with_offers))
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
	let mut items = items.collect::<Vec<_>>();
	items.sort();
	items
}
