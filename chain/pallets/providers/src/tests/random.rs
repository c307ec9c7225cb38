//! Random outcomes and calls: whatever the order in which they come, every invariant holds and the books agree with
//! simpler ones.

use crate::{mock::*, *};
use airo_primitives::provider::{Outcome, Providers as _};
use frame_support::assert_ok;
use sp_runtime::Perbill;
use std::collections::BTreeMap;

/// Numbers that are the same on every machine.
struct Numbers(u64);

impl Numbers {
	fn below(&mut self, end: u64) -> u64 {
		self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		(self.0 >> 33) % end
	}
}

#[test]
fn no_commission_is_forgotten_or_made_up_before_it_fades() {
	for seed in 0..20 {
		ExtBuilder::build_and_execute(|| {
			let mut numbers = Numbers(seed);
			let mut all = Tally { paid: 0, forgone: 0 };
			for _ in 0..200 {
				let (consumer, commission) = (numbers.below(9), u128::from(numbers.below(2 * CAP as u64)));
				let before = ProvidersPallet::score(&WING);
				let known = Counterparties::<Test>::get(WING).known.iter().any(|(who, _)| *who == consumer);
				if numbers.below(3) == 0 {
					all.forgone += commission;
					ProvidersPallet::record(&WING, &consumer, Outcome::Forgone { commission });
					// Whoever has a place pushes nobody out: then a failure never helps, and a success never harms.
					assert!(!known || ProvidersPallet::score(&WING) <= before, "seed {seed}");
				} else {
					all.paid += commission;
					let served = Outcome::Served { units: 1, value: commission, commission };
					ProvidersPallet::record(&WING, &consumer, served);
					assert!(!known || ProvidersPallet::score(&WING) >= before, "seed {seed}");
				}
				let dealings = Counterparties::<Test>::get(WING);
				let mut sum = dealings.rest;
				for (_, tally) in &dealings.known {
					sum = Tally { paid: sum.paid + tally.paid, forgone: sum.forgone + tally.forgone };
				}
				assert_eq!(sum, all, "seed {seed}");
				assert!(dealings.known.len() as u32 <= MAX_COUNTERPARTIES);
			}
		});
	}
}

#[test]
fn scores_stay_between_nothing_and_one_while_everything_fades() {
	for seed in 100..120 {
		ExtBuilder::build_and_execute(|| {
			let mut numbers = Numbers(seed);
			for _ in 0..200 {
				go_to(System::block_number() + numbers.below(HALF_LIFE));
				let units = numbers.below(50) as u32;
				let commission = u128::from(numbers.below(1_000_000));
				let outcome = match numbers.below(7) {
					0 => Outcome::Agreed,
					1 => Outcome::Failed { units },
					2 => Outcome::Late { units },
					3 => Outcome::Forgone { commission },
					4 => Outcome::ChallengeLost,
					5 => Outcome::ChallengeWon,
					_ => Outcome::Served { units, value: 100 * commission, commission },
				};
				ProvidersPallet::record(&(10 + numbers.below(2)), &numbers.below(6), outcome);
				ProvidersPallet::do_try_state().unwrap_or_else(|broken| panic!("seed {seed}: {broken:?}"));
				let score = ProvidersPallet::score(&WING);
				assert!(score > Perbill::zero() && score < Perbill::one(), "seed {seed}: {score:?}");
			}
		});
	}
}

/// What is free is the bond less what is covered and what is on its way out, each counted by hand.
#[test]
fn a_free_bond_is_never_negative() {
	for seed in 200..220 {
		ExtBuilder::build_and_execute(|| {
			let mut numbers = Numbers(seed);
			register(WING, 10 * MIN_BOND);
			let (mut bond, mut covered, mut leaving) = (10 * MIN_BOND, 0, BTreeMap::<u64, Balance>::new());
			for _ in 0..300 {
				go_to(System::block_number() + numbers.below(30));
				let now = System::block_number();
				let amount = u128::from(numbers.below(3 * MIN_BOND as u64));
				match numbers.below(6) {
					0 => {
						if ProvidersPallet::bond_extra(signed(WING), amount / 4).is_ok() {
							bond += amount / 4;
						}
					}
					1 => {
						if ProvidersPallet::unbond(signed(WING), amount).is_ok() {
							*leaving.entry(now + PERIOD).or_default() += amount;
						}
					}
					2 => {
						let free: Balance = leaving.range(..=now).map(|(_, amount)| amount).sum();
						let withdrawn = ProvidersPallet::withdraw(signed(WING)).is_ok();
						assert_eq!(withdrawn, free > 0 || bond == 0, "seed {seed}");
						leaving.retain(|until, _| *until > now);
						bond -= free;
						if withdrawn && bond == 0 {
							register(WING, 10 * MIN_BOND);
							bond = 10 * MIN_BOND;
						}
					}
					3 => {
						if ProvidersPallet::lock_coverage(&WING, amount).is_ok() {
							covered += amount;
						}
					}
					4 => {
						let freed = amount.min(covered);
						ProvidersPallet::free_coverage(&WING, freed);
						covered -= freed;
					}
					_ => {
						// Another coverage would have been locked had more been free.
						let taken = ProvidersPallet::slash_coverage(&WING, amount, &CONSUMER);
						assert_eq!(taken, amount.min(covered), "seed {seed}");
						(bond, covered) = (bond - taken, covered - taken);
					}
				}
				let out: Balance = leaving.values().sum();
				let free = bond.checked_sub(covered + out);
				assert_eq!(Some(ProvidersPallet::free_bond(&WING)), free, "seed {seed}");
				assert_eq!(held(WING), bond, "seed {seed}");
				if provider(WING).chilled && ProvidersPallet::activate(signed(WING)).is_err() {
					assert!(provider(WING).staying() < MIN_BOND);
				}
				ProvidersPallet::do_try_state().unwrap_or_else(|broken| panic!("seed {seed}: {broken:?}"));
			}
			// All of it can leave once nothing stands behind it.
			ProvidersPallet::free_coverage(&WING, covered);
			go_to(System::block_number() + PERIOD);
			let _ = ProvidersPallet::withdraw(signed(WING));
			if let Some(stays) = Providers::<Test>::get(WING).map(|provider| provider.staying()) {
				assert!(stays == 0 || ProvidersPallet::unbond(signed(WING), stays).is_ok());
				go_to(System::block_number() + PERIOD);
				assert_ok!(ProvidersPallet::withdraw(signed(WING)));
			}
			assert_eq!((held(WING), Providers::<Test>::contains_key(WING)), (0, false));
		});
	}
}
