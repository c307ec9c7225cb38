//! One order of each kind that a call can stumble over, and calls in short.

use crate::{mock::*, *};
use airo_primitives::agreement::{Orders as _, Remainder, Requirements};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_core::ed25519;
use sp_runtime::{traits::Dispatchable, DispatchError, Perbill};

/// Manual, with bids of `WING1` at 500, countered with 400, and of `WING2` at 600.
pub const MANUAL: u32 = 0;
/// Takes the cheapest, with a bid of `WING1` at 500.
pub const CHEAPEST: u32 = 1;
pub const CANCELLED: u32 = 2;
/// For `WING2` only.
pub const INVITED: u32 = 3;
/// Wants more bond than anybody has.
pub const RICH: u32 = 4;
/// Wants a better score than anybody has.
pub const GOOD: u32 = 5;
/// `WING1` may not bid.
pub const BARRED: u32 = 6;
/// Has all the bids it takes, at 300 to 304.
pub const FULL: u32 = 7;
/// Wants more coverage than any bond is good for.
pub const LARGE: u32 = 8;
/// Manual, without bids.
pub const LONELY: u32 = 9;
pub const UNKNOWN: u32 = 10;

pub type Case = (RuntimeOrigin, Call<Test>, DispatchError);

pub fn world() {
	for (order, spec) in [
		(MANUAL, spec()),
		(CHEAPEST, cheapest()),
		(CANCELLED, spec()),
		(INVITED, OrderSpec { invited: Some(BoundedVec::truncate_from(vec![WING2])), ..spec() }),
		(RICH, OrderSpec { min_bond: BOND + 1, ..spec() }),
		(GOOD, OrderSpec { min_score: Perbill::from_percent(81), ..spec() }),
	] {
		assert_eq!(place(spec), order);
	}
	let asked = Requirements { min_bond: 0, min_score: Perbill::zero(), sealed: false, hpke_key: None };
	let rest = Remainder {
		consumer: CONSUMER,
		model: MODEL,
		inferences: 1,
		max_price: 1_000,
		channel_quota: 0,
		duration: 10,
		response_window: 10,
		challenge_window: 12,
		requirements: asked,
		consumer_key: ed25519::Public::from_raw([9; 32]),
		barred: WING1,
		invited: None,
	};
	assert_eq!(Marketplace::place_again(rest), Ok(BARRED));
	assert_eq!(place(spec()), FULL);
	assert_eq!(place(OrderSpec { max_price: 900_000, ..spec() }), LARGE);
	assert_eq!(place(spec()), LONELY);
	bid(MANUAL, WING1, 500);
	bid(MANUAL, WING2, 600);
	assert_ok!(Marketplace::counter(by(CONSUMER), MANUAL, WING1, 400));
	bid(CHEAPEST, WING1, 500);
	fill(FULL, 300);
	assert_ok!(Marketplace::cancel(by(CONSUMER), CANCELLED));
}

pub fn by(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn case(who: u64, call: Call<Test>, error: Error<Test>) -> Case {
	(by(who), call, error.into())
}

/// All of these calls fail with their errors and leave nothing, in a world that `prepare` has had its hands on.
pub fn refused(prepare: impl FnOnce(), cases: impl IntoIterator<Item = Case>) {
	ExtBuilder::build_and_execute(|| {
		world();
		prepare();
		for (origin, call, error) in cases {
			println!("{call:?} by {origin:?}: {error:?}");
			let call = RuntimeCall::from(call);
			assert_noop!(call.dispatch(origin).map_err(|failed| failed.error), error);
		}
	});
}

pub fn bid_at(order: u32, price: Balance) -> Call<Test> {
	Call::bid { order, price, terms: TERMS }
}

pub fn bid_with(max_open: u32, credit_window: u32) -> Call<Test> {
	Call::bid { order: MANUAL, price: 450, terms: BidTerms { max_open, credit_window } }
}

pub fn award(order: u32, provider: u64) -> Call<Test> {
	Call::award { order, provider }
}

pub fn counter(order: u32, provider: u64, price: Balance) -> Call<Test> {
	Call::counter { order, provider, price }
}

pub fn accept(order: u32, price: Balance) -> Call<Test> {
	Call::accept_counter { order, price }
}

pub fn cancel(order: u32) -> Call<Test> {
	Call::cancel { order }
}

pub fn poke(order: u32) -> Call<Test> {
	Call::poke { order }
}

pub fn place_as(change: impl FnOnce(&mut OrderSpec<Test>)) -> Call<Test> {
	let mut spec = spec();
	change(&mut spec);
	Call::place_order { spec }
}
