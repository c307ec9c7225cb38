//! The model that the development presets begin with. Its file isn't compiled in; what its manifest says is.

use super::{account, OWNER};
use crate::{constants::MILLI_AIRO, AccountId, Balance};
use hex_literal::hex;
use sp_core::H256;

/// The canonical manifest, as it is uploaded to Dx.
pub const MANIFEST: &[u8] = include_bytes!("../../../../models/fashion-resnet20.manifest.json");
/// SHA-256 of the model file, as the manifest has it.
pub const ARTIFACT: [u8; 32] = hex!("98ffff68093f0de7b59bb97a1a7d5ac3f47d179d6f10c4ef1f5bff5269395396");
pub const ARTIFACT_BYTES: u64 = 1_094_304;
/// Root over the weights, as the manifest has it.
pub const WEIGHTS_ROOT: [u8; 32] = hex!("5e289642a855e5719ca02f27210ddbcf79d88c36c39aecd64a1f89d13208bdec");
/// Planck per inference.
pub const ROYALTY: Balance = 2 * MILLI_AIRO;

/// The entry of the models pallet's genesis.
pub fn demo_model() -> (AccountId, H256, u64, H256, u64, H256, Balance) {
	let manifest = sp_io::hashing::sha2_256(MANIFEST);
	(
		account(&OWNER),
		ARTIFACT.into(),
		ARTIFACT_BYTES,
		manifest.into(),
		MANIFEST.len() as u64,
		WEIGHTS_ROOT.into(),
		ROYALTY,
	)
}
