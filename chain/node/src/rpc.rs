//! JSON-RPC beyond what every node answers: nonces, fees and finality proofs. The node's own part has `chain`, `state`,
//! `author`, `system` and the newer `chainHead`, `chainSpec`, `transaction` and `archive` groups.

use crate::{
	runtime_api::{AccountId, Balance, Block, BlockNumber, Hash, Nonce},
	service::{FullBackend, FullClient, FullPool},
};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// What the methods are answered from.
pub struct Sources {
	pub client: Arc<FullClient>,
	pub pool: Arc<FullPool>,
	pub voter_state: SharedVoterState,
	pub authorities: SharedAuthoritySet<Hash, BlockNumber>,
	pub justifications: GrandpaJustificationStream<Block>,
	pub finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

impl Sources {
	pub fn methods(
		&self,
		executor: SubscriptionTaskExecutor,
	) -> Result<RpcModule<()>, jsonrpsee::core::RegisterMethodError> {
		let mut module = RpcModule::new(());
		let (client, pool) = (self.client.clone(), self.pool.clone());
		module.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(System::<_, _, Block>::new(
			client.clone(),
			pool,
		)))?;
		module.merge(TransactionPaymentApiServer::<Hash, RuntimeDispatchInfo<Balance>>::into_rpc(
			TransactionPayment::<_, Block>::new(client),
		))?;
		let grandpa = Grandpa::new(
			executor,
			self.authorities.clone(),
			self.voter_state.clone(),
			self.justifications.clone(),
			self.finality_proofs.clone(),
		);
		module.merge(grandpa.into_rpc())?;
		Ok(module)
	}
}
