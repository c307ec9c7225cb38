//! The hold behind a bond.

use crate::{AccountIdOf, BalanceOf, Config, Error, HoldReason, Pallet};
use frame_support::{
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn hold(who: &AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		T::Currency::hold(&HoldReason::ProviderBond.into(), who, amount)
			.map_err(|_| Error::<T>::InsufficientFunds.into())
	}

	pub(crate) fn release(who: &AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		T::Currency::release(&HoldReason::ProviderBond.into(), who, amount, Precision::Exact).map(|_| ())
	}

	/// Takes money out of a bond; all of `amount`, or nothing when `to` can't be credited.
	pub(crate) fn seize(
		who: &AccountIdOf<T>,
		amount: BalanceOf<T>,
		to: &AccountIdOf<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		with_storage_layer(|| {
			T::Currency::transfer_on_hold(
				&HoldReason::ProviderBond.into(),
				who,
				to,
				amount,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Force,
			)
		})
	}
}
