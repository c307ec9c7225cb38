//! Answers whose bytes the provider withholds.
//!
//! As many can be demanded at once as the provider takes requests: that is what it said it can handle in a response
//! window. A consumer that looks for its answers' bytes before it lets more than that pile up can demand all of them.

use crate::{AccountIdOf, Agreements, Bytes, Config, Error, Event, Pallet, RequestState, Requests};
use airo_primitives::{AgreementId, RequestIndex};
use frame_support::{
	ensure,
	traits::{fungible::Mutate as _, tokens::Preservation, Get},
};
use sp_io::hashing::sha2_256;
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Suspends the payment of an answer. What the provider could lose by it is bounded: it is never asked for more bytes
	/// than it may publish, nor for more answers at once than it takes requests, nor twice for the same.
	pub(crate) fn do_demand(
		consumer: AccountIdOf<T>,
		id: AgreementId,
		index: RequestIndex,
	) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.consumer == consumer, Error::<T>::NotConsumer);
		let mut request = Self::pending(id, &agreement, index)?;
		let (response, at, due, seq) = match request.state {
			RequestState::Answered { response, at, due, seq, published: false } => (response, at, due, seq),
			RequestState::Answered { .. } | RequestState::Demanded { .. } => {
				return Err(Error::<T>::AlreadyDemanded.into())
			}
			RequestState::Open => return Err(Error::<T>::NotAnswered.into()),
		};
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now <= due, Error::<T>::WindowOver);
		ensure!(response.size <= u64::from(T::MaxPublish::get()), Error::<T>::TooLargeToPublish);
		ensure!(agreement.demanded < agreement.max_open, Error::<T>::TooManyDemands);
		T::Currency::transfer(&consumer, &T::Treasury::get(), agreement.demand_fee, Preservation::Preserve)
			.map_err(|_| Error::<T>::InsufficientFunds)?;

		let until = now.saturating_add(agreement.response_window);
		let challengeable_until = until.saturating_add(agreement.challenge_window);
		Self::dequeue(id, &mut agreement, seq);
		agreement.demanded = agreement.demanded.saturating_add(1);
		agreement.closes_after = agreement.closes_after.max(challengeable_until);
		request.state = RequestState::Demanded { response, at, until };
		Requests::<T>::insert(id, index, request);
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::Demanded { agreement: id, index, response, until });
		Ok(())
	}

	pub(crate) fn do_publish(
		provider: AccountIdOf<T>,
		id: AgreementId,
		index: RequestIndex,
		bytes: Bytes<T>,
	) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.provider == provider, Error::<T>::NotProvider);
		let mut request = Self::pending(id, &agreement, index)?;
		let RequestState::Demanded { response, at, until } = request.state else {
			return Err(Error::<T>::NotDemanded.into());
		};
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now <= until, Error::<T>::TooLate);
		let are_the_answers = bytes.len() as u64 == response.size && sha2_256(&bytes) == response.hash.0;
		ensure!(are_the_answers, Error::<T>::WrongBytes);

		let due = now.saturating_add(agreement.challenge_window);
		agreement.demanded = agreement.demanded.saturating_sub(1);
		let seq = Self::enqueue(id, &mut agreement, index)?;
		request.state = RequestState::Answered { response, at, due, seq, published: true };
		Requests::<T>::insert(id, index, request);
		Agreements::<T>::insert(id, agreement);
		let bytes = bytes.into_inner();
		Self::deposit_event(Event::Published { agreement: id, index, response, bytes, due });
		Ok(())
	}
}
