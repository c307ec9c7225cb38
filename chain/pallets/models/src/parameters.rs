//! What binds whoever commits, registers, attests or announces a royalty now.

use crate::{BalanceOf, Config, Pallet};
use airo_primitives::parameters::ModelsParameters;
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> Pallet<T> {
	/// The present values of all parameters.
	pub fn parameters() -> ModelsParameters<BalanceOf<T>, BlockNumberFor<T>> {
		ModelsParameters {
			commit_age: T::CommitAge::get(),
			min_attestations: Self::attestations_needed(),
			min_attester_bond: T::MinAttesterBond::get(),
			priority_period: T::PriorityPeriod::get(),
			royalty_notice: T::RoyaltyNotice::get(),
			removal_delay: T::RemovalDelay::get(),
			model_deposit: T::ModelDeposit::get(),
			commit_deposit: T::CommitDeposit::get(),
			max_royalty: T::MaxRoyalty::get(),
			max_attestations: T::MaxAttestations::get(),
		}
	}
}
