use crate::chain::Runtime;
use codec::Decode;
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};

/// The runtime's metadata, from the bytes that it answers a client with.
pub fn metadata(version: u32) -> RuntimeMetadata {
	let bytes = Runtime::metadata_at_version(version).expect("the runtime has this version");
	let metadata = RuntimeMetadataPrefixed::decode(&mut bytes.as_slice()).expect("decodes");
	assert_eq!(metadata.1.version(), version);
	metadata.1
}
