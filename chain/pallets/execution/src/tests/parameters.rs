use crate::{mock::*, *};
use airo_primitives::{parameters::ExecutionParameters, FailCode};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Permill;

/// Another value for everything that governance may change.
fn change_everything() {
	RequestDeposit::set(&777);
	Compensation::set(&Permill::one());
	Fee::set(&Permill::one());
	Limit::set(&Permill::zero());
	Faults::set(&Permill::zero());
	DemandFee::set(&999);
}

/// What a fault, an unfetchable payload and a demand do to consumer, treasury and coverage.
fn effects(id: airo_primitives::AgreementId) -> (i128, i128, i128) {
	let look = || (free(CONSUMER) as i128, free(TREASURY) as i128, covered(WING) as i128);
	let before = look();
	let first = agreement(id).next_index;
	assert_ok!(request(CONSUMER, id, &[2, 2, 1]));
	assert_ok!(fail(WING, id, &[(first, FailCode::Internal), (first + 1, FailCode::PayloadUnavailable)]));
	assert_ok!(respond(WING, id, &[first + 2]));
	assert_ok!(demand(CONSUMER, id, first + 2));
	let after = look();
	(after.0 - before.0, after.1 - before.1, after.2 - before.2)
}

#[test]
fn a_running_agreements_money_goes_by_its_order_and_the_next_ones_by_the_change() {
	ExtBuilder::build_and_execute(|| {
		let (untouched, running) = (open(won()), open(won()));
		let promised = effects(untouched);
		change_everything();
		assert_eq!(effects(running), promised);
		let next = open(won());
		// The price of four units comes back, less the fee of two; then compensation, one deposit and the demand.
		assert_eq!(effects(next), (4_000 - 2_000 + 2_000 - 777 - 999, 2_000 + 999, -2_000));
		assert_eq!(promised, (4_000 - 40 + 1_000 - REQUEST_DEPOSIT as i128 - 30, 40 + 30, -1_000));
	});
}

#[test]
fn when_a_running_agreement_may_be_left_doesnt_change() {
	ExtBuilder::build_and_execute(|| {
		let running = open(won());
		change_everything();
		let next = open(won());
		for id in [running, next] {
			assert_ok!(request(CONSUMER, id, &[1, 1]));
			let failures = [(0, FailCode::Internal), (1, FailCode::PayloadUnavailable)];
			assert_ok!(fail(WING, id, &failures));
		}
		assert_noop!(reopen(CONSUMER, running, 0), Error::<Test>::ProviderServes);
		assert_noop!(close(CONSUMER, running), Error::<Test>::NotCloseable);
		assert_ok!(close(WING, next));
		assert_eq!(agreement(next).expires, 0);
	});
}

#[test]
fn failures_of_one_call_are_recorded_together() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 2, 3]));
		let (mine, theirs) = (FailCode::Internal, FailCode::TooLarge);
		assert_ok!(fail(WING, id, &[(0, mine), (1, theirs), (2, mine)]));
		assert_eq!(record(), FakeRecord { agreed: 1, failed: 4, forgone: 40, ..Default::default() });
	});
}

#[test]
fn clients_can_ask_for_the_present_values() {
	ExtBuilder::build_and_execute(|| {
		change_everything();
		assert_eq!(
			Execution::parameters(),
			ExecutionParameters {
				request_deposit: 777,
				fail_compensation: Permill::one(),
				unavailable_fee: Permill::one(),
				unavailable_limit: Permill::zero(),
				reopen_faults: Permill::zero(),
				demand_fee: 999,
				max_publish: MAX_PUBLISH,
				max_items: MAX_ITEMS,
				max_settle: MAX_SETTLE,
			}
		);
	});
}
