//! What binds whoever bonds, unbonds or bids now.

use crate::{BalanceOf, Config, Pallet};
use airo_primitives::parameters::ProvidersParameters;
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> Pallet<T> {
	/// The present values of all parameters.
	pub fn parameters() -> ProvidersParameters<BalanceOf<T>, BlockNumberFor<T>> {
		ProvidersParameters {
			min_bond: T::MinBond::get(),
			min_slash: T::MinSlash::get(),
			coverage_ratio: T::CoverageRatio::get(),
			unbonding_period: T::UnbondingPeriod::get(),
			record_half_life: T::RecordHalfLife::get(),
			max_offers: T::MaxOffers::get(),
			max_counterparties: T::MaxCounterparties::get(),
		}
	}
}
