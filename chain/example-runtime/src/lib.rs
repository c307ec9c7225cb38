//! A chain that has taken the four pallets: no council, no treasury pallet, no sudo, no consensus of its own, a token of
//! six decimals in 64 bits.
//!
//! `market/` is what to copy, a file per pallet; every value says what it was chosen by. Besides it a chain needs the
//! runtime APIs in `apis.rs`, which bots and clients call, and for transactions that are refused before they cost a fee
//! `CheckDoomed` below with `look_into.rs`. `frame.rs` holds FRAME's own pallets, and notes where the market asks
//! something of them.
#![recursion_limit = "256"]

pub mod apis;
pub mod frame;
mod look_into;
pub mod market;
pub mod units;

use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;
use std::borrow::Cow;

pub use apis::RUNTIME_API_VERSIONS;

pub type Signature = MultiSignature;
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// Planck; [`units::UNIT`] of them are one token. Any unsigned integer of at least 64 bits does.
pub type Balance = u64;
pub type BlockNumber = u32;
pub type Nonce = u32;
pub type Address = MultiAddress<AccountId, ()>;
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	// Where `CheckNonce` would be, which it contains and is to clients.
	pallet_marketplace::CheckDoomed<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
);
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("airo-example"),
	impl_name: Cow::Borrowed("airo-example"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(3)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(4)]
	pub type Nfts = pallet_nfts;

	// In this order: the providers of the first block offer its models, which live among the NFTs.
	#[runtime::pallet_index(10)]
	pub type Models = pallet_models;
	#[runtime::pallet_index(11)]
	pub type Providers = pallet_providers;
	#[runtime::pallet_index(12)]
	pub type Marketplace = pallet_marketplace;
	#[runtime::pallet_index(13)]
	pub type Execution = pallet_execution;
}
