use crate::{mock::*, *};
use airo_primitives::model::Models as _;
use frame_support::{assert_noop, assert_ok};

fn asked(id: u32) -> Balance {
	ModelsPallet::terms(id).expect("a listed model").royalty
}

fn set(id: u32, royalty: Balance) {
	assert_ok!(ModelsPallet::set_royalty(signed(OWNER), id, royalty));
}

#[test]
fn a_fall_holds_at_once() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		go_to(5);
		set(id, ROYALTY - 1);
		assert_eq!(asked(id), ROYALTY - 1);
		assert_eq!(last_event(), Event::RoyaltySet { model: id, royalty: ROYALTY - 1, from: 5 });
		set(id, 0);
		assert_eq!(asked(id), 0);
	});
}

#[test]
fn a_rise_holds_after_its_notice_without_anybody_doing_anything() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		go_to(5);
		set(id, 150);
		assert_eq!(last_event(), Event::RoyaltySet { model: id, royalty: 150, from: 5 + NOTICE });
		let before = model(id);
		go_to(4 + NOTICE);
		assert_eq!(asked(id), ROYALTY);
		go_to(5 + NOTICE);
		assert_eq!(asked(id), 150);
		assert_eq!(model(id), before);
	});
}

#[test]
fn a_new_rise_takes_the_place_of_the_one_announced_and_waits_again() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		set(id, 150);
		go_to(NOTICE);
		set(id, 120);
		go_to(2 * NOTICE - 1);
		assert_eq!(asked(id), ROYALTY);
		go_to(2 * NOTICE);
		assert_eq!(asked(id), 120);
		// From there it rises again.
		set(id, 130);
		assert_eq!(asked(id), 120);
		go_to(3 * NOTICE);
		assert_eq!(asked(id), 130);
	});
}

#[test]
fn a_fall_drops_the_announced_rise_and_so_does_the_present_royalty() {
	for royalty in [ROYALTY - 1, ROYALTY] {
		ExtBuilder::build_and_execute(|| {
			let id = listed(OWNER, 1);
			set(id, 150);
			set(id, royalty);
			assert_eq!(last_event(), Event::RoyaltySet { model: id, royalty, from: 1 });
			go_to(10 * NOTICE);
			assert_eq!(asked(id), royalty);
			assert_noop!(ModelsPallet::set_royalty(signed(OWNER), id, royalty), Error::<Test>::SameRoyalty);
		});
	}
}

#[test]
fn a_rise_that_holds_is_the_royalty_that_changes_are_measured_by() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		set(id, 150);
		go_to(1 + NOTICE);
		assert_noop!(ModelsPallet::set_royalty(signed(OWNER), id, 150), Error::<Test>::SameRoyalty);
		// Lower than 150, though higher than it was once.
		set(id, 140);
		assert_eq!(asked(id), 140);
	});
}

#[test]
fn a_rise_goes_on_while_a_model_is_retired_and_when_its_nft_is_sold() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		set(id, 150);
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		assert_ok!(Nfts::transfer(signed(OWNER), 0, id, BUYER));
		assert_ok!(ModelsPallet::restore(signed(BUYER), id));
		go_to(1 + NOTICE);
		assert_eq!(asked(id), 150);
		assert_noop!(ModelsPallet::set_royalty(signed(OWNER), id, 1), Error::<Test>::NotOwner);
		assert_ok!(ModelsPallet::set_royalty(signed(BUYER), id, 1));
	});
}
