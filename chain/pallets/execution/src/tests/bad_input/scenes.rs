//! How far an agreement is when a call is made.

use crate::mock::*;
use airo_primitives::{agreement::NewAgreement, AgreementId};
use frame_support::assert_ok;

pub fn fresh() -> AgreementId {
	open(won())
}

pub fn asked() -> AgreementId {
	let id = fresh();
	assert_ok!(request(CONSUMER, id, &[1]));
	id
}

pub fn late() -> AgreementId {
	let id = asked();
	go_to(2 + RESPONSE);
	id
}

pub fn one_answered() -> AgreementId {
	answered(1)
}

pub fn due() -> AgreementId {
	let id = answered(1);
	go_to(2 + CHALLENGE);
	id
}

pub fn paid() -> AgreementId {
	let id = answered(1);
	assert_ok!(approve(CONSUMER, id, &[0]));
	id
}

pub fn published() -> AgreementId {
	let id = demanded();
	assert_ok!(publish(WING, id, 0, &answer(0)));
	id
}

pub fn withheld() -> AgreementId {
	let id = demanded();
	go_to(2 + RESPONSE);
	id
}

pub fn partly_redeemed() -> AgreementId {
	let id = fresh();
	assert_ok!(redeem(id, 30));
	id
}

pub fn without_channel() -> AgreementId {
	open(NewAgreement { channel_quota: 0, ..won() })
}

pub fn expired() -> AgreementId {
	let id = fresh();
	go_to(2 + DURATION);
	id
}

pub fn offered() -> AgreementId {
	let id = fresh();
	assert_ok!(offer_close(CONSUMER, id));
	id
}

pub fn offered_while_asked() -> AgreementId {
	let id = asked();
	assert_ok!(offer_close(CONSUMER, id));
	id
}

pub fn left_by_its_provider() -> AgreementId {
	let id = fresh();
	leave_market(WING);
	id
}

pub fn all_requested() -> AgreementId {
	let id = left_by_its_provider();
	assert_ok!(request(CONSUMER, id, &[60]));
	id
}

/// Half of what was open is cleared.
pub fn being_closed() -> AgreementId {
	let id = fresh();
	assert_ok!(request(CONSUMER, id, &[1; MAX_ITEMS as usize]));
	go_to(OVER);
	assert_ok!(close(STRANGER, id));
	id
}
