//! Each call in its worst case: as many invited bidders and bids as an order can have, by providers with a past as long
//! as it can be.

mod setup;

use super::{looking_through::MAX_BATCH, Pallet as MarketplacePallet, *};
use airo_primitives::{provider::Providers as _, ModelId};
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, weights::Weight};
use frame_system::RawOrigin;
use setup::*;
use sp_runtime::traits::One;

/// What the benchmarks need of other pallets.
pub trait BenchmarkHelper<AccountId> {
	/// A model that can be ordered.
	fn listed_model() -> ModelId;
	/// Makes an account with money a provider that may bid on the model, with a bond for many bids, a past as long as it
	/// can be, and at least half a perfect score.
	fn bidder(who: &AccountId, model: ModelId);
	/// Brings a bidder's score down to almost nothing.
	fn disgrace(who: &AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn place_order() {
		let consumer = funded::<T>("consumer", 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer), spec::<T>(AwardMode::Manual));

		assert!(Orders::<T>::contains_key(0));
	}

	/// Frees `b` bids.
	#[benchmark]
	fn cancel(b: Linear<0, { T::MaxBids::get() }>) -> Result<(), BenchmarkError> {
		let (id, consumer) = order_with_bids::<T>(AwardMode::Manual, b)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer), id);

		assert!(!Orders::<T>::contains_key(id));
		Ok(())
	}

	/// The first bid on an order, or with `e` the one that evicts another from a full list.
	#[benchmark]
	fn bid(e: Linear<0, 1>) -> Result<(), BenchmarkError> {
		let bids = T::MaxBids::get().saturating_mul(e);
		let (id, _) = order_with_bids::<T>(AwardMode::Manual, bids)?;
		let provider = bidder::<T>(bids);
		invite::<T>(id, bids);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider.clone()), id, price::<T>(0), terms::<T>());

		assert!(Bids::<T>::get(id).first().is_some_and(|placed| placed.provider == provider));
		Ok(())
	}

	/// The last one of `b` bids wins.
	#[benchmark]
	fn award(b: Linear<1, { T::MaxBids::get() }>) -> Result<(), BenchmarkError> {
		let (id, consumer) = order_with_bids::<T>(AwardMode::Manual, b)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer), id, provider::<T>(b.saturating_sub(1)));

		assert!(!Orders::<T>::contains_key(id));
		Ok(())
	}

	/// All but the last one of `t` bids are tried in vain; `l` more are left.
	#[benchmark]
	fn poke(
		t: Linear<1, { T::MaxBids::get() / 2 }>,
		l: Linear<0, { T::MaxBids::get() / 2 }>,
	) -> Result<(), BenchmarkError> {
		let (id, _) = order_with_bids::<T>(AwardMode::Cheapest, t.saturating_add(l))?;
		for index in 1..t {
			T::BenchmarkHelper::disgrace(&provider::<T>(index.saturating_sub(1)));
		}
		end_bidding::<T>(id);
		let anybody = funded::<T>("anybody", 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), id);

		// The agreement keeps the winner's coverage; a bid that lost has given its own back.
		let winner = provider::<T>(t.saturating_sub(1));
		assert!(T::Providers::free_bond(&winner) < T::Providers::bond(&winner));
		Ok(())
	}

	#[benchmark]
	fn counter() -> Result<(), BenchmarkError> {
		let (id, consumer) = order_with_bids::<T>(AwardMode::Manual, T::MaxBids::get())?;
		let last = provider::<T>(T::MaxBids::get().saturating_sub(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer), id, last, price::<T>(0));

		assert!(Bids::<T>::get(id).last().is_some_and(|placed| placed.counter.is_some()));
		Ok(())
	}

	#[benchmark]
	fn accept_counter() -> Result<(), BenchmarkError> {
		let (id, consumer) = order_with_bids::<T>(AwardMode::Manual, T::MaxBids::get())?;
		let last = provider::<T>(T::MaxBids::get().saturating_sub(1));
		MarketplacePallet::<T>::do_counter(consumer, id, last.clone(), price::<T>(0))?;

		#[extrinsic_call]
		_(RawOrigin::Signed(last.clone()), id, price::<T>(0));

		assert!(Bids::<T>::get(id).first().is_some_and(|placed| placed.provider == last));
		Ok(())
	}

	/// Judges `n` bids, each on an order and by a provider of its own, all of which may succeed.
	#[benchmark]
	fn check_doomed(n: Linear<0, { MAX_BATCH as u32 }>) -> Result<(), BenchmarkError> {
		let mut judged = alloc::vec::Vec::new();
		for index in 0..n {
			let (order, _) = order_with_bids::<T>(AwardMode::Manual, 0)?;
			invite::<T>(order, index);
			fill::<T>(order);
			let call = Call::<T>::bid { order, price: price::<T>(0), terms: terms::<T>() };
			judged.push((bidder::<T>(index), call));
		}
		let mut passed = 0u32;

		#[block]
		{
			for (who, call) in &judged {
				if MarketplacePallet::<T>::judge(who, call).is_ok() {
					passed = passed.saturating_add(1);
				}
			}
		}

		assert_eq!(passed, n);
		Ok(())
	}

	/// Goes through `n` blocks in which no order ends.
	#[benchmark]
	fn housekeep(n: Linear<0, 100>) {
		let start = frame_system::Pallet::<T>::block_number();
		HousekeptUntil::<T>::put(start);
		let now = (0..n).fold(start, |now, _| now + One::one());

		#[block]
		{
			MarketplacePallet::<T>::housekeep(now, Weight::MAX);
		}

		assert_eq!(HousekeptUntil::<T>::get(), Some(now));
	}

	impl_benchmark_test_suite!(MarketplacePallet, crate::mock::ExtBuilder::begin(), crate::mock::Test);
}
