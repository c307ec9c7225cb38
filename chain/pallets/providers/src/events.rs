use frame_support::pallet_macros::pallet_section;

/// What the pallet tells indexers and bots. Amounts in planck.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	// What a field means beyond its name stands with its event.
	#[allow(missing_docs)]
	pub enum Event<T: Config> {
		/// A new provider with a bond of so many planck.
		Registered { provider: T::AccountId, bond: BalanceOf<T> },
		/// Its endpoint, addresses or keys have changed.
		ProfileUpdated { provider: T::AccountId },
		/// `amount` planck were added; `bond` is the whole bond now.
		Bonded { provider: T::AccountId, amount: BalanceOf<T>, bond: BalanceOf<T> },
		/// `amount` planck can be withdrawn from block `until` on.
		Unbonding { provider: T::AccountId, amount: BalanceOf<T>, until: BlockNumberFor<T> },
		/// `amount` planck are free again. A provider without a bond has left.
		Withdrawn { provider: T::AccountId, amount: BalanceOf<T> },
		/// Takes no new work.
		Chilled { provider: T::AccountId },
		/// Takes work again.
		Activated { provider: T::AccountId },
		/// Offers the model, or changed the terms of its offer.
		Offered { provider: T::AccountId, model: ModelId },
		/// Offers the model no longer.
		OfferWithdrawn { provider: T::AccountId, model: ModelId },
		/// `amount` planck of the bond were taken for `to`.
		Slashed { provider: T::AccountId, amount: BalanceOf<T>, to: T::AccountId },
	}
}
