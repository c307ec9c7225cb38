//! What runtime APIs ask.

use crate::{AccountIdOf, Bids, Config, OpenOrders, Order, Orders, Pallet};
use airo_primitives::{runtime_apis::Ineligible, OrderId};
use alloc::vec::Vec;
use frame_support::ensure;

/// Most orders that one call of `open_orders` returns.
const PAGE: usize = 100;

impl<T: Config> Pallet<T> {
	/// Whether the provider could place a bid on the order now, its free bond and deposit aside. A full order is said to be
	/// full only when no allowed price is below all of its bids; a bidder with a live bid may only lower it.
	pub fn eligible(id: OrderId, provider: &AccountIdOf<T>) -> Result<(), Ineligible> {
		let order = Orders::<T>::get(id).ok_or(Ineligible::OrderNotFound)?;
		Self::may_bid(&order, provider)?;
		let bids = Bids::<T>::get(id);
		ensure!(bids.iter().all(|bid| bid.provider != *provider), Ineligible::AlreadyBid);
		ensure!(Self::has_room(&bids, order.floor), Ineligible::BidsFull);
		Ok(())
	}

	/// Up to `limit` (at most 100) orders that can still be won, with numbers above `after`, ascending. Reads no more than
	/// what it returns and orders that have run out but weren't ended yet.
	pub fn open_orders(after: Option<OrderId>, limit: u32) -> Vec<(OrderId, Order<T>)> {
		let now = frame_system::Pallet::<T>::block_number();
		let ids = match after {
			Some(after) => {
				OpenOrders::<T>::iter_keys_from(OpenOrders::<T>::hashed_key_for(after.to_be_bytes()))
			}
			None => OpenOrders::<T>::iter_keys(),
		};
		ids.map(OrderId::from_be_bytes)
			.filter_map(|id| Orders::<T>::get(id).map(|order| (id, order)))
			.filter(|(_, order)| now <= order.award_until)
			.take(PAGE.min(limit as usize))
			.collect()
	}
}
