use crate::{mock::*, *};
use airo_primitives::provider::{Outcome, Providers as _};
use sp_runtime::Perbill;

#[test]
fn both_sides_are_recorded_apart() {
	ExtBuilder::build_and_execute(|| {
		for outcome in [
			Outcome::Agreed,
			Outcome::Served { units: 7, value: 700, commission: 7 },
			Outcome::Failed { units: 2 },
			Outcome::Late { units: 1 },
		] {
			ProvidersPallet::record(&WING, &CONSUMER, outcome);
		}
		let record = Record { agreements: 1, served: 7, failed: 2, late: 1, value: 700, commission: 7 };
		assert_eq!(Records::<Test>::get(WING), record);
		assert_eq!(ConsumerRecords::<Test>::get(CONSUMER), record);
		// Buying doesn't make a provider look better.
		assert_eq!(Records::<Test>::get(CONSUMER), Record::default());
		assert_eq!(ProvidersPallet::score(&CONSUMER), Perbill::from_percent(50));
	});
}

#[test]
fn the_score_is_the_share_of_paid_inferences() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(ProvidersPallet::score(&WING), Perbill::from_percent(50));
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Served { units: 7, value: 7, commission: 0 });
		assert_eq!(ProvidersPallet::score(&WING), Perbill::one());
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Failed { units: 2 });
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Late { units: 1 });
		assert_eq!(ProvidersPallet::score(&WING), Perbill::from_percent(70));
	});
}

#[test]
fn counts_stop_at_their_end_instead_of_wrapping() {
	ExtBuilder::build_and_execute(|| {
		Records::<Test>::insert(
			WING,
			Record { served: u64::MAX - 1, value: u128::MAX, ..Default::default() },
		);
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Served { units: 7, value: 7, commission: 0 });
		assert_eq!(Records::<Test>::get(WING).served, u64::MAX);
		assert_eq!(ProvidersPallet::score(&WING), Perbill::one());
	});
}

#[test]
fn whoever_leaves_and_comes_back_keeps_its_past() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Failed { units: 2 });
		frame_support::assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND));
		go_to(1 + PERIOD);
		frame_support::assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		register(WING, MIN_BOND);
		assert_eq!(ProvidersPallet::score(&WING), Perbill::zero());
	});
}
