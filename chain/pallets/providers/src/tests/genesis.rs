use crate::{mock::*, *};
use airo_primitives::provider::Providers as _;

fn one(endpoint: Vec<u8>, bond: Balance, models: Vec<u32>) -> GenesisConfig<Test> {
	GenesisConfig { providers: vec![(WING, endpoint, receipt_key(3), [4; 32], bond, models)] }
}

#[test]
fn a_chain_may_begin_with_providers() {
	ExtBuilder::with(one(b"http://localhost".to_vec(), MIN_BOND, vec![LISTED])).execute_with(|| {
		assert_eq!(held(WING), MIN_BOND);
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Ok(receipt_key(3)));
		assert_eq!(provider(WING).profile.hpke_key, [4; 32]);
		ProvidersPallet::do_try_state().expect("invariants");
	});
}

#[test]
#[should_panic(expected = "endpoint is too long")]
fn a_chain_does_not_begin_with_an_endpoint_that_does_not_fit() {
	ExtBuilder::with(one(vec![b'a'; 129], MIN_BOND, vec![]));
}

#[test]
#[should_panic(expected = "can't register")]
fn a_chain_does_not_begin_with_a_bond_that_is_too_low() {
	ExtBuilder::with(one(vec![], MIN_BOND - 1, vec![]));
}

#[test]
#[should_panic(expected = "can't offer model 2")]
fn a_chain_does_not_begin_with_an_offer_of_a_retired_model() {
	ExtBuilder::with(one(vec![], MIN_BOND, vec![RETIRED]));
}
