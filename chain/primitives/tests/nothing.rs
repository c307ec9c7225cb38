//! What `()` stands for wherever a part of Airo is left out: it says that the part is missing, and moves no money.

use airo_primitives::{
	agreement::{AgreementTerms, Agreements, NewAgreement, Orders, Remainder, Requirements},
	model::{ModelUnavailable, Models, Royalties},
	provider::{Outcome, ProviderUnavailable, Providers},
};
use sp_core::{ed25519, H256};
use sp_runtime::{DispatchError, Perbill, Permill};

const REQUIREMENTS: Requirements<u128> =
	Requirements { min_bond: 0, min_score: Perbill::zero(), sealed: false, hpke_key: None };

#[test]
fn no_models_are_known() {
	assert_eq!(<() as Models<u64, u128>>::terms(0), Err(ModelUnavailable::Unknown));
	assert_eq!(<() as Models<u64, u128>>::may_offer(0), Err(ModelUnavailable::Unknown));
	assert_eq!(<() as Models<u64, u128>>::royalties(0, 100), Royalties::default());
}

#[test]
fn no_account_is_a_provider_and_nothing_is_bonded_or_taken() {
	type Nobody = ();
	let who = 1u64;
	assert_eq!(<Nobody as Providers<u64, u128>>::bidder(&who, 0), Err(ProviderUnavailable::NotRegistered));
	assert_eq!(<Nobody as Providers<u64, u128>>::bond(&who), 0);
	assert_eq!(<Nobody as Providers<u64, u128>>::free_bond(&who), 0);
	assert_eq!(<Nobody as Providers<u64, u128>>::score(&who), Perbill::zero());
	assert_eq!(<Nobody as Providers<u64, u128>>::coverage(5, 7), Some(0));
	assert_eq!(<Nobody as Providers<u64, u128>>::lock_coverage(&who, 0), Ok(()));
	<Nobody as Providers<u64, u128>>::free_coverage(&who, 0);
	assert_eq!(<Nobody as Providers<u64, u128>>::slash_coverage(&who, 5, &who), 0);
	<Nobody as Providers<u64, u128>>::record(&who, &who, Outcome::Agreed);
}

#[test]
fn no_order_becomes_an_agreement() {
	let key = ed25519::Public::from_raw([1; 32]);
	let won = NewAgreement {
		order: 0,
		consumer: 1u64,
		provider: 2,
		model: 0,
		manifest: H256::zero(),
		receipt_key: key,
		consumer_key: key,
		price: 1_000u128,
		royalty: 0,
		commission: Permill::zero(),
		inferences: 1,
		channel_quota: 0,
		max_open: 1,
		credit_window: 0,
		duration: 10u32,
		response_window: 10,
		challenge_window: 10,
		coverage: 0,
		deposit: 0,
		requirements: REQUIREMENTS,
		promised: AgreementTerms::default(),
	};
	assert_eq!(<() as Agreements<_, _, _>>::open(won), Err(DispatchError::Unavailable));
}

#[test]
fn nothing_is_ordered_again() {
	let rest = Remainder {
		consumer: 1u64,
		model: 0,
		inferences: 1,
		max_price: 1_000u128,
		channel_quota: 0,
		duration: 10u32,
		response_window: 10,
		challenge_window: 10,
		requirements: REQUIREMENTS,
		consumer_key: ed25519::Public::from_raw([1; 32]),
		barred: 2,
		invited: None,
	};
	assert_eq!(<() as Orders<_, _, _>>::place_again(rest), Err(DispatchError::Unavailable));
}
