//! Who there is, what they might call, and what else happens.

use crate::{mock::*, *};
use airo_primitives::{
	agreement::{Orders as _, Remainder, Requirements},
	provider::ProviderUnavailable,
};
use frame_support::{assert_ok, storage::with_storage_layer, weights::Weight};
use sp_runtime::Perbill;

/// Xorshift.
pub struct Rng(pub u64);

impl Rng {
	/// From `least` to `most`, both inclusive.
	pub fn between(&mut self, least: u64, most: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		least + self.0 % (most - least + 1)
	}

	pub fn one_in(&mut self, n: u64) -> bool {
		self.between(1, n) == 1
	}

	fn pick<X: Copy>(&mut self, from: &[X]) -> X {
		from[self.between(0, from.len() as u64 - 1) as usize]
	}
}

pub struct World {
	pub rng: Rng,
	pub providers: Vec<u64>,
}

impl World {
	fn anybody(&mut self) -> u64 {
		match self.rng.one_in(3) {
			true => self.rng.pick(&[CONSUMER, OTHER_CONSUMER]),
			false => self.rng.pick(&self.providers),
		}
	}

	fn order(&mut self) -> u32 {
		let open: Vec<u32> = OpenOrders::<Test>::iter_keys().map(u32::from_be_bytes).collect();
		match open.is_empty() || self.rng.one_in(30) {
			true => self.rng.between(0, u64::from(NextOrderId::<Test>::get())) as u32,
			false => self.rng.pick(&open),
		}
	}

	/// An order, a bidder of it, and the price that it was countered with.
	fn countered(&mut self) -> Option<(u32, (u64, Balance))> {
		let counters = Bids::<Test>::iter().flat_map(|(order, bids)| {
			bids.into_iter().filter_map(move |bid| Some((order, (bid.provider, bid.counter?))))
		});
		let counters: Vec<_> = counters.collect();
		(!counters.is_empty()).then(|| self.rng.pick(&counters))
	}

	fn spec(&mut self) -> OrderSpec<Test> {
		OrderSpec {
			max_price: self.rng.between(108, 160).into(),
			bid_window: self.rng.between(2, 60),
			award: self.rng.pick(&[AwardMode::Manual, AwardMode::Manual, AwardMode::Cheapest]),
			min_bond: self.rng.pick(&[0, 0, 0, BOND]),
			min_score: self.rng.pick(&[Perbill::zero(), Perbill::zero(), Perbill::from_percent(60)]),
			..spec()
		}
	}

	/// A call and who would make it.
	pub fn call(&mut self) -> (u64, Call<Test>) {
		let order = self.order();
		let owner = Orders::<Test>::get(order).map_or(CONSUMER, |order| order.consumer);
		let bidders = bidders(order);
		let bidder = match bidders.is_empty() || self.rng.one_in(10) {
			true => self.rng.pick(&self.providers),
			false => self.rng.pick(&bidders),
		};
		let now = bid_of(order, bidder).map_or(150, |bid| bid.price) as u64;
		let lower: Balance = self.rng.between(now.saturating_sub(20).max(100), now + 1).into();
		let terms =
			BidTerms { max_open: self.rng.pick(&[8, 8, 8, 9]), credit_window: self.rng.pick(&[5, 9, 9]) };
		let (order_countered, countered) = self.countered().unwrap_or((order, (bidder, lower)));
		let (who, call) = match self.rng.between(0, 99) {
			0..10 if OpenOrders::<Test>::iter().count() < 6 => {
				(owner, Call::place_order { spec: self.spec() })
			}
			0..55 => {
				let who = self.rng.pick(&self.providers);
				(who, Call::bid { order, price: self.rng.between(105, 155).into(), terms })
			}
			55..70 => (bidder, Call::bid { order, price: lower, terms }),
			70..80 => (owner, Call::counter { order, provider: bidder, price: lower }),
			80..88 => {
				let (who, price) = countered;
				(who, Call::accept_counter { order: order_countered, price })
			}
			88..92 => (owner, Call::award { order, provider: bidder }),
			92..93 => (owner, Call::cancel { order }),
			_ => (owner, Call::poke { order }),
		};
		match self.rng.one_in(20) {
			true => (self.anybody(), call),
			false => (who, call),
		}
	}

	/// Time passes, providers come and go.
	pub fn live(&mut self) {
		let who = self.rng.pick(&self.providers);
		match self.rng.between(0, 99) {
			0..12 => go_to(System::block_number() + 1),
			12..14 => {
				let limit = Weight::from_parts(self.rng.between(0, 60_000_000_000), u64::MAX);
				assert!(idle(limit).all_lte(limit));
			}
			14..17 => {
				let score = Perbill::from_percent(self.rng.between(50, 100) as u32);
				FakeProviders::change(who, |provider| provider.score = score);
			}
			17..19 => {
				let reasons = [None, None, None, Some(ProviderUnavailable::Chilled)];
				let refusal = self.rng.pick(&reasons);
				FakeProviders::change(who, |provider| provider.refusal = refusal);
			}
			19..20 if OpenOrders::<Test>::iter().count() < 6 => {
				let barred = who;
				let rest = Remainder {
					consumer: OTHER_CONSUMER,
					model: MODEL,
					inferences: 10,
					max_price: 150,
					channel_quota: 0,
					duration: self.rng.between(0, 2_000),
					response_window: 10,
					challenge_window: 10,
					requirements: Requirements {
						min_bond: 0,
						min_score: Perbill::zero(),
						sealed: false,
						hpke_key: None,
					},
					consumer_key: spec().consumer_key,
					barred,
					invited: None,
				};
				assert_ok!(with_storage_layer(|| Marketplace::place_again(rest)));
			}
			_ => {}
		}
	}
}
