//! The presets build, and say what the files and phrases they stand for say.

mod devchain;

use airo_primitives::{model::Models as _, provider::Providers as _};
use airo_runtime::{
	constants::AIRO,
	genesis::{self, *},
	Balances, Models, Providers, Runtime, RuntimeGenesisConfig,
};
use sp_core::{ed25519, sr25519, Pair};
use sp_genesis_builder::PresetId;
use sp_runtime::BuildStorage;

#[test]
fn every_preset_builds_a_state_in_which_all_invariants_hold() {
	for name in genesis::preset_names() {
		devchain::begin(name.as_ref()).execute_with(|| {
			pallet_models::Pallet::<Runtime>::do_try_state().expect("models");
			pallet_providers::Pallet::<Runtime>::do_try_state().expect("providers");
			pallet_marketplace::Pallet::<Runtime>::do_try_state().expect("marketplace");
			pallet_execution::Pallet::<Runtime>::do_try_state().expect("execution");
		});
	}
	assert!(genesis::preset(&PresetId::from("nobody's")).is_none());
}

#[test]
fn the_demo_model_is_listed_owned_and_offered_by_both_providers() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let terms = Models::terms(0).expect("listed");
		assert_eq!(terms.royalty, AIRO / 500);
		assert_eq!(airo_runtime::Nfts::owner(0, 0), Some(account(&OWNER)));
		for (stash, receipt) in [(WING1, WING1_ED25519), (WING2, WING2_ED25519)] {
			assert_eq!(Providers::bidder(&account(&stash), 0), Ok(ed25519::Public::from_raw(receipt)));
			assert_eq!(Providers::free_bond(&account(&stash)), 1_000 * AIRO);
		}
		assert!(Balances::free_balance(airo_runtime::configs::TreasuryAccount::get()) > 0);
	});
}

#[test]
fn the_demo_model_is_what_its_manifest_says() {
	let manifest: serde_json::Value = serde_json::from_slice(MANIFEST).expect("is JSON");
	let hex = |bytes: &[u8]| format!("0x{}", bytes.iter().map(|b| format!("{b:02x}")).collect::<String>());
	assert_eq!(manifest["artifact"]["sha256"], hex(&ARTIFACT));
	assert_eq!(manifest["artifact"]["size"], ARTIFACT_BYTES);
	assert_eq!(manifest["weightsRoot"], hex(&WEIGHTS_ROOT));
}

#[test]
fn the_accounts_are_derived_from_their_names() {
	for (name, key) in DEV_ACCOUNTS {
		let pair = sr25519::Pair::from_string(&format!("//{name}"), None).expect("derives");
		assert_eq!(pair.public().0, key, "{name}");
	}
	for (name, key) in
		[("Alice", ALICE_ED25519), ("Bob", BOB_ED25519), ("Wing1", WING1_ED25519), ("Wing2", WING2_ED25519)]
	{
		let pair = ed25519::Pair::from_string(&format!("//{name}"), None).expect("derives");
		assert_eq!(pair.public().0, key, "{name}");
	}
}

#[test]
fn a_staging_chain_has_nobody_whose_secret_is_known() {
	devchain::begin(STAGING).execute_with(|| {
		assert!(pallet_sudo::Key::<Runtime>::get().is_none());
		assert!(pallet_aura::Authorities::<Runtime>::get().is_empty());
		for (_, key) in DEV_ACCOUNTS {
			assert_eq!(Balances::free_balance(account(&key)), 0);
		}
		assert_eq!(Balances::free_balance(airo_runtime::configs::TreasuryAccount::get()), AIRO);
	});
}

#[test]
fn a_chain_without_a_preset_begins_too() {
	let storage = RuntimeGenesisConfig::default().build_storage().expect("builds");
	sp_io::TestExternalities::new(storage).execute_with(|| {
		assert_eq!(airo_runtime::Nfts::collection_owner(0), Some(Models::account()));
	});
}

#[test]
fn the_compressed_wasm_is_small_enough_for_a_block() {
	let at = concat!(env!("CARGO_MANIFEST_DIR"), "/../artifacts/airo_runtime.compact.compressed.wasm");
	let size = std::fs::metadata(at).expect("the artifact is committed").len();
	println!("compressed Wasm: {size} bytes");
	assert!(size < 2 * 1024 * 1024, "{size} bytes");
}
