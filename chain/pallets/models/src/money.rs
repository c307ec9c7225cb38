//! Deposits.

use crate::{AccountIdOf, BalanceOf, Config, Error, HoldReason, Pallet};
use frame_support::traits::{fungible::MutateHold, tokens::Precision};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn hold(who: &AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		T::Currency::hold(&HoldReason::ModelDeposit.into(), who, amount)
			.map_err(|_| Error::<T>::InsufficientFunds.into())
	}

	pub(crate) fn release(who: &AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		T::Currency::release(&HoldReason::ModelDeposit.into(), who, amount, Precision::Exact).map(|_| ())
	}
}
