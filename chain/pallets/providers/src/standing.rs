//! What other pallets ask of providers: coverage, slashes, records.

use crate::{AccountIdOf, BalanceOf, Config, Error, Event, Offers, Pallet, Provider, Providers, Score};
use airo_primitives::{
	provider::{Outcome, ProviderUnavailable, Providers as ProvidersInterface},
	ModelId,
};
use frame_support::{defensive, ensure, traits::Get};
use sp_core::ed25519;
use sp_runtime::{
	traits::{CheckedAdd, CheckedMul, Saturating, Zero},
	DispatchResult, Perbill,
};

/// Prices of one inference that coverage is never below: a wrong answer costs its price and twenty times as much again.
const COVERED_PRICES: u32 = 21;

impl<T: Config> ProvidersInterface<AccountIdOf<T>, BalanceOf<T>> for Pallet<T> {
	fn bidder(who: &AccountIdOf<T>, model: ModelId) -> Result<ed25519::Public, ProviderUnavailable> {
		let provider = Providers::<T>::get(who).ok_or(ProviderUnavailable::NotRegistered)?;
		ensure!(!provider.chilled, ProviderUnavailable::Chilled);
		ensure!(Offers::<T>::contains_key(who, model), ProviderUnavailable::NoOffer);
		Ok(provider.profile.receipt_key)
	}

	fn bond(who: &AccountIdOf<T>) -> BalanceOf<T> {
		Providers::<T>::get(who).map_or_else(Zero::zero, |provider| provider.bond)
	}

	fn free_bond(who: &AccountIdOf<T>) -> BalanceOf<T> {
		Providers::<T>::get(who).map_or_else(Zero::zero, |provider| provider.free())
	}

	fn score(who: &AccountIdOf<T>) -> Perbill {
		let (record, dealings) = Self::history(who);
		T::Score::score(&record, &dealings)
	}

	fn coverage(price: BalanceOf<T>, inferences: u32) -> Option<BalanceOf<T>> {
		let value = price.checked_mul(&inferences.into())?;
		let least = T::MinSlash::get().checked_add(&price)?;
		let prices = price.checked_mul(&COVERED_PRICES.into())?;
		Some(least.max(prices).max(T::CoverageRatio::get().mul_ceil(value)))
	}

	fn lock_coverage(who: &AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		let provider = Self::provider(who)?;
		ensure!(amount <= provider.free(), Error::<T>::NotEnoughFreeBond);
		let covered = provider.covered.saturating_add(amount);
		Providers::<T>::insert(who, Provider { covered, ..provider });
		Ok(())
	}

	fn free_coverage(who: &AccountIdOf<T>, amount: BalanceOf<T>) {
		Providers::<T>::mutate_extant(who, |provider| {
			if amount > provider.covered {
				defensive!("more coverage is freed than was locked");
			}
			provider.covered = provider.covered.saturating_sub(amount);
		});
	}

	fn slash_coverage(who: &AccountIdOf<T>, amount: BalanceOf<T>, to: &AccountIdOf<T>) -> BalanceOf<T> {
		let Some(mut provider) = Providers::<T>::get(who) else { return Zero::zero() };
		let amount = amount.min(provider.covered);
		if amount.is_zero() {
			return amount;
		}
		let treasury = T::Treasury::get();
		let receiver = match Self::seize(who, amount, to) {
			Ok(_) => to.clone(),
			Err(_) => match Self::seize(who, amount, &treasury) {
				Ok(_) => treasury,
				Err(_) => {
					defensive!("a slash can't even go to the treasury");
					return Zero::zero();
				}
			},
		};
		provider.covered = provider.covered.saturating_sub(amount);
		provider.bond = provider.bond.saturating_sub(amount);
		let chills = !provider.chilled && provider.staying() < T::MinBond::get();
		provider.chilled |= chills;
		Providers::<T>::insert(who, provider);
		Self::deposit_event(Event::Slashed { provider: who.clone(), amount, to: receiver });
		if chills {
			Self::deposit_event(Event::Chilled { provider: who.clone() });
		}
		amount
	}

	fn record(provider: &AccountIdOf<T>, consumer: &AccountIdOf<T>, outcome: Outcome<BalanceOf<T>>) {
		Self::do_record(provider, consumer, outcome);
	}
}
