//! Lowering the price of a live bid.

use crate::{BalanceOf, Bid, BidOf, BidTerms, BidsOf, Config, Error, Order, Pallet};
use airo_primitives::{provider::Providers as _, OrderId};
use core::cmp::Ordering;
use frame_support::{ensure, traits::Get};
use sp_runtime::{traits::Saturating, DispatchResult};

/// An agreement's credit window is at most this part of its inferences.
const CREDIT_DIVISOR: u32 = 16;

impl<T: Config> Pallet<T> {
	/// What the bidder itself must lower its bid by and stick to.
	pub(crate) fn check_lowering(
		order: &Order<T>,
		own: &BidOf<T>,
		price: BalanceOf<T>,
		terms: &BidTerms,
	) -> Result<(), Error<T>> {
		let step = match price.cmp(&own.price) {
			Ordering::Greater => return Err(Error::PriceRaised),
			Ordering::Equal => return Err(Error::AlreadyBid),
			Ordering::Less => own.price.saturating_sub(price),
		};
		ensure!(step >= T::MinLowering::get().mul_ceil(own.price), Error::LoweringTooSmall);
		let credit = |terms: &BidTerms| Self::credit_window(order, terms);
		let kept = terms.max_open >= own.terms.max_open && credit(terms) >= credit(&own.terms);
		ensure!(kept, Error::TermsWorse);
		Ok(())
	}

	/// Units that an agreement made of the order would let the provider serve ahead of the last voucher.
	pub(crate) fn credit_window(order: &Order<T>, terms: &BidTerms) -> u32 {
		terms.credit_window.min(order.spec.inferences / CREDIT_DIVISOR)
	}

	/// Moves a bid to its new price. Among bids of that price it counts as placed now. A counter stands as long as it is
	/// below the bid.
	pub(crate) fn lower(
		id: OrderId,
		mut bids: BidsOf<T>,
		own: BidOf<T>,
		price: BalanceOf<T>,
		terms: BidTerms,
		coverage: BalanceOf<T>,
	) -> DispatchResult {
		T::Providers::free_coverage(&own.provider, own.coverage);
		T::Providers::lock_coverage(&own.provider, coverage)?;
		bids.retain(|bid| bid.provider != own.provider);
		let counter = own.counter.filter(|counter| *counter < price);
		let score = T::Providers::score(&own.provider);
		let placed = frame_system::Pallet::<T>::block_number();
		Self::store(id, bids, Bid { price, coverage, terms, placed, score, counter, ..own })
	}
}
