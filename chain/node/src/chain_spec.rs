//! Chain specifications: from a file, or from a runtime's genesis presets.

use sc_chain_spec::{ChainType, GenericChainSpec, NoExtension, Properties};
use std::path::{Path, PathBuf};

pub type ChainSpec = GenericChainSpec<NoExtension>;

const TOKEN_SYMBOL: &str = "AIRO";
const TOKEN_DECIMALS: u32 = 12;
const SS58_FORMAT: u32 = 42;

/// A chain that is made of a runtime and one of its genesis presets.
struct Preset {
	name: &'static str,
	id: &'static str,
	chain_type: ChainType,
	genesis: &'static str,
}

fn preset(id: &str) -> Option<Preset> {
	Some(match id {
		"dev" => Preset {
			name: "Airo Development",
			id: "airo_dev",
			chain_type: ChainType::Development,
			genesis: sp_genesis_builder::DEV_RUNTIME_PRESET,
		},
		"" | "local" => Preset {
			name: "Airo Local Testnet",
			id: "airo_local",
			chain_type: ChainType::Local,
			genesis: sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
		},
		"staging" => Preset {
			name: "Airo Staging",
			id: "airo_staging",
			chain_type: ChainType::Live,
			genesis: "staging",
		},
		_ => return None,
	})
}

/// `dev`, `local` (also when nothing is named), `staging`, or the path of a specification.
pub fn load(id: &str, runtime: Option<&Path>) -> Result<ChainSpec, String> {
	let Some(preset) = preset(id) else {
		return ChainSpec::from_json_file(PathBuf::from(id)).map_err(|error| {
			format!("{id} is neither dev, local or staging nor a chain specification's file: {error}")
		});
	};
	let path = runtime.ok_or(
		"the chains dev, local and staging are made of a runtime: name its Wasm file with --runtime FILE or in AIRO_RUNTIME",
	)?;
	let wasm = std::fs::read(path)
		.map_err(|error| format!("the runtime {} can't be read: {error}", path.display()))?;
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
	properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_FORMAT.into());
	Ok(ChainSpec::builder(&wasm, None)
		.with_name(preset.name)
		.with_id(preset.id)
		.with_protocol_id("airo")
		.with_chain_type(preset.chain_type)
		.with_genesis_config_preset_name(preset.genesis)
		.with_properties(properties)
		.build())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_preset_without_a_runtime_says_how_to_name_one() {
		for id in ["", "dev", "local", "staging"] {
			assert!(load(id, None).err().is_some_and(|error| error.contains("--runtime FILE")));
		}
	}

	#[test]
	fn a_runtime_that_is_not_there_is_named() {
		let error = load("dev", Some(Path::new("no/such.wasm"))).err();
		assert!(error.is_some_and(|error| error.contains("no/such.wasm")));
	}

	#[test]
	fn a_chain_that_is_neither_known_nor_a_file_is_named() {
		let error = load("mainnet", None).err();
		assert!(error.is_some_and(|error| error.contains("mainnet is neither dev, local or staging")));
	}
}
