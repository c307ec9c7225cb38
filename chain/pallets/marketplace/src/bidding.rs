//! Bidding on an order.

use crate::{
	AccountIdOf, AwardMode, BalanceOf, Bid, BidOf, BidTerms, Bids, BidsOf, Config, Ending, Error, Event,
	HoldReason, Order, Pallet,
};
use airo_primitives::{
	provider::{ProviderUnavailable, Providers as _},
	runtime_apis::Ineligible,
	OrderId,
};
use core::cmp::Ordering;
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use sp_core::ed25519;
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchError, DispatchResult,
};

/// A price that nothing speaks against, and what it is compared with.
pub(crate) struct Admitted<T: Config> {
	pub order: Order<T>,
	pub bids: BidsOf<T>,
	/// The provider's own live bid.
	pub own: Option<BidOf<T>>,
	/// What must stand behind the price.
	pub coverage: BalanceOf<T>,
	/// What is held for the bid, or will be.
	pub deposit: BalanceOf<T>,
}

impl<T: Config> Pallet<T> {
	/// Returns how many bids were evicted.
	pub(crate) fn do_bid(
		provider: AccountIdOf<T>,
		id: OrderId,
		price: BalanceOf<T>,
		terms: BidTerms,
	) -> Result<u32, DispatchError> {
		let Admitted { order, bids, own, coverage, deposit } = Self::check_bid(&provider, id, price, &terms)?;
		if let Some(own) = own {
			Self::lower(id, bids, own, price, terms, coverage)?;
			Self::deposit_event(Event::BidLowered { order: id, provider, price, terms });
			return Ok(0);
		}
		T::Providers::lock_coverage(&provider, coverage)?;
		Self::hold(HoldReason::BidDeposit, &provider, deposit)?;
		if bids.is_empty() && order.spec.award == AwardMode::Manual {
			Ending::<T>::remove(Self::due_at(&order, false), id);
			Ending::<T>::insert(Self::due_at(&order, true), id, ());
		}
		let (bids, evicted) = Self::make_room(id, bids);
		let score = T::Providers::score(&provider);
		let placed = frame_system::Pallet::<T>::block_number();
		let bid =
			Bid { provider: provider.clone(), price, coverage, deposit, terms, placed, score, counter: None };
		Self::store(id, bids, bid)?;
		Self::deposit_event(Event::BidPlaced { order: id, provider, price, terms });
		Ok(evicted)
	}

	/// Everything that must be true of a bid, be it new or lowered.
	pub(crate) fn check_bid(
		who: &AccountIdOf<T>,
		id: OrderId,
		price: BalanceOf<T>,
		terms: &BidTerms,
	) -> Result<Admitted<T>, Error<T>> {
		let order = Self::order(id)?;
		Self::may_bid(&order, who)?;
		let bids = Bids::<T>::get(id);
		let own = bids.iter().find(|bid| bid.provider == *who).cloned();
		// What a bid has promised it may go on promising when the limit has been lowered since.
		let promised = own.as_ref().map_or(0, |own| own.terms.max_open);
		let most = T::MaxOpenLimit::get().max(promised);
		ensure!((1..=most).contains(&terms.max_open), Error::TermsOutOfRange);
		ensure!(!price.is_zero(), Error::ZeroAmount);
		ensure!(price <= order.spec.max_price, Error::PriceTooHigh);
		ensure!(price >= order.floor, Error::PriceTooLow);
		let deposit = match &own {
			Some(own) => {
				Self::check_lowering(&order, own, price, terms)?;
				own.deposit
			}
			None => {
				ensure!(Self::has_room(&bids, price), Error::BidsFull);
				let deposit = T::BidDepositAmount::get();
				let can_hold = T::Currency::can_hold(&HoldReason::BidDeposit.into(), who, deposit);
				ensure!(can_hold, Error::InsufficientFunds);
				deposit
			}
		};
		let coverage = Self::coverable(&order, who, price, own.as_ref())?;
		Ok(Admitted { order, bids, own, coverage, deposit })
	}

	/// Whether the provider may bid on the order now, at whatever price.
	pub(crate) fn may_bid(order: &Order<T>, who: &AccountIdOf<T>) -> Result<(), Ineligible> {
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now <= order.bids_until, Ineligible::BiddingClosed);
		ensure!(*who != order.consumer, Ineligible::OwnOrder);
		ensure!(order.barred.as_ref() != Some(who), Ineligible::Barred);
		let invited = order.spec.invited.as_ref().is_none_or(|list| list.contains(who));
		ensure!(invited, Ineligible::NotInvited);
		Self::qualified(order, who).map(|_| ())
	}

	/// The receipt key of a provider that is on the market and has the bond and the score that the order asks for. What
	/// may change between bid and award is asked again of the winner.
	pub(crate) fn qualified(order: &Order<T>, who: &AccountIdOf<T>) -> Result<ed25519::Public, Ineligible> {
		let key = T::Providers::bidder(who, order.spec.model).map_err(|reason| match reason {
			ProviderUnavailable::NotRegistered => Ineligible::NotRegistered,
			ProviderUnavailable::Chilled => Ineligible::Chilled,
			ProviderUnavailable::NoOffer => Ineligible::NoOffer,
		})?;
		ensure!(T::Providers::bond(who) >= order.spec.min_bond, Ineligible::BondTooLow);
		let least = order.spec.min_score;
		ensure!(least.is_zero() || T::Providers::score(who) >= least, Ineligible::ScoreTooLow);
		Ok(key)
	}

	/// The coverage of a price, when the free bond is good for it; what stands behind the bidder's own bid counts as free.
	pub(crate) fn coverable(
		order: &Order<T>,
		who: &AccountIdOf<T>,
		price: BalanceOf<T>,
		own: Option<&BidOf<T>>,
	) -> Result<BalanceOf<T>, Error<T>> {
		let coverage = T::Providers::coverage(price, order.spec.inferences).ok_or(Error::AmountOverflow)?;
		let engaged = own.map_or_else(Zero::zero, |bid| bid.coverage);
		let free = T::Providers::free_bond(who).saturating_add(engaged);
		ensure!(free >= coverage, Error::NotEnoughFreeBond);
		Ok(coverage)
	}

	/// Whether a new bid of this price would be taken: in a full list, only when it is cheaper than the dearest.
	pub(crate) fn has_room(bids: &BidsOf<T>, price: BalanceOf<T>) -> bool {
		!bids.is_full() || bids.last().is_some_and(|dearest| price < dearest.price)
	}

	/// Frees the last bid of a full list, which is the dearest, and among equals the one with the worst score, and then
	/// the latest.
	fn make_room(id: OrderId, mut bids: BidsOf<T>) -> (BidsOf<T>, u32) {
		let evicted = match bids.is_full() {
			true => bids.pop(),
			false => None,
		};
		let Some(evicted) = evicted else { return (bids, 0) };
		Self::free(&evicted);
		let Bid { provider, price, .. } = evicted;
		Self::deposit_event(Event::BidEvicted { order: id, provider, price });
		(bids, 1)
	}

	/// Puts a bid in its place among the others.
	pub(crate) fn store(id: OrderId, mut bids: BidsOf<T>, bid: BidOf<T>) -> DispatchResult {
		let place = bids.partition_point(|other| other.rank(&bid) != Ordering::Greater);
		bids.try_insert(place, bid).map_err(|_| Error::<T>::BidsFull)?;
		Bids::<T>::insert(id, bids);
		Ok(())
	}
}
