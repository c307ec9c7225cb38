use crate::{mock::*, *};
use airo_primitives::provider::{Outcome, Providers as _};
use sp_runtime::Perbill;

fn paid(consumer: u64, commission: Balance) {
	let outcome = Outcome::Served { units: 1, value: 100 * commission, commission };
	ProvidersPallet::record(&WING, &consumer, outcome);
}

fn forgone(consumer: u64, commission: Balance) {
	ProvidersPallet::record(&WING, &consumer, Outcome::Failed { units: 1 });
	ProvidersPallet::record(&WING, &consumer, Outcome::Forgone { commission });
}

fn score() -> Perbill {
	ProvidersPallet::score(&WING)
}

/// `good` of `all`, together with what a newcomer begins with.
fn share(good: Balance, all: Balance) -> Perbill {
	Perbill::from_rational(INITIAL_WEIGHT / 2 + good, INITIAL_WEIGHT + all)
}

fn dealings() -> Dealings<Test> {
	Counterparties::<Test>::get(WING)
}

#[test]
fn a_newcomer_stands_at_the_initial_score_and_its_past_takes_over_by_and_by() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(score(), Perbill::from_percent(50));
		// One cheap success makes nobody the best.
		paid(CONSUMER, 1);
		assert_eq!(score(), share(1, 1));
		assert!(score() < Perbill::from_percent(51));
		paid(CONSUMER, 899);
		assert_eq!(score(), Perbill::from_percent(95));
	});
}

#[test]
fn successes_and_failures_are_weighed_by_commission() {
	ExtBuilder::build_and_execute(|| {
		// A thousand cheap inferences don't outweigh a dear one that failed.
		for _ in 0..1_000 {
			paid(CONSUMER, 1);
		}
		forgone(OTHER, 9_000);
		assert_eq!(score(), share(1_000, 10_000));
	});
}

#[test]
fn buying_from_oneself_costs_what_failures_cost_others_and_more() {
	ExtBuilder::build_and_execute(|| {
		forgone(CONSUMER, 1_000);
		// Back to 95 % takes 19 times the forgone commission, however it is spread.
		let price = 19 * 1_000;
		for sybil in 100..119 {
			paid(sybil, price / 19);
		}
		assert_eq!(score(), share(price, price + 1_000));
		assert!(score() < Perbill::from_percent(95));
	});
}

#[test]
fn a_counterparty_counts_like_the_cap_at_most_at_its_own_ratio() {
	ExtBuilder::build_and_execute(|| {
		paid(CONSUMER, 10 * CAP);
		assert_eq!(score(), share(CAP, CAP));
		forgone(OTHER, 30 * CAP);
		assert_eq!(score(), share(CAP, 2 * CAP));
		paid(OTHER, 10 * CAP);
		assert_eq!(score(), share(CAP + CAP / 4, 2 * CAP));
	});
}

#[test]
fn the_lightest_counterparty_makes_room_and_its_tally_is_kept() {
	ExtBuilder::build_and_execute(|| {
		paid(1, 500);
		forgone(2, 100);
		paid(3, 300);
		assert_eq!(dealings().rest, Tally::default());
		let before = score();
		// Another comes, however small: the one that counts least goes into the rest.
		paid(4, 1);
		let known: Vec<_> = dealings().known.into_iter().map(|(who, _)| who).collect();
		assert_eq!((known.len(), known.contains(&2), known.contains(&4)), (3, false, true));
		assert_eq!(dealings().rest, Tally { paid: 0, forgone: 100 });
		assert_eq!(score(), share(801, 901));
		assert!(score() > before);
		// Its failures go on counting, and so do new ones.
		forgone(2, 50);
		assert_eq!(dealings().rest, Tally { paid: 1, forgone: 100 });
		assert_eq!(score(), share(801, 951));
	});
}

#[test]
fn failures_cannot_be_pushed_out_of_sight_by_new_counterparties() {
	ExtBuilder::build_and_execute(|| {
		forgone(CONSUMER, CAP / 2);
		for sybil in 100..200 {
			paid(sybil, CAP);
		}
		assert_eq!(dealings().known.len() as u32, MAX_COUNTERPARTIES);
		assert_eq!(score(), share(100 * CAP, 100 * CAP + CAP / 2));
	});
}

#[test]
fn what_carries_no_commission_takes_no_place() {
	ExtBuilder::build_and_execute(|| {
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Agreed);
		paid(CONSUMER, 0);
		forgone(CONSUMER, 0);
		ProvidersPallet::record(&WING, &CONSUMER, Outcome::Late { units: 1 });
		assert!(!Counterparties::<Test>::contains_key(WING));
		assert_eq!(score(), Perbill::from_percent(50));
	});
}

#[test]
fn sums_that_overflow_stop_instead_of_wrapping() {
	ExtBuilder::build_and_execute(|| {
		for sybil in 1..=6 {
			paid(sybil, Balance::MAX);
			forgone(sybil, Balance::MAX);
		}
		assert!(score() <= Perbill::one());
	});
}

#[test]
fn the_success_ratio_counts_inferences_only() {
	ExtBuilder::build_and_execute(|| {
		let ratio = |record: &RecordOf<Test>| {
			SuccessRatio::<InitialScore>::score(record, &Dealings::<Test>::default())
		};
		assert_eq!(ratio(&Record::default()), Perbill::from_percent(50));
		assert_eq!(ratio(&Record { served: 7, ..Default::default() }), Perbill::one());
		assert_eq!(
			ratio(&Record { served: 7, failed: 2, late: 1, ..Default::default() }),
			Perbill::from_percent(70)
		);
		assert_eq!(ratio(&Record { served: u64::MAX, failed: 9, ..Default::default() }), Perbill::one());
	});
}
