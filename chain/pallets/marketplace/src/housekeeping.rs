//! Ending orders that nobody pokes, in what is left of a block.

use crate::{weights::WeightInfo, Config, Ending, HousekeptUntil, Pallet};
use frame_support::{
	defensive,
	traits::Get,
	weights::{Weight, WeightMeter},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};

impl<T: Config> Pallet<T> {
	/// Ends orders that are due by `now` as far as `limit` goes; the next block goes on where this one stopped.
	pub(crate) fn housekeep(now: BlockNumberFor<T>, limit: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(limit);
		if meter.try_consume(T::WeightInfo::housekeep(0)).is_err() {
			return Weight::zero();
		}
		let Some(start) = HousekeptUntil::<T>::get() else { return meter.consumed() };
		let mut done = start;
		while done < now {
			let block = done.saturating_add(One::one());
			if meter.try_consume(Self::look_at_a_block()).is_err() || !Self::end_orders_of(block, &mut meter)
			{
				break;
			}
			done = block;
		}
		if done != start {
			HousekeptUntil::<T>::put(done);
		}
		meter.consumed()
	}

	/// Benchmarks don't count that looking for a block's first order may go to the disk.
	pub(crate) fn look_at_a_block() -> Weight {
		let computing = T::WeightInfo::housekeep(1).saturating_sub(T::WeightInfo::housekeep(0));
		computing.saturating_add(T::DbWeight::get().reads(1))
	}

	/// Of an order whose bids are all tried, or none of them.
	pub(crate) fn heaviest_poke() -> Weight {
		let bids = T::MaxBids::get();
		T::WeightInfo::poke(bids, 0).max(T::WeightInfo::poke(0, bids))
	}

	/// False when the weight ran out before the orders did.
	fn end_orders_of(block: BlockNumberFor<T>, meter: &mut WeightMeter) -> bool {
		let most = Self::heaviest_poke();
		let mut orders = Ending::<T>::iter_key_prefix(block);
		loop {
			if !meter.can_consume(most) {
				return false;
			}
			let Some(order) = orders.next() else { return true };
			match Self::do_poke(order) {
				Ok(work) => meter.consume(T::WeightInfo::poke(work.tried, work.left)),
				Err(_) => {
					defensive!("an order listed as due isn't");
					Ending::<T>::remove(block, order);
					meter.consume(T::WeightInfo::poke(0, 0));
				}
			}
		}
	}
}
