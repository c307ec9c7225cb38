use crate::{mock::*, *};
use airo_primitives::provider::{Outcome, Providers as _};
use frame_support::assert_ok;
use sp_runtime::Perbill;

#[test]
fn both_sides_are_recorded_apart() {
	ExtBuilder::build_and_execute(|| {
		for outcome in [
			Outcome::Agreed,
			Outcome::Served { units: 7, value: 700, commission: 7 },
			Outcome::Failed { units: 2 },
			Outcome::Late { units: 1 },
			Outcome::Forgone { commission: 3 },
			Outcome::ChallengeLost,
			Outcome::ChallengeWon,
			Outcome::ChallengeWon,
		] {
			ProvidersPallet::record(&WING, &CONSUMER, outcome);
		}
		let record = Record {
			halved: 1,
			agreements: 1,
			served: 7,
			failed: 2,
			late: 1,
			value: 700,
			commission: 7,
			forgone: 3,
			challenges_lost: 1,
			challenges_won: 2,
		};
		assert_eq!(Records::<Test>::get(WING), record);
		// What one side of a challenge has won the other one has lost.
		assert_eq!(
			ConsumerRecords::<Test>::get(CONSUMER),
			Record { challenges_lost: 2, challenges_won: 1, ..record }
		);
		// Buying doesn't make a provider look better.
		assert_eq!(Records::<Test>::get(CONSUMER), Record::default());
		assert_eq!(ProvidersPallet::score(&CONSUMER), Perbill::from_percent(50));
	});
}

#[test]
fn counts_stop_at_their_end_instead_of_wrapping() {
	ExtBuilder::build_and_execute(|| {
		let full = Record {
			agreements: u32::MAX,
			served: u64::MAX - 1,
			failed: u64::MAX,
			late: u64::MAX,
			value: u128::MAX,
			commission: u128::MAX,
			forgone: u128::MAX,
			challenges_lost: u32::MAX,
			challenges_won: u32::MAX,
			halved: 1,
		};
		Records::<Test>::insert(WING, full);
		for outcome in [
			Outcome::Agreed,
			Outcome::Served { units: 7, value: 7, commission: 7 },
			Outcome::Failed { units: 7 },
			Outcome::Late { units: 7 },
			Outcome::Forgone { commission: 7 },
			Outcome::ChallengeLost,
			Outcome::ChallengeWon,
		] {
			ProvidersPallet::record(&WING, &CONSUMER, outcome);
		}
		assert_eq!(Records::<Test>::get(WING), Record { served: u64::MAX, ..full });
	});
}

#[test]
fn whoever_leaves_and_comes_back_keeps_its_past() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Forgone { commission: 900 });
		let before = ProvidersPallet::score(&WING);
		assert_ok!(ProvidersPallet::unbond(signed(WING), MIN_BOND));
		go_to(1 + PERIOD);
		assert_ok!(ProvidersPallet::withdraw(signed(WING)));
		register(WING, MIN_BOND);
		assert_eq!(ProvidersPallet::score(&WING), before);
		assert!(before < Perbill::from_percent(50));
	});
}
