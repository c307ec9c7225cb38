use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_locked_model_can_neither_be_sold_nor_burned_nor_removed() {
	ExtBuilder::build_and_execute(|| {
		let (id, other) = (listed(OWNER, 1), listed(OWNER, 2));
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		go_to(1 + REMOVAL);
		LockedModel::set(&Some(id));
		assert!(Nfts::transfer(signed(OWNER), 0, id, BUYER).is_err());
		assert!(Nfts::burn(signed(OWNER), 0, id).is_err());
		assert_noop!(ModelsPallet::remove(signed(OWNER), id), Error::<Test>::ModelLocked);
		assert_ok!(Nfts::transfer(signed(OWNER), 0, other, BUYER));
		LockedModel::set(&None);
		assert_ok!(Nfts::transfer(signed(OWNER), 0, id, BUYER));
		assert_ok!(ModelsPallet::remove(signed(BUYER), id));
	});
}

#[test]
fn items_of_other_collections_are_not_locked() {
	use frame_support::traits::tokens::Locker;
	ExtBuilder::build_and_execute(|| {
		LockedModel::set(&Some(3));
		assert!(ModelsPallet::is_locked(0, 3));
		assert!(!ModelsPallet::is_locked(1, 3));
		assert!(!ModelsPallet::is_locked(0, 4));
	});
}
