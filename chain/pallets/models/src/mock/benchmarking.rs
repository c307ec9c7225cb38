//! What benchmarks ask of the mock.

use super::{Bonded, FakeProviders, ModelId};
use crate::BenchmarkHelper;
use sp_runtime::testing::{TestSignature, UintAuthorityId};

impl BenchmarkHelper<u64> for FakeProviders {
	fn attester(who: &u64) {
		Bonded::set(&vec![*who]);
	}
}

/// For the NFT pallet, whose own benchmarks aren't run here.
pub struct NoSignatures;

impl pallet_nfts::BenchmarkHelper<u32, ModelId, UintAuthorityId, u64, TestSignature> for NoSignatures {
	fn collection(i: u16) -> u32 {
		i.into()
	}
	fn item(i: u16) -> ModelId {
		i.into()
	}
	fn signer() -> (UintAuthorityId, u64) {
		(UintAuthorityId(0), 0)
	}
	fn sign(signer: &UintAuthorityId, message: &[u8]) -> TestSignature {
		TestSignature(signer.0, message.to_vec())
	}
}
