//! What the suite runs on: the development preset.

use crate::devchain;
use airo_runtime::{constants::AIRO, genesis::DEVELOPMENT, TxExtension};
use sp_runtime::generic::Era;

pub use airo_runtime::{
	constants::AIRO as UNIT, genesis::ROYALTY, AccountId, Balance, Balances, Execution, Executive,
	Marketplace, Nfts, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, Signature, SignedPayload, System,
	UncheckedExtrinsic,
};

/// What Wing1 and Wing2 have bonded.
pub const BOND: Balance = 1_000 * AIRO;

pub fn begin() -> sp_io::TestExternalities {
	devchain::begin(DEVELOPMENT)
}

pub fn extension(nonce: u32) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		pallet_marketplace::CheckDoomed::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}
