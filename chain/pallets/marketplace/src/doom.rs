//! Calls that can't succeed.

use crate::{AccountIdOf, Call, Config, Error, Pallet};
use codec::Encode;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

impl<T: Config> Pallet<T> {
	/// The error that the call would end with if `who` made it now. `Ok` when it may succeed, and for `place_order`,
	/// which isn't judged.
	pub(crate) fn judge(who: &AccountIdOf<T>, call: &Call<T>) -> Result<(), Error<T>> {
		match call {
			Call::bid { order, price, terms } => Self::check_bid(who, *order, *price, terms).map(drop),
			Call::award { order, provider } => Self::check_award(who, *order, provider).map(drop),
			Call::cancel { order } => Self::check_cancel(who, *order).map(drop),
			Call::poke { order } => Self::check_poke(*order).map(drop),
			Call::counter { order, provider, price } => {
				Self::check_counter(who, *order, provider, *price).map(drop)
			}
			Call::accept_counter { order, price } => {
				Self::check_accept_counter(who, *order, *price).map(drop)
			}
			Call::place_order { .. } | Call::__Ignore(..) => Ok(()),
		}
	}
}

impl<T> Error<T> {
	/// Whether no other call made before in the same block can make it go away, not even one that changes a parameter. An
	/// order never opens again, its money, spec, times and snapshots don't change, and no live bid gets dearer; a full list's dearest doesn't either, even
	/// when somebody else takes its place.
	pub(crate) fn is_final(&self) -> bool {
		matches!(
			self,
			Self::OrderClosed
				| Self::BiddingClosed
				| Self::AwardClosed
				| Self::NotDue
				| Self::NotConsumer
				| Self::NotManual
				| Self::OwnOrder
				| Self::NotInvited
				| Self::Barred
				| Self::ZeroAmount
				| Self::AmountOverflow
				| Self::PriceTooLow
				| Self::PriceTooHigh
				| Self::PriceRaised
				| Self::AlreadyBid
				| Self::BidsFull
				| Self::CounterTooHigh
		)
	}
}

/// The error's number as the code of a refused transaction, so that the metadata says what it means and what to do.
impl<T> From<Error<T>> for TransactionValidityError {
	fn from(error: Error<T>) -> Self {
		let code = error.using_encoded(|bytes| bytes.first().copied().unwrap_or_default());
		InvalidTransaction::Custom(code).into()
	}
}
