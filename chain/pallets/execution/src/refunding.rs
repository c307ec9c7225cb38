//! Requests that end without an answer.

use crate::{
	AccountIdOf, AgreementOf, Agreements, BalanceOf, Blame, Config, Error, Event, Failures, HoldReason,
	Pallet, RequestKey, RequestOf, RequestState,
};
use airo_primitives::{
	provider::{Outcome, Providers as _},
	AgreementId, RequestIndex,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_fail(provider: AccountIdOf<T>, id: AgreementId, items: Failures<T>) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.provider == provider, Error::<T>::NotProvider);
		ensure!(!items.is_empty(), Error::<T>::NoItems);
		let mut failed = 0u32;
		for (index, code) in items {
			let request = Self::answerable(id, &agreement, index)?;
			let blame = Blame::from(code);
			let (refunded, compensation) = Self::refund((id, index), &mut agreement, &request, blame);
			let units = request.units;
			if blame == Blame::Provider {
				failed = failed.saturating_add(units);
			}
			Self::deposit_event(Event::Failed { agreement: id, index, code, units, refunded, compensation });
		}
		Self::record_faults(&agreement, Outcome::Failed { units: failed }, failed);
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	pub(crate) fn do_claim_timeout(id: AgreementId, index: RequestIndex) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		let request = Self::pending(id, &agreement, index)?;
		let last = match request.state {
			RequestState::Open => request.deadline,
			RequestState::Demanded { until, .. } => until,
			RequestState::Answered { .. } => return Err(Error::<T>::AlreadyAnswered.into()),
		};
		ensure!(frame_system::Pallet::<T>::block_number() > last, Error::<T>::NotTimedOut);
		Self::time_out((id, index), &mut agreement, &request);
		let units = request.units;
		Self::record_faults(&agreement, Outcome::Late { units }, units);
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	/// Ends a request whose deadline is over, be it for the answer or for its bytes. The caller puts it on record.
	pub(crate) fn time_out(key: RequestKey, agreement: &mut AgreementOf<T>, request: &RequestOf<T>) {
		let (refunded, compensation) = Self::refund(key, agreement, request, Blame::Provider);
		let (id, index) = key;
		let units = request.units;
		Self::deposit_event(Event::TimedOut { agreement: id, index, units, refunded, compensation });
	}

	/// Puts units that failed or were late by the provider's fault on record, and the commission that they would have paid.
	pub(crate) fn record_faults(agreement: &AgreementOf<T>, outcome: Outcome<BalanceOf<T>>, units: u32) {
		if units.is_zero() {
			return;
		}
		T::Providers::record(&agreement.provider, &agreement.consumer, outcome);
		if let Some(split) = agreement.split(units) {
			let forgone = Outcome::Forgone { commission: split.commission };
			T::Providers::record(&agreement.provider, &agreement.consumer, forgone);
		}
	}

	/// Gives the price of a request back, and its deposit. Returns the refund out of the escrow and the
	/// compensation out of the provider's coverage.
	fn refund(
		key: RequestKey,
		agreement: &mut AgreementOf<T>,
		request: &RequestOf<T>,
		blame: Blame,
	) -> (BalanceOf<T>, BalanceOf<T>) {
		let units = request.units;
		let value = agreement.value(units);
		let (mut refunded, mut compensation) = (value, BalanceOf::<T>::default());
		match blame {
			Blame::Provider => {
				agreement.faults = agreement.faults.saturating_add(units);
				let owed = agreement.fail_compensation.mul_floor(value).min(agreement.coverage);
				compensation = T::Providers::slash_coverage(&agreement.provider, owed, &agreement.consumer);
				agreement.coverage = agreement.coverage.saturating_sub(compensation);
			}
			Blame::Nobody => {
				agreement.unavailable = agreement.unavailable.saturating_add(units);
				let fee = agreement.unavailable_fee.mul_floor(value);
				refunded = value.saturating_sub(fee);
				let treasury = T::Treasury::get();
				Self::pay(HoldReason::AgreementEscrow, &agreement.consumer, &treasury, fee);
			}
			Blame::Consumer => {}
		}
		Self::give_back(HoldReason::AgreementEscrow, &agreement.consumer, refunded);
		Self::give_back(HoldReason::RequestDeposit, &agreement.consumer, request.deposit);
		agreement.refunded = agreement.refunded.saturating_add(units);
		Self::remove(key, agreement, request);
		(refunded, compensation)
	}
}
