//! What the suite runs on.

use airo_example_runtime::TxExtension;
use sp_runtime::generic::Era;

pub use crate::genesis::{begin, BOND, ROYALTY};
pub use airo_example_runtime::{
	units::UNIT, AccountId, Balance, Balances, Execution, Executive, Marketplace, Nfts, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, Signature, SignedPayload, System, UncheckedExtrinsic,
};

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
	)
}
