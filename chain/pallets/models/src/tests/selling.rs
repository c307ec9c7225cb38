use crate::{mock::*, *};
use airo_primitives::model::Models as _;
use frame_support::{assert_noop, assert_ok};

#[test]
fn whoever_buys_the_nft_buys_the_income() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_eq!(ModelsPallet::royalties(id, 100), vec![(OWNER, 100)]);
		assert_ok!(Nfts::set_price(signed(OWNER), 0, id, Some(5_000), None));
		assert_ok!(Nfts::buy_item(signed(BUYER), 0, id, 5_000));
		assert_eq!(ModelsPallet::royalties(id, 100), vec![(BUYER, 100)]);
		assert_eq!(free(BUYER), START - 5_000);
		// The deposit stays with the account that paid it.
		assert_eq!((held(OWNER), held(BUYER)), (DEPOSIT, 0));
		assert_noop!(ModelsPallet::retire(signed(OWNER), id), Error::<Test>::NotOwner);
		assert_ok!(ModelsPallet::retire(signed(BUYER), id));
	});
}

#[test]
fn nobody_mints_into_the_collection_by_hand() {
	ExtBuilder::build_and_execute(|| {
		assert!(Nfts::mint(signed(OWNER), 0, 7, OWNER, None).is_err());
		assert!(Nfts::force_mint(signed(OWNER), 0, 7, OWNER, Default::default()).is_err());
	});
}
