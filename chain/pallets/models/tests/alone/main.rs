//! A runtime takes models without anything else of Airo.

mod runtime;

use airo_primitives::{model::Models as _, Blob, ModelId};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use pallet_models::Error;
use runtime::*;
use sp_core::H256;

const OWNER: u64 = 1;
const BUYER: u64 = 2;

fn blob(seed: u8) -> Blob {
	Blob { hash: H256::repeat_byte(seed), size: 1 }
}

fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Begins with one model, number 0, whose royalty is 100 planck.
fn with_model(test: impl FnOnce()) {
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		for who in [OWNER, BUYER] {
			assert!(Balances::mint_into(&who, 1_000_000).is_ok());
		}
		assert_ok!(Models::register(by(OWNER), blob(1), blob(2), H256::zero(), 100, None, None));
		test();
		assert_eq!(Models::do_try_state(), Ok(()));
	});
}

const MODEL: ModelId = 0;

#[test]
fn a_model_is_on_the_market_at_once_and_its_income_is_sold_with_its_nft() {
	with_model(|| {
		assert_eq!(Models::terms(MODEL).map(|terms| terms.royalty), Ok(100));
		assert_eq!(Models::royalties(MODEL, 50).parts, vec![(OWNER, 50)]);
		assert_ok!(Nfts::set_price(by(OWNER), 0, MODEL, Some(5_000), None));
		assert_ok!(Nfts::buy_item(by(BUYER), 0, MODEL, 5_000));
		assert_eq!(Models::royalties(MODEL, 50).parts, vec![(BUYER, 50)]);
	});
}

#[test]
fn without_providers_nobody_attests_and_the_error_says_so() {
	with_model(|| {
		assert_noop!(Models::attest(by(BUYER), MODEL, 1), Error::<Runtime>::AlreadyListed);
		assert_noop!(Models::attest(by(BUYER), 7, 1), Error::<Runtime>::UnknownModel);
	});
}
