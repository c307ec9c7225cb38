//! Orders for the rest of agreements that aren't served well.

use crate::{AccountIdOf, AwardMode, BalanceOf, Config, Error, OrderSpec, Pallet};
use airo_primitives::{
	agreement::{Orders, Remainder},
	OrderId,
};
use alloc::vec::Vec;
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::DispatchError;

impl<T: Config> Orders<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>> for Pallet<T> {
	fn place_again(
		rest: Remainder<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>,
	) -> Result<OrderId, DispatchError> {
		let asked = rest.requirements;
		let fits = |list: Vec<_>| list.try_into().map_err(|_| Error::<T>::TooManyInvited);
		let invited = rest.invited.map(fits).transpose()?;
		let spec = OrderSpec {
			model: rest.model,
			inferences: rest.inferences,
			max_price: rest.max_price,
			channel_quota: rest.channel_quota,
			bid_window: T::BidWindow::get().min,
			duration: T::Duration::get().nearest(rest.duration),
			response_window: T::ResponseWindow::get().nearest(rest.response_window),
			challenge_window: T::ChallengeWindow::get().nearest(rest.challenge_window),
			min_bond: asked.min_bond,
			min_score: asked.min_score,
			sealed: asked.sealed,
			award: AwardMode::Cheapest,
			invited,
			consumer_key: rest.consumer_key,
			hpke_key: asked.hpke_key,
		};
		Self::check(&spec)?;
		Self::put(rest.consumer, spec, Some(rest.barred))
	}
}
