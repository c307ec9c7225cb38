//! What is always true of bonds and offers.

use crate::{Config, HoldReason, Offers, Pallet, Providers};
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Fails with the first broken invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let reason = T::RuntimeHoldReason::from(HoldReason::ProviderBond);
		for (who, provider) in Providers::<T>::iter() {
			ensure!(
				T::Currency::balance_on_hold(&reason, &who) == provider.bond,
				"a bond isn't what is held for it"
			);
			ensure!(!provider.bond.is_zero() || provider.chilled, "a provider without a bond takes work");
			let engaged = provider.covered.checked_add(&provider.leaving()).ok_or("a bond overflows")?;
			ensure!(engaged <= provider.bond, "more of a bond is engaged than there is");
			ensure!(
				provider.unbonding.iter().all(|part| !part.amount.is_zero()),
				"nothing is on its way out of a bond"
			);
			ensure!(provider.offers <= T::MaxOffers::get(), "a provider offers more than it may");
			ensure!(
				Offers::<T>::iter_key_prefix(&who).count() == provider.offers as usize,
				"a provider's offers are miscounted"
			);
		}
		ensure!(
			Offers::<T>::iter_keys().all(|(who, _)| Providers::<T>::contains_key(who)),
			"an offer by somebody who isn't a provider"
		);
		Ok(())
	}
}
