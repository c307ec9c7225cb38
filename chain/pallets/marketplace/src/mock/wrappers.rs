//! Pallets whose calls carry other calls.

use super::{Balances, OriginCaller, RuntimeCall, RuntimeEvent, System, Test};
use crate::{Inside, LookInto, OnError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ConstU128, ConstU32, InstanceFilter};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

impl pallet_utility::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}

/// Every proxy may do everything.
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
pub struct AnyProxy;

impl InstanceFilter<RuntimeCall> for AnyProxy {
	fn filter(&self, _: &RuntimeCall) -> bool {
		true
	}
}

impl pallet_proxy::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = AnyProxy;
	type ProxyDepositBase = ConstU128<1>;
	type ProxyDepositFactor = ConstU128<1>;
	type MaxProxies = ConstU32<4>;
	type WeightInfo = ();
	type MaxPending = ConstU32<2>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = ConstU128<1>;
	type AnnouncementDepositFactor = ConstU128<1>;
	type BlockNumberProvider = System;
}

impl LookInto<u64> for RuntimeCall {
	fn look_into(&self) -> Inside<'_, Self, u64> {
		let batch = |calls, on_error| Inside::Batch { calls, on_error };
		match self {
			Self::Proxy(pallet_proxy::Call::proxy { real, call, .. }) => Inside::As { who: *real, call },
			Self::Utility(pallet_utility::Call::batch { calls }) => batch(calls, OnError::Stop),
			Self::Utility(pallet_utility::Call::batch_all { calls }) => batch(calls, OnError::Revert),
			Self::Utility(pallet_utility::Call::force_batch { calls }) => batch(calls, OnError::GoOn),
			_ => Inside::Nothing,
		}
	}
}
