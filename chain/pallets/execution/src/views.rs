//! What runtime APIs ask.

use crate::{
	AccountIdOf, AgreementOf, Agreements, AgreementsByProvider, Answered, BalanceOf, Config, HoldReason,
	Money, Pallet, RequestState, Requests,
};
use airo_primitives::AgreementId;
use alloc::vec::Vec;
use frame_support::traits::{fungible::InspectHold, Get};
use sp_runtime::traits::{Saturating, Zero};

/// So many calls of `settle` a view looks ahead.
const CALLS_AHEAD: u32 = 64;

impl<T: Config> Pallet<T> {
	/// Units of the agreement whose challenge window is over and that aren't paid. `settle` pays them, in several calls
	/// when they are more than `MaxSettle` answers; no more are counted than 64 calls pay.
	pub fn due(id: AgreementId) -> u32 {
		Agreements::<T>::get(id).map_or(0, |agreement| Self::due_of(id, &agreement))
	}

	/// Agreements in which the account is the provider, ascending.
	pub fn agreements_of(provider: &AccountIdOf<T>) -> Vec<AgreementId> {
		let mut ids: Vec<_> = AgreementsByProvider::<T>::iter_key_prefix(provider).collect();
		ids.sort_unstable();
		ids
	}

	/// What the account has in agreements.
	pub fn money(who: &AccountIdOf<T>) -> Money<BalanceOf<T>> {
		let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), who);
		let claimable = AgreementsByProvider::<T>::iter_key_prefix(who)
			.filter_map(|id| {
				let agreement = Agreements::<T>::get(id)?;
				agreement.split(Self::due_of(id, &agreement)).map(|split| split.provider)
			})
			.fold(BalanceOf::<T>::zero(), |sum, part| sum.saturating_add(part));
		Money {
			escrow: held(HoldReason::AgreementEscrow),
			deposits: held(HoldReason::RequestDeposit).saturating_add(held(HoldReason::WinnerDeposit)),
			claimable,
		}
	}

	fn due_of(id: AgreementId, agreement: &AgreementOf<T>) -> u32 {
		let now = frame_system::Pallet::<T>::block_number();
		let ahead = T::MaxSettle::get().saturating_mul(CALLS_AHEAD);
		(agreement.head..agreement.tail.min(agreement.head.saturating_add(ahead)))
			.filter_map(|seq| Requests::<T>::get(id, Answered::<T>::get(id, seq)?))
			.take_while(|request| matches!(request.state, RequestState::Answered { due, .. } if now > due))
			.fold(0u32, |sum, request| sum.saturating_add(request.units))
	}
}
