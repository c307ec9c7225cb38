//! Bidding on an order.

use crate::{
	AccountIdOf, AwardMode, BalanceOf, Bid, BidTerms, Bids, BidsOf, Config, Ending, Error, Event, HoldReason,
	Order, Orders, Pallet,
};
use airo_primitives::{
	provider::{ProviderUnavailable, Providers as _},
	runtime_apis::Ineligible,
	OrderId,
};
use core::cmp::Ordering;
use frame_support::{ensure, traits::Get};
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_bid(
		provider: AccountIdOf<T>,
		id: OrderId,
		price: BalanceOf<T>,
		terms: BidTerms,
	) -> DispatchResult {
		let order = Self::order(id)?;
		let mut bids = Bids::<T>::get(id);
		Self::eligibility(&order, &bids, &provider).map_err(Error::<T>::from)?;
		ensure!((1..=T::MaxOpenLimit::get()).contains(&terms.max_open), Error::<T>::TermsOutOfRange);
		ensure!(!price.is_zero(), Error::<T>::ZeroAmount);
		ensure!(price <= order.spec.max_price, Error::<T>::PriceTooHigh);
		ensure!(Self::carries(price, order.terms.royalty, order.commission), Error::<T>::PriceTooLow);

		let coverage =
			T::Providers::coverage(price, order.spec.inferences).ok_or(Error::<T>::AmountOverflow)?;
		ensure!(T::Providers::free_bond(&provider) >= coverage, Error::<T>::NotEnoughFreeBond);
		T::Providers::lock_coverage(&provider, coverage)?;
		let deposit = T::BidDepositAmount::get();
		Self::hold(HoldReason::BidDeposit, &provider, deposit)?;

		if bids.is_empty() && order.spec.award == AwardMode::Manual {
			Ending::<T>::remove(Self::due_at(&order, false), id);
			Ending::<T>::insert(Self::due_at(&order, true), id, ());
		}
		let score = T::Providers::score(&provider);
		let placed = frame_system::Pallet::<T>::block_number();
		let bid = Bid { provider: provider.clone(), price, coverage, deposit, terms, placed, score };
		let place = bids.partition_point(|other| other.rank(&bid) != Ordering::Greater);
		bids.try_insert(place, bid).map_err(|_| Error::<T>::BidsFull)?;
		Bids::<T>::insert(id, bids);
		Self::deposit_event(Event::BidPlaced { order: id, provider, price, terms });
		Ok(())
	}

	/// Whether the provider could bid on the order now, its price and free bond aside.
	pub fn eligible(id: OrderId, provider: &AccountIdOf<T>) -> Result<(), Ineligible> {
		let order = Orders::<T>::get(id).ok_or(Ineligible::OrderNotFound)?;
		Self::eligibility(&order, &Bids::<T>::get(id), provider)
	}

	fn eligibility(order: &Order<T>, bids: &BidsOf<T>, who: &AccountIdOf<T>) -> Result<(), Ineligible> {
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now <= order.bids_until, Ineligible::BiddingClosed);
		ensure!(*who != order.consumer, Ineligible::OwnOrder);
		T::Providers::bidder(who, order.spec.model).map_err(|reason| match reason {
			ProviderUnavailable::NotRegistered => Ineligible::NotRegistered,
			ProviderUnavailable::Chilled => Ineligible::Chilled,
			ProviderUnavailable::NoOffer => Ineligible::NoOffer,
		})?;
		let invited = order.spec.invited.as_ref().is_none_or(|list| list.contains(who));
		ensure!(invited, Ineligible::NotInvited);
		ensure!(T::Providers::bond(who) >= order.spec.min_bond, Ineligible::BondTooLow);
		ensure!(T::Providers::score(who) >= order.spec.min_score, Ineligible::ScoreTooLow);
		ensure!(bids.iter().all(|bid| bid.provider != *who), Ineligible::AlreadyBid);
		ensure!(!bids.is_full(), Ineligible::BidsFull);
		Ok(())
	}
}
