use crate::{mock::*, *};
use airo_primitives::provider::{ProviderUnavailable, Providers as _};
use frame_support::{assert_noop, assert_ok};

#[test]
fn registering_holds_the_bond() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_eq!(held(WING), MIN_BOND);
		assert_eq!(free(WING), START - MIN_BOND);
		assert_eq!(ProvidersPallet::free_bond(&WING), MIN_BOND);
		assert_eq!(last_event(), Event::Registered { provider: WING, bond: MIN_BOND });
	});
}

#[test]
fn nobody_registers_twice() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_noop!(
			ProvidersPallet::register(signed(WING), profile(2), MIN_BOND),
			Error::<Test>::AlreadyRegistered
		);
	});
}

#[test]
fn a_small_bond_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(
			ProvidersPallet::register(signed(WING), profile(1), MIN_BOND - 1),
			Error::<Test>::BondTooLow
		);
	});
}

#[test]
fn a_bond_that_the_account_cannot_hold_is_refused() {
	ExtBuilder::build_and_execute(|| {
		for (who, bond) in [(WING, START), (NOBODY, MIN_BOND)] {
			assert_noop!(
				ProvidersPallet::register(signed(who), profile(1), bond),
				Error::<Test>::InsufficientFunds
			);
		}
	});
}

#[test]
fn a_profile_is_replaced_as_a_whole() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(ProvidersPallet::update_profile(signed(WING), profile(1)), Error::<Test>::NotRegistered);
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::offer(signed(WING), LISTED, terms()));
		assert_ok!(ProvidersPallet::update_profile(signed(WING), profile(5)));
		assert_eq!(provider(WING).profile, profile(5));
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Ok(receipt_key(5)));
		assert_eq!(last_event(), Event::ProfileUpdated { provider: WING });
	});
}

#[test]
fn a_chilled_provider_may_not_bid_until_it_is_activated() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(ProvidersPallet::chill(signed(WING)), Error::<Test>::NotRegistered);
		assert_noop!(ProvidersPallet::activate(signed(WING)), Error::<Test>::NotRegistered);
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::offer(signed(WING), LISTED, terms()));
		assert_noop!(ProvidersPallet::activate(signed(WING)), Error::<Test>::NotChilled);

		assert_ok!(ProvidersPallet::chill(signed(WING)));
		assert_eq!(last_event(), Event::Chilled { provider: WING });
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Err(ProviderUnavailable::Chilled));
		assert_noop!(ProvidersPallet::chill(signed(WING)), Error::<Test>::AlreadyChilled);

		assert_ok!(ProvidersPallet::activate(signed(WING)));
		assert_eq!(last_event(), Event::Activated { provider: WING });
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Ok(receipt_key(WING as u8)));
	});
}

#[test]
fn a_provider_that_is_leaving_cannot_be_activated() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND));
		assert_noop!(ProvidersPallet::activate(signed(WING)), Error::<Test>::BondTooLow);
	});
}
