//! FRAME's pallets, as any chain has them.

use crate::{
	units::{DAYS, EXISTENTIAL_DEPOSIT, MILLI_UNIT, UNIT},
	AccountId, Balance, Balances, Block, BlockNumber, Models, Nonce, OriginCaller, PalletInfo, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, RuntimeTask, Signature,
	System, VERSION,
};
use frame_support::{
	derive_impl, parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU32, ConstU64, ConstU8, VariantCountOf},
	weights::{constants::RocksDbWeight, ConstantMultiplier, Weight, WeightToFee},
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_nfts::PalletFeatures;
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_runtime::{traits::Verify, FixedPointNumber};
use sp_version::RuntimeVersion;

parameter_types! {
	pub const Version: RuntimeVersion = VERSION;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type AccountData = pallet_balances::AccountData<Balance>;
	type DbWeight = RocksDbWeight;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type Version = Version;
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	// The market holds money for reasons of its own, which this enum of all pallets' reasons contains.
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
	type Balance = Balance;
	type DustRemoval = ();
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

/// One token for a second of computing. (A token of twelve decimals could charge a planck per picosecond.)
pub struct FeePerMicrosecond;

impl WeightToFee for FeePerMicrosecond {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		weight.ref_time() / 1_000_000
	}
}

parameter_types! {
	pub FeeMultiplier: Multiplier = Multiplier::saturating_from_integer(1);
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = FeePerMicrosecond;
	type LengthToFee = ConstantMultiplier<Balance, ConstU64<1>>;
	type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

/// Bots put their calls into `force_batch`.
impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

/// Reserved from whoever makes a collection; the models' account must have it before the first model is registered.
pub const COLLECTION_DEPOSIT: Balance = 10 * UNIT;

parameter_types! {
	pub NftFeatures: PalletFeatures = PalletFeatures::all_enabled();
	pub const NftMaxDeadline: BlockNumber = 365 * DAYS;
}

impl pallet_nfts::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type CollectionId = u32;
	// A model's number is its NFT's.
	type ItemId = airo_primitives::ModelId;
	type Currency = Balances;
	type ForceOrigin = EnsureRoot<AccountId>;
	// Anybody may have collections beside the models'.
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	// So that a model that somebody claims can be neither sold nor burned.
	type Locker = Models;
	type CollectionDeposit = ConstU64<COLLECTION_DEPOSIT>;
	// From the model's owner, beside the models pallet's own deposit.
	type ItemDeposit = ConstU64<{ 10 * MILLI_UNIT }>;
	type MetadataDepositBase = ConstU64<{ 10 * MILLI_UNIT }>;
	type AttributeDepositBase = ConstU64<{ 10 * MILLI_UNIT }>;
	type DepositPerByte = ConstU64<10>;
	type StringLimit = ConstU32<256>;
	type KeyLimit = ConstU32<64>;
	type ValueLimit = ConstU32<256>;
	type ApprovalsLimit = ConstU32<20>;
	type ItemAttributesApprovalsLimit = ConstU32<30>;
	type MaxTips = ConstU32<10>;
	type MaxDeadlineDuration = NftMaxDeadline;
	type MaxAttributesPerCall = ConstU32<10>;
	type Features = NftFeatures;
	type OffchainSignature = Signature;
	type OffchainPublic = <Signature as Verify>::Signer;
	type WeightInfo = pallet_nfts::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}
