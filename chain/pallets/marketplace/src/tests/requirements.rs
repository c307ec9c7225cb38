//! What an order asks of its bidders: invitation, bond, score.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_runtime::Perbill;

fn try_bid(order: u32, who: u64) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Marketplace::bid(RuntimeOrigin::signed(who), order, 500, TERMS)
}

fn award(order: u32, winner: u64) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Marketplace::award(RuntimeOrigin::signed(CONSUMER), order, winner)
}

fn strict(award: AwardMode) -> OrderSpec<Test> {
	OrderSpec { min_bond: BOND, min_score: Perbill::from_percent(80), award, ..spec() }
}

#[test]
fn only_the_invited_may_bid() {
	ExtBuilder::build_and_execute(|| {
		let invited = Some(BoundedVec::truncate_from(vec![WING2, WING3, WING3]));
		let id = place(OrderSpec { invited, ..spec() });
		assert_noop!(try_bid(id, WING1), Error::<Test>::NotInvited);
		assert_ok!(try_bid(id, WING2));
		assert_ok!(try_bid(id, WING3));
	});
}

#[test]
fn an_invitation_does_not_let_the_consumer_bid() {
	ExtBuilder::build_and_execute(|| {
		let like = KnownProviders::get(WING1).expect("a provider");
		KnownProviders::insert(CONSUMER, like);
		let invited = Some(BoundedVec::truncate_from(vec![CONSUMER]));
		let id = place(OrderSpec { invited, ..spec() });
		assert_noop!(try_bid(id, CONSUMER), Error::<Test>::OwnOrder);
	});
}

#[test]
fn a_bond_and_a_score_are_enough_at_their_bounds() {
	ExtBuilder::build_and_execute(|| {
		let id = place(strict(AwardMode::Manual));
		FakeProviders::change(WING1, |provider| provider.bond = BOND - 1);
		assert_noop!(try_bid(id, WING1), Error::<Test>::BondTooLow);
		FakeProviders::change(WING2, |provider| provider.score = Perbill::from_parts(799_999_999));
		assert_noop!(try_bid(id, WING2), Error::<Test>::ScoreTooLow);
		assert_ok!(try_bid(id, WING3));
	});
}

#[test]
fn the_whole_bond_counts_whatever_stands_behind_other_bids() {
	ExtBuilder::build_and_execute(|| {
		let id = place(strict(AwardMode::Manual));
		FakeProviders::change(WING1, |provider| provider.covered = BOND - 500 * 21);
		assert_ok!(try_bid(id, WING1));
		FakeProviders::change(WING1, |provider| provider.covered = 500 * 21);
	});
}

#[test]
fn a_bidder_whose_bond_or_score_fell_is_not_awarded_by_hand() {
	ExtBuilder::build_and_execute(|| {
		let id = place(strict(AwardMode::Manual));
		assert_ok!(try_bid(id, WING1));
		FakeProviders::change(WING1, |provider| provider.bond = BOND - 1);
		assert_noop!(award(id, WING1), Error::<Test>::BondTooLow);
		FakeProviders::change(WING1, |provider| provider.bond = BOND);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(79));
		assert_noop!(award(id, WING1), Error::<Test>::ScoreTooLow);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(80));
		assert_ok!(award(id, WING1));
	});
}

#[test]
fn a_bidder_whose_bond_or_score_fell_is_passed_over_for_the_next_cheapest() {
	ExtBuilder::build_and_execute(|| {
		let id = place(strict(AwardMode::Cheapest));
		bid(id, WING1, 300);
		bid(id, WING2, 400);
		bid(id, WING3, 500);
		FakeProviders::change(WING1, |provider| provider.bond = BOND - 1);
		FakeProviders::change(WING2, |provider| provider.score = Perbill::from_percent(79));
		go_to(22);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		assert_eq!(Opened::get(), vec![(id, WING3, 500, 500 * 21, DEPOSIT, 6)]);
		assert_clean();
		assert_eq!((FakeProviders::covered(WING1), FakeProviders::covered(WING2)), (0, 0));
	});
}

#[test]
fn a_score_that_rose_since_the_bid_does_not_change_its_place() {
	ExtBuilder::build_and_execute(|| {
		let id = place(OrderSpec { award: AwardMode::Cheapest, ..spec() });
		bid(id, WING1, 500);
		bid(id, WING2, 500);
		FakeProviders::change(WING2, |provider| provider.score = Perbill::one());
		go_to(22);
		assert_ok!(Marketplace::poke(RuntimeOrigin::signed(STRANGER), id));
		assert_eq!(Opened::get()[0].1, WING1);
	});
}

#[test]
fn an_agreement_remembers_what_was_asked() {
	ExtBuilder::build_and_execute(|| {
		let asked = OrderSpec { sealed: true, hpke_key: Some([4; 32]), ..strict(AwardMode::Manual) };
		let id = place(asked);
		assert_ok!(try_bid(id, WING1));
		assert_ok!(award(id, WING1));
		let kept = LAST.with(|last| last.borrow().clone()).expect("an agreement").requirements;
		assert_eq!((kept.min_bond, kept.min_score), (BOND, Perbill::from_percent(80)));
		assert_eq!((kept.sealed, kept.hpke_key), (true, Some([4; 32])));
	});
}
