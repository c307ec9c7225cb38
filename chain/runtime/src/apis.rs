//! Runtime calls that the node and the clients make.

use crate::{
	genesis, AccountId, Aura, Balance, Balances, Block, BlockNumber, Execution, Executive, Grandpa,
	InherentDataExt, Marketplace, Models, Nonce, Providers, Runtime, RuntimeCall, RuntimeGenesisConfig,
	SessionKeys, System, TransactionPayment, VERSION,
};
use airo_primitives::{
	parameters::{ExecutionParameters, MarketplaceParameters, ModelsParameters, ProvidersParameters},
	provider::Providers as ProvidersInterface,
	runtime_apis::{Ineligible, MoneyBuckets},
	AgreementId, ModelId, OrderId,
};
use alloc::vec::Vec;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::fungible::InspectHold,
	weights::Weight,
};
use pallet_grandpa::AuthorityId as GrandpaId;
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, Perbill,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;

/// An open order as `open_orders` returns it.
pub type Order = pallet_marketplace::Order<Runtime>;
/// What an account has done, as `record` and `consumer_record` return it.
pub type Record = pallet_providers::RecordOf<Runtime>;

/// All the money of an account, by what it is for; in planck.
fn money(account: &AccountId) -> MoneyBuckets<Balance> {
	let (orders, bids) = Marketplace::money(account);
	let agreements = Execution::money(account);
	let bond = Balances::balance_on_hold(&pallet_providers::HoldReason::ProviderBond.into(), account);
	let models = Balances::balance_on_hold(&pallet_models::HoldReason::ModelDeposit.into(), account);
	MoneyBuckets {
		free: Balances::free_balance(account),
		orders,
		agreements: agreements.escrow,
		bonds: bond.saturating_add(models).saturating_add(bids).saturating_add(agreements.deposits),
		challenges: 0,
		claimable: agreements.claimable,
	}
}

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			_proof: sp_consensus_grandpa::EquivocationProof<<Block as BlockT>::Hash, NumberFor<Block>>,
			_key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			None
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			_authority: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			None
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall>
		for Runtime
	{
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl airo_primitives::runtime_apis::MarketplaceApi<Block, AccountId, Balance, Order> for Runtime {
		fn quote_floor(model: ModelId) -> Option<Balance> {
			Marketplace::quote_floor(model)
		}

		fn eligible(order: OrderId, provider: AccountId) -> Result<(), Ineligible> {
			Marketplace::eligible(order, &provider)
		}

		fn open_orders(after: Option<OrderId>, limit: u32) -> Vec<(OrderId, Order)> {
			Marketplace::open_orders(after, limit)
		}

		fn parameters() -> MarketplaceParameters<Balance, BlockNumber> {
			Marketplace::parameters()
		}
	}

	impl airo_primitives::runtime_apis::ExecutionApi<Block, AccountId, Balance> for Runtime {
		fn due(agreement: AgreementId) -> u32 {
			Execution::due(agreement)
		}

		fn money(account: AccountId) -> MoneyBuckets<Balance> {
			money(&account)
		}

		fn agreements_of(provider: AccountId) -> Vec<AgreementId> {
			Execution::agreements_of(&provider)
		}

		fn parameters() -> ExecutionParameters<Balance> {
			Execution::parameters()
		}
	}

	impl airo_primitives::runtime_apis::ProvidersApi<Block, AccountId, Balance, Record> for Runtime {
		fn record(account: AccountId) -> Record {
			Providers::history(&account).0
		}

		fn consumer_record(account: AccountId) -> Record {
			Providers::consumer_record(&account)
		}

		fn provider_score(provider: AccountId) -> Perbill {
			<Providers as ProvidersInterface<AccountId, Balance>>::score(&provider)
		}

		fn free_bond(provider: AccountId) -> Balance {
			<Providers as ProvidersInterface<AccountId, Balance>>::free_bond(&provider)
		}

		fn parameters() -> ProvidersParameters<Balance, BlockNumber> {
			Providers::parameters()
		}
	}

	impl airo_primitives::runtime_apis::ModelsApi<Block, Balance> for Runtime {
		fn parameters() -> ModelsParameters<Balance, BlockNumber> {
			Models::parameters()
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			use frame_benchmarking::BenchmarkList;
			use frame_support::traits::StorageInfoTrait;
			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, crate::AllPalletsWithSystem::storage_info())
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use frame_benchmarking::BenchmarkBatch;
			use frame_support::traits::WhitelistedStorageKeys;
			let mut whitelist = crate::AllPalletsWithSystem::whitelisted_storage_keys();
			// Every payment touches the treasury and every voucher names the chain: a block reads and writes them once.
			let treasury = crate::configs::TreasuryAccount::get();
			whitelist.push(frame_system::Account::<Runtime>::hashed_key_for(treasury).into());
			whitelist.push(frame_system::BlockHash::<Runtime>::hashed_key_for(0).into());
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}
}
