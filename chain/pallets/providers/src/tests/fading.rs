use crate::{mock::*, *};
use airo_primitives::provider::{Outcome, Providers as _};
use sp_runtime::Perbill;

const HALF: Perbill = Perbill::from_percent(50);

/// A provider's record in which every count is `count`.
fn full_of(count: u32) -> RecordOf<Test> {
	Record {
		halved: 1,
		agreements: count,
		served: count.into(),
		failed: count.into(),
		late: count.into(),
		value: count.into(),
		commission: count.into(),
		forgone: count.into(),
		challenges_lost: count,
		challenges_won: count,
	}
}

fn record_of(who: u64) -> RecordOf<Test> {
	ProvidersPallet::history(&who).0
}

#[test]
fn every_count_is_halved_once_a_half_life() {
	for (elapsed, count) in [
		(0, 100),
		(HALF_LIFE - 1, 100),
		(HALF_LIFE, 50),
		(2 * HALF_LIFE - 1, 50),
		(2 * HALF_LIFE, 25),
		(3 * HALF_LIFE, 12),
		(6 * HALF_LIFE, 1),
		(7 * HALF_LIFE, 0),
		// More halvings than a count has bits.
		(500 * HALF_LIFE, 0),
		(u64::MAX - 1, 0),
	] {
		ExtBuilder::build_and_execute(|| {
			Records::<Test>::insert(WING, full_of(100));
			ConsumerRecords::<Test>::insert(CONSUMER, full_of(100));
			go_to(1 + elapsed);
			let halved = 1 + elapsed / HALF_LIFE * HALF_LIFE;
			let faded = Record { halved, ..full_of(count) };
			assert_eq!(record_of(WING), faded, "after {elapsed} blocks");
			assert_eq!(ProvidersPallet::consumer_record(&CONSUMER), faded, "after {elapsed} blocks");
		});
	}
}

#[test]
fn it_makes_no_difference_when_a_record_is_written() {
	ExtBuilder::build_and_execute(|| {
		for who in [WING, OTHER] {
			ProvidersPallet::record(
				&who,
				&CONSUMER,
				Outcome::Served { units: 999, value: 99_999, commission: 7_777 },
			);
		}
		for block in [400, 1_000, 1_001, 2_500, 5_999, 6_001, 9_500] {
			go_to(block);
			// Counts nothing, but is written.
			ProvidersPallet::record(&WING, &CONSUMER, Outcome::Failed { units: 0 });
			assert_eq!(ProvidersPallet::history(&WING), ProvidersPallet::history(&OTHER), "in block {block}");
		}
		assert_eq!(Records::<Test>::get(OTHER).halved, 1);
		assert_eq!(Records::<Test>::get(WING).halved, 9_001);
	});
}

#[test]
fn a_record_begins_to_fade_with_the_first_thing_it_counts() {
	ExtBuilder::build_and_execute(|| {
		go_to(HALF_LIFE - 1);
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Failed { units: 8 });
		go_to(2 * HALF_LIFE - 2);
		assert_eq!(record_of(WING).failed, 8);
		go_to(2 * HALF_LIFE - 1);
		assert_eq!(record_of(WING).failed, 4);
		// … or the first one after everything has faded.
		go_to(20 * HALF_LIFE + 500);
		assert!(record_of(WING).is_blank());
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Failed { units: 8 });
		assert_eq!(Records::<Test>::get(WING).halved, 20 * HALF_LIFE + 500);
	});
}

#[test]
fn counterparties_fade_with_the_record_and_leave_when_nothing_is_left() {
	ExtBuilder::build_and_execute(|| {
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Forgone { commission: 101 });
		ProvidersPallet::record(&WING, &OTHER, Outcome::Served { units: 1, value: 9, commission: 3 });
		go_to(1 + HALF_LIFE);
		let known = ProvidersPallet::history(&WING).1.known;
		assert_eq!(
			known.into_inner(),
			[(CONSUMER, Tally { paid: 0, forgone: 50 }), (OTHER, Tally { paid: 1, forgone: 0 })]
		);
		go_to(1 + 2 * HALF_LIFE);
		let known = ProvidersPallet::history(&WING).1.known;
		assert_eq!(known.into_inner(), [(CONSUMER, Tally { paid: 0, forgone: 25 })]);
		go_to(1 + 10 * HALF_LIFE);
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Agreed);
		assert!(!Counterparties::<Test>::contains_key(WING));
	});
}

#[test]
fn a_score_goes_back_to_where_a_newcomer_stands() {
	ExtBuilder::build_and_execute(|| {
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Forgone { commission: 1_000 });
		ProvidersPallet::record(&OTHER, &CONSUMER, Outcome::Served { units: 1, value: 1, commission: 1_000 });
		let (mut bad, mut good) = (ProvidersPallet::score(&WING), ProvidersPallet::score(&OTHER));
		assert!(bad < HALF && HALF < good);
		for times in 1..=9 {
			go_to(1 + times * HALF_LIFE);
			let now = (ProvidersPallet::score(&WING), ProvidersPallet::score(&OTHER));
			assert!(bad < now.0 && now.0 < HALF && HALF < now.1 && now.1 < good);
			(bad, good) = now;
		}
		go_to(1 + 10 * HALF_LIFE);
		assert_eq!((ProvidersPallet::score(&WING), ProvidersPallet::score(&OTHER)), (HALF, HALF));
	});
}

#[test]
fn a_chain_may_let_nothing_fade() {
	ExtBuilder::build_and_execute(|| {
		RecordHalfLife::set(&0);
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Failed { units: 8 });
		go_to(u64::MAX);
		assert_eq!(record_of(WING).failed, 8);
	});
}
