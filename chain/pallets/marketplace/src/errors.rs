use frame_support::pallet_macros::pallet_section;

/// Why a call is refused, and what to do about it. When [`crate::CheckDoomed`] refuses the transaction already, the code
/// of its `InvalidTransaction::Custom` is the number of the error here.
#[pallet_section]
mod errors {
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// No order has had this number yet; look at `OrderPlaced` for the right one.
		UnknownOrder,
		/// The order was won, cancelled or has expired; place a new one.
		OrderClosed,
		/// No model has this number; look one up in the catalogue.
		ModelUnknown,
		/// The model waits for attestations; order it once it is listed.
		ModelDraft,
		/// The model was taken off the market; choose another.
		ModelRetired,
		/// The price doesn't carry royalty, commission and the provider's least share; ask `quote_floor` for the lowest.
		PriceTooLow,
		/// The price is above the order's `max_price`; bid at most that.
		PriceTooHigh,
		/// The price is zero; name one above the floor.
		ZeroAmount,
		/// The order asks for no inferences; ask for at least one.
		ZeroInferences,
		/// More inferences than `MaxInferences`; split the order.
		TooManyInferences,
		/// An amount is too large to be counted; lower the price or the number of inferences.
		AmountOverflow,
		/// A window is shorter or longer than the marketplace's parameters (`bid_window`, `duration`, …) allow.
		WindowOutOfRange,
		/// `channel_quota` exceeds `inferences`; lower it.
		QuotaTooLarge,
		/// The list of invited bidders is empty; name somebody, or leave the list out to invite everybody.
		NobodyInvited,
		/// A sealed order needs an `hpke_key` to encrypt answers for.
		SealedWithoutKey,
		/// The free balance doesn't cover the hold; top the account up.
		InsufficientFunds,
		/// Only the order's consumer may do this.
		NotConsumer,
		/// The order awards itself when its window ends; `poke` it then.
		NotManual,
		/// The bidder isn't a registered provider; register and bond first.
		NotRegistered,
		/// The bidder is off the market; activate the provider first.
		Chilled,
		/// The bidder doesn't offer the order's model; offer it first.
		NoOffer,
		/// The order is for invited providers only.
		NotInvited,
		/// The bidder's bond is below the order's `min_bond`; add to it, or award another bid.
		BondTooLow,
		/// The bidder's score is below the order's `min_score`; look for another order, or award another bid.
		ScoreTooLow,
		/// The order has all the bids it can take and none is dearer than this price; bid less, or look for another one.
		BidsFull,
		/// The bidder has a bid at this price already; leave it, or lower it by `MinLowering` or more.
		AlreadyBid,
		/// The bidder has a cheaper bid already, and a bid's price never rises; leave it, or lower it.
		PriceRaised,
		/// The bidder's bid would be lowered by less than `MinLowering`; lower it further.
		LoweringTooSmall,
		/// A lowered bid promises less than it did before; promise at least as large a `max_open` and credit window.
		TermsWorse,
		/// A consumer can't bid on an order of its own.
		OwnOrder,
		/// The order is the rest of an agreement that this bidder didn't serve well; look for another one.
		Barred,
		/// The bid window is over.
		BiddingClosed,
		/// This account has no bid on the order.
		BidNotFound,
		/// The time to award the order is over; `poke` it to get the money back.
		AwardClosed,
		/// A counter must be below the bid's price; name less, or award the bid as it is.
		CounterTooHigh,
		/// The consumer hasn't countered this bid, or the bid has been lowered to the counter since; `bid` to lower it
		/// further.
		NoCounter,
		/// The consumer's counter is at another price by now; look at it again.
		CounterChanged,
		/// The order hasn't ended yet; try again after its windows.
		NotDue,
		/// The part of the bond behind nothing is smaller than the coverage the bid needs; bond more or wait for agreements
		/// to close.
		NotEnoughFreeBond,
		/// `max_open` isn't between 1 and `MaxOpenLimit`.
		TermsOutOfRange,
		/// Every order number has been used; nothing can be ordered any more.
		NoMoreIds,
		/// More than `MaxInvited` bidders are invited to the rest of an agreement; invite fewer.
		TooManyInvited,
	}

	impl<T> From<ModelUnavailable> for Error<T> {
		fn from(reason: ModelUnavailable) -> Self {
			match reason {
				ModelUnavailable::Unknown => Self::ModelUnknown,
				ModelUnavailable::Draft => Self::ModelDraft,
				ModelUnavailable::Retired => Self::ModelRetired,
			}
		}
	}

	impl<T> From<Ineligible> for Error<T> {
		fn from(reason: Ineligible) -> Self {
			match reason {
				Ineligible::OrderNotFound => Self::UnknownOrder,
				Ineligible::BiddingClosed => Self::BiddingClosed,
				Ineligible::NotRegistered => Self::NotRegistered,
				Ineligible::Chilled => Self::Chilled,
				Ineligible::NoOffer => Self::NoOffer,
				Ineligible::NotInvited => Self::NotInvited,
				Ineligible::BondTooLow => Self::BondTooLow,
				Ineligible::ScoreTooLow => Self::ScoreTooLow,
				Ineligible::BidsFull => Self::BidsFull,
				Ineligible::AlreadyBid => Self::AlreadyBid,
				Ineligible::OwnOrder => Self::OwnOrder,
				Ineligible::Barred => Self::Barred,
			}
		}
	}
}
