use crate::{mock::*, *};
use airo_primitives::provider::Providers as _;
use frame_support::{assert_noop, assert_ok};

fn coverage(price: Balance, inferences: u32) -> Option<Balance> {
	<ProvidersPallet as airo_primitives::provider::Providers<u64, Balance>>::coverage(price, inferences)
}

#[test]
fn coverage_is_the_largest_of_three_amounts() {
	ExtBuilder::build_and_execute(|| {
		for (price, inferences, expected) in [
			// MinSlash + p
			(1, 1, MIN_SLASH + 1),
			// 21 × p
			(100, 1, 2_100),
			// a tenth of the value
			(100, 1_000, 10_000),
			// … rounded up
			(101, 1_001, 10_111),
			(0, 0, MIN_SLASH),
		] {
			assert_eq!(coverage(price, inferences), Some(expected), "{price} × {inferences}");
		}
	});
}

#[test]
fn coverage_that_overflows_is_none() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(coverage(Balance::MAX, 1), None);
		assert_eq!(coverage(Balance::MAX / 2, 3), None);
		assert_eq!(coverage(Balance::MAX / 20, 1), None);
	});
}

#[test]
fn locking_takes_free_bond_and_freeing_gives_it_back() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, 400));
		assert_eq!(ProvidersPallet::free_bond(&WING), MIN_BOND - 400);
		assert_noop!(ProvidersPallet::lock_coverage(&WING, MIN_BOND - 399), Error::<Test>::NotEnoughFreeBond);
		assert_noop!(ProvidersPallet::lock_coverage(&OTHER, 1), Error::<Test>::NotRegistered);
		ProvidersPallet::free_coverage(&WING, 400);
		assert_eq!(ProvidersPallet::free_bond(&WING), MIN_BOND);
		assert_eq!(ProvidersPallet::bond(&WING), MIN_BOND);
	});
}

#[test]
fn what_is_unbonding_cannot_be_locked() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 2 * MIN_BOND);
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND));
		assert_noop!(ProvidersPallet::lock_coverage(&WING, MIN_BOND + 1), Error::<Test>::NotEnoughFreeBond);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, MIN_BOND));
	});
}

#[test]
fn a_slash_moves_coverage_to_its_receiver() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 3 * MIN_BOND);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, 500));
		assert_eq!(ProvidersPallet::slash_coverage(&WING, 200, &CONSUMER), 200);
		assert_eq!(free(CONSUMER), START + 200);
		assert_eq!(held(WING), 3 * MIN_BOND - 200);
		assert_eq!(provider(WING).covered, 300);
		assert_eq!(last_event(), Event::Slashed { provider: WING, amount: 200, to: CONSUMER });
	});
}

#[test]
fn a_slash_never_exceeds_coverage() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 3 * MIN_BOND);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, 500));
		assert_eq!(ProvidersPallet::slash_coverage(&WING, 9_999, &CONSUMER), 500);
		assert_eq!(ProvidersPallet::slash_coverage(&WING, 1, &CONSUMER), 0);
		assert_eq!(ProvidersPallet::slash_coverage(&OTHER, 1, &CONSUMER), 0);
		assert_eq!(held(WING), 3 * MIN_BOND - 500);
	});
}

#[test]
fn a_slash_that_its_receiver_cannot_hold_goes_to_the_treasury() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 3 * MIN_BOND);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, 500));
		assert_eq!(ProvidersPallet::slash_coverage(&WING, ED - 1, &NOBODY), ED - 1);
		assert_eq!(free(NOBODY), 0);
		assert_eq!(free(TREASURY), START + ED - 1);
		assert_eq!(last_event(), Event::Slashed { provider: WING, amount: ED - 1, to: TREASURY });
	});
}

#[test]
fn a_slash_below_the_least_bond_chills() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, 500));
		assert_eq!(ProvidersPallet::slash_coverage(&WING, 1, &CONSUMER), 1);
		assert_eq!(last_event(), Event::Chilled { provider: WING });
		assert!(provider(WING).chilled);
		assert_ok!(ProvidersPallet::bond_extra(signed(WING), 1));
		assert_ok!(ProvidersPallet::activate(signed(WING)));
	});
}

#[test]
fn a_slash_lacks_nothing_while_the_rest_of_the_bond_is_unbonding() {
	ExtBuilder::build_and_execute(|| {
		register(WING, 2 * MIN_BOND);
		assert_ok!(ProvidersPallet::lock_coverage(&WING, 500));
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND));
		assert_eq!(ProvidersPallet::slash_coverage(&WING, 600, &CONSUMER), 500);
		go_to(1 + PERIOD);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(held(WING), MIN_BOND - 500);
	});
}
