//! What the node asks of a runtime, whichever it is: opaque blocks and the signatures of the runtime calls.
//!
//! The calls go to the Wasm that is on chain. The bodies here are never run: the client wants a type that has these
//! calls, not a runtime.

use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	AccountId32, ApplyExtrinsicResult, ExtrinsicInclusionMode, OpaqueExtrinsic,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;

pub type BlockNumber = u32;
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
pub type Block = generic::Block<Header, OpaqueExtrinsic>;
pub type Hash = <Block as BlockT>::Hash;
pub type AccountId = AccountId32;
pub type Nonce = u32;
pub type Balance = u128;

/// What the calls are declared on; nobody makes one.
#[allow(dead_code)]
enum Runtime {}

sp_api::impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			unreachable!("the Wasm on chain answers this")
		}

		fn execute_block(_: <Block as BlockT>::LazyBlock) {
			unreachable!("the Wasm on chain answers this")
		}

		fn initialize_block(_: &Header) -> ExtrinsicInclusionMode {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			unreachable!("the Wasm on chain answers this")
		}

		fn metadata_at_version(_: u32) -> Option<OpaqueMetadata> {
			unreachable!("the Wasm on chain answers this")
		}

		fn metadata_versions() -> Vec<u32> {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(_: OpaqueExtrinsic) -> ApplyExtrinsicResult {
			unreachable!("the Wasm on chain answers this")
		}

		fn finalize_block() -> Header {
			unreachable!("the Wasm on chain answers this")
		}

		fn inherent_extrinsics(_: sp_inherents::InherentData) -> Vec<OpaqueExtrinsic> {
			unreachable!("the Wasm on chain answers this")
		}

		fn check_inherents(
			_: <Block as BlockT>::LazyBlock,
			_: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(_: TransactionSource, _: OpaqueExtrinsic, _: Hash) -> TransactionValidity {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(_: &Header) {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(_: Vec<u8>, _: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			unreachable!("the Wasm on chain answers this")
		}

		fn decode_session_keys(_: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			unreachable!("the Wasm on chain answers this")
		}

		fn authorities() -> Vec<AuraId> {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			unreachable!("the Wasm on chain answers this")
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			unreachable!("the Wasm on chain answers this")
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			_: sp_consensus_grandpa::EquivocationProof<Hash, NumberFor<Block>>,
			_: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			unreachable!("the Wasm on chain answers this")
		}

		fn generate_key_ownership_proof(
			_: sp_consensus_grandpa::SetId,
			_: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(_: AccountId) -> Nonce {
			unreachable!("the Wasm on chain answers this")
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			_: OpaqueExtrinsic,
			_: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			unreachable!("the Wasm on chain answers this")
		}

		fn query_fee_details(
			_: OpaqueExtrinsic,
			_: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::FeeDetails<Balance> {
			unreachable!("the Wasm on chain answers this")
		}

		fn query_weight_to_fee(_: sp_weights::Weight) -> Balance {
			unreachable!("the Wasm on chain answers this")
		}

		fn query_length_to_fee(_: u32) -> Balance {
			unreachable!("the Wasm on chain answers this")
		}
	}
}
