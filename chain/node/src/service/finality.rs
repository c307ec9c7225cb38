//! Making blocks final.

use super::parts::{FullPool, GrandpaLink, JUSTIFICATION_PERIOD_BLOCKS};
use crate::runtime_api::Block;
use sc_consensus_grandpa::{Config, GrandpaParams, SharedVoterState, VotingRulesBuilder};
use sc_network::{config::Role, service::traits::NetworkService, NotificationService, ProtocolName};
use sc_network_sync::SyncingService;
use sc_service::{error::Error, TaskManager};
use sc_telemetry::Telemetry;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// How often votes are passed on.
const GOSSIP_INTERVAL: Duration = Duration::from_millis(333);

/// What a GRANDPA voter works with; without a keystore it only follows the votes.
pub struct Voter<'a> {
	pub name: String,
	pub role: Role,
	pub keystore: Option<KeystorePtr>,
	pub link: GrandpaLink,
	pub network: Arc<dyn NetworkService>,
	pub sync: Arc<SyncingService<Block>>,
	pub notifications: Box<dyn NotificationService>,
	pub protocol: ProtocolName,
	pub state: SharedVoterState,
	pub pool: Arc<FullPool>,
	pub registry: Option<Registry>,
	pub telemetry: Option<&'a Telemetry>,
}

/// Follows and casts votes. When it ends, the node ends.
pub fn start(tasks: &TaskManager, voter: Voter) -> Result<(), Error> {
	let telemetry = || voter.telemetry.map(|telemetry| telemetry.handle());
	let grandpa = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
		config: Config {
			gossip_duration: GOSSIP_INTERVAL,
			justification_generation_period: JUSTIFICATION_PERIOD_BLOCKS,
			name: Some(voter.name),
			observer_enabled: false,
			keystore: voter.keystore,
			local_role: voter.role,
			telemetry: telemetry(),
			protocol_name: voter.protocol,
		},
		link: voter.link,
		network: voter.network,
		sync: voter.sync,
		notification_service: voter.notifications,
		voting_rule: VotingRulesBuilder::default().build(),
		prometheus_registry: voter.registry,
		shared_voter_state: voter.state,
		telemetry: telemetry(),
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(voter.pool),
	})?;
	tasks.spawn_essential_handle().spawn_blocking("grandpa-voter", None, grandpa);
	Ok(())
}
