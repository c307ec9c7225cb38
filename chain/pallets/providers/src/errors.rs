use frame_support::pallet_macros::pallet_section;

/// Why a call is refused, and what to do about it.
#[pallet_section]
mod errors {
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// The account is a provider already; use `update_profile` or `bond_extra`.
		AlreadyRegistered,
		/// The account never registered as a provider, or has left; register first.
		NotRegistered,
		/// The part of the bond that stays would be below `MinBond`; bond more, or unbond everything to leave.
		BondTooLow,
		/// The free balance doesn't cover the bond; top the account up.
		InsufficientFunds,
		/// The amount is zero.
		ZeroAmount,
		/// The amount is too large to be counted.
		AmountOverflow,
		/// That much of the bond stands behind bids or agreements or is unbonding; wait for them to end, or bond more.
		NotEnoughFreeBond,
		/// Too many amounts are on their way out; withdraw what has come free, or wait.
		TooManyUnbonding,
		/// Nothing has come free; the earliest `until` is still ahead.
		NothingToWithdraw,
		/// The provider is off the market already.
		AlreadyChilled,
		/// The provider is on the market already.
		NotChilled,
		/// No model has this number; look one up in the catalogue.
		ModelUnknown,
		/// The model was taken off the market; offer another.
		ModelRetired,
		/// `max_batch` is zero, or `p50_ms` is above `p95_ms`.
		TermsOutOfRange,
		/// The provider offers `MaxOffers` models; withdraw one first.
		TooManyOffers,
		/// The provider doesn't offer this model.
		UnknownOffer,
	}
}
