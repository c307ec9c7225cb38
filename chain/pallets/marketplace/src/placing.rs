//! Placing an order.

use crate::{
	AccountIdOf, BalanceOf, Config, Ending, Error, Event, HoldReason, HousekeptUntil, NextOrderId,
	OpenOrders, Order, OrderSpec, Orders, Pallet,
};
use airo_primitives::{agreement::Agreements as _, model::Models as _, money::price_floor, ModelId, OrderId};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{CheckedAdd, CheckedMul, Zero},
	DispatchError,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_place(consumer: AccountIdOf<T>, spec: OrderSpec<T>) -> Result<OrderId, DispatchError> {
		Self::check(&spec)?;
		ensure!(spec.inferences <= T::MaxInferences::get(), Error::<T>::TooManyInferences);
		let in_range = T::BidWindow::get().allow(spec.bid_window)
			&& T::Duration::get().allow(spec.duration)
			&& T::ResponseWindow::get().allow(spec.response_window)
			&& T::ChallengeWindow::get().allow(spec.challenge_window);
		ensure!(in_range, Error::<T>::WindowOutOfRange);
		Self::put(consumer, spec, None)
	}

	/// An order that is within the limits; `barred` may not bid on it.
	pub(crate) fn put(
		consumer: AccountIdOf<T>,
		spec: OrderSpec<T>,
		barred: Option<AccountIdOf<T>>,
	) -> Result<OrderId, DispatchError> {
		let terms = T::Models::terms(spec.model).map_err(Error::<T>::from)?;
		let commission = T::Commission::get();
		let floor = price_floor(terms.royalty, commission, T::MinProviderShare::get())
			.ok_or(Error::<T>::PriceTooLow)?;
		ensure!(spec.max_price >= floor, Error::<T>::PriceTooLow);
		let escrow = spec
			.max_price
			.checked_mul(&BalanceOf::<T>::from(spec.inferences))
			.ok_or(Error::<T>::AmountOverflow)?;

		let placed = frame_system::Pallet::<T>::block_number();
		let later = |block: BlockNumberFor<T>, by| block.checked_add(by).ok_or(Error::<T>::WindowOutOfRange);
		let bids_until = later(placed, &spec.bid_window)?;
		let award_until = later(bids_until, &T::AwardGrace::get())?;
		let id = NextOrderId::<T>::get();
		NextOrderId::<T>::put(id.checked_add(1).ok_or(Error::<T>::NoMoreIds)?);

		Self::hold(HoldReason::OrderEscrow, &consumer, escrow)?;
		let order = Order {
			consumer,
			spec,
			terms,
			commission,
			promised: T::Agreements::terms(),
			floor,
			escrow,
			placed,
			bids_until,
			award_until,
			barred,
		};
		Ending::<T>::insert(Self::due_at(&order, false), id, ());
		OpenOrders::<T>::insert(id.to_be_bytes(), ());
		HousekeptUntil::<T>::mutate(|until| *until.get_or_insert(placed));
		Self::deposit_event(Event::OrderPlaced {
			order: id,
			consumer: order.consumer.clone(),
			model: order.spec.model,
			inferences: order.spec.inferences,
			max_price: order.spec.max_price,
			bids_until,
			award: order.spec.award,
			barred: order.barred.clone(),
		});
		Orders::<T>::insert(id, order);
		Ok(id)
	}

	/// Everything that can be said of a spec by itself.
	pub(crate) fn check(spec: &OrderSpec<T>) -> Result<(), Error<T>> {
		ensure!(!spec.inferences.is_zero(), Error::ZeroInferences);
		ensure!(!spec.max_price.is_zero(), Error::ZeroAmount);
		ensure!(spec.channel_quota <= spec.inferences, Error::QuotaTooLarge);
		ensure!(spec.invited.as_ref().is_none_or(|list| !list.is_empty()), Error::NobodyInvited);
		ensure!(!spec.sealed || spec.hpke_key.is_some(), Error::SealedWithoutKey);
		Ok(())
	}

	/// Lowest price per inference, in planck, that an order placed now and a bid on it may name. `None` when the model
	/// isn't listed.
	pub fn quote_floor(model: ModelId) -> Option<BalanceOf<T>> {
		let terms = T::Models::terms(model).ok()?;
		price_floor(terms.royalty, T::Commission::get(), T::MinProviderShare::get())
	}
}
