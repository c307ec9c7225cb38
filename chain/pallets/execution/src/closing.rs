//! The end of an agreement. No way to it takes from either side what it can still claim:
//!
//! - Both together, at any time without requests or disputes: one offers, the other accepts. The provider redeems its last
//!   voucher before it offers or accepts, serves nothing by voucher while its own offer stands, and takes the offer back
//!   to go on.
//! - Anyone, when the last window is over. After the last block for requests the provider has had the response window and
//!   the challenge window to redeem.
//! - One party before that, when no request can come or waits: the consumer if no voucher can be redeemed any more, the
//!   provider if there was nothing to redeem, for what was paid by voucher can be disputed until the end.
//! - When too many payloads could not be fetched, `close` by a party is notice: no request is taken any more, and what is
//!   above applies from then on.

use crate::{
	AccountIdOf, AgreementOf, AgreementState, Agreements, AgreementsByConsumer, AgreementsByProvider, Config,
	Entries, Error, Event, HoldReason, Pallet, RequestState, Requests,
};
use airo_primitives::{
	provider::{Outcome, Providers as _},
	AgreementId,
};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{One, Saturating, Zero},
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

	pub(crate) fn do_withdraw_close_offer(who: AccountIdOf<T>, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(Self::is_party(&agreement, &who), Error::<T>::NotParty);
		match &agreement.state {
			AgreementState::Open { close_offered_by: Some(by) } if *by == who => {}
			_ => return Err(Error::<T>::NoOwnCloseOffer.into()),
		}
		agreement.state = AgreementState::Open { close_offered_by: None };
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::CloseOfferWithdrawn { agreement: id, by: who });
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

	/// Ends an agreement that may be closed, clearing up to `MaxSettle` of its requests a call. Returns how many it cleared.
	pub(crate) fn do_close(who: AccountIdOf<T>, id: AgreementId) -> Result<u32, DispatchError> {
		let mut agreement = Self::agreement(id)?;
		let now = frame_system::Pallet::<T>::block_number();
		let notice =
			now <= agreement.expires && Self::is_broken(&agreement) && Self::is_party(&agreement, &who);
		if notice {
			Self::end(id, &mut agreement, now);
		}
		let over = now > agreement.closes_after || Self::may_leave(&agreement, &who, now);
		if !over || !agreement.open_challenges.is_zero() {
			ensure!(notice, Error::<T>::NotCloseable);
			Agreements::<T>::insert(id, agreement);
			return Ok(0);
		}
		let cleared = Self::clear(id, &mut agreement)?;
		if agreement.unsettled.is_zero() {
			Self::finish(id, agreement);
		} else {
			agreement.state = AgreementState::Closing;
			Agreements::<T>::insert(id, agreement);
		}
		Ok(cleared)
	}

	/// Takes no more requests from this block on. What is open goes on, and every window of it ends in time.
	pub(crate) fn end(id: AgreementId, agreement: &mut AgreementOf<T>, now: BlockNumberFor<T>) {
		agreement.expires = now.saturating_sub(One::one());
		agreement.closes_after =
			now.saturating_add(agreement.response_window).saturating_add(agreement.challenge_window);
		Self::deposit_event(Event::Ending { agreement: id, closes_after: agreement.closes_after });
	}

	/// Whether nothing is left that the other party could claim.
	fn may_leave(agreement: &AgreementOf<T>, who: &AccountIdOf<T>, now: BlockNumberFor<T>) -> bool {
		let takes_requests = now <= agreement.expires && !agreement.requestable().is_zero();
		let idle = !takes_requests && agreement.unsettled.is_zero();
		let consumer_may = agreement.consumer == *who && agreement.redeemed == agreement.channel_quota;
		let provider_may = agreement.provider == *who && agreement.channel_quota.is_zero();
		idle && (consumer_may || provider_may)
	}

	fn is_party(agreement: &AgreementOf<T>, who: &AccountIdOf<T>) -> bool {
		agreement.consumer == *who || agreement.provider == *who
	}

	/// Whether so many payloads could not be fetched that neither side needs to go on.
	fn is_broken(agreement: &AgreementOf<T>) -> bool {
		agreement.unavailable > agreement.unavailable_limit.mul_floor(agreement.inferences)
	}

	/// Ends requests of an agreement whose windows are all over: answers are paid, the rest has timed out.
	fn clear(id: AgreementId, agreement: &mut AgreementOf<T>) -> Result<u32, DispatchError> {
		let most = T::MaxSettle::get() as usize;
		let entries: Entries<T> = Requests::<T>::iter_prefix(id).take(most).collect();
		let cleared = entries.len() as u32;
		let mut answers = Entries::<T>::new();
		let mut late = 0u32;
		for (index, request) in entries {
			match request.state {
				RequestState::Open | RequestState::Demanded { .. } => {
					Self::time_out((id, index), agreement, &request);
					late = late.saturating_add(request.units);
				}
				RequestState::Answered { .. } => {
					Self::remove((id, index), agreement, &request);
					answers.push((index, request));
				}
			}
		}
		Self::record_faults(agreement, Outcome::Late { units: late }, late);
		Self::pay_for(id, agreement, answers)?;
		Ok(cleared)
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
