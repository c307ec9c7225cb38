use crate::{mock::*, *};
use airo_primitives::{parameters::ProvidersParameters, provider::Providers as _};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Permill;

#[test]
fn a_part_on_its_way_out_keeps_its_block() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND * 3);
		assert_ok!(ProvidersPallet::unbond(signed(WING), 100));
		UnbondingPeriod::set(&(PERIOD * 10));
		assert_ok!(ProvidersPallet::unbond(signed(WING), 200));
		go_to(1 + PERIOD);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(held(WING), MIN_BOND * 3 - 100);
		go_to(1 + PERIOD * 10);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(held(WING), MIN_BOND * 3 - 300);
	});
}

#[test]
fn a_shorter_period_lets_no_earlier_part_out_early() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND * 3);
		assert_ok!(ProvidersPallet::unbond(signed(WING), 100));
		UnbondingPeriod::set(&1);
		assert_ok!(ProvidersPallet::unbond(signed(WING), 200));
		go_to(2);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		assert_eq!(held(WING), MIN_BOND * 3 - 200);
		assert_noop!(ProvidersPallet::withdraw(signed(WING)), Error::<Test>::NothingToWithdraw);
	});
}

#[test]
fn whoever_is_on_the_market_stays_there_when_the_least_bond_rises() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND * 2);
		assert_ok!(ProvidersPallet::offer(signed(WING), LISTED, terms()));
		MinBond::set(&(MIN_BOND * 5));
		assert!(ProvidersPallet::bidder(&WING, LISTED).is_ok());
		assert_noop!(ProvidersPallet::unbond(signed(WING), 1), Error::<Test>::BondTooLow);
		assert_noop!(
			ProvidersPallet::register(signed(OTHER), profile(1), MIN_BOND * 2),
			Error::<Test>::BondTooLow
		);
		assert_ok!(ProvidersPallet::chill(signed(WING)));
		assert_noop!(ProvidersPallet::activate(signed(WING)), Error::<Test>::BondTooLow);
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND * 2));
	});
}

#[test]
fn locked_coverage_is_what_it_was_and_the_next_bids_is_by_the_change() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND * 100);
		let promised = ProvidersPallet::coverage(10, 100).expect("counts");
		assert_ok!(ProvidersPallet::lock_coverage(&WING, promised));
		MinSlash::set(&(MIN_SLASH * 100));
		CoverageRatio::set(&Permill::one());
		assert_eq!(provider(WING).covered, promised);
		assert_eq!(ProvidersPallet::coverage(10, 100), Some(MIN_SLASH * 100 + 10));
		assert_eq!(ProvidersPallet::coverage(10, 10_000), Some(100_000));
		ProvidersPallet::free_coverage(&WING, promised);
		assert_eq!(provider(WING).covered, 0);
	});
}

#[test]
fn clients_can_ask_for_the_present_values() {
	ExtBuilder::build_and_execute(|| {
		MinBond::set(&7);
		MinSlash::set(&8);
		CoverageRatio::set(&Permill::from_percent(9));
		UnbondingPeriod::set(&10);
		RecordHalfLife::set(&11);
		assert_eq!(
			ProvidersPallet::parameters(),
			ProvidersParameters {
				min_bond: 7,
				min_slash: 8,
				coverage_ratio: Permill::from_percent(9),
				unbonding_period: 10,
				record_half_life: 11,
				max_offers: MAX_OFFERS,
				max_counterparties: MAX_COUNTERPARTIES,
			}
		);
	});
}
