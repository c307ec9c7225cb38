//! The chain as a preset begins it.

use airo_runtime::{genesis, RuntimeGenesisConfig, System};
use serde_json::Value;
use sp_genesis_builder::PresetId;
use sp_runtime::BuildStorage;

/// State of a preset, at block 1.
pub fn begin(preset: &str) -> sp_io::TestExternalities {
	let patch = genesis::preset(&PresetId::from(preset)).expect("the preset exists");
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("serialises");
	merge(&mut config, serde_json::from_slice(&patch).expect("is JSON"));
	let config: RuntimeGenesisConfig = serde_json::from_value(config).expect("is a genesis config");
	let mut ext = sp_io::TestExternalities::new(config.build_storage().expect("builds"));
	ext.execute_with(|| System::set_block_number(1));
	ext
}

fn merge(into: &mut Value, patch: Value) {
	match (into, patch) {
		(Value::Object(into), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(Value::Null), value);
			}
		}
		(into, patch) => *into = patch,
	}
}
