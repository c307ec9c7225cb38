//! Holds on consumers and bidders.

use crate::{AccountIdOf, BalanceOf, Config, Error, HoldReason, Pallet};
use airo_primitives::holds;
use frame_support::traits::{
	fungible::{InspectHold, MutateHold},
	Get,
};
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

	/// What the account has held for open orders, and as deposits of live bids; in planck.
	pub fn money(who: &AccountIdOf<T>) -> (BalanceOf<T>, BalanceOf<T>) {
		let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), who);
		(held(HoldReason::OrderEscrow), held(HoldReason::BidDeposit))
	}
}
