//! Becoming a provider, describing it, and going on and off the market.

use crate::{AccountIdOf, BalanceOf, Config, Error, Event, Pallet, Profile, Provider, ProviderOf, Providers};
use frame_support::{ensure, traits::Get};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn provider(who: &AccountIdOf<T>) -> Result<ProviderOf<T>, DispatchError> {
		Providers::<T>::get(who).ok_or_else(|| Error::<T>::NotRegistered.into())
	}

	pub(crate) fn do_register(who: AccountIdOf<T>, profile: Profile, bond: BalanceOf<T>) -> DispatchResult {
		ensure!(!Providers::<T>::contains_key(&who), Error::<T>::AlreadyRegistered);
		ensure!(bond >= T::MinBond::get(), Error::<T>::BondTooLow);
		Self::hold(&who, bond)?;
		let provider = Provider {
			profile,
			bond,
			covered: Zero::zero(),
			unbonding: Default::default(),
			chilled: false,
			offers: 0,
		};
		Providers::<T>::insert(&who, provider);
		Self::deposit_event(Event::Registered { provider: who, bond });
		Ok(())
	}

	pub(crate) fn do_update_profile(who: AccountIdOf<T>, profile: Profile) -> DispatchResult {
		let provider = Self::provider(&who)?;
		Providers::<T>::insert(&who, Provider { profile, ..provider });
		Self::deposit_event(Event::ProfileUpdated { provider: who });
		Ok(())
	}

	pub(crate) fn do_chill(who: AccountIdOf<T>) -> DispatchResult {
		let provider = Self::provider(&who)?;
		ensure!(!provider.chilled, Error::<T>::AlreadyChilled);
		Providers::<T>::insert(&who, Provider { chilled: true, ..provider });
		Self::deposit_event(Event::Chilled { provider: who });
		Ok(())
	}

	pub(crate) fn do_activate(who: AccountIdOf<T>) -> DispatchResult {
		let provider = Self::provider(&who)?;
		ensure!(provider.chilled, Error::<T>::NotChilled);
		ensure!(provider.staying() >= T::MinBond::get(), Error::<T>::BondTooLow);
		Providers::<T>::insert(&who, Provider { chilled: false, ..provider });
		Self::deposit_event(Event::Activated { provider: who });
		Ok(())
	}
}
