//! What binds orders that are placed now.

use crate::{BalanceOf, Config, Pallet};
use airo_primitives::parameters::MarketplaceParameters;
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> Pallet<T> {
	/// The present values of all parameters.
	pub fn parameters() -> MarketplaceParameters<BalanceOf<T>, BlockNumberFor<T>> {
		MarketplaceParameters {
			commission: T::Commission::get(),
			min_provider_share: T::MinProviderShare::get(),
			bid_deposit: T::BidDepositAmount::get(),
			award_grace: T::AwardGrace::get(),
			bid_window: T::BidWindow::get(),
			duration: T::Duration::get(),
			response_window: T::ResponseWindow::get(),
			challenge_window: T::ChallengeWindow::get(),
			max_inferences: T::MaxInferences::get(),
			max_open: T::MaxOpenLimit::get(),
			min_lowering: T::MinLowering::get(),
			max_bids: T::MaxBids::get(),
			max_invited: T::MaxInvited::get(),
		}
	}
}
