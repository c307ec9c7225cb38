//! What runtime APIs ask.

use crate::{Config, Order, Orders, Pallet};
use airo_primitives::OrderId;
use alloc::vec::Vec;

/// Most orders that one call of `open_orders` returns.
const PAGE: usize = 100;

impl<T: Config> Pallet<T> {
	/// Up to `limit` (at most 100) orders that can still be won, with numbers above `after`, ascending.
	pub fn open_orders(after: Option<OrderId>, limit: u32) -> Vec<(OrderId, Order<T>)> {
		let now = frame_system::Pallet::<T>::block_number();
		let mut ids: Vec<OrderId> =
			Orders::<T>::iter_keys().filter(|id| after.is_none_or(|after| *id > after)).collect();
		ids.sort_unstable();
		ids.into_iter()
			.filter_map(|id| Orders::<T>::get(id).map(|order| (id, order)))
			.filter(|(_, order)| now <= order.award_until)
			.take(PAGE.min(limit as usize))
			.collect()
	}
}
