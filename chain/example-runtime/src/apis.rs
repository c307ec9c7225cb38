//! Runtime APIs: the market's four, and the two without which nothing can read a chain. Those that the chain's node and
//! consensus ask for come on top.

use crate::{
	AccountId, Balance, Balances, Block, BlockNumber, Execution, Executive, Marketplace, Models, Providers,
	Runtime, VERSION,
};
use airo_primitives::{
	parameters::{ExecutionParameters, MarketplaceParameters, ModelsParameters, ProvidersParameters},
	provider::Providers as ProvidersInterface,
	runtime_apis::{Ineligible, MoneyBuckets},
	AgreementId, ModelId, OrderId,
};
use frame_support::traits::fungible::InspectHold;
use sp_api::impl_runtime_apis;
use sp_core::OpaqueMetadata;
use sp_runtime::{traits::Block as BlockT, Perbill};
use sp_version::RuntimeVersion;

type Order = pallet_marketplace::Order<Runtime>;
type Record = pallet_providers::RecordOf<Runtime>;

/// All the money of an account: what the four pallets know of it, and what is free.
fn money(who: &AccountId) -> MoneyBuckets<Balance> {
	let (orders, bids) = Marketplace::money(who);
	let agreements = Execution::money(who);
	let bond = Balances::balance_on_hold(&pallet_providers::HoldReason::ProviderBond.into(), who);
	let models = Balances::balance_on_hold(&pallet_models::HoldReason::ModelDeposit.into(), who);
	MoneyBuckets {
		free: Balances::free_balance(who),
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
}
