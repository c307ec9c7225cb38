//! Public keys of the development accounts: sr25519 of `//Name` under the well-known development phrase, whose secret
//! everybody knows. Derived keys are written down because deriving them in Wasm would carry the cryptography along; a
//! test compares them.

use crate::AccountId;
use hex_literal::hex;
use pallet_grandpa::AuthorityId as GrandpaId;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{ed25519, sr25519};

pub type Key = [u8; 32];

pub const ALICE: Key = hex!("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
pub const BOB: Key = hex!("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
pub const CHARLIE: Key = hex!("90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22");
pub const DAVE: Key = hex!("306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20");
pub const EVE: Key = hex!("e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e");
pub const FERDIE: Key = hex!("1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c");
/// Owns the demo model.
pub const OWNER: Key = hex!("967565a72ebaf286e32c4fa2bff58394bb727afb3c2b10f0a628d4f56d890075");
/// Stashes of the two demo providers.
pub const WING1: Key = hex!("0039573d90ce105542347480ca6a14bb13c253ee9ee26f8a64341fd3abde7c42");
pub const WING2: Key = hex!("10e63158929dc665bca9afd76d1abda325b730c08b089b9a4ce760dfca7be505");
pub const CONSUMER1: Key = hex!("86e908a93542d4d333efb8e2dfbd6e7b6fc53045c0011f7d1925a0712ec70502");
pub const CONSUMER2: Key = hex!("a00fb969abbfddd11670e7a5eec3e11aa41d7e913d6616205e90889ae6d71e4e");

pub const ALICE_ED25519: Key = hex!("88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee");
pub const BOB_ED25519: Key = hex!("d17c2d7823ebf260fd138f2d7e27d114c0145d968b5ff5006125f2414fadae69");
/// Keys with which the demo providers sign receipts.
pub const WING1_ED25519: Key = hex!("f33dce5f7ef9df1984d153317d9f0822dd0a5d00e7ed8c2f4e3ded7c190256a4");
pub const WING2_ED25519: Key = hex!("95e6850341c6be27235268a2cace87c00c3428d0a6a18253ab32b71d49d0c4fa");

/// All accounts that a preset endows, by the name in their derivation path.
pub const DEV_ACCOUNTS: [(&str, Key); 11] = [
	("Alice", ALICE),
	("Bob", BOB),
	("Charlie", CHARLIE),
	("Dave", DAVE),
	("Eve", EVE),
	("Ferdie", FERDIE),
	("Owner", OWNER),
	("Wing1", WING1),
	("Wing2", WING2),
	("Consumer1", CONSUMER1),
	("Consumer2", CONSUMER2),
];

/// The account of an sr25519 key.
pub fn account(key: &Key) -> AccountId {
	AccountId::from(*key)
}

/// Block-production and finality key of a validator.
pub fn authority(aura: &Key, grandpa: &Key) -> (AuraId, GrandpaId) {
	(sr25519::Public::from_raw(*aura).into(), ed25519::Public::from_raw(*grandpa).into())
}
