//! What is always true of orders and bids.

use crate::{
	AccountIdOf, BalanceOf, BidOf, Bids, Config, Ending, HoldReason, HousekeptUntil, NextOrderId, OpenOrders,
	Order, Orders, Pallet,
};
use airo_primitives::{money::Split, provider::Providers as _};
use alloc::collections::BTreeMap;
use core::cmp::Ordering;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{
	traits::{CheckedMul, Saturating, Zero},
	TryRuntimeError,
};

type Sums<T> = BTreeMap<AccountIdOf<T>, BalanceOf<T>>;

impl<T: Config> Pallet<T> {
	/// Fails with the first broken invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut escrows = Sums::<T>::new();
		for (id, order) in Orders::<T>::iter() {
			let spec = &order.spec;
			ensure!(id < NextOrderId::<T>::get(), "an order has a number that wasn't given out");
			let due = Self::due_at(&order, Bids::<T>::contains_key(id));
			ensure!(Ending::<T>::contains_key(due, id), "an order isn't listed where it is due");
			ensure!(OpenOrders::<T>::contains_key(id.to_be_bytes()), "an order isn't listed as open");
			ensure!(order.bids_until <= order.award_until, "an order is awarded before its bids end");
			ensure!(order.floor <= spec.max_price, "an order's price is below its floor");
			ensure!(
				Split::new(order.floor, order.terms.royalty, order.commission).is_some(),
				"a floor doesn't carry royalty and commission"
			);
			ensure!(
				spec.max_price.checked_mul(&spec.inferences.into()) == Some(order.escrow),
				"an escrow isn't inferences × max_price"
			);
			add::<T>(&mut escrows, &order.consumer, order.escrow);
		}
		Self::check_held(HoldReason::OrderEscrow, &escrows)?;
		Self::check_bids()?;
		let open = Orders::<T>::iter_keys().count();
		ensure!(Ending::<T>::iter().count() == open, "an ended order is listed as due");
		ensure!(OpenOrders::<T>::iter().count() == open, "an ended order is listed as open");
		if let Some(until) = HousekeptUntil::<T>::get() {
			ensure!(
				Ending::<T>::iter_keys().all(|(due, _)| due > until),
				"housekeeping passed an order over"
			);
		}
		Ok(())
	}

	fn check_bids() -> Result<(), TryRuntimeError> {
		let (mut deposits, mut coverages) = (Sums::<T>::new(), Sums::<T>::new());
		for (id, bids) in Bids::<T>::iter() {
			let order = Orders::<T>::get(id).ok_or("a bid on a dead order")?;
			ensure!(!bids.is_empty(), "an order keeps an empty list of bids");
			ensure!(
				bids.windows(2).all(|pair| pair[0].rank(&pair[1]) != Ordering::Greater),
				"bids aren't sorted"
			);
			for (place, bid) in bids.iter().enumerate() {
				Self::check_bid_of(&order, bid)?;
				ensure!(bids.iter().skip(place + 1).all(|b| b.provider != bid.provider), "two bids by one");
				add::<T>(&mut deposits, &bid.provider, bid.deposit);
				add::<T>(&mut coverages, &bid.provider, bid.coverage);
			}
		}
		for (who, coverage) in &coverages {
			let behind = T::Providers::free_bond(who).saturating_add(*coverage);
			ensure!(behind <= T::Providers::bond(who), "bids have more coverage than the bond has");
		}
		Self::check_held(HoldReason::BidDeposit, &deposits)
	}

	fn check_bid_of(order: &Order<T>, bid: &BidOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(bid.price <= order.spec.max_price, "a bid is above the order's price");
		ensure!(bid.price >= order.floor, "a bid is below the order's floor");
		ensure!(bid.placed <= order.award_until, "a bid came after the order's end");
		ensure!(order.barred.as_ref() != Some(&bid.provider), "a barred provider has a bid");
		let counter = bid.counter.unwrap_or(order.floor);
		ensure!(order.floor <= counter && counter <= bid.price, "a counter isn't between floor and bid");
		ensure!(bid.counter != Some(bid.price), "a counter isn't between floor and bid");
		Ok(())
	}

	fn check_held(reason: HoldReason, sums: &Sums<T>) -> Result<(), TryRuntimeError> {
		let reason = T::RuntimeHoldReason::from(reason);
		let held = |who: &AccountIdOf<T>| T::Currency::balance_on_hold(&reason, who);
		let agrees = sums.iter().all(|(who, sum)| held(who) == *sum);
		ensure!(agrees, "a hold isn't what the records say");
		let others = frame_system::Account::<T>::iter_keys().filter(|who| !sums.contains_key(who));
		ensure!(others.map(|who| held(&who)).all(|hold| hold.is_zero()), "a hold stands for nothing");
		Ok(())
	}
}

fn add<T: Config>(sums: &mut Sums<T>, who: &AccountIdOf<T>, amount: BalanceOf<T>) {
	let sum = sums.entry(who.clone()).or_default();
	*sum = sum.saturating_add(amount);
}
