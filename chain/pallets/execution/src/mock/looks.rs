//! What there is after a call, and how tests get at it.

use super::*;
use airo_primitives::AgreementId;
use frame_support::{
	assert_ok,
	traits::fungible::{Inspect, InspectHold},
};

pub fn agreement(id: AgreementId) -> AgreementOf<Test> {
	Agreements::<Test>::get(id).expect("an open agreement")
}

pub fn free(who: u64) -> Balance {
	Balances::balance(&who)
}

pub fn held(reason: HoldReason, who: u64) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

pub fn covered(who: u64) -> Balance {
	KnownProviders::get(who).covered
}

pub fn record() -> FakeRecord {
	Recorded::get((WING, CONSUMER))
}

pub fn go_to(block: u64) {
	System::set_block_number(block);
}

/// Keeps an account alive without money of its own and takes all that is free off it.
pub fn empty(who: u64) {
	System::inc_providers(&who);
	assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(who), STRANGER, free(who)));
	assert_eq!(free(who), 0);
}

pub fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet::<Event<Test>>()
}

/// Nothing is held, covered or kept for any agreement.
pub fn assert_clean() {
	assert_eq!(Agreements::<Test>::iter().count(), 0);
	assert_eq!(Requests::<Test>::iter().count(), 0);
	assert_eq!(Answered::<Test>::iter().count(), 0);
	assert_eq!(AgreementsByProvider::<Test>::iter().count(), 0);
	assert_eq!(AgreementsByConsumer::<Test>::iter().count(), 0);
	for who in [CONSUMER, WING] {
		assert_eq!(Balances::total_balance_on_hold(&who), 0);
	}
	assert_eq!(covered(WING), 0);
}
