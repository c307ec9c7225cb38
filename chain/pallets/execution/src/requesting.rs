//! Requests and their answers.

use crate::{
	AccountIdOf, AgreementOf, AgreementState, Agreements, Answers, BalanceOf, Config, Error, Event,
	HoldReason, Pallet, Payloads, Request, RequestOf, RequestState, Requests,
};
use airo_primitives::{AgreementId, RequestIndex};
use frame_support::ensure;
use sp_runtime::{
	traits::{CheckedMul, Saturating},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request(
		consumer: AccountIdOf<T>,
		id: AgreementId,
		items: Payloads<T>,
	) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.consumer == consumer, Error::<T>::NotConsumer);
		ensure!(agreement.state != AgreementState::Closing, Error::<T>::AgreementClosed);
		let posted = frame_system::Pallet::<T>::block_number();
		ensure!(posted <= agreement.expires, Error::<T>::Expired);
		ensure!(!items.is_empty(), Error::<T>::NoItems);
		ensure!(items.iter().all(|(_, units)| *units > 0), Error::<T>::ZeroUnits);
		let count = items.len() as u32;
		let open = agreement.open.saturating_add(count);
		ensure!(open <= agreement.max_open, Error::<T>::TooManyOpen);
		let units = items
			.iter()
			.try_fold(0u32, |sum, (_, units)| sum.checked_add(*units))
			.ok_or(Error::<T>::QuotaExceeded)?;
		ensure!(units <= agreement.requestable(), Error::<T>::QuotaExceeded);

		let deposit = agreement.request_deposit;
		let deposits = deposit.checked_mul(&BalanceOf::<T>::from(count)).ok_or(Error::<T>::AmountOverflow)?;
		Self::hold(HoldReason::RequestDeposit, &consumer, deposits)?;
		let deadline = posted.saturating_add(agreement.response_window);
		for (payload, units) in items {
			let index = agreement.next_index;
			agreement.next_index = index.checked_add(1).ok_or(Error::<T>::QuotaExceeded)?;
			let state = RequestState::Open;
			Requests::<T>::insert(id, index, Request { payload, units, posted, deadline, deposit, state });
			Self::deposit_event(Event::Requested { agreement: id, index, payload, units, deadline });
		}
		agreement.open = open;
		agreement.unsettled = agreement.unsettled.saturating_add(units);
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	pub(crate) fn do_respond(provider: AccountIdOf<T>, id: AgreementId, items: Answers<T>) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.provider == provider, Error::<T>::NotProvider);
		ensure!(!items.is_empty(), Error::<T>::NoItems);
		let at = frame_system::Pallet::<T>::block_number();
		let due = at.saturating_add(agreement.challenge_window);
		for (index, response) in items {
			let mut request = Self::answerable(id, &agreement, index)?;
			let seq = Self::enqueue(id, &mut agreement, index)?;
			agreement.open = agreement.open.saturating_sub(1);
			request.state = RequestState::Answered { response, at, due, seq, published: false };
			Requests::<T>::insert(id, index, request);
			Self::deposit_event(Event::Responded { agreement: id, index, response, due });
		}
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	/// A request that is neither paid nor refunded.
	pub(crate) fn pending(
		id: AgreementId,
		agreement: &AgreementOf<T>,
		index: RequestIndex,
	) -> Result<RequestOf<T>, Error<T>> {
		Requests::<T>::get(id, index).ok_or(match index < agreement.next_index {
			true => Error::RequestClosed,
			false => Error::UnknownRequest,
		})
	}

	/// A request that the provider may still answer, or give up.
	pub(crate) fn answerable(
		id: AgreementId,
		agreement: &AgreementOf<T>,
		index: RequestIndex,
	) -> Result<RequestOf<T>, Error<T>> {
		let request = Self::pending(id, agreement, index)?;
		ensure!(request.state == RequestState::Open, Error::AlreadyAnswered);
		ensure!(frame_system::Pallet::<T>::block_number() <= request.deadline, Error::TooLate);
		Ok(request)
	}
}
