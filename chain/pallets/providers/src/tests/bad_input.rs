//! Every call with every kind of bad input, and the error that names it.

use crate::{mock::*, *};
use airo_primitives::provider::Providers as _;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::Dispatchable, DispatchError};

const BONDED: Balance = 3 * MIN_BOND;

/// What came before, what is called by `WING`, and how that ends.
type Row = (&'static str, fn(), Call<Test>, Error<Test>);

fn nothing() {}

fn bonded() {
	register(WING, BONDED);
}

fn chilled() {
	bonded();
	assert_ok!(ProvidersPallet::chill(signed(WING)));
}

fn leaving() {
	bonded();
	assert_ok!(ProvidersPallet::unbond(signed(WING), BONDED));
}

fn covered() {
	bonded();
	assert_ok!(ProvidersPallet::lock_coverage(&WING, 2 * MIN_BOND + 1));
}

fn unbonding_in_eight_parts() {
	bonded();
	for _ in 0..8 {
		assert_ok!(ProvidersPallet::unbond(signed(WING), 1));
	}
}

fn partly_slashed() {
	register(WING, MIN_BOND);
	assert_ok!(ProvidersPallet::lock_coverage(&WING, 1));
	assert_eq!(ProvidersPallet::slash_coverage(&WING, 1, &CONSUMER), 1);
}

fn offering_all_it_may() {
	bonded();
	for model in MORE..MORE + MAX_OFFERS {
		assert_ok!(ProvidersPallet::offer(signed(WING), model, terms()));
	}
}

fn registers(bond: Balance) -> Call<Test> {
	Call::register { profile: profile(1), bond }
}

fn adds(amount: Balance) -> Call<Test> {
	Call::bond_extra { amount }
}

fn unbonds(amount: Balance) -> Call<Test> {
	Call::unbond { amount }
}

fn offers(model: u32, terms: OfferTerms) -> Call<Test> {
	Call::offer { model, terms }
}

fn drops_offer(model: u32) -> Call<Test> {
	Call::withdraw_offer { model }
}

fn every_call() -> Vec<Call<Test>> {
	vec![
		registers(BONDED),
		Call::update_profile { profile: profile(1) },
		adds(1),
		unbonds(1),
		Call::withdraw {},
		Call::chill {},
		Call::activate {},
		offers(LISTED, terms()),
		drops_offer(LISTED),
	]
}

#[rustfmt::skip]
fn table() -> Vec<Row> {
	use Error::*;
	let no_batch = OfferTerms { max_batch: 0, ..terms() };
	let slower_than_its_tail = OfferTerms { p50_ms: 10, p95_ms: 9, ..terms() };
	vec![
		("register: twice", bonded, registers(BONDED), AlreadyRegistered),
		("register: on the way out", leaving, registers(BONDED), AlreadyRegistered),
		("register: no bond", nothing, registers(0), BondTooLow),
		("register: a planck short", nothing, registers(MIN_BOND - 1), BondTooLow),
		("register: more than there is", nothing, registers(START), InsufficientFunds),
		("register: more than there can be", nothing, registers(Balance::MAX), InsufficientFunds),

		("bond_extra: nothing", bonded, adds(0), ZeroAmount),
		("bond_extra: more than there is", bonded, adds(START), InsufficientFunds),
		("bond_extra: more than can be counted", bonded, adds(Balance::MAX), AmountOverflow),

		("unbond: nothing", bonded, unbonds(0), ZeroAmount),
		("unbond: more than is bonded", bonded, unbonds(BONDED + 1), NotEnoughFreeBond),
		("unbond: more than can be counted", bonded, unbonds(Balance::MAX), NotEnoughFreeBond),
		("unbond: a planck too much stays away", bonded, unbonds(2 * MIN_BOND + 1), BondTooLow),
		("unbond: all but a planck", bonded, unbonds(BONDED - 1), BondTooLow),
		("unbond: what stands behind agreements", covered, unbonds(MIN_BOND), NotEnoughFreeBond),
		("unbond: what is unbonding already", leaving, unbonds(1), NotEnoughFreeBond),
		("unbond: a ninth part", unbonding_in_eight_parts, unbonds(1), TooManyUnbonding),

		("withdraw: nothing asked for", bonded, Call::withdraw {}, NothingToWithdraw),
		("withdraw: too early", leaving, Call::withdraw {}, NothingToWithdraw),

		("chill: twice", chilled, Call::chill {}, AlreadyChilled),
		("chill: on the way out", leaving, Call::chill {}, AlreadyChilled),

		("activate: on the market", bonded, Call::activate {}, NotChilled),
		("activate: on the way out", leaving, Call::activate {}, BondTooLow),
		("activate: slashed below the least bond", partly_slashed, Call::activate {}, BondTooLow),

		("offer: no such model", bonded, offers(UNKNOWN, terms()), ModelUnknown),
		("offer: a retired model", bonded, offers(RETIRED, terms()), ModelRetired),
		("offer: no batch", bonded, offers(LISTED, no_batch), TermsOutOfRange),
		("offer: most answers slower than nearly all", bonded, offers(LISTED, slower_than_its_tail), TermsOutOfRange),
		("offer: one model more than may be", offering_all_it_may, offers(LISTED, terms()), TooManyOffers),

		("withdraw_offer: never offered", bonded, drops_offer(LISTED), UnknownOffer),
		("withdraw_offer: no such model", offering_all_it_may, drops_offer(UNKNOWN), UnknownOffer),
	]
}

fn call(origin: RuntimeOrigin, call: Call<Test>) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

#[test]
fn bad_input_has_a_named_error_and_leaves_nothing() {
	for (what, given, bad, error) in table() {
		println!("{what}");
		ExtBuilder::build_and_execute(|| {
			given();
			assert_noop!(call(signed(WING), bad), error);
		});
	}
}

#[test]
fn whoever_is_not_a_provider_can_only_become_one() {
	for stranger in every_call().into_iter().filter(|call| !matches!(call, Call::register { .. })) {
		ExtBuilder::build_and_execute(|| {
			bonded();
			assert_noop!(call(signed(CONSUMER), stranger), Error::<Test>::NotRegistered);
		});
	}
}

#[test]
fn calls_are_signed() {
	for unsigned in every_call() {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			ExtBuilder::build_and_execute(|| {
				bonded();
				assert_noop!(call(origin, unsigned.clone()), DispatchError::BadOrigin);
			});
		}
	}
}
