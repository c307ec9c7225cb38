//! Making blocks.

use super::parts::{FullClient, FullPool, GrandpaImport, SelectChain};
use crate::runtime_api::Block;
use sc_consensus_aura::{SlotProportion, StartAuraParams};
use sc_network_sync::SyncingService;
use sc_service::{error::Error, TaskManager};
use sc_telemetry::Telemetry;
use sp_consensus_aura::{
	inherents::InherentDataProvider as SlotProvider, sr25519::AuthorityPair as AuraPair, SlotDuration,
};
use sp_keystore::KeystorePtr;
use sp_timestamp::InherentDataProvider as TimestampProvider;
use std::sync::Arc;
use substrate_prometheus_endpoint::Registry;

/// Share of a slot in which a block is filled; the rest is for sending it.
const PROPOSAL_PORTION: f32 = 2.0 / 3.0;

/// What a block author works with.
pub struct Author<'a> {
	pub client: Arc<FullClient>,
	pub select_chain: SelectChain,
	pub block_import: GrandpaImport,
	pub pool: Arc<FullPool>,
	pub sync: Arc<SyncingService<Block>>,
	pub keystore: KeystorePtr,
	pub force_authoring: bool,
	pub registry: Option<&'a Registry>,
	pub telemetry: Option<&'a Telemetry>,
}

/// The time, and the slot that it falls into.
pub fn now_as_inherents(slot_duration: SlotDuration) -> (SlotProvider, TimestampProvider) {
	let timestamp = TimestampProvider::from_system_time();
	(SlotProvider::from_timestamp_and_slot_duration(*timestamp, slot_duration), timestamp)
}

/// Makes blocks in the slots of the authorities whose keys are in the keystore. When it ends, the node ends.
pub fn start(tasks: &TaskManager, author: Author) -> Result<(), Error> {
	let telemetry = || author.telemetry.map(|telemetry| telemetry.handle());
	let proposer_factory = sc_basic_authorship::ProposerFactory::new(
		tasks.spawn_handle(),
		author.client.clone(),
		author.pool,
		author.registry,
		telemetry(),
	);
	let slot_duration = sc_consensus_aura::slot_duration(&*author.client)?;
	let aura = sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
		slot_duration,
		client: author.client.clone(),
		select_chain: author.select_chain,
		block_import: author.block_import,
		proposer_factory,
		create_inherent_data_providers: move |_, ()| async move { Ok(now_as_inherents(slot_duration)) },
		force_authoring: author.force_authoring,
		backoff_authoring_blocks: None::<()>,
		keystore: author.keystore,
		sync_oracle: author.sync.clone(),
		justification_sync_link: author.sync,
		block_proposal_slot_portion: SlotProportion::new(PROPOSAL_PORTION),
		max_block_proposal_slot_portion: None,
		telemetry: telemetry(),
		compatibility_mode: Default::default(),
	})?;
	tasks.spawn_essential_handle().spawn_blocking("aura", Some("block-authoring"), aura);
	Ok(())
}
