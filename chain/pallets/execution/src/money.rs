//! Holds on both parties, and payments out of them.

use crate::{AccountIdOf, BalanceOf, Config, Error, HoldReason, Pallet};
use airo_primitives::holds;
use frame_support::traits::{fungible::MutateHold, Get};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn hold(reason: HoldReason, who: &AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		let reason = T::RuntimeHoldReason::from(reason);
		T::Currency::hold(&reason, who, amount).map_err(|_| Error::<T>::InsufficientFunds.into())
	}

	/// Frees held money; what the account can't take back goes to the treasury.
	pub(crate) fn give_back(reason: HoldReason, who: &AccountIdOf<T>, amount: BalanceOf<T>) {
		holds::give_back::<T::Currency, _>(reason.into(), who, amount, &T::Treasury::get());
	}

	/// Pays out of held money; what `to` can't be credited with goes to the treasury.
	pub(crate) fn pay(reason: HoldReason, from: &AccountIdOf<T>, to: &AccountIdOf<T>, amount: BalanceOf<T>) {
		holds::pay::<T::Currency, _>(reason.into(), from, to, amount, &T::Treasury::get());
	}
}
