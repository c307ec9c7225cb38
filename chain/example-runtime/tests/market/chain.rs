//! What the suite runs on: a chain with one model, and two providers that offer it.

use crate::suite::accounts::account;
use airo_example_runtime::{
	frame::COLLECTION_DEPOSIT, market::Treasury, units::EXISTENTIAL_DEPOSIT, BalancesConfig, Models,
	ModelsConfig, ProvidersConfig, RuntimeGenesisConfig, TxExtension,
};
use sp_core::{ed25519, H256};
use sp_runtime::{generic::Era, BuildStorage};

pub use airo_example_runtime::{
	units::UNIT, AccountId, Balance, Balances, Execution, Executive, Marketplace, Nfts, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, Signature, SignedPayload, System, UncheckedExtrinsic,
};

/// What Wing1 and Wing2 have bonded.
pub const BOND: Balance = 600 * UNIT;
/// Planck per inference to the owner of model 0.
pub const ROYALTY: Balance = UNIT / 400;
/// What everybody begins with.
const ENDOWMENT: Balance = 200_000 * UNIT;

const NAMES: [&str; 11] =
	["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "Owner", "Wing1", "Wing2", "Consumer1", "Consumer2"];

/// State at block 1.
pub fn begin() -> sp_io::TestExternalities {
	let mut balances: Vec<_> = NAMES.iter().map(|name| (account(name), ENDOWMENT)).collect();
	balances.push((Treasury::get(), EXISTENTIAL_DEPOSIT));
	balances.push((Models::account(), COLLECTION_DEPOSIT + EXISTENTIAL_DEPOSIT));
	let (artifact, manifest, weights) = (H256::repeat_byte(1), H256::repeat_byte(2), H256::repeat_byte(3));
	let provider =
		|name, key| (account(name), vec![], ed25519::Public::from_raw([key; 32]), [0; 32], BOND, vec![0]);
	let config = RuntimeGenesisConfig {
		balances: BalancesConfig { balances, ..Default::default() },
		models: ModelsConfig {
			models: vec![(account("Owner"), artifact, 1_000, manifest, 100, weights, ROYALTY)],
		},
		providers: ProvidersConfig { providers: vec![provider("Wing1", 1), provider("Wing2", 2)] },
		..Default::default()
	};
	let mut ext = sp_io::TestExternalities::new(config.build_storage().expect("builds"));
	ext.execute_with(|| System::set_block_number(1));
	ext
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
	)
}
