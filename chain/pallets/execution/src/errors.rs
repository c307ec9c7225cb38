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
		/// No units are named; it takes at least one inference.
		ZeroUnits,
		/// The provider takes no more unanswered requests than `max_open`; wait for answers.
		TooManyOpen,
		/// More units than the agreement has left on chain; name fewer.
		QuotaExceeded,
		/// The agreement never had a request of this number.
		UnknownRequest,
		/// The request was paid or refunded; there is nothing left to do.
		RequestClosed,
		/// The request has an answer.
		AlreadyAnswered,
		/// The request has no answer yet; wait for it or for its deadline.
		NotAnswered,
		/// The deadline for the answer, or for publishing its bytes, is over.
		TooLate,
		/// The deadline isn't over yet; the provider may still answer, or publish the answer's bytes.
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
		/// No offer to close stands that this party made; there is nothing to take back.
		NoOwnCloseOffer,
		/// The agreement has no inferences that are paid by voucher; request them on chain.
		NoChannelQuota,
		/// The voucher acknowledges more units than the channel quota; sign, or redeem, one of no more than that.
		VoucherOverQuota,
		/// The voucher's total is redeemed already; only a higher one pays.
		StaleVoucher,
		/// The agreement's consumer key didn't sign this total of this agreement on this chain.
		WrongSignature,
		/// More units than the channel quota has beyond those redeemed; release fewer.
		QuotaUsed,
		/// An answer is demanded once; its bytes were published, or the demand is still running.
		AlreadyDemanded,
		/// The answer isn't demanded; nothing has to be published.
		NotDemanded,
		/// The answer's challenge window is over; it is paid for good.
		WindowOver,
		/// The answer has more bytes than `MaxPublish`, so its provider couldn't publish it.
		TooLargeToPublish,
		/// As many answers are demanded as the provider takes requests at once; wait until some are published.
		TooManyDemands,
		/// The bytes aren't the answer's: their SHA-256 or their number differs.
		WrongBytes,
		/// The provider offers the model and hasn't failed too often; go on with it, or offer to close.
		ProviderServes,
		/// No unit is left that could be requested; the provider may release channel quota, or offer to close.
		NothingToReopen,
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
