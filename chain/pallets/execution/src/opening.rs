//! Taking a won order over.

use crate::{
	AccountIdOf, Agreement, AgreementOf, AgreementState, Agreements, AgreementsByConsumer,
	AgreementsByProvider, BalanceOf, Config, Error, Event, HoldReason, NextAgreementId, Pallet,
};
use airo_primitives::{
	agreement::{self, AgreementTerms, NewAgreement},
	money::Split,
	provider::{Outcome, Providers as _},
	AgreementId,
};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{CheckedAdd, CheckedMul},
	DispatchError,
};

type NewOf<T> = NewAgreement<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>;

impl<T: Config> agreement::Agreements<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>> for Pallet<T> {
	fn terms() -> AgreementTerms<BalanceOf<T>> {
		AgreementTerms {
			request_deposit: T::RequestDepositAmount::get(),
			fail_compensation: T::FailCompensation::get(),
			unavailable_fee: T::UnavailableFee::get(),
			unavailable_limit: T::UnavailableLimit::get(),
			reopen_faults: T::ReopenFaults::get(),
			demand_fee: T::DemandFee::get(),
		}
	}

	fn open(new: NewOf<T>) -> Result<AgreementId, DispatchError> {
		let split = Split::new(new.price, new.royalty, new.commission).ok_or(Error::<T>::PriceTooLow)?;
		ensure!(split.times(new.inferences).is_some(), Error::<T>::AmountOverflow);
		let escrow = new.price.checked_mul(&new.inferences.into()).ok_or(Error::<T>::AmountOverflow)?;
		let id = NextAgreementId::<T>::get();
		NextAgreementId::<T>::put(id.checked_add(1).ok_or(Error::<T>::NoMoreIds)?);

		Self::hold(HoldReason::AgreementEscrow, &new.consumer, escrow)?;
		Self::hold(HoldReason::WinnerDeposit, &new.provider, new.deposit)?;
		T::Providers::record(&new.provider, &new.consumer, Outcome::Agreed);

		let agreement = Self::agreement_of(new)?;
		AgreementsByProvider::<T>::insert(&agreement.provider, id, ());
		AgreementsByConsumer::<T>::insert(&agreement.consumer, id, ());
		Self::deposit_event(Event::AgreementOpened {
			agreement: id,
			order: agreement.order,
			consumer: agreement.consumer.clone(),
			provider: agreement.provider.clone(),
			model: agreement.model,
			price: agreement.price,
			inferences: agreement.inferences,
			expires: agreement.expires,
		});
		Agreements::<T>::insert(id, agreement);
		Ok(id)
	}
}

impl<T: Config> Pallet<T> {
	fn agreement_of(new: NewOf<T>) -> Result<AgreementOf<T>, Error<T>> {
		let opened = frame_system::Pallet::<T>::block_number();
		let later = |block: BlockNumberFor<T>, by| block.checked_add(by).ok_or(Error::<T>::AmountOverflow);
		let expires = later(opened, &new.duration)?;
		let closes_after = later(later(expires, &new.response_window)?, &new.challenge_window)?;
		let promised = new.promised;
		Ok(Agreement {
			order: new.order,
			consumer: new.consumer,
			provider: new.provider,
			model: new.model,
			manifest: new.manifest,
			receipt_key: new.receipt_key,
			consumer_key: new.consumer_key,
			price: new.price,
			royalty: new.royalty,
			commission: new.commission,
			inferences: new.inferences,
			max_open: new.max_open,
			credit_window: new.credit_window,
			response_window: new.response_window,
			challenge_window: new.challenge_window,
			request_deposit: promised.request_deposit,
			fail_compensation: promised.fail_compensation,
			unavailable_fee: promised.unavailable_fee,
			unavailable_limit: promised.unavailable_limit,
			reopen_faults: promised.reopen_faults,
			demand_fee: promised.demand_fee,
			requirements: new.requirements,
			deposit: new.deposit,
			opened,
			expires,
			closes_after,
			channel_quota: new.channel_quota,
			paid_on_chain: 0,
			redeemed: 0,
			refunded: 0,
			reopened: 0,
			faults: 0,
			unavailable: 0,
			unsettled: 0,
			open: 0,
			answered: 0,
			demanded: 0,
			open_challenges: 0,
			coverage: new.coverage,
			next_index: 0,
			head: 0,
			tail: 0,
			state: AgreementState::Open { close_offered_by: None },
		})
	}

	/// An agreement that isn't closed; an error that tells a number never given out from one that is closed.
	pub(crate) fn agreement(id: AgreementId) -> Result<AgreementOf<T>, Error<T>> {
		Agreements::<T>::get(id).ok_or_else(|| match id < NextAgreementId::<T>::get() {
			true => Error::AgreementClosed,
			false => Error::UnknownAgreement,
		})
	}
}
