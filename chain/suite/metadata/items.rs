//! What the metadata lists of the market, whichever version it is written in.

use super::{APIS, PALLETS};
use frame_metadata::{v14::StorageEntryType, RuntimeMetadata};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef, Variant};

/// Something that a client calls, reads or waits for.
#[derive(Clone)]
pub struct Item {
	/// Such as `Marketplace.calls.bid`.
	pub name: String,
	pub docs: Vec<String>,
	/// Numbers of the types that it is read or written with.
	pub types: Vec<u32>,
}

/// Calls, events and errors are enums; each variant is an item.
fn variants(ty: u32, types: &PortableRegistry) -> &[Variant<PortableForm>] {
	match types.resolve(ty).map(|ty| &ty.type_def) {
		Some(TypeDef::Variant(variant)) => &variant.variants,
		other => panic!("an enum, not {other:?}"),
	}
}

/// The versions have types of their own that are alike where it matters.
macro_rules! pallets {
	($metadata:expr) => {{
		let types = &$metadata.types;
		let mut items = Vec::new();
		for pallet in $metadata.pallets.iter().filter(|pallet| PALLETS.contains(&pallet.name.as_str())) {
			let mut add = |kind: &str, name: &str, docs: &[String], types: Vec<u32>| {
				let name = format!("{}.{kind}.{name}", pallet.name);
				items.push(Item { name, docs: docs.to_vec(), types });
			};
			for (kind, ty) in [
				("calls", pallet.calls.as_ref().map(|calls| calls.ty.id)),
				("events", pallet.event.as_ref().map(|event| event.ty.id)),
				("errors", pallet.error.as_ref().map(|error| error.ty.id)),
			] {
				for variant in ty.map(|ty| variants(ty, types)).unwrap_or_default() {
					let fields = variant.fields.iter().map(|field| field.ty.id).collect();
					add(kind, &variant.name, &variant.docs, fields);
				}
			}
			for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
				let types = match &entry.ty {
					StorageEntryType::Plain(value) => vec![value.id],
					StorageEntryType::Map { key, value, .. } => vec![key.id, value.id],
				};
				add("storage", &entry.name, &entry.docs, types);
			}
			for constant in &pallet.constants {
				add("constants", &constant.name, &constant.docs, vec![constant.ty.id]);
			}
		}
		items
	}};
}

macro_rules! apis {
	($metadata:expr) => {{
		let mut items = Vec::new();
		for api in $metadata.apis.iter().filter(|api| APIS.contains(&api.name.as_str())) {
			for method in &api.methods {
				let mut types: Vec<_> = method.inputs.iter().map(|input| input.ty.id).collect();
				types.push(method.output.id);
				let name = format!("{}.{}", api.name, method.name);
				items.push(Item { name, docs: method.docs.clone(), types });
			}
		}
		items
	}};
}

pub fn items(metadata: &RuntimeMetadata) -> Vec<Item> {
	match metadata {
		RuntimeMetadata::V14(v14) => pallets!(v14),
		RuntimeMetadata::V15(v15) => [pallets!(v15), apis!(v15)].concat(),
		RuntimeMetadata::V16(v16) => [pallets!(v16), apis!(v16)].concat(),
		other => panic!("nobody asked for version {}", other.version()),
	}
}
