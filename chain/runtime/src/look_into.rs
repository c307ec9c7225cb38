use crate::{AccountId, Runtime, RuntimeCall};
use pallet_marketplace::{Inside, LookInto, OnError};
use sp_runtime::traits::StaticLookup;

/// Proxied calls and batches. Announced proxies, multisigs and derived accounts stay closed.
impl LookInto<AccountId> for RuntimeCall {
	fn look_into(&self) -> Inside<'_, Self, AccountId> {
		let batch = |calls, on_error| Inside::Batch { calls, on_error };
		match self {
			Self::Proxy(pallet_proxy::Call::proxy { real, call, .. }) => {
				match <Runtime as frame_system::Config>::Lookup::lookup(real.clone()) {
					Ok(who) => Inside::As { who, call },
					Err(_) => Inside::Nothing,
				}
			}
			Self::Utility(pallet_utility::Call::batch { calls }) => batch(calls, OnError::Stop),
			Self::Utility(pallet_utility::Call::batch_all { calls }) => batch(calls, OnError::Revert),
			Self::Utility(pallet_utility::Call::force_batch { calls }) => batch(calls, OnError::GoOn),
			_ => Inside::Nothing,
		}
	}
}
