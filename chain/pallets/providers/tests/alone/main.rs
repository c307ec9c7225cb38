//! A runtime takes providers without anything else of Airo.

mod runtime;

use airo_primitives::provider::Providers as _;
use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect, Mutate},
};
use pallet_providers::{Error, OfferTerms, Profile};
use runtime::*;
use sp_core::ed25519;
use sp_runtime::Perbill;

const PROVIDER: u64 = 1;
const START: u128 = 1_000_000;
const BOND: u128 = 20_000;

fn profile() -> Profile {
	Profile {
		endpoint: Default::default(),
		peer_id: Default::default(),
		multiaddrs: Default::default(),
		hpke_key: [0; 32],
		receipt_key: ed25519::Public::from_raw([1; 32]),
		metadata: None,
		attestation: None,
	}
}

fn with_provider(test: impl FnOnce()) {
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		assert!(Balances::mint_into(&PROVIDER, START).is_ok());
		assert_ok!(Providers::register(by(), profile(), BOND));
		test();
		assert_eq!(Providers::do_try_state(), Ok(()));
	});
}

fn by() -> RuntimeOrigin {
	RuntimeOrigin::signed(PROVIDER)
}

#[test]
fn a_bond_comes_and_goes_and_whoever_has_one_stands_at_one() {
	with_provider(|| {
		assert_eq!(Providers::free_bond(&PROVIDER), BOND);
		assert_eq!(Providers::score(&PROVIDER), Perbill::one());
		assert_ok!(Providers::unbond(by(), BOND));
		System::set_block_number(1 + 115_200);
		assert_ok!(Providers::withdraw(by()));
		assert_eq!(Balances::balance(&PROVIDER), START);
	});
}

#[test]
fn without_models_there_is_nothing_to_offer_and_the_error_says_so() {
	with_provider(|| {
		let terms =
			OfferTerms { p50_ms: 0, p95_ms: 0, per_second: 0, max_batch: 1, hardware: Default::default() };
		assert_noop!(Providers::offer(by(), 0, terms), Error::<Runtime>::ModelUnknown);
	});
}
