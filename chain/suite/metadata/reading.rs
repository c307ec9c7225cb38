//! Bytes of a running market, read by the metadata alone.
// Amounts are `u64` on one of the chains.
#![allow(clippy::useless_conversion)]

use super::{versions::metadata, PALLETS, VERSIONS};
use crate::{
	chain::{begin, Runtime},
	suite::{
		accounts::account,
		agreements::{agreement, serve_all},
		orders::{place_order, PRICE},
		transactions::signed_by,
	},
};
use airo_primitives::runtime_apis::runtime_decl_for_execution_api::ExecutionApiV1;
use codec::Encode;
use frame_decode::{
	constants::{decode_constant, ConstantEntryInfo, ConstantTypeInfo},
	extrinsics::{decode_extrinsic, ExtrinsicTypeInfo},
	runtime_apis::{decode_runtime_api_response, RuntimeApiTypeInfo},
	storage::{
		decode_storage_key, decode_storage_value, encode_storage_key_prefix, StorageEntryInfo,
		StorageTypeInfo,
	},
};
use frame_metadata::RuntimeMetadata;
use pallet_marketplace::{AwardMode, BidTerms, Call};
use scale_info::PortableRegistry;
use scale_value::{scale::ValueVisitor, At, Value};

/// Runs a check with the metadata of each version.
macro_rules! in_each_version {
	($check:ident) => {
		for version in VERSIONS {
			match metadata(version) {
				RuntimeMetadata::V14(v14) => $check(&v14, &v14.types),
				RuntimeMetadata::V15(v15) => $check(&v15, &v15.types),
				RuntimeMetadata::V16(v16) => $check(&v16, &v16.types),
				other => panic!("nobody asked for version {}", other.version()),
			}
		}
	};
}

/// Keys of a storage item that have a value, with it.
fn entries(pallet: &str, item: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
	let prefix = encode_storage_key_prefix(pallet, item).to_vec();
	let after = |key: &Vec<u8>| sp_io::storage::next_key(key).filter(|next| next.starts_with(&prefix));
	std::iter::once(prefix.clone())
		.chain(std::iter::successors(after(&prefix), after))
		.filter_map(|key| sp_io::storage::get(&key).map(|value| (key, value.to_vec())))
		.collect()
}

fn read_value<M: StorageTypeInfo<TypeId = u32>>(
	(pallet, item): (&str, &str),
	mut bytes: &[u8],
	metadata: &M,
	types: &PortableRegistry,
) -> Value<u32> {
	let value = decode_storage_value(pallet, item, &mut bytes, metadata, types, ValueVisitor::new())
		.unwrap_or_else(|why| panic!("{pallet}.{item}: {why}"));
	assert!(bytes.is_empty(), "{pallet}.{item}: {} bytes too many", bytes.len());
	value
}

fn number(value: &Value<u32>, field: &str) -> u128 {
	value.at(field).and_then(Value::as_u128).unwrap_or_else(|| panic!("{field} is a number in {value}"))
}

/// An agreement whose answers wait to be paid, and an open order, are there.
fn running(check: impl FnOnce()) {
	begin().execute_with(|| {
		serve_all(agreement());
		place_order(AwardMode::Manual);
		check();
	});
}

#[test]
fn everything_stored_is_read_to_its_last_byte() {
	fn check<M>(metadata: &M, types: &PortableRegistry)
	where
		M: StorageTypeInfo<TypeId = u32> + StorageEntryInfo,
	{
		for pallet in PALLETS {
			let mut read = 0;
			for item in metadata.storage_in_pallet(pallet) {
				for (key, bytes) in entries(pallet, &item) {
					let mut rest = key.as_slice();
					decode_storage_key(pallet, &item, &mut rest, metadata, types)
						.unwrap_or_else(|why| panic!("{pallet}.{item}: {why}"));
					assert!(rest.is_empty(), "{pallet}.{item}: {} bytes of key too many", rest.len());
					read_value((pallet, &item), &bytes, metadata, types);
					read += 1;
				}
			}
			assert!(read > 2, "{pallet} has stored {read} values");
		}
		let (_, bytes) = entries("Execution", "Agreements").remove(0);
		let agreement = read_value(("Execution", "Agreements"), &bytes, metadata, types);
		assert_eq!(number(&agreement, "price"), PRICE.into());
	}
	running(|| in_each_version!(check));
}

#[test]
fn events_are_read_to_their_last_byte() {
	fn check<M: StorageTypeInfo<TypeId = u32>>(metadata: &M, types: &PortableRegistry) {
		let (_, bytes) = entries("System", "Events").remove(0);
		let events = read_value(("System", "Events"), &bytes, metadata, types).to_string();
		for said in ["OrderPlaced", "BidPlaced", "AgreementOpened", "Requested", "Responded"] {
			assert!(events.contains(said), "{said} in {events}");
		}
	}
	running(|| in_each_version!(check));
}

#[test]
fn constants_are_read() {
	fn check<M>(metadata: &M, types: &PortableRegistry)
	where
		M: ConstantTypeInfo<TypeId = u32> + ConstantEntryInfo,
	{
		for pallet in PALLETS {
			for name in metadata.constants_in_pallet(pallet) {
				decode_constant(pallet, &name, metadata, types, ValueVisitor::new())
					.unwrap_or_else(|why| panic!("{pallet}.{name}: {why}"));
			}
		}
	}
	in_each_version!(check);
}

#[test]
fn a_transaction_is_read() {
	fn check<M: ExtrinsicTypeInfo<TypeId = u32>>(metadata: &M, types: &PortableRegistry) {
		let terms = BidTerms { max_open: 1, credit_window: 2 };
		let bid = Call::<Runtime>::bid { order: 3, price: PRICE, terms };
		let bytes = begin().execute_with(|| signed_by("Wing1", 4, bid).encode());
		let bid = decode_extrinsic(&mut bytes.as_slice(), metadata, types).expect("decodes");
		assert_eq!((bid.pallet_name(), bid.call_name()), ("Marketplace", "bid"));
		let named = |name| {
			let argument = bid.call_data().find(|argument| argument.name() == name).expect("has it");
			scale_value::scale::decode_as_type(&mut &bytes[argument.range()], *argument.ty(), types)
				.expect("decodes")
		};
		assert_eq!(named("price").as_u128(), Some(PRICE.into()));
		assert_eq!(number(&named("terms"), "credit_window"), 2);
		let extensions = bid.transaction_extension_payload().expect("is signed");
		assert!(extensions.iter().any(|extension| extension.name() == "CheckNonce"));
	}
	in_each_version!(check);
}

#[test]
fn what_the_runtime_answers_is_read() {
	fn check<M: RuntimeApiTypeInfo<TypeId = u32>>(metadata: &M, types: &PortableRegistry) {
		let money = Runtime::money(account("Wing1"));
		let bytes = money.encode();
		let mut rest = bytes.as_slice();
		let read = decode_runtime_api_response(
			"ExecutionApi",
			"money",
			&mut rest,
			metadata,
			types,
			ValueVisitor::new(),
		)
		.expect("decodes");
		assert!(rest.is_empty());
		assert_eq!(number(&read, "claimable"), money.claimable.into());
	}
	running(|| {
		// Version 14 doesn't tell of runtime APIs.
		for version in &VERSIONS[1..] {
			match metadata(*version) {
				RuntimeMetadata::V15(v15) => check(&v15, &v15.types),
				RuntimeMetadata::V16(v16) => check(&v16, &v16.types),
				other => panic!("nobody asked for version {}", other.version()),
			}
		}
	});
}
