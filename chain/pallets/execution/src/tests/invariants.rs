//! The checks themselves: each broken state is found.

use crate::{mock::*, *};
use frame_support::assert_ok;

fn broken(how: impl FnOnce(u32), mend: impl FnOnce(u32), why: &'static str) {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[2, 3]));
		assert_ok!(respond(WING, id, &[1]));
		how(id);
		assert_eq!(Execution::do_try_state(), Err(why.into()));
		mend(id);
	});
}

/// Changes the agreement, expects the complaint, and puts it back.
fn broken_agreement(how: impl FnOnce(&mut AgreementOf<Test>), why: &'static str) {
	let saved = core::cell::OnceCell::new();
	broken(
		|id| {
			let mut changed = agreement(id);
			saved.set(changed.clone()).expect("once");
			how(&mut changed);
			Agreements::<Test>::insert(id, changed);
		},
		|id| Agreements::<Test>::insert(id, saved.get().expect("saved")),
		why,
	);
}

#[test]
fn holds_that_differ_from_the_records_are_found() {
	let reasons = [
		(HoldReason::AgreementEscrow, CONSUMER),
		(HoldReason::RequestDeposit, CONSUMER),
		(HoldReason::WinnerDeposit, WING),
	];
	for (reason, who) in reasons {
		broken(
			|_| Execution::give_back(reason, &who, 1),
			|_| Execution::hold(reason, &who, 1).expect("money"),
			"a hold isn't what the records say",
		);
	}
	broken_agreement(|agreement| agreement.price += 1, "a hold isn't what the records say");
	broken(
		|_| Execution::hold(HoldReason::RequestDeposit, &STRANGER, 5).expect("money"),
		|_| Execution::give_back(HoldReason::RequestDeposit, &STRANGER, 5),
		"a hold stands for nothing",
	);
}

#[test]
fn windows_that_outlive_the_agreement_are_found() {
	let early = "the agreement ends before the windows of a last request";
	broken_agreement(|agreement| agreement.closes_after -= 1, early);
	broken_agreement(
		|agreement| {
			agreement.expires = 0;
			agreement.closes_after = RESPONSE + CHALLENGE;
		},
		"a request outlives its agreement",
	);
	broken_agreement(
		|agreement| agreement.state = AgreementState::Closing,
		"an agreement is cleared before its windows are over",
	);
}

#[test]
fn answers_that_are_due_elsewhen_are_found() {
	let change = |published, due| {
		broken(
			move |id| {
				Requests::<Test>::mutate(id, 1, |request| {
					let response = blob_of(&answer(1));
					let state = RequestState::Answered { response, at: 1, due, seq: 0, published };
					request.as_mut().expect("an answer").state = state;
				});
			},
			|id| {
				Requests::<Test>::mutate(id, 1, |request| {
					let (response, due) = (blob_of(&answer(1)), 1 + CHALLENGE);
					let state = RequestState::Answered { response, at: 1, due, seq: 0, published: false };
					request.as_mut().expect("an answer").state = state;
				});
			},
			"an answer is due elsewhen",
		);
	};
	change(false, 2 + CHALLENGE);
	change(false, CHALLENGE);
	change(true, CHALLENGE);
}

#[test]
fn a_queue_out_of_order_is_found() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		go_to(2);
		assert_ok!(request(CONSUMER, id, &[1]));
		assert_ok!(respond(WING, id, &[1]));
		let swap = || {
			for index in [0, 1] {
				Requests::<Test>::mutate(id, index, |request| {
					let request = request.as_mut().expect("an answer");
					if let RequestState::Answered { seq, .. } = &mut request.state {
						*seq = 1 - *seq;
						Answered::<Test>::insert(id, *seq, index);
					}
				});
			}
		};
		swap();
		assert_eq!(Execution::do_try_state(), Err("an answer is due before one that came earlier".into()));
		swap();
	});
}

#[test]
fn miscounted_requests_are_found() {
	broken_agreement(|agreement| agreement.open += 1, "open requests are miscounted");
	broken_agreement(|agreement| agreement.answered += 1, "answers are miscounted");
	broken_agreement(|agreement| agreement.demanded += 1, "demanded answers are miscounted");
	broken_agreement(
		|agreement| agreement.demanded = 9,
		"more answers are demanded than the provider can publish",
	);
	broken_agreement(|agreement| agreement.unsettled += 1, "requested units are miscounted");
	broken_agreement(|agreement| agreement.open = 9, "more requests are open than the provider takes");
	broken_agreement(|agreement| agreement.next_index = 1, "a request has a number that wasn't given out");
	broken_agreement(|agreement| agreement.head = 1, "an answer is out of reach");
}

#[test]
fn units_beyond_their_quota_are_found() {
	let beyond = "more is requested on chain than its part of the inferences";
	broken_agreement(|agreement| agreement.paid_on_chain = 56, beyond);
	broken_agreement(|agreement| agreement.channel_quota = 96, beyond);
	broken_agreement(|agreement| agreement.reopened = 56, beyond);
	broken_agreement(|agreement| agreement.redeemed = 41, "more is redeemed than the channel quota");
	broken_agreement(|agreement| agreement.faults = 1, "more is blamed than refunded");
}

#[test]
fn coverage_beyond_the_bond_is_found() {
	broken(
		|_| KnownProviders::mutate(WING, |provider| provider.covered = 0),
		|_| KnownProviders::mutate(WING, |provider| provider.covered = COVERAGE),
		"agreements have more coverage than the bond has",
	);
}

#[test]
fn indexes_that_differ_from_their_map_are_found() {
	broken(
		|id| AgreementsByProvider::<Test>::remove(WING, id),
		|id| AgreementsByProvider::<Test>::insert(WING, id, ()),
		"an agreement isn't listed with its parties",
	);
	broken(
		|id| AgreementsByConsumer::<Test>::insert(CONSUMER, id + 1, ()),
		|id| AgreementsByConsumer::<Test>::remove(CONSUMER, id + 1),
		"by consumer: a dead agreement",
	);
	broken(
		|id| Answered::<Test>::remove(id, 0),
		|id| Answered::<Test>::insert(id, 0, 1),
		"an answer isn't listed for payment",
	);
	broken(
		|id| Answered::<Test>::insert(id, 1, 0),
		|id| Answered::<Test>::remove(id, 1),
		"something other than an answer is listed for payment",
	);
	broken(
		|id| Requests::<Test>::insert(id + 1, 0, Requests::<Test>::get(id, 0).expect("a request")),
		|id| Requests::<Test>::remove(id + 1, 0),
		"a request of a dead agreement",
	);
	broken(
		|id| Answered::<Test>::insert(id + 1, 0, 0),
		|id| Answered::<Test>::remove(id + 1, 0),
		"an answer of a dead agreement",
	);
	broken(
		|_| NextAgreementId::<Test>::put(0),
		|_| NextAgreementId::<Test>::put(1),
		"an agreement has a number that wasn't given out",
	);
}
