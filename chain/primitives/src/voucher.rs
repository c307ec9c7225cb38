//! A consumer's signed running total.

use crate::AgreementId;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ed25519, H256};

/// Begins what is signed, so that no signature over anything else is ever taken for a voucher.
pub const VOUCHER_DOMAIN: &[u8; 15] = b"airo/voucher/v1";

/// "I acknowledge `total` units of this agreement." Totals only grow and the latest counts, so one voucher is worth all
/// before it.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Voucher {
	/// Hash of the chain's first block: a voucher is worth nothing on another chain.
	pub genesis: H256,
	/// The agreement that the units belong to.
	pub agreement: AgreementId,
	/// Units acknowledged since the agreement began.
	pub total: u32,
}

impl Voucher {
	/// What the consumer's Ed25519 key signs: the domain (15 bytes), the genesis hash (32), the agreement and the total
	/// (4 each, little-endian).
	pub fn signed_bytes(&self) -> Vec<u8> {
		(VOUCHER_DOMAIN, self).encode()
	}

	/// Whether `key` signed exactly this voucher.
	pub fn is_signed_by(&self, signature: &ed25519::Signature, key: &ed25519::Public) -> bool {
		sp_io::crypto::ed25519_verify(signature, &self.signed_bytes(), key)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::Pair;

	fn voucher() -> Voucher {
		Voucher { genesis: H256::repeat_byte(7), agreement: 0x0102_0304, total: 5 }
	}

	#[test]
	fn what_is_signed_is_laid_out_as_documented() {
		let bytes = voucher().signed_bytes();
		assert_eq!(bytes.len(), 15 + 32 + 4 + 4);
		assert!(bytes.starts_with(b"airo/voucher/v1\x07\x07"));
		assert_eq!(bytes[47..], [4, 3, 2, 1, 5, 0, 0, 0]);
	}

	#[test]
	fn only_the_signed_total_of_the_signing_key_counts() {
		let key = ed25519::Pair::from_seed(&[1; 32]);
		let other = ed25519::Pair::from_seed(&[2; 32]);
		let signature = key.sign(&voucher().signed_bytes());
		assert!(voucher().is_signed_by(&signature, &key.public()));
		assert!(!voucher().is_signed_by(&signature, &other.public()));
		assert!(!Voucher { total: 6, ..voucher() }.is_signed_by(&signature, &key.public()));
		assert!(!Voucher { genesis: H256::zero(), ..voucher() }.is_signed_by(&signature, &key.public()));
	}
}
