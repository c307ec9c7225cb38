//! Genesis presets: `development` (one authority) and `local_testnet` (two), with the same accounts, models and
//! providers, and `staging`, to which an operator adds its own.

mod accounts;
mod demo_model;

use crate::{
	configs::TreasuryAccount, constants::AIRO, AccountId, Balance, BalancesConfig, CouncilConfig,
	ModelsConfig, ProvidersConfig, RuntimeGenesisConfig, SudoConfig,
};
use airo_primitives::ModelId;
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_grandpa::AuthorityId as GrandpaId;
use serde_json::Value;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::ed25519;
use sp_genesis_builder::PresetId;

pub use accounts::*;
pub use demo_model::*;

/// One authority (Alice); for a chain embedded in one process.
pub const DEVELOPMENT: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;
/// Two authorities (Alice and Bob); for a small network on one machine.
pub const LOCAL: &str = sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET;
/// No authorities, accounts or sudo key: what a public network's operators fill in.
pub const STAGING: &str = "staging";

type GenesisProvider = (AccountId, Vec<u8>, ed25519::Public, [u8; 32], Balance, Vec<ModelId>);

/// Bond of each demo provider.
const DEMO_BOND: Balance = 1_000 * AIRO;
/// What each development account begins with.
const ENDOWMENT: Balance = 1_000_000 * AIRO;

fn endowed() -> Vec<(AccountId, Balance)> {
	let mut balances: Vec<_> = DEV_ACCOUNTS.iter().map(|(_, key)| (account(key), ENDOWMENT)).collect();
	balances.push((TreasuryAccount::get(), AIRO));
	balances
}

/// A provider that offers the demo model. It says over Dx how to reach it once it runs.
fn demo_provider(stash: &Key, receipt: &Key) -> GenesisProvider {
	(account(stash), vec![], ed25519::Public::from_raw(*receipt), [0; 32], DEMO_BOND, vec![0])
}

fn testnet(authorities: Vec<(AuraId, GrandpaId)>) -> Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: endowed() },
		aura: pallet_aura::GenesisConfig {
			authorities: authorities.iter().map(|(aura, _)| aura.clone()).collect()
		},
		grandpa: pallet_grandpa::GenesisConfig {
			authorities: authorities.iter().map(|(_, grandpa)| (grandpa.clone(), 1)).collect()
		},
		sudo: SudoConfig { key: Some(account(&ALICE)) },
		models: ModelsConfig { models: vec![demo_model()] },
		providers: ProvidersConfig {
			providers: vec![demo_provider(&WING1, &WING1_ED25519), demo_provider(&WING2, &WING2_ED25519)]
		},
		council: CouncilConfig { members: vec![account(&ALICE)] },
	})
}

/// The treasury exists from the start, so that commissions of any size reach it.
fn staging() -> Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: vec![(TreasuryAccount::get(), AIRO)] },
	})
}

/// The preset as JSON, or `None` when there is no such preset.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEVELOPMENT => testnet(vec![authority(&ALICE, &ALICE_ED25519)]),
		LOCAL => testnet(vec![authority(&ALICE, &ALICE_ED25519), authority(&BOB, &BOB_ED25519)]),
		STAGING => staging(),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

pub fn preset_names() -> Vec<PresetId> {
	[DEVELOPMENT, LOCAL, STAGING].map(PresetId::from).to_vec()
}
