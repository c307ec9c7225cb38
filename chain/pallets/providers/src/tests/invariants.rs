//! Each invariant is broken once, to see that it is looked at.

use crate::{mock::*, *};
use sp_runtime::TryRuntimeError;

fn breaks(how: impl FnOnce(), complaint: &'static str) {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		let before = (Providers::<Test>::get(WING), Offers::<Test>::iter().collect::<Vec<_>>());
		how();
		assert_eq!(ProvidersPallet::do_try_state(), Err(TryRuntimeError::Other(complaint)));
		Providers::<Test>::set(WING, before.0);
		let _ = Offers::<Test>::clear(u32::MAX, None);
		Counterparties::<Test>::remove(WING);
	});
}

fn change(how: impl FnOnce(&mut ProviderOf<Test>)) {
	Providers::<Test>::mutate_extant(WING, how);
}

#[test]
fn a_bond_that_is_not_held_is_noticed() {
	breaks(|| change(|p| p.bond += 1), "a bond isn't what is held for it");
}

#[test]
fn a_bond_that_nobody_registered_with_is_noticed() {
	ExtBuilder::build_and_execute(|| {
		ProvidersPallet::hold(&WING, MIN_BOND).expect("money");
		let complaint = TryRuntimeError::Other("somebody who isn't a provider has a bond");
		assert_eq!(ProvidersPallet::do_try_state(), Err(complaint));
		ProvidersPallet::release(&WING, MIN_BOND).expect("it is held");
	});
}

#[test]
fn more_coverage_than_bond_is_noticed() {
	breaks(|| change(|p| p.covered = MIN_BOND + 1), "more of a bond is engaged than there is");
}

#[test]
fn miscounted_offers_are_noticed() {
	breaks(|| change(|p| p.offers = 1), "a provider's offers are miscounted");
	breaks(|| change(|p| p.offers = MAX_OFFERS + 1), "a provider offers more than it may");
}

#[test]
fn an_unbonding_of_nothing_is_noticed() {
	let nothing = Unbonding { amount: 0, until: 5 };
	breaks(
		|| change(|p| p.unbonding = vec![nothing].try_into().expect("fits")),
		"nothing is on its way out of a bond",
	);
}

#[test]
fn counterparties_that_do_not_agree_with_the_record_are_noticed() {
	let dealings = |tallies: &[(u64, Tally<Balance>)], rest| Dealings::<Test> {
		known: tallies.to_vec().try_into().expect("fits"),
		rest,
	};
	let (none, paid, forgone) =
		(Tally::default(), Tally { paid: 3, forgone: 0 }, Tally { paid: 0, forgone: 3 });
	for (wrong, complaint) in [
		(dealings(&[(1, paid), (2, paid)], none), "counterparties paid more commission than the record has"),
		(dealings(&[(1, paid)], paid), "counterparties paid more commission than the record has"),
		(dealings(&[(1, forgone)], forgone), "counterparties cost more commission than the record has"),
		(dealings(&[(1, none)], none), "a counterparty that counts for nothing has a place"),
		(dealings(&[(1, paid), (1, forgone)], none), "a counterparty has two places"),
	] {
		breaks(
			|| {
				Records::<Test>::insert(WING, Record { commission: 5, forgone: 5, ..Default::default() });
				Counterparties::<Test>::insert(WING, wrong);
			},
			complaint,
		);
	}
}

#[test]
fn an_offer_by_a_stranger_is_noticed() {
	breaks(|| Offers::<Test>::insert(OTHER, LISTED, terms()), "an offer by somebody who isn't a provider");
}
