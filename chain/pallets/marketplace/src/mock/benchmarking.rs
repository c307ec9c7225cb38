//! What benchmarks ask of the mock.

use super::*;
use crate::BenchmarkHelper;

pub struct Setup;

impl BenchmarkHelper<u64> for Setup {
	fn listed_model() -> ModelId {
		MODEL
	}
	fn bidder(who: &u64, _: ModelId) {
		let score = Perbill::from_percent(80);
		KnownProviders::insert(who, FakeProvider { bond: BOND, covered: 0, score, refusal: None });
	}
	fn disgrace(who: &u64) {
		FakeProviders::change(*who, |provider| provider.score = Perbill::zero());
	}
}
