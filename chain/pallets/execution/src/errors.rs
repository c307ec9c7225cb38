use frame_support::pallet_macros::pallet_section;

/// Why a call is refused, and what to do about it.
#[pallet_section]
mod errors {
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// No agreement has had this number yet; look at `AgreementOpened` for the right one.
		UnknownAgreement,
		/// The agreement is closed or being closed; buy a new one.
		AgreementClosed,
		/// The agreement takes no requests any more; buy a new one.
		Expired,
		/// Only the agreement's consumer may do this.
		NotConsumer,
		/// Only the agreement's provider may do this.
		NotProvider,
		/// Only the agreement's consumer and provider may do this.
		NotParty,
		/// The list is empty; name at least one item.
		NoItems,
		/// A request declares no units; it must take at least one inference.
		ZeroUnits,
		/// The provider takes no more unanswered requests than `max_open`; wait for answers.
		TooManyOpen,
		/// More units than the agreement has left on chain; ask for fewer.
		QuotaExceeded,
		/// The agreement never had a request of this number.
		UnknownRequest,
		/// The request was paid or refunded; there is nothing left to do.
		RequestClosed,
		/// The request has an answer.
		AlreadyAnswered,
		/// The request has no answer yet; wait for it or for its deadline.
		NotAnswered,
		/// The deadline for an answer is over.
		TooLate,
		/// The deadline isn't over yet; the provider may still answer.
		NotTimedOut,
		/// No answer's challenge window is over; wait, or let the consumer approve.
		NothingDue,
		/// Requests are waiting for an answer or for payment; close when they are gone.
		RequestsOpen,
		/// The agreement can't be closed by one side yet; wait until its windows are over, or offer to close.
		NotCloseable,
		/// The other party hasn't offered to close.
		NoCloseOffer,
		/// An offer to close stands already; the other party accepts it.
		CloseAlreadyOffered,
		/// The free balance doesn't cover the hold; top the account up.
		InsufficientFunds,
		/// An amount is too large to be counted.
		AmountOverflow,
		/// The price doesn't carry royalty and commission.
		PriceTooLow,
		/// Every agreement number has been used.
		NoMoreIds,
	}
}
