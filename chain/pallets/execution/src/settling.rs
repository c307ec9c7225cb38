//! Paying for answers.

use crate::{
	AccountIdOf, AgreementOf, Agreements, Answered, BalanceOf, Config, Entries, Error, Event, HoldReason,
	Indices, Pallet, RequestState,
};
use airo_primitives::{
	model::Models as _,
	money::Split,
	provider::{Outcome, Providers as _},
	AgreementId,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchError, DispatchResult,
};

/// What a payment consisted of.
pub(crate) struct Paid<Balance> {
	pub split: Split<Balance>,
	/// Models of the line that were looked at to share the royalties out, for its weight.
	pub models: u32,
}

impl<T: Config> Pallet<T> {
	/// Pays the named answers although they could still be challenged.
	pub(crate) fn do_approve(
		consumer: AccountIdOf<T>,
		id: AgreementId,
		indices: Indices<T>,
	) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.consumer == consumer, Error::<T>::NotConsumer);
		ensure!(!indices.is_empty(), Error::<T>::NoItems);
		let mut entries = Entries::<T>::new();
		for index in indices {
			let request = Self::pending(id, &agreement, index)?;
			ensure!(request.state != RequestState::Open, Error::<T>::NotAnswered);
			Self::remove((id, index), &mut agreement, &request);
			entries.push((index, request));
		}
		Self::pay_for(id, &mut agreement, entries)?;
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	/// Pays what is due, looking at no more than `MaxSettle` answers. Returns at how many it looked.
	pub(crate) fn do_settle(id: AgreementId) -> Result<u32, DispatchError> {
		let mut agreement = Self::agreement(id)?;
		let now = frame_system::Pallet::<T>::block_number();
		let mut entries = Entries::<T>::new();
		let (mut seq, mut looked) = (agreement.head, 0u32);
		while seq < agreement.tail && looked < T::MaxSettle::get() {
			if let Some(index) = Answered::<T>::get(id, seq) {
				let request = Self::pending(id, &agreement, index)?;
				match request.state {
					RequestState::Answered { due, .. } if now > due => {
						Self::remove((id, index), &mut agreement, &request);
						entries.push((index, request));
					}
					_ => break,
				}
			}
			seq = seq.saturating_add(1);
			looked = looked.saturating_add(1);
		}
		ensure!(looked > 0, Error::<T>::NothingDue);
		agreement.head = agreement.head.max(seq);
		Self::pay_for(id, &mut agreement, entries)?;
		Agreements::<T>::insert(id, agreement);
		Ok(looked)
	}

	/// Pays for answers that are off storage already, all in one go, and gives their deposits back.
	pub(crate) fn pay_for(
		id: AgreementId,
		agreement: &mut AgreementOf<T>,
		entries: Entries<T>,
	) -> DispatchResult {
		if entries.is_empty() {
			return Ok(());
		}
		let units = entries.iter().fold(0u32, |sum, (_, request)| sum.saturating_add(request.units));
		let deposits = entries
			.iter()
			.fold(BalanceOf::<T>::zero(), |sum, (_, request)| sum.saturating_add(request.deposit));
		let Paid { split, .. } = Self::pay_units(agreement, units)?;
		agreement.paid_on_chain = agreement.paid_on_chain.saturating_add(units);
		Self::give_back(HoldReason::RequestDeposit, &agreement.consumer, deposits);
		Self::deposit_event(Event::Settled {
			agreement: id,
			indices: entries.into_iter().map(|(index, _)| index).collect::<Vec<_>>(),
			units,
			provider: split.provider,
			royalty: split.royalty,
			commission: split.commission,
		});
		Ok(())
	}

	/// Pays everybody their share of so many units out of the escrow and puts them on record. The caller counts them.
	pub(crate) fn pay_units(
		agreement: &AgreementOf<T>,
		units: u32,
	) -> Result<Paid<BalanceOf<T>>, DispatchError> {
		let split = agreement.split(units).ok_or(Error::<T>::AmountOverflow)?;
		let models = Self::share_out(agreement, &split);
		let served = Outcome::Served { units, value: agreement.value(units), commission: split.commission };
		T::Providers::record(&agreement.provider, &agreement.consumer, served);
		Ok(Paid { split, models })
	}

	/// Pays provider, the model's owners and the treasury, which gets what no owner takes. Returns how many models of
	/// the line were looked at for that.
	fn share_out(agreement: &AgreementOf<T>, split: &Split<BalanceOf<T>>) -> u32 {
		let pay = |to: &AccountIdOf<T>, amount| {
			Self::pay(HoldReason::AgreementEscrow, &agreement.consumer, to, amount)
		};
		pay(&agreement.provider, split.provider);
		let mut left = split.royalty;
		let royalties = T::Models::royalties(agreement.model, split.royalty);
		for (owner, part) in royalties.parts {
			let part = part.min(left);
			pay(&owner, part);
			left = left.saturating_sub(part);
		}
		pay(&T::Treasury::get(), split.commission.saturating_add(left));
		royalties.models
	}
}
