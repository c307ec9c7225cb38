use crate::RuntimeCall;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::InstanceFilter;
use scale_info::TypeInfo;

/// What a proxy may do in its principal's name.
#[derive(
	Copy,
	Clone,
	Default,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Encode,
	Decode,
	DecodeWithMemTracking,
	Debug,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Everything that can't carry money or NFTs away.
	NonTransfer,
	/// What a provider's bot does with a hot key: bidding, answering, settling; nothing with the bond.
	Provider,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => !matches!(
				call,
				RuntimeCall::Balances(..)
					| RuntimeCall::Nfts(..)
					| RuntimeCall::Models(pallet_models::Call::remove { .. })
					| RuntimeCall::Sudo(..)
					| RuntimeCall::Treasury(..)
					| RuntimeCall::Marketplace(
						pallet_marketplace::Call::place_order { .. } | pallet_marketplace::Call::award { .. }
					) | RuntimeCall::Execution(
					pallet_execution::Call::approve { .. }
						| pallet_execution::Call::demand { .. }
						| pallet_execution::Call::reopen { .. }
				)
			),
			Self::Provider => matches!(
				call,
				RuntimeCall::Utility(..)
					| RuntimeCall::Models(pallet_models::Call::attest { .. })
					| RuntimeCall::Providers(
						pallet_providers::Call::update_profile { .. }
							| pallet_providers::Call::chill { .. }
							| pallet_providers::Call::activate { .. }
							| pallet_providers::Call::offer { .. }
							| pallet_providers::Call::withdraw_offer { .. }
					) | RuntimeCall::Marketplace(
					pallet_marketplace::Call::bid { .. }
						| pallet_marketplace::Call::accept_counter { .. }
						| pallet_marketplace::Call::poke { .. }
				) | RuntimeCall::Execution(
					pallet_execution::Call::respond { .. }
						| pallet_execution::Call::fail { .. }
						| pallet_execution::Call::publish { .. }
						| pallet_execution::Call::redeem { .. }
						| pallet_execution::Call::release_quota { .. }
						| pallet_execution::Call::settle { .. }
						| pallet_execution::Call::offer_close { .. }
						| pallet_execution::Call::withdraw_close_offer { .. }
						| pallet_execution::Call::accept_close { .. }
						| pallet_execution::Call::close { .. }
				)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(x, y) if x == y => true,
			(Self::Any, _) => true,
			(Self::NonTransfer, Self::Provider) => true,
			_ => false,
		}
	}
}
