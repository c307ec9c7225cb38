use crate::{AccountId, RuntimeCall};
use pallet_marketplace::{Inside, LookInto, OnError};

/// What `CheckDoomed` sees of calls within calls: batches here, for there are no proxies. A chain without either writes
/// `impl LookInto<AccountId> for RuntimeCall {}`.
impl LookInto<AccountId> for RuntimeCall {
	fn look_into(&self) -> Inside<'_, Self, AccountId> {
		match self {
			Self::Utility(pallet_utility::Call::batch { calls }) => {
				Inside::Batch { calls, on_error: OnError::Stop }
			}
			Self::Utility(pallet_utility::Call::batch_all { calls }) => {
				Inside::Batch { calls, on_error: OnError::Revert }
			}
			Self::Utility(pallet_utility::Call::force_batch { calls }) => {
				Inside::Batch { calls, on_error: OnError::GoOn }
			}
			_ => Inside::Nothing,
		}
	}
}
