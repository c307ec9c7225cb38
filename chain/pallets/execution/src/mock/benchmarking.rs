//! What benchmarks ask of the mock.

use super::*;
use crate::BenchmarkHelper;
use airo_primitives::provider::ProviderUnavailable;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};

pub struct Setup;

impl BenchmarkHelper<u64> for Setup {
	const MAX_INVITED: u32 = MAX_ITEMS;

	fn model(line: u32) -> ModelId {
		let share = Perbill::from_rational(1, line);
		Owners::put((200..).take(line as usize).map(|who| (who, share)).collect::<Vec<_>>());
		MODEL
	}
	fn provider(who: &u64, _: ModelId) {
		KnownProviders::insert(who, FakeProvider { bond: BOND, ..Default::default() });
	}
	fn leave(who: &u64, _: ModelId) {
		KnownProviders::mutate(who, |provider| provider.away = Some(ProviderUnavailable::NoOffer));
	}
}

/// A chain with a keystore, for vouchers.
pub fn begin() -> sp_io::TestExternalities {
	let mut ext = ExtBuilder::begin();
	ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	ext
}
