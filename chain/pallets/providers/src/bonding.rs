//! Growing and shrinking a bond.

use crate::{AccountIdOf, BalanceOf, Config, Error, Event, Offers, Pallet, Providers, Unbonding};
use frame_support::{ensure, traits::Get};
use sp_runtime::{
	traits::{CheckedAdd, Saturating, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_bond_extra(who: AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		let mut provider = Self::provider(&who)?;
		provider.bond = provider.bond.checked_add(&amount).ok_or(Error::<T>::AmountOverflow)?;
		Self::hold(&who, amount)?;
		let bond = provider.bond;
		Providers::<T>::insert(&who, provider);
		Self::deposit_event(Event::Bonded { provider: who, amount, bond });
		Ok(())
	}

	/// What stays is nothing, or at least `MinBond`; whoever leaves takes no new work.
	pub(crate) fn do_unbond(who: AccountIdOf<T>, amount: BalanceOf<T>) -> DispatchResult {
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		let mut provider = Self::provider(&who)?;
		ensure!(amount <= provider.free(), Error::<T>::NotEnoughFreeBond);
		let stays = provider.staying().saturating_sub(amount);
		ensure!(stays.is_zero() || stays >= T::MinBond::get(), Error::<T>::BondTooLow);
		let until = frame_system::Pallet::<T>::block_number().saturating_add(T::UnbondingPeriod::get());
		provider.unbonding.try_push(Unbonding { amount, until }).map_err(|_| Error::<T>::TooManyUnbonding)?;
		let chills = stays.is_zero() && !provider.chilled;
		provider.chilled |= chills;
		Providers::<T>::insert(&who, provider);
		Self::deposit_event(Event::Unbonding { provider: who.clone(), amount, until });
		if chills {
			Self::deposit_event(Event::Chilled { provider: who });
		}
		Ok(())
	}

	/// Frees what has come free; a provider of whose bond nothing is left leaves with its offers. Its record stays.
	pub(crate) fn do_withdraw(who: AccountIdOf<T>) -> DispatchResult {
		let mut provider = Self::provider(&who)?;
		let now = frame_system::Pallet::<T>::block_number();
		let mut amount = BalanceOf::<T>::zero();
		provider.unbonding.retain(|part| {
			let free = part.until <= now;
			if free {
				amount = amount.saturating_add(part.amount);
			}
			!free
		});
		// Nothing is left to wait for when the whole bond was slashed.
		ensure!(!amount.is_zero() || provider.bond.is_zero(), Error::<T>::NothingToWithdraw);
		provider.bond = provider.bond.saturating_sub(amount);
		Self::release(&who, amount)?;
		if provider.bond.is_zero() {
			let _ = Offers::<T>::clear_prefix(&who, T::MaxOffers::get(), None);
			Providers::<T>::remove(&who);
		} else {
			Providers::<T>::insert(&who, provider);
		}
		Self::deposit_event(Event::Withdrawn { provider: who, amount });
		Ok(())
	}
}
