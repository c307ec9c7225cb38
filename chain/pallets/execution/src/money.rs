//! Holds on both parties, and payments out of them.

use crate::{AccountIdOf, BalanceOf, Config, Error, HoldReason, Pallet};
use frame_support::{
	defensive,
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
		Get,
	},
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn hold(reason: HoldReason, who: &AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		let reason = T::RuntimeHoldReason::from(reason);
		T::Currency::hold(&reason, who, amount).map_err(|_| Error::<T>::InsufficientFunds.into())
	}

	/// Frees held money. What the account can't take back (it would stay below the existential deposit) goes to the
	/// treasury, so that nobody's empty account keeps an agreement from closing.
	pub(crate) fn give_back(reason: HoldReason, who: &AccountIdOf<T>, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let freed = with_storage_layer::<_, DispatchError, _>(|| {
			T::Currency::release(&reason.into(), who, amount, Precision::Exact)
		});
		if freed.is_err() {
			Self::pay(reason, who, &T::Treasury::get(), amount);
		}
	}

	/// Pays out of held money. What `to` can't be credited with goes to the treasury.
	pub(crate) fn pay(reason: HoldReason, from: &AccountIdOf<T>, to: &AccountIdOf<T>, amount: BalanceOf<T>) {
		if amount.is_zero() || Self::transfer_held(reason, from, to, amount).is_ok() {
			return;
		}
		if Self::transfer_held(reason, from, &T::Treasury::get(), amount).is_err() {
			defensive!("held money can't even go to the treasury");
		}
	}

	fn transfer_held(
		reason: HoldReason,
		from: &AccountIdOf<T>,
		to: &AccountIdOf<T>,
		amount: BalanceOf<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		with_storage_layer(|| {
			T::Currency::transfer_on_hold(
				&reason.into(),
				from,
				to,
				amount,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Force,
			)
		})
	}
}
