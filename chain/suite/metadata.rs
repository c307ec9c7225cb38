//! A client that knows nothing but the metadata can read the market and act on it. The client here is what subxt is built
//! of: frame-decode and scale-value.

mod items;
mod reading;
mod versions;

use self::{items::items, versions::metadata};
use frame_metadata::RuntimeMetadata;
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef};
use std::collections::BTreeSet;

const PALLETS: [&str; 4] = ["Models", "Providers", "Marketplace", "Execution"];
const APIS: [&str; 4] = ["MarketplaceApi", "ExecutionApi", "ProvidersApi", "ModelsApi"];
const VERSIONS: [u32; 3] = [14, 15, 16];

/// Types that the given ones are made of, themselves included.
fn reachable(from: Vec<u32>, types: &PortableRegistry) -> BTreeSet<u32> {
	let (mut seen, mut ahead) = (BTreeSet::new(), from);
	while let Some(id) = ahead.pop() {
		if !seen.insert(id) {
			continue;
		}
		let ty = types.resolve(id).unwrap_or_else(|| panic!("type {id} is nowhere"));
		let of = |fields: &[Field<PortableForm>]| fields.iter().map(|field| field.ty.id).collect::<Vec<_>>();
		match &ty.type_def {
			TypeDef::Composite(composite) => ahead.extend(of(&composite.fields)),
			TypeDef::Variant(variant) => {
				ahead.extend(variant.variants.iter().flat_map(|variant| of(&variant.fields)));
			}
			TypeDef::Sequence(sequence) => ahead.push(sequence.type_param.id),
			TypeDef::Array(array) => ahead.push(array.type_param.id),
			TypeDef::Tuple(tuple) => ahead.extend(tuple.fields.iter().map(|field| field.id)),
			TypeDef::Compact(compact) => ahead.push(compact.type_param.id),
			TypeDef::BitSequence(bits) => ahead.extend([bits.bit_store_type.id, bits.bit_order_type.id]),
			TypeDef::Primitive(_) => {}
		}
	}
	seen
}

fn registry(metadata: &RuntimeMetadata) -> &PortableRegistry {
	match metadata {
		RuntimeMetadata::V14(v14) => &v14.types,
		RuntimeMetadata::V15(v15) => &v15.types,
		RuntimeMetadata::V16(v16) => &v16.types,
		other => panic!("nobody asked for version {}", other.version()),
	}
}

#[test]
fn everything_a_client_names_says_what_it_is() {
	for version in VERSIONS {
		let silent: Vec<_> = items(&metadata(version))
			.into_iter()
			.filter(|item| item.docs.iter().all(|line| line.trim().is_empty()))
			.map(|item| item.name)
			.collect();
		assert_eq!(silent, Vec::<String>::new(), "version {version}");
	}
}

#[test]
fn each_version_names_the_same_things() {
	let names =
		|version| items(&metadata(version)).into_iter().map(|item| item.name).collect::<BTreeSet<_>>();
	let newest = names(16);
	assert_eq!(names(15), newest);
	let apis: BTreeSet<_> = newest.difference(&names(14)).cloned().collect();
	assert_eq!(names(14).union(&apis).cloned().collect::<BTreeSet<_>>(), newest);
	assert!(apis.iter().all(|name| name.contains("Api.")), "{apis:?}");
	for kind in ["calls", "events", "errors", "storage"] {
		for pallet in PALLETS {
			let prefix = format!("{pallet}.{kind}.");
			assert!(newest.iter().any(|name| name.starts_with(&prefix)), "{prefix}");
		}
	}
	for api in APIS {
		assert!(apis.iter().any(|name| name.starts_with(&format!("{api}."))), "{api}");
	}
}

#[test]
fn every_type_is_described_and_every_field_named() {
	for version in VERSIONS {
		let metadata = metadata(version);
		let types = registry(&metadata);
		let from = items(&metadata).into_iter().flat_map(|item| item.types).collect();
		for id in reachable(from, types) {
			let ty = types.resolve(id).expect("reachable");
			let named = |fields: &[Field<PortableForm>]| {
				fields.len() < 2 || fields.iter().all(|field| field.name.is_some())
			};
			let clear = match &ty.type_def {
				TypeDef::Composite(composite) => !ty.path.is_empty() && named(&composite.fields),
				TypeDef::Variant(variant) => {
					!ty.path.is_empty() && variant.variants.iter().all(|variant| named(&variant.fields))
				}
				_ => true,
			};
			assert!(clear, "version {version}: {ty:?}");
		}
	}
}
