use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Perbill;

#[test]
fn whoever_buys_the_nft_buys_the_income() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_eq!(royalties(id, 100), vec![(OWNER, 100)]);
		assert_ok!(Nfts::set_price(signed(OWNER), 0, id, Some(5_000), None));
		assert_ok!(Nfts::buy_item(signed(BUYER), 0, id, 5_000));
		assert_eq!(royalties(id, 100), vec![(BUYER, 100)]);
		assert_eq!(free(BUYER), START - 5_000);
		// The deposit stays with the account that paid it.
		assert_eq!((held(OWNER), held(BUYER)), (DEPOSIT, 0));
		assert_noop!(ModelsPallet::retire(signed(OWNER), id), Error::<Test>::NotOwner);
		assert_ok!(ModelsPallet::retire(signed(BUYER), id));
	});
}

#[test]
fn a_parent_that_is_sold_in_between_earns_for_its_buyer() {
	ExtBuilder::build_and_execute(|| {
		let share = Perbill::from_percent(25);
		let parent = listed(OWNER, 1);
		let child = draft(WING, 2, Some((parent, share)));
		let grandchild = draft(OTHER_WING, 3, Some((child, share)));
		assert_eq!(royalties(child, 100), vec![(WING, 75), (OWNER, 25)]);
		assert_ok!(Nfts::set_price(signed(OWNER), 0, parent, Some(5_000), None));
		assert_ok!(Nfts::buy_item(signed(BUYER), 0, parent, 5_000));
		assert_eq!(royalties(child, 100), vec![(WING, 75), (BUYER, 25)]);
		assert_eq!(royalties(grandchild, 160), vec![(OTHER_WING, 120), (WING, 30), (BUYER, 10)]);
		// The one in the middle is sold too, and back again.
		assert_ok!(Nfts::transfer(signed(WING), 0, child, BUYER));
		assert_eq!(royalties(grandchild, 160), vec![(OTHER_WING, 120), (BUYER, 30), (BUYER, 10)]);
		assert_ok!(Nfts::transfer(signed(BUYER), 0, child, WING));
		assert_eq!(royalties(child, 100), vec![(WING, 75), (BUYER, 25)]);
	});
}

#[test]
fn nobody_mints_into_the_collection_by_hand() {
	ExtBuilder::build_and_execute(|| {
		assert!(Nfts::mint(signed(OWNER), 0, 7, OWNER, None).is_err());
		assert!(Nfts::force_mint(signed(OWNER), 0, 7, OWNER, Default::default()).is_err());
	});
}
