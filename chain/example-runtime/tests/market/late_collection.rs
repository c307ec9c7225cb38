//! A collection costs a deposit here, which the models' account may not have when the chain begins.

use crate::{
	chain::{Balances, Nfts, Runtime, RuntimeCall, System, ROYALTY, UNIT},
	suite::accounts::{account, signed},
};
use airo_example_runtime::{
	frame::COLLECTION_DEPOSIT, units::EXISTENTIAL_DEPOSIT, Models, RuntimeGenesisConfig,
};
use airo_primitives::Blob;
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo, traits::fungible::Mutate};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, BuildStorage};

fn register() -> DispatchResultWithPostInfo {
	let blob = |seed| Blob { hash: H256::repeat_byte(seed), size: 10 };
	let call = RuntimeCall::Models(pallet_models::Call::register {
		artifact: blob(1),
		manifest: blob(2),
		weights_root: H256::repeat_byte(3),
		royalty: ROYALTY,
		parent: None,
		salt: None,
	});
	call.dispatch(signed("Owner"))
}

#[test]
fn the_chain_begins_without_it_and_makes_it_with_the_first_model() {
	let storage = RuntimeGenesisConfig::default().build_storage().expect("builds");
	sp_io::TestExternalities::new(storage).execute_with(|| {
		System::set_block_number(1);
		assert_eq!(Nfts::collection_owner(0), None);
		assert_ok!(Balances::mint_into(&account("Owner"), 100 * UNIT));
		let refused = pallet_balances::Error::<Runtime>::InsufficientBalance;
		assert_noop!(register().map_err(|failed| failed.error), refused);

		assert_ok!(Balances::mint_into(&Models::account(), COLLECTION_DEPOSIT + EXISTENTIAL_DEPOSIT));
		assert_ok!(register());
		assert_eq!(Nfts::collection_owner(0), Some(Models::account()));
		assert_eq!(Models::owner(0), Some(account("Owner")));
	});
}
