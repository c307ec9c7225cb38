//! Ordering the rest of an agreement from somebody else.
//!
//! What can still be requested on chain leaves the agreement. The channel quota stays: vouchers for it may be on their
//! way, and only the provider knows; the consumer gets it back when the agreement closes, or the provider releases it
//! before the consumer reopens.

use crate::{
	AccountIdOf, AgreementOf, AgreementState, Agreements, Config, Error, Event, HoldReason, Invited, Pallet,
};
use airo_primitives::{
	agreement::{Orders as _, Remainder},
	provider::Providers as _,
	AgreementId,
};
use frame_support::ensure;
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_reopen(
		consumer: AccountIdOf<T>,
		id: AgreementId,
		channel_quota: u32,
		invited: Option<Invited<T>>,
	) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.consumer == consumer, Error::<T>::NotConsumer);
		ensure!(agreement.state != AgreementState::Closing, Error::<T>::AgreementClosed);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now <= agreement.expires, Error::<T>::Expired);
		ensure!(Self::fails_its_consumer(&agreement), Error::<T>::ProviderServes);
		let units = agreement.requestable();
		ensure!(!units.is_zero(), Error::<T>::NothingToReopen);
		ensure!(channel_quota <= units, Error::<T>::QuotaExceeded);

		let duration = agreement.expires.saturating_sub(now);
		agreement.reopened = agreement.reopened.saturating_add(units);
		Self::end(id, &mut agreement, now);
		let released = agreement.value(units);
		Self::give_back(HoldReason::AgreementEscrow, &consumer, released);
		let rest = Remainder {
			consumer,
			model: agreement.model,
			inferences: units,
			max_price: agreement.price,
			channel_quota,
			duration,
			response_window: agreement.response_window,
			challenge_window: agreement.challenge_window,
			requirements: agreement.requirements,
			consumer_key: agreement.consumer_key,
			barred: agreement.provider.clone(),
			invited: invited.map(Invited::<T>::into_inner),
		};
		Agreements::<T>::insert(id, agreement);
		let order = T::Orders::place_again(rest)?;
		Self::deposit_event(Event::Reopened { agreement: id, order, units, released });
		Ok(())
	}

	/// Whether the provider has failed more often than it may, or takes no work for the model any more.
	fn fails_its_consumer(agreement: &AgreementOf<T>) -> bool {
		agreement.faults > agreement.reopen_faults.mul_floor(agreement.inferences)
			|| T::Providers::bidder(&agreement.provider, agreement.model).is_err()
	}
}
