//! The ways in which an order ends: won, cancelled, expired.

use crate::{
	AccountIdOf, AwardMode, BidOf, Bids, BidsOf, Config, Ending, Error, Event, HoldReason, NextOrderId,
	OpenOrders, Order, Orders, Pallet,
};
use airo_primitives::{
	agreement::{Agreements as _, NewAgreement, Requirements},
	provider::Providers as _,
	AgreementId, OrderId,
};
use frame_support::{ensure, storage::with_storage_layer};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{One, Saturating},
	DispatchError,
};

/// An order, its bids, and the one that its consumer chose.
type Chosen<T> = (Order<T>, BidsOf<T>, BidOf<T>);

/// How much work ending an order was, for its weight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Work {
	/// Bids tried as winners.
	pub tried: u32,
	/// The other ones, which are only freed.
	pub left: u32,
}

impl<T: Config> Pallet<T> {
	/// An open order; an error that tells a number never given out from an order that has ended.
	pub(crate) fn order(id: OrderId) -> Result<Order<T>, Error<T>> {
		Orders::<T>::get(id).ok_or_else(|| match id < NextOrderId::<T>::get() {
			true => Error::OrderClosed,
			false => Error::UnknownOrder,
		})
	}

	/// First block in which the order may be poked. A manual order with bids waits for its consumer; any other has
	/// nothing to wait for once its bid window is over.
	pub(crate) fn due_at(order: &Order<T>, has_bids: bool) -> BlockNumberFor<T> {
		let last = match order.spec.award {
			AwardMode::Manual if has_bids => order.award_until,
			_ => order.bids_until,
		};
		last.saturating_add(One::one())
	}

	/// Returns how many bids were freed.
	pub(crate) fn do_cancel(consumer: AccountIdOf<T>, id: OrderId) -> Result<u32, DispatchError> {
		let order = Self::check_cancel(&consumer, id)?;
		let bids = Bids::<T>::get(id);
		Self::refund(id, &order, &bids);
		Self::deposit_event(Event::OrderCancelled { order: id, refunded: order.escrow });
		Ok(bids.len() as u32)
	}

	pub(crate) fn check_cancel(consumer: &AccountIdOf<T>, id: OrderId) -> Result<Order<T>, Error<T>> {
		let order = Self::order(id)?;
		ensure!(order.consumer == *consumer, Error::NotConsumer);
		Ok(order)
	}

	/// Returns how many bids there were.
	pub(crate) fn do_award(
		consumer: AccountIdOf<T>,
		id: OrderId,
		provider: AccountIdOf<T>,
	) -> Result<u32, DispatchError> {
		let (order, bids, winner) = Self::check_award(&consumer, id, &provider)?;
		Self::win(id, &order, &bids, &winner)?;
		Ok(bids.len() as u32)
	}

	pub(crate) fn check_award(
		consumer: &AccountIdOf<T>,
		id: OrderId,
		provider: &AccountIdOf<T>,
	) -> Result<Chosen<T>, Error<T>> {
		let order = Self::order(id)?;
		ensure!(order.consumer == *consumer, Error::NotConsumer);
		Self::check_awardable(&order)?;
		let bids = Bids::<T>::get(id);
		let winner = bids.iter().find(|bid| bid.provider == *provider).ok_or(Error::BidNotFound)?.clone();
		Self::qualified(&order, provider)?;
		Ok((order, bids, winner))
	}

	/// Ends an order whose time is over.
	pub(crate) fn do_poke(id: OrderId) -> Result<Work, DispatchError> {
		let (order, bids) = Self::check_poke(id)?;
		let mut work = Work { tried: 0, left: bids.len() as u32 };
		let now = frame_system::Pallet::<T>::block_number();
		if order.spec.award == AwardMode::Cheapest && now <= order.award_until {
			for bid in &bids {
				work = Work { tried: work.tried.saturating_add(1), left: work.left.saturating_sub(1) };
				// A bidder that has left, was chilled or no longer is what the order asks for is passed over.
				if with_storage_layer(|| Self::win(id, &order, &bids, bid)).is_ok() {
					return Ok(work);
				}
			}
		}
		Self::refund(id, &order, &bids);
		Self::deposit_event(Event::OrderExpired { order: id, refunded: order.escrow });
		Ok(work)
	}

	pub(crate) fn check_poke(id: OrderId) -> Result<(Order<T>, BidsOf<T>), Error<T>> {
		let order = Self::order(id)?;
		let bids = Bids::<T>::get(id);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= Self::due_at(&order, !bids.is_empty()), Error::NotDue);
		Ok((order, bids))
	}

	/// Makes an agreement of the order. To be rolled back on error.
	fn win(id: OrderId, order: &Order<T>, bids: &BidsOf<T>, winner: &BidOf<T>) -> Result<(), DispatchError> {
		let agreement = Self::hand_over(id, order, winner)?;
		for loser in bids.iter().filter(|bid| bid.provider != winner.provider) {
			Self::free(loser);
		}
		Self::forget(id, order, bids);
		Self::deposit_event(Event::OrderAwarded {
			order: id,
			agreement,
			consumer: order.consumer.clone(),
			provider: winner.provider.clone(),
			model: order.spec.model,
			price: winner.price,
			inferences: order.spec.inferences,
		});
		Ok(())
	}

	fn hand_over(id: OrderId, order: &Order<T>, winner: &BidOf<T>) -> Result<AgreementId, DispatchError> {
		let spec = &order.spec;
		let receipt_key = Self::qualified(order, &winner.provider).map_err(Error::<T>::from)?;
		Self::give_back(HoldReason::OrderEscrow, &order.consumer, order.escrow);
		Self::give_back(HoldReason::BidDeposit, &winner.provider, winner.deposit);
		T::Agreements::open(NewAgreement {
			order: id,
			consumer: order.consumer.clone(),
			provider: winner.provider.clone(),
			model: spec.model,
			manifest: order.terms.manifest,
			receipt_key,
			consumer_key: spec.consumer_key,
			price: winner.price,
			royalty: order.terms.royalty,
			commission: order.commission,
			inferences: spec.inferences,
			channel_quota: spec.channel_quota,
			max_open: winner.terms.max_open,
			credit_window: Self::credit_window(order, &winner.terms),
			duration: spec.duration,
			response_window: spec.response_window,
			challenge_window: spec.challenge_window,
			coverage: winner.coverage,
			deposit: winner.deposit,
			requirements: Requirements {
				min_bond: spec.min_bond,
				min_score: spec.min_score,
				sealed: spec.sealed,
				hpke_key: spec.hpke_key,
			},
			promised: order.promised,
		})
	}

	fn refund(id: OrderId, order: &Order<T>, bids: &BidsOf<T>) {
		Self::give_back(HoldReason::OrderEscrow, &order.consumer, order.escrow);
		bids.iter().for_each(Self::free);
		Self::forget(id, order, bids);
	}

	/// Gives a bid's deposit and coverage back.
	pub(crate) fn free(bid: &BidOf<T>) {
		Self::give_back(HoldReason::BidDeposit, &bid.provider, bid.deposit);
		T::Providers::free_coverage(&bid.provider, bid.coverage);
	}

	fn forget(id: OrderId, order: &Order<T>, bids: &BidsOf<T>) {
		Ending::<T>::remove(Self::due_at(order, !bids.is_empty()), id);
		OpenOrders::<T>::remove(id.to_be_bytes());
		Bids::<T>::remove(id);
		Orders::<T>::remove(id);
	}
}
