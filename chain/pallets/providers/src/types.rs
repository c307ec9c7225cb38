use crate::{Config, Record};
use airo_primitives::Blob;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Inspect, ConstU32},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_core::ed25519;
use sp_runtime::traits::{Saturating, Zero};

/// Account of a provider or consumer.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// Planck of the currency that bonds are held in.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdOf<T>>>::Balance;
/// A provider in the runtime's types.
pub type ProviderOf<T> = Provider<BalanceOf<T>, BlockNumberFor<T>>;
/// A record in the runtime's types.
pub type RecordOf<T> = Record<BalanceOf<T>, BlockNumberFor<T>>;

/// Amounts on their way out of a bond at once.
pub type MaxUnbonding = ConstU32<8>;

/// How a provider is reached and how its messages are checked.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Profile {
	/// URL of the serving endpoint; empty when the provider serves requests on chain only.
	pub endpoint: BoundedVec<u8, ConstU32<128>>,
	/// libp2p peer id of the provider's Dx node.
	pub peer_id: BoundedVec<u8, ConstU32<64>>,
	/// Where that node can be dialled.
	pub multiaddrs: BoundedVec<BoundedVec<u8, ConstU32<128>>, ConstU32<4>>,
	/// X25519 key that payloads are encrypted for.
	pub hpke_key: [u8; 32],
	/// Signs receipts; running agreements keep the key they began with.
	pub receipt_key: ed25519::Public,
	/// Anything more about the provider.
	pub metadata: Option<Blob>,
	/// Proof of the hardware it runs on.
	pub attestation: Option<Blob>,
}

/// A part of a bond that its owner asked back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Unbonding<Balance, BlockNumber> {
	/// Planck that leave.
	pub amount: Balance,
	/// First block in which it can be withdrawn.
	pub until: BlockNumber,
}

/// A registered provider. Amounts in planck.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Provider<Balance, BlockNumber> {
	/// What clients need to reach it.
	pub profile: Profile,
	/// Held in all; what is unbonding included.
	pub bond: Balance,
	/// The part that stands behind live bids and agreements.
	pub covered: Balance,
	/// Parts on their way out, earliest first.
	pub unbonding: BoundedVec<Unbonding<Balance, BlockNumber>, MaxUnbonding>,
	/// Takes no new work.
	pub chilled: bool,
	/// How many models are offered.
	pub offers: u32,
}

impl<Balance: Zero + Saturating + Copy, BlockNumber> Provider<Balance, BlockNumber> {
	/// What is on its way out.
	pub fn leaving(&self) -> Balance {
		self.unbonding.iter().fold(Balance::zero(), |sum, part| sum.saturating_add(part.amount))
	}

	/// The part of the bond that stays.
	pub fn staying(&self) -> Balance {
		self.bond.saturating_sub(self.leaving())
	}

	/// The part of the bond behind nothing.
	pub fn free(&self) -> Balance {
		self.staying().saturating_sub(self.covered)
	}
}

/// How a provider says it serves a model; measured by itself, on its own hardware.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct OfferTerms {
	/// Latency in milliseconds that half of the answers stay under.
	pub p50_ms: u32,
	/// Latency in milliseconds that 95 of 100 answers stay under.
	pub p95_ms: u32,
	/// Inferences per second.
	pub per_second: u32,
	/// Inferences that are computed together at most; at least 1.
	pub max_batch: u32,
	/// Name of the hardware.
	pub hardware: BoundedVec<u8, ConstU32<64>>,
}
