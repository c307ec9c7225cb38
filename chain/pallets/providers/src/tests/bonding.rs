use crate::{mock::*, *};
use airo_primitives::provider::{ProviderUnavailable, Providers as _};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_bond_grows_by_what_is_added() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::bond_extra(signed(WING), 500));
		assert_eq!(held(WING), MIN_BOND + 500);
		assert_eq!(last_event(), Event::Bonded { provider: WING, amount: 500, bond: MIN_BOND + 500 });
	});
}

#[test]
fn what_cannot_be_added_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(ProvidersPallet::bond_extra(signed(WING), 1), Error::<Test>::NotRegistered);
		register(WING, MIN_BOND);
		assert_noop!(ProvidersPallet::bond_extra(signed(WING), 0), Error::<Test>::ZeroAmount);
		assert_noop!(ProvidersPallet::bond_extra(signed(WING), START), Error::<Test>::InsufficientFunds);
		assert_noop!(ProvidersPallet::bond_extra(signed(WING), Balance::MAX), Error::<Test>::AmountOverflow);
	});
}

#[test]
fn unbonding_waits_for_the_period() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 3 * MIN_BOND);
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND));
		assert_eq!(last_event(), Event::Unbonding { provider: WING, amount: MIN_BOND, until: 1 + PERIOD });
		assert_eq!(ProvidersPallet::bond(&WING), 3 * MIN_BOND);
		assert_eq!(ProvidersPallet::free_bond(&WING), 2 * MIN_BOND);

		go_to(PERIOD);
		assert_noop!(ProvidersPallet::withdraw(signed(WING)), Error::<Test>::NothingToWithdraw);
		go_to(1 + PERIOD);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(last_event(), Event::Withdrawn { provider: WING, amount: MIN_BOND });
		assert_eq!(held(WING), 2 * MIN_BOND);
		assert_noop!(ProvidersPallet::withdraw(signed(WING)), Error::<Test>::NothingToWithdraw);
	});
}

#[test]
fn a_withdrawal_takes_all_that_is_free_and_nothing_else() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 5 * MIN_BOND);
		assert_ok!(ProvidersPallet::unbond(signed(WING), 10));
		assert_ok!(ProvidersPallet::unbond(signed(WING), 20));
		go_to(50);
		assert_ok!(ProvidersPallet::unbond(signed(WING), 40));
		go_to(1 + PERIOD);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(held(WING), 5 * MIN_BOND - 30);
		assert_eq!(provider(WING).leaving(), 40);
	});
}

#[test]
fn what_cannot_be_unbonded_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(ProvidersPallet::unbond(signed(WING), 1), Error::<Test>::NotRegistered);
		assert_noop!(ProvidersPallet::withdraw(signed(WING)), Error::<Test>::NotRegistered);
		register(WING, 2 * MIN_BOND);
		assert_noop!(ProvidersPallet::unbond(signed(WING), 0), Error::<Test>::ZeroAmount);
		assert_noop!(
			ProvidersPallet::unbond(signed(WING), 2 * MIN_BOND + 1),
			Error::<Test>::NotEnoughFreeBond
		);
		// Something stays, but less than a provider needs.
		assert_noop!(ProvidersPallet::unbond(signed(WING), MIN_BOND + 1), Error::<Test>::BondTooLow);
	});
}

#[test]
fn covered_bond_cannot_be_unbonded() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 2 * MIN_BOND);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, MIN_BOND + 1));
		assert_noop!(ProvidersPallet::unbond(signed(WING), MIN_BOND), Error::<Test>::NotEnoughFreeBond);
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND - 1));
	});
}

#[test]
fn only_so_many_amounts_are_on_their_way_out() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 2 * MIN_BOND);
		for _ in 0..8 {
			assert_ok!(ProvidersPallet::unbond(signed(WING), 1));
		}
		assert_noop!(ProvidersPallet::unbond(signed(WING), 1), Error::<Test>::TooManyUnbonding);
	});
}

#[test]
fn whoever_unbonds_everything_is_chilled_and_leaves_with_its_offers() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::offer(signed(WING), LISTED, terms()));
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND));
		assert_eq!(last_event(), Event::Chilled { provider: WING });
		go_to(1 + PERIOD);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(free(WING), START);
		assert!(!Providers::<Test>::contains_key(WING));
		assert_eq!(Offers::<Test>::iter().count(), 0);
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Err(ProviderUnavailable::NotRegistered));
		assert_eq!(ProvidersPallet::bond(&WING), 0);
		// The way back is open.
		register(WING, MIN_BOND);
	});
}

#[test]
fn whoever_was_slashed_to_nothing_leaves_at_once_and_may_come_back() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::offer(signed(WING), LISTED, terms()));
		assert_ok!(ProvidersPallet::lock_coverage(&WING, MIN_BOND));
		assert_eq!(ProvidersPallet::slash_coverage(&WING, MIN_BOND, &CONSUMER), MIN_BOND);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(last_event(), Event::Withdrawn { provider: WING, amount: 0 });
		assert_eq!((Providers::<Test>::iter().count(), Offers::<Test>::iter().count()), (0, 0));
		register(WING, MIN_BOND);
	});
}
