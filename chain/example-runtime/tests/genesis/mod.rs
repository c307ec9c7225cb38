//! A chain that begins with one model, and two providers that offer it.

use airo_example_runtime::{
	frame::COLLECTION_DEPOSIT,
	market::Treasury,
	units::{EXISTENTIAL_DEPOSIT, UNIT},
	AccountId, Balance, BalancesConfig, Models, ModelsConfig, ProvidersConfig, RuntimeGenesisConfig, System,
};
use sp_core::{ed25519, sr25519, Pair, H256};
use sp_runtime::BuildStorage;

/// What Wing1 and Wing2 have bonded.
pub const BOND: Balance = 600 * UNIT;
/// Planck per inference to the owner of model 0.
pub const ROYALTY: Balance = UNIT / 400;
/// What everybody begins with.
const ENDOWMENT: Balance = 200_000 * UNIT;

const NAMES: [&str; 11] =
	["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "Owner", "Wing1", "Wing2", "Consumer1", "Consumer2"];

fn account(name: &str) -> AccountId {
	let pair = sr25519::Pair::from_string(&format!("//{name}"), None).expect("a development key");
	AccountId::from(pair.public())
}

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
