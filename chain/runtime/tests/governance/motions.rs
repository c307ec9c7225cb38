//! Who may change a parameter.

use crate::{council::*, devchain, parameter::*};
use airo_runtime::{
	genesis::*,
	parameters::{dynamic, RuntimeParameters},
	Council, Marketplace, Parameters, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, Scheduler, Sudo,
	System,
};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use sp_runtime::{DispatchError, Permill};

const DEFAULT: Permill = Permill::from_percent(1);
const RAISED: Permill = Permill::from_percent(3);

fn raise() -> RuntimeParameters {
	parameter!(marketplace::Commission, RAISED)
}

fn commission() -> Permill {
	Marketplace::parameters().commission
}

fn updates() -> usize {
	let updated = |event: &RuntimeEvent| {
		matches!(
			event,
			RuntimeEvent::Parameters(pallet_parameters::Event::Updated { new_value: Some(value), .. })
				if *value == raised_value()
		)
	};
	System::events().iter().filter(|record| updated(&record.event)).count()
}

fn raised_value() -> airo_runtime::parameters::RuntimeParametersValue {
	airo_runtime::parameters::RuntimeParametersValue::Marketplace(
		dynamic::marketplace::ParametersValue::Commission(RAISED),
	)
}

#[test]
fn most_of_the_council_changes_a_parameter_and_an_event_says_so() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		elect();
		assert_eq!(commission(), DEFAULT);
		assert_eq!(motion(call(raise()), [true, true, false]), Some(Ok(())));
		assert_eq!((commission(), updates()), (RAISED, 1));
		assert_eq!(motion(call(default_commission()), [true, true, true]), Some(Ok(())));
		assert_eq!(commission(), DEFAULT);
	});
}

#[test]
fn a_motion_that_is_voted_down_changes_nothing() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		elect();
		assert_eq!(motion(call(raise()), [true, false, false]), None);
		assert_eq!((commission(), updates()), (DEFAULT, 0));
	});
}

#[test]
fn nobody_changes_a_parameter_alone() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		elect();
		for key in [EVE, OWNER, WING1, CONSUMER1, ALICE] {
			assert_noop!(Parameters::set_parameter(signed(&key), raise()), DispatchError::BadOrigin);
		}
		assert_noop!(Parameters::set_parameter(RuntimeOrigin::none(), raise()), DispatchError::BadOrigin);
		assert_noop!(
			Council::propose(signed(&EVE), 2, Box::new(call(raise())), 100),
			pallet_collective::Error::<Runtime, pallet_collective::Instance1>::NotMember
		);
		// A councillor's own motion of one is made, and refused by the parameters.
		assert_ok!(Council::propose(signed(&BOB), 1, Box::new(call(raise())), 100));
		let result = System::events().into_iter().rev().find_map(|record| match record.event {
			RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => Some(result),
			_ => None,
		});
		assert_eq!(result, Some(Err(DispatchError::BadOrigin)));
		assert_eq!((commission(), updates()), (DEFAULT, 0));
	});
}

#[test]
fn sudo_changes_a_parameter_where_there_is_a_sudo_key() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		assert_ok!(Sudo::sudo(signed(&ALICE), Box::new(call(raise()))));
		assert_eq!((commission(), updates()), (RAISED, 1));
	});
}

#[test]
fn the_council_schedules_a_change_for_a_block() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		elect();
		let scheduled = pallet_scheduler::Call::schedule {
			when: 20,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(call(raise())),
		};
		assert_eq!(motion(RuntimeCall::Scheduler(scheduled), [true, true, true]), Some(Ok(())));
		for block in 2..=20 {
			assert_eq!(commission(), DEFAULT, "in block {block}");
			System::set_block_number(block);
			Scheduler::on_initialize(block);
		}
		assert_eq!((commission(), updates()), (RAISED, 1));
	});
}

#[test]
fn a_scheduled_change_can_be_called_off() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		elect();
		let scheduled = pallet_scheduler::Call::schedule_named {
			id: [7; 32],
			when: 20,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(call(raise())),
		};
		assert_eq!(motion(RuntimeCall::Scheduler(scheduled), [true, true, true]), Some(Ok(())));
		let off = pallet_scheduler::Call::cancel_named { id: [7; 32] };
		assert_noop!(Scheduler::cancel_named(signed(&EVE), [7; 32]), DispatchError::BadOrigin);
		// Another majority than the one that scheduled it.
		assert_eq!(motion(RuntimeCall::Scheduler(off), [false, true, true]), Some(Ok(())));
		System::set_block_number(20);
		Scheduler::on_initialize(20);
		assert_eq!(commission(), DEFAULT);
	});
}
