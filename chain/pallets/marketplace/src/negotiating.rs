//! Negotiating the price of a live bid.

use crate::{
	bidding::Admitted, AccountIdOf, AwardMode, BalanceOf, Bids, BidsOf, Config, Error, Event, Order, Pallet,
};
use airo_primitives::OrderId;
use frame_support::ensure;
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_counter(
		consumer: AccountIdOf<T>,
		id: OrderId,
		provider: AccountIdOf<T>,
		price: BalanceOf<T>,
	) -> DispatchResult {
		let mut bids = Self::check_counter(&consumer, id, &provider, price)?;
		for bid in bids.iter_mut().filter(|bid| bid.provider == provider) {
			bid.counter = Some(price);
		}
		Bids::<T>::insert(id, bids);
		Self::deposit_event(Event::Countered { order: id, provider, price });
		Ok(())
	}

	pub(crate) fn check_counter(
		consumer: &AccountIdOf<T>,
		id: OrderId,
		provider: &AccountIdOf<T>,
		price: BalanceOf<T>,
	) -> Result<BidsOf<T>, Error<T>> {
		let order = Self::order(id)?;
		ensure!(order.consumer == *consumer, Error::NotConsumer);
		Self::check_awardable(&order)?;
		let bids = Bids::<T>::get(id);
		let bid = bids.iter().find(|bid| bid.provider == *provider).ok_or(Error::BidNotFound)?;
		ensure!(!price.is_zero(), Error::ZeroAmount);
		ensure!(price < bid.price, Error::CounterTooHigh);
		ensure!(price >= order.floor, Error::PriceTooLow);
		Ok(bids)
	}

	pub(crate) fn do_accept_counter(
		provider: AccountIdOf<T>,
		id: OrderId,
		price: BalanceOf<T>,
	) -> DispatchResult {
		let Admitted { bids, own, coverage, .. } = Self::check_accept_counter(&provider, id, price)?;
		let own = own.ok_or(Error::<T>::BidNotFound)?;
		let terms = own.terms;
		Self::lower(id, bids, own, price, terms, coverage)?;
		Self::deposit_event(Event::CounterAccepted { order: id, provider, price });
		Ok(())
	}

	pub(crate) fn check_accept_counter(
		provider: &AccountIdOf<T>,
		id: OrderId,
		price: BalanceOf<T>,
	) -> Result<Admitted<T>, Error<T>> {
		let order = Self::order(id)?;
		Self::check_awardable(&order)?;
		let bids = Bids::<T>::get(id);
		let own = bids.iter().find(|bid| bid.provider == *provider).ok_or(Error::BidNotFound)?.clone();
		// Without the price the consumer could put a lower counter in the way of the provider's consent.
		ensure!(own.counter.ok_or(Error::NoCounter)? == price, Error::CounterChanged);
		Self::qualified(&order, provider)?;
		let coverage = Self::coverable(&order, provider, price, Some(&own))?;
		let deposit = own.deposit;
		Ok(Admitted { order, bids, own: Some(own), coverage, deposit })
	}

	/// Whether the consumer can still choose a bid of the order.
	pub(crate) fn check_awardable(order: &Order<T>) -> Result<(), Error<T>> {
		ensure!(order.spec.award == AwardMode::Manual, Error::NotManual);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now <= order.award_until, Error::AwardClosed);
		Ok(())
	}
}
