//! What is always true of bonds, offers and records.

use crate::{BalanceOf, Config, Counterparties, HoldReason, Offers, Pallet, Providers, Records};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use sp_runtime::{
	traits::{CheckedAdd, Saturating, Zero},
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
		let others = frame_system::Account::<T>::iter_keys().filter(|who| !Providers::<T>::contains_key(who));
		ensure!(
			others.map(|who| T::Currency::balance_on_hold(&reason, &who)).all(|hold| hold.is_zero()),
			"somebody who isn't a provider has a bond"
		);
		ensure!(
			Offers::<T>::iter_keys().all(|(who, _)| Providers::<T>::contains_key(who)),
			"an offer by somebody who isn't a provider"
		);
		Self::try_dealings()
	}

	/// What a provider's counterparties say together is no more than what its record says.
	fn try_dealings() -> Result<(), TryRuntimeError> {
		for (who, dealings) in Counterparties::<T>::iter() {
			let record = Records::<T>::get(&who);
			let (mut paid, mut forgone) = (BalanceOf::<T>::zero(), BalanceOf::<T>::zero());
			for tally in dealings.known.iter().map(|(_, tally)| tally).chain([&dealings.rest]) {
				paid = paid.saturating_add(tally.paid);
				forgone = forgone.saturating_add(tally.forgone);
			}
			ensure!(paid <= record.commission, "counterparties paid more commission than the record has");
			ensure!(forgone <= record.forgone, "counterparties cost more commission than the record has");
			ensure!(
				dealings.known.iter().all(|(_, tally)| !tally.weight().is_zero()),
				"a counterparty that counts for nothing has a place"
			);
			let mut names: Vec<_> = dealings.known.iter().map(|(who, _)| who).collect();
			names.sort();
			names.dedup();
			ensure!(names.len() == dealings.known.len(), "a counterparty has two places");
		}
		Ok(())
	}
}
