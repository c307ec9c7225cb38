//! A runtime takes the execution of agreements without anything else of Airo: it opens them itself.

mod runtime;

use airo_primitives::{
	agreement::{Agreements, NewAgreement, Requirements},
	Blob,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect, Mutate},
};
use runtime::*;
use sp_core::{ed25519, H256};
use sp_runtime::{DispatchError, Perbill, Permill};

const CONSUMER: u64 = 1;
const PROVIDER: u64 = 2;
const TREASURY: u64 = 99;
const START: u128 = 1_000_000;

/// Ten inferences at 1,000 planck, of which 100 are royalty and 10 commission.
fn agreed() -> NewAgreement<u64, u128, u64> {
	let key = ed25519::Public::from_raw([1; 32]);
	NewAgreement {
		order: 0,
		consumer: CONSUMER,
		provider: PROVIDER,
		model: 0,
		manifest: H256::zero(),
		receipt_key: key,
		consumer_key: key,
		price: 1_000,
		royalty: 100,
		commission: Permill::from_percent(1),
		inferences: 10,
		channel_quota: 0,
		max_open: 8,
		credit_window: 0,
		duration: 100,
		response_window: 10,
		challenge_window: 10,
		coverage: 0,
		deposit: 0,
		requirements: Requirements { min_bond: 0, min_score: Perbill::zero(), sealed: false, hpke_key: None },
		promised: <Execution as Agreements<u64, u128, u64>>::terms(),
	}
}

fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

fn with_agreement(test: impl FnOnce()) {
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		for who in [CONSUMER, PROVIDER, TREASURY] {
			assert!(Balances::mint_into(&who, START).is_ok());
		}
		assert_eq!(<Execution as Agreements<u64, u128, u64>>::open(agreed()), Ok(0));
		let blob = Blob { hash: H256::zero(), size: 1 };
		let payloads = vec![(blob, 1), (blob, 1)];
		assert!(payloads.try_into().map(|items| Execution::request(by(CONSUMER), 0, items)).is_ok());
		test();
		assert_eq!(Execution::do_try_state(), Ok(()));
	});
}

#[test]
fn an_answer_is_paid_and_a_royalty_that_nobody_owns_goes_to_the_treasury() {
	with_agreement(|| {
		let answer = Blob { hash: H256::zero(), size: 1 };
		assert!(vec![(0, answer)].try_into().map(|items| Execution::respond(by(PROVIDER), 0, items)).is_ok());
		System::set_block_number(12);
		assert_ok!(Execution::settle(by(CONSUMER), 0));
		assert_eq!(Balances::balance(&PROVIDER), START + 890);
		assert_eq!(Balances::balance(&TREASURY), START + 110);
	});
}

#[test]
fn what_is_late_is_refunded_although_no_bond_stands_behind_it() {
	with_agreement(|| {
		System::set_block_number(12);
		let before = Balances::balance(&CONSUMER);
		assert_ok!(Execution::claim_timeout(by(CONSUMER), 0, 0));
		assert_eq!(Balances::balance(&CONSUMER), before + 1_000 + 10);
	});
}

#[test]
fn the_rest_cannot_be_ordered_again_and_the_error_says_so() {
	with_agreement(|| {
		assert_noop!(Execution::reopen(by(CONSUMER), 0, 0, None), DispatchError::Unavailable);
	});
}

#[test]
fn both_sides_end_it_and_nothing_is_left() {
	with_agreement(|| {
		System::set_block_number(12);
		for index in 0..2 {
			assert_ok!(Execution::claim_timeout(by(CONSUMER), 0, index));
		}
		assert_ok!(Execution::offer_close(by(PROVIDER), 0));
		assert_ok!(Execution::accept_close(by(CONSUMER), 0));
		assert_eq!(Balances::balance(&CONSUMER), START);
		assert_eq!(pallet_execution::Agreements::<Runtime>::iter().count(), 0);
	});
}
