use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Perbill;

const HALF: Perbill = Perbill::from_percent(50);

/// Four models, each made from the one before and owned by another account.
fn chain_of_four() -> [u32; 4] {
	let base = draft(OWNER, 1, None);
	let first = draft(BUYER, 2, Some((base, HALF)));
	let second = draft(WING, 3, Some((first, HALF)));
	[base, first, second, draft(OTHER_WING, 4, Some((second, HALF)))]
}

#[test]
fn each_model_passes_its_parents_share_on() {
	ExtBuilder::build_and_execute(|| {
		let [.., last] = chain_of_four();
		assert_eq!(royalties(last, 1_000), vec![(OTHER_WING, 500), (WING, 250), (BUYER, 125), (OWNER, 125)]);
	});
}

#[test]
fn shares_are_rounded_down_for_the_parent_and_no_planck_is_lost() {
	ExtBuilder::build_and_execute(|| {
		let [.., last] = chain_of_four();
		for amount in [0u128, 1, 2, 3, 7, 999, 1_001] {
			let parts = royalties(last, amount);
			assert_eq!(parts.iter().map(|(_, part)| part).sum::<u128>(), amount);
			assert!(parts.iter().all(|(_, part)| *part > 0));
		}
	});
}

#[test]
fn what_a_burned_ancestor_would_get_is_missing() {
	ExtBuilder::build_and_execute(|| {
		let [_, first, _, last] = chain_of_four();
		assert_ok!(Nfts::burn(signed(BUYER), 0, first));
		assert_eq!(royalties(last, 1_000), vec![(OTHER_WING, 500), (WING, 250), (OWNER, 125)]);
	});
}

#[test]
fn a_lineage_has_three_ancestors_at_most() {
	ExtBuilder::build_and_execute(|| {
		let [_, first, _, last] = chain_of_four();
		assert_noop!(try_register(OWNER, 9, Some((last, HALF))), Error::<Test>::LineageTooDeep);
		assert_ok!(try_register(OWNER, 9, Some((first, HALF))));
	});
}

#[test]
fn a_parent_must_exist() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(try_register(OWNER, 1, Some((0, HALF))), Error::<Test>::UnknownParent);
	});
}

#[test]
fn a_parent_may_take_everything() {
	ExtBuilder::build_and_execute(|| {
		let base = draft(OWNER, 1, None);
		let child = draft(BUYER, 2, Some((base, Perbill::one())));
		assert_eq!(royalties(child, 10), vec![(OWNER, 10)]);
	});
}

#[test]
fn every_split_adds_up_whatever_the_shares_and_amounts() {
	let shares = [0, 1, 333_333_333, 500_000_000, 999_999_999, 1_000_000_000].map(Perbill::from_parts);
	for (first, second) in shares.iter().flat_map(|first| shares.map(|second| (*first, second))) {
		ExtBuilder::build_and_execute(|| {
			let base = draft(OWNER, 1, None);
			let middle = draft(BUYER, 2, Some((base, first)));
			let child = draft(WING, 3, Some((middle, second)));
			for amount in [0, 1, 2, 9, 1_000_000_007, Balance::MAX - 1, Balance::MAX] {
				let passed = second.mul_floor(amount);
				let above = first.mul_floor(passed);
				let expected: Vec<_> = [(WING, amount - passed), (BUYER, passed - above), (OWNER, above)]
					.into_iter()
					.filter(|(_, part)| *part > 0)
					.collect();
				assert_eq!(royalties(child, amount), expected, "{first:?} {second:?} of {amount}");
			}
		});
	}
}

#[test]
fn every_ancestor_may_be_burned() {
	ExtBuilder::build_and_execute(|| {
		let [base, first, second, last] = chain_of_four();
		for (owner, id, left) in [
			(OWNER, base, vec![(OTHER_WING, 500), (WING, 250), (BUYER, 125)]),
			(WING, second, vec![(OTHER_WING, 500), (BUYER, 125)]),
			(BUYER, first, vec![(OTHER_WING, 500)]),
			(OTHER_WING, last, vec![]),
		] {
			assert_ok!(Nfts::burn(signed(owner), 0, id));
			assert_eq!(royalties(last, 1_000), left);
		}
	});
}

#[test]
fn an_owner_of_several_generations_gets_each_part() {
	ExtBuilder::build_and_execute(|| {
		let base = draft(OWNER, 1, None);
		let child = draft(OWNER, 2, Some((base, HALF)));
		assert_eq!(royalties(child, 101), vec![(OWNER, 51), (OWNER, 50)]);
	});
}
