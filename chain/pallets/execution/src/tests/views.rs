use crate::{mock::*, *};
use airo_primitives::agreement::NewAgreement;
use frame_support::assert_ok;

#[test]
fn due_counts_units_whose_challenge_window_is_over() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Execution::due(0), 0);
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[2, 3, 4]));
		assert_ok!(respond(WING, id, &[1]));
		go_to(3);
		assert_ok!(respond(WING, id, &[0]));
		go_to(1 + CHALLENGE);
		assert_eq!(Execution::due(id), 0);
		go_to(2 + CHALLENGE);
		assert_eq!(Execution::due(id), 3);
		go_to(4 + CHALLENGE);
		assert_eq!(Execution::due(id), 5);
		assert_ok!(settle(id));
		assert_eq!(Execution::due(id), 0);
	});
}

#[test]
fn due_looks_no_further_than_a_view_should() {
	ExtBuilder::build_and_execute(|| {
		let count = 64 * MAX_SETTLE + 8;
		let id = open(NewAgreement { inferences: count, channel_quota: 0, ..won() });
		for at in (0..count).step_by(MAX_ITEMS as usize) {
			let next: Vec<_> = (at..at + MAX_ITEMS).collect();
			assert_ok!(request(CONSUMER, id, &vec![1; next.len()]));
			assert_ok!(respond(WING, id, &next));
		}
		go_to(2 + CHALLENGE);
		assert_eq!(Execution::due(id), 64 * MAX_SETTLE);
		for _ in 0..2 {
			assert_ok!(settle(id));
		}
		assert_eq!(Execution::due(id), 64 * MAX_SETTLE);
		assert_ok!(settle(id));
		assert_eq!(Execution::due(id), 63 * MAX_SETTLE);
	});
}

#[test]
fn agreements_are_listed_by_provider_in_ascending_order() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..20 {
			open(NewAgreement { inferences: 1, channel_quota: 0, coverage: 0, ..won() });
		}
		assert_eq!(Execution::agreements_of(&WING), (0..20).collect::<Vec<_>>());
		assert!(Execution::agreements_of(&CONSUMER).is_empty());
	});
}

#[test]
fn money_tells_escrow_deposits_and_what_is_claimable() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		open(won());
		assert_ok!(request(CONSUMER, id, &[2, 3]));
		assert_ok!(respond(WING, id, &[0]));
		go_to(2 + CHALLENGE);
		let consumer = Money { escrow: 200_000, deposits: 2 * REQUEST_DEPOSIT, claimable: 0 };
		assert_eq!(Execution::money(&CONSUMER), consumer);
		let provider = Money { escrow: 0, deposits: 2 * WIN_DEPOSIT, claimable: 1_780 };
		assert_eq!(Execution::money(&WING), provider);
		let before = free(WING);
		assert_ok!(settle(id));
		assert_eq!(free(WING), before + 1_780);
		assert_eq!(Execution::money(&WING).claimable, 0);
	});
}
