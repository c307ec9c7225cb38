//! Holds on consumers and bidders.

use crate::{AccountIdOf, BalanceOf, Config, Error, HoldReason, Pallet};
use frame_support::{
	defensive,
	traits::{
		fungible::{InspectHold, MutateHold},
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
	/// treasury, so that nobody's empty account keeps an order from ending.
	pub(crate) fn give_back(reason: HoldReason, who: &AccountIdOf<T>, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let reason = T::RuntimeHoldReason::from(reason);
		let freed = frame_support::storage::with_storage_layer::<_, DispatchError, _>(|| {
			T::Currency::release(&reason, who, amount, Precision::Exact)
		});
		if freed.is_ok() {
			return;
		}
		let treasury = T::Treasury::get();
		let taken = frame_support::storage::with_storage_layer::<_, DispatchError, _>(|| {
			T::Currency::transfer_on_hold(
				&reason,
				who,
				&treasury,
				amount,
				Precision::BestEffort,
				Restriction::Free,
				Fortitude::Force,
			)
		});
		if taken.is_err() {
			defensive!("held money can go neither back nor to the treasury");
		}
	}

	/// What the account has held for open orders, and as deposits of live bids; in planck.
	pub fn money(who: &AccountIdOf<T>) -> (BalanceOf<T>, BalanceOf<T>) {
		let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), who);
		(held(HoldReason::OrderEscrow), held(HoldReason::BidDeposit))
	}
}
