//! The end of an agreement.

use crate::{
	AccountIdOf, AgreementOf, AgreementState, Agreements, AgreementsByConsumer, AgreementsByProvider, Config,
	Entries, Error, Event, HoldReason, Pallet, RequestState, Requests,
};
use airo_primitives::{provider::Providers as _, AgreementId};
use frame_support::{ensure, traits::Get};
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchError, DispatchResult, Perbill,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_close(who: AccountIdOf<T>, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(Self::is_party(&agreement, &who), Error::<T>::NotParty);
		match agreement.state {
			AgreementState::Open { close_offered_by: None } => {}
			AgreementState::Open { .. } => return Err(Error::<T>::CloseAlreadyOffered.into()),
			AgreementState::Closing => return Err(Error::<T>::AgreementClosed.into()),
		}
		agreement.state = AgreementState::Open { close_offered_by: Some(who.clone()) };
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::CloseOffered { agreement: id, by: who });
		Ok(())
	}

	pub(crate) fn do_accept_close(who: AccountIdOf<T>, id: AgreementId) -> DispatchResult {
		let agreement = Self::agreement(id)?;
		ensure!(Self::is_party(&agreement, &who), Error::<T>::NotParty);
		match &agreement.state {
			AgreementState::Open { close_offered_by: Some(by) } if *by != who => {}
			_ => return Err(Error::<T>::NoCloseOffer.into()),
		}
		let idle = agreement.unsettled.is_zero() && agreement.open_challenges.is_zero();
		ensure!(idle, Error::<T>::RequestsOpen);
		Self::finish(id, agreement);
		Ok(())
	}

	/// Clears up to `MaxSettle` requests of an agreement whose time is over and finishes it when none is left. Returns
	/// how many it cleared.
	pub(crate) fn do_close(who: AccountIdOf<T>, id: AgreementId) -> Result<u32, DispatchError> {
		let mut agreement = Self::agreement(id)?;
		let now = frame_system::Pallet::<T>::block_number();
		let settled_by = agreement
			.expires
			.saturating_add(agreement.response_window)
			.saturating_add(agreement.challenge_window);
		if now <= settled_by {
			ensure!(
				Self::is_broken(&agreement) && Self::is_party(&agreement, &who),
				Error::<T>::NotCloseable
			);
			ensure!(agreement.unsettled.is_zero(), Error::<T>::RequestsOpen);
		}
		ensure!(agreement.open_challenges.is_zero(), Error::<T>::NotCloseable);
		let cleared = Self::clear(id, &mut agreement);
		if agreement.unsettled.is_zero() {
			Self::finish(id, agreement);
		} else {
			agreement.state = AgreementState::Closing;
			Agreements::<T>::insert(id, agreement);
		}
		Ok(cleared)
	}

	fn is_party(agreement: &AgreementOf<T>, who: &AccountIdOf<T>) -> bool {
		agreement.consumer == *who || agreement.provider == *who
	}

	/// Whether so many payloads could not be fetched that neither side needs to go on.
	fn is_broken(agreement: &AgreementOf<T>) -> bool {
		agreement.unavailable > agreement.unavailable_limit.mul_floor(agreement.inferences)
	}

	/// Ends requests of an agreement whose windows are all over: answers are paid, the rest has timed out.
	fn clear(id: AgreementId, agreement: &mut AgreementOf<T>) -> u32 {
		let most = T::MaxSettle::get() as usize;
		let entries: Entries<T> = Requests::<T>::iter_prefix(id).take(most).collect();
		let cleared = entries.len() as u32;
		let mut answers = Entries::<T>::new();
		for (index, request) in entries {
			match request.state {
				RequestState::Open => Self::time_out((id, index), agreement, &request),
				RequestState::Answered { seq, .. } => {
					Self::dequeue(id, agreement, seq);
					Requests::<T>::remove(id, index);
					answers.push((index, request));
				}
			}
		}
		Self::pay_for(id, agreement, answers);
		cleared
	}

	/// Gives everything back that is left, less the part of the provider's deposit that its failures cost.
	fn finish(id: AgreementId, agreement: AgreementOf<T>) {
		let refunded = agreement.value(agreement.unpaid());
		Self::give_back(HoldReason::AgreementEscrow, &agreement.consumer, refunded);
		let forfeited =
			Perbill::from_rational(agreement.faults, agreement.inferences).mul_floor(agreement.deposit);
		Self::pay(HoldReason::WinnerDeposit, &agreement.provider, &agreement.consumer, forfeited);
		let rest = agreement.deposit.saturating_sub(forfeited);
		Self::give_back(HoldReason::WinnerDeposit, &agreement.provider, rest);
		T::Providers::free_coverage(&agreement.provider, agreement.coverage);
		AgreementsByProvider::<T>::remove(&agreement.provider, id);
		AgreementsByConsumer::<T>::remove(&agreement.consumer, id);
		Agreements::<T>::remove(id);
		Self::deposit_event(Event::Closed { agreement: id, refunded, forfeited });
	}
}
