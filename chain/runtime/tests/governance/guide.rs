//! The guide's table.

use airo_runtime::parameters::RuntimeParameters;
use scale_info::{form::MetaForm, MetaType, TypeDef, Variant};
use std::collections::BTreeSet;

const GUIDE: &str = include_str!("../../../../docs/guides/govern.md");

fn variants(of: MetaType) -> Vec<Variant<MetaForm>> {
	match of.type_info().type_def {
		TypeDef::Variant(variants) => variants.variants,
		_ => vec![],
	}
}

/// `Pallet.Parameter` of every parameter there is, by the runtime's types.
pub fn names() -> BTreeSet<String> {
	let of = |pallet: Variant<MetaForm>| {
		let parameters = variants(pallet.fields[0].ty);
		parameters.into_iter().map(move |parameter| format!("{}.{}", pallet.name, parameter.name))
	};
	variants(MetaType::new::<RuntimeParameters>()).into_iter().flat_map(of).collect()
}

#[test]
fn the_guide_lists_every_parameter_and_no_other() {
	let listed: BTreeSet<String> = GUIDE
		.lines()
		.filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
		.map(|(name, _)| name.to_string())
		.collect();
	assert_eq!(listed, names());
}
