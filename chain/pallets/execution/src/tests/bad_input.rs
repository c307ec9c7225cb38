//! Each call with each kind of bad input, and the error that says what is wrong with it.

mod calls;
mod scenes;

use crate::{mock::*, *};
use airo_primitives::{AgreementId, FailCode};
use calls::*;
use frame_support::{
	assert_noop, assert_ok,
	traits::{GetCallName, UnfilteredDispatchable},
};
use scenes::*;
use sp_core::ed25519;
use sp_runtime::{DispatchError, TokenError};
use std::collections::BTreeSet;

/// What is wrong, how far the agreement is, who calls, what, and why it is refused.
type Row = (&'static str, fn() -> AgreementId, u64, fn(AgreementId) -> Call<Test>, Error<Test>);

fn refuse(rows: Vec<Row>) {
	for (what, brought_to, who, call, error) in rows {
		ExtBuilder::build_and_execute(|| {
			println!("{what}");
			let id = brought_to();
			assert_noop!(call(id).dispatch_bypass_filter(RuntimeOrigin::signed(who)), error);
		});
	}
}

#[test]
fn the_table_has_every_call() {
	ExtBuilder::build_and_execute(|| {
		let listed: BTreeSet<_> = every_call(0).iter().map(GetCallName::get_call_name).collect();
		assert_eq!(listed, Call::<Test>::get_call_names().iter().copied().collect());
	});
}

#[test]
fn nobody_but_an_account_calls() {
	ExtBuilder::build_and_execute(|| {
		let id = fresh();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			for call in every_call(id) {
				assert_noop!(call.dispatch_bypass_filter(origin.clone()), DispatchError::BadOrigin);
			}
		}
	});
}

#[test]
fn no_call_finds_an_agreement_that_never_was_or_is_closed() {
	ExtBuilder::build_and_execute(|| {
		let id = fresh();
		assert_ok!(offer_close(CONSUMER, id));
		assert_ok!(accept_close(WING, id));
		for who in [CONSUMER, WING, STRANGER] {
			for (at, error) in [
				(id, Error::<Test>::AgreementClosed),
				(id + 1, Error::UnknownAgreement),
				(u32::MAX, Error::UnknownAgreement),
			] {
				let error = DispatchError::from(error);
				for call in every_call(at) {
					assert_noop!(call.dispatch_bypass_filter(RuntimeOrigin::signed(who)), error);
				}
			}
		}
	});
}

#[test]
fn lists_and_bytes_are_bounded_before_a_call_is_made() {
	let many = MAX_ITEMS as usize + 1;
	assert!(Payloads::<Test>::try_from(vec![(blob(0), 1); many]).is_err());
	assert!(Answers::<Test>::try_from(vec![(0, blob(0)); many]).is_err());
	assert!(Failures::<Test>::try_from(vec![(0, FailCode::Internal); many]).is_err());
	assert!(Indices::<Test>::try_from(vec![0; many]).is_err());
	assert!(Bytes::<Test>::try_from(vec![0; MAX_PUBLISH as usize + 1]).is_err());
}

#[test]
fn bad_requests_are_refused() {
	use Error::*;
	refuse(vec![
		("by its provider", fresh, WING, |id| ask(id, &[1]), NotConsumer),
		("by a stranger", fresh, STRANGER, |id| ask(id, &[1]), NotConsumer),
		("of nothing", fresh, CONSUMER, |id| ask(id, &[]), NoItems),
		("of no units", fresh, CONSUMER, |id| ask(id, &[1, 0]), ZeroUnits),
		("of too many units", fresh, CONSUMER, |id| ask(id, &[60, 1]), QuotaExceeded),
		("of more units than can be counted", fresh, CONSUMER, |id| ask(id, &[u32::MAX, 1]), QuotaExceeded),
		("of more at once than is taken", asked, CONSUMER, |id| ask(id, &[1; 8]), TooManyOpen),
		("after its time", expired, CONSUMER, |id| ask(id, &[1]), Expired),
		("after it was reopened", reopened, CONSUMER, |id| ask(id, &[1]), Expired),
		("while it is being closed", being_closed, CONSUMER, |id| ask(id, &[1]), AgreementClosed),
	]);
}

#[test]
fn bad_answers_are_refused() {
	use Error::*;
	refuse(vec![
		("by its consumer", asked, CONSUMER, |id| reply(id, &[0]), NotProvider),
		("by a stranger", asked, STRANGER, |id| reply(id, &[0]), NotProvider),
		("to nothing", asked, WING, |id| reply(id, &[]), NoItems),
		("to what was never asked", asked, WING, |id| reply(id, &[1]), UnknownRequest),
		("to what is answered", one_answered, WING, |id| reply(id, &[0]), AlreadyAnswered),
		("to what is demanded", demanded, WING, |id| reply(id, &[0]), AlreadyAnswered),
		("to what is paid", paid, WING, |id| reply(id, &[0]), RequestClosed),
		("twice in one call", asked, WING, |id| reply(id, &[0, 0]), AlreadyAnswered),
		("after the deadline", late, WING, |id| reply(id, &[0]), TooLate),
	]);
}

#[test]
fn bad_failures_are_refused() {
	use Error::*;
	refuse(vec![
		("by its consumer", asked, CONSUMER, |id| give_up(id, &[0]), NotProvider),
		("by a stranger", asked, STRANGER, |id| give_up(id, &[0]), NotProvider),
		("of nothing", asked, WING, |id| give_up(id, &[]), NoItems),
		("of what was never asked", asked, WING, |id| give_up(id, &[1]), UnknownRequest),
		("of what is answered", one_answered, WING, |id| give_up(id, &[0]), AlreadyAnswered),
		("of what is demanded", demanded, WING, |id| give_up(id, &[0]), AlreadyAnswered),
		("of what is paid", paid, WING, |id| give_up(id, &[0]), RequestClosed),
		("twice in one call", asked, WING, |id| give_up(id, &[0, 0]), RequestClosed),
		("after the deadline", late, WING, |id| give_up(id, &[0]), TooLate),
	]);
}

#[test]
fn early_and_wrong_timeouts_are_refused() {
	use Error::*;
	let call = |agreement| Call::claim_timeout { agreement, index: 0 };
	refuse(vec![
		("of what was never asked", fresh, STRANGER, call, UnknownRequest),
		("before the deadline", asked, STRANGER, call, NotTimedOut),
		("of what is answered", due, STRANGER, call, AlreadyAnswered),
		("before the bytes' deadline", demanded, STRANGER, call, NotTimedOut),
		("of what is published", published, STRANGER, call, AlreadyAnswered),
		("of what is paid", paid, STRANGER, call, RequestClosed),
	]);
}

#[test]
fn bad_approvals_are_refused() {
	use Error::*;
	refuse(vec![
		("by its provider", one_answered, WING, |id| accept(id, &[0]), NotConsumer),
		("by a stranger", one_answered, STRANGER, |id| accept(id, &[0]), NotConsumer),
		("of nothing", one_answered, CONSUMER, |id| accept(id, &[]), NoItems),
		("of what was never asked", one_answered, CONSUMER, |id| accept(id, &[1]), UnknownRequest),
		("of what has no answer", asked, CONSUMER, |id| accept(id, &[0]), NotAnswered),
		("of what is paid", paid, CONSUMER, |id| accept(id, &[0]), RequestClosed),
		("twice in one call", one_answered, CONSUMER, |id| accept(id, &[0, 0]), RequestClosed),
	]);
}

#[test]
fn settling_nothing_is_refused() {
	use Error::*;
	let call = |agreement| Call::settle { agreement };
	refuse(vec![
		("with nothing answered", asked, STRANGER, call, NothingDue),
		("before anything is due", one_answered, STRANGER, call, NothingDue),
		("with everything paid", paid, STRANGER, call, NothingDue),
		("with everything demanded", withheld, STRANGER, call, NothingDue),
	]);
}

#[test]
fn bad_offers_to_close_are_refused() {
	use Error::*;
	let offer = |agreement| Call::offer_close { agreement };
	let withdraw = |agreement| Call::withdraw_close_offer { agreement };
	let accept = |agreement| Call::accept_close { agreement };
	refuse(vec![
		("offered by a stranger", fresh, STRANGER, offer, NotParty),
		("offered twice", offered, CONSUMER, offer, CloseAlreadyOffered),
		("offered by both", offered, WING, offer, CloseAlreadyOffered),
		("offered while it is being closed", being_closed, WING, offer, AgreementClosed),
		("withdrawn by a stranger", offered, STRANGER, withdraw, NotParty),
		("withdrawn by the other", offered, WING, withdraw, NoOwnCloseOffer),
		("withdrawn without an offer", fresh, CONSUMER, withdraw, NoOwnCloseOffer),
		("withdrawn while it is being closed", being_closed, CONSUMER, withdraw, NoOwnCloseOffer),
		("accepted by a stranger", offered, STRANGER, accept, NotParty),
		("accepted by who offered", offered, CONSUMER, accept, NoCloseOffer),
		("accepted without an offer", fresh, WING, accept, NoCloseOffer),
		("accepted while it is being closed", being_closed, WING, accept, NoCloseOffer),
		("accepted with a request open", offered_while_asked, WING, accept, RequestsOpen),
	]);
}

#[test]
fn early_closes_are_refused() {
	use Error::NotCloseable;
	let call = |agreement| Call::close { agreement };
	refuse(vec![
		("by its consumer before its time", fresh, CONSUMER, call, NotCloseable),
		("by its provider before its time", fresh, WING, call, NotCloseable),
		("by a stranger before its windows are over", expired, STRANGER, call, NotCloseable),
		("by its consumer while vouchers can come", expired, CONSUMER, call, NotCloseable),
		("by its provider while receipts can be disputed", expired, WING, call, NotCloseable),
		("with an answer unpaid", due, CONSUMER, call, NotCloseable),
		("with an answer demanded", withheld, CONSUMER, call, NotCloseable),
	]);
}

#[test]
fn bad_vouchers_are_refused() {
	use Error::*;
	refuse(vec![
		("without a channel", without_channel, WING, |id| pay_out(id, 1), NoChannelQuota),
		("of nothing", fresh, WING, |id| pay_out(id, 0), StaleVoucher),
		("of what is redeemed", partly_redeemed, WING, |id| pay_out(id, 30), StaleVoucher),
		("of more than the quota", partly_redeemed, WING, |id| pay_out(id, 41), VoucherOverQuota),
		("of everything", fresh, WING, |id| pay_out(id, u32::MAX), VoucherOverQuota),
		(
			"with another total's signature",
			fresh,
			WING,
			|id| Call::redeem { agreement: id, total: 2, signature: voucher(id, 1) },
			WrongSignature,
		),
		(
			"with no signature",
			fresh,
			CONSUMER,
			|id| Call::redeem { agreement: id, total: 2, signature: ed25519::Signature::from_raw([0; 64]) },
			WrongSignature,
		),
	]);
}

#[test]
fn bad_releases_are_refused() {
	use Error::*;
	let one = |agreement| Call::release_quota { agreement, units: 1 };
	refuse(vec![
		("by its consumer", fresh, CONSUMER, one, NotProvider),
		("by a stranger", fresh, STRANGER, one, NotProvider),
		("of nothing", fresh, WING, |agreement| Call::release_quota { agreement, units: 0 }, ZeroUnits),
		(
			"of what is redeemed",
			partly_redeemed,
			WING,
			|agreement| Call::release_quota { agreement, units: 11 },
			QuotaUsed,
		),
		("without a channel", without_channel, WING, one, QuotaUsed),
		("after its time", expired, WING, one, Expired),
		("after it was reopened", reopened, WING, one, Expired),
		("while it is being closed", being_closed, WING, one, Expired),
	]);
}

#[test]
fn bad_demands_are_refused() {
	use Error::*;
	let call = |agreement| Call::demand { agreement, index: 0 };
	refuse(vec![
		("by its provider", one_answered, WING, call, NotConsumer),
		("by a stranger", one_answered, STRANGER, call, NotConsumer),
		("of what was never asked", fresh, CONSUMER, call, UnknownRequest),
		("of what has no answer", asked, CONSUMER, call, NotAnswered),
		("of what is paid", paid, CONSUMER, call, RequestClosed),
		("of what is demanded", demanded, CONSUMER, call, AlreadyDemanded),
		("of what is published", published, CONSUMER, call, AlreadyDemanded),
		("after the challenge window", due, CONSUMER, call, WindowOver),
	]);
}

#[test]
fn bad_publications_are_refused() {
	use Error::*;
	let call = |id| show(id, 0, &answer(0));
	refuse(vec![
		("by its consumer", demanded, CONSUMER, call, NotProvider),
		("by a stranger", demanded, STRANGER, call, NotProvider),
		("of what was never asked", fresh, WING, call, UnknownRequest),
		("of what has no answer", asked, WING, call, NotDemanded),
		("of what nobody demanded", one_answered, WING, call, NotDemanded),
		("twice", published, WING, call, NotDemanded),
		("of what is paid", paid, WING, call, RequestClosed),
		("after the deadline", withheld, WING, call, TooLate),
		("of nothing", demanded, WING, |id| show(id, 0, b""), WrongBytes),
		("of other bytes", demanded, WING, |id| show(id, 0, &answer(1)), WrongBytes),
	]);
}

#[test]
fn bad_reopenings_are_refused() {
	use Error::*;
	let call = |agreement| Call::reopen { agreement, channel_quota: 0, invited: None };
	refuse(vec![
		("by its provider", left_by_its_provider, WING, call, NotConsumer),
		("by a stranger", left_by_its_provider, STRANGER, call, NotConsumer),
		("while its provider serves", fresh, CONSUMER, call, ProviderServes),
		("with nothing left", all_requested, CONSUMER, call, NothingToReopen),
		(
			"with more by voucher than there is",
			left_by_its_provider,
			CONSUMER,
			|agreement| Call::reopen { agreement, channel_quota: 61, invited: None },
			QuotaExceeded,
		),
		("twice", reopened, CONSUMER, call, Expired),
		("after its time", expired, CONSUMER, call, Expired),
		("while it is being closed", being_closed, CONSUMER, call, AgreementClosed),
	]);
}

#[test]
fn calls_that_need_money_are_refused_without_it() {
	ExtBuilder::build_and_execute(|| {
		let id = answered(1);
		leave_market(WING);
		empty(CONSUMER);
		let call = |call: Call<Test>| call.dispatch_bypass_filter(RuntimeOrigin::signed(CONSUMER));
		assert_noop!(call(ask(id, &[1])), Error::<Test>::InsufficientFunds);
		assert_noop!(call(Call::demand { agreement: id, index: 0 }), Error::<Test>::InsufficientFunds);
		assert_noop!(
			call(Call::reopen { agreement: id, channel_quota: 0, invited: None }),
			DispatchError::from(TokenError::NotExpendable)
		);
	});
}
