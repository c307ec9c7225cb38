//! What other pallets ask of providers and their bonds.

use crate::ModelId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ed25519;
use sp_runtime::{DispatchResult, Perbill};

/// Why a provider can't bid for a model.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum ProviderUnavailable {
	/// The account never registered, or has left.
	NotRegistered,
	/// Took itself off the market, or was put off it by a slash.
	Chilled,
	/// Doesn't offer this model.
	NoOffer,
}

/// What happened between a provider and a consumer; both keep a record of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome<Balance> {
	/// A new agreement.
	Agreed,
	/// `units` inferences were paid: `value` planck in all, `commission` of it to the treasury.
	Served {
		/// Inferences.
		units: u32,
		/// Planck paid for them in all.
		value: Balance,
		/// Planck of it that the treasury got.
		commission: Balance,
	},
	/// `units` inferences ended in a failure that is the provider's fault.
	Failed {
		/// Inferences.
		units: u32,
	},
	/// `units` inferences were not answered in time.
	Late {
		/// Inferences.
		units: u32,
	},
	/// The commission that inferences would have paid which failed or were late by the provider's fault. Told beside
	/// `Failed` or `Late`: what those count in units, this counts in planck.
	Forgone {
		/// Planck.
		commission: Balance,
	},
	/// The provider lost a challenge; whoever challenged it, told as the consumer, won it.
	ChallengeLost,
	/// The provider won a challenge; whoever challenged it, told as the consumer, lost it.
	ChallengeWon,
}

impl<Balance> Outcome<Balance> {
	/// The same outcome as the other side sees it.
	pub fn for_consumer(self) -> Self {
		match self {
			Self::ChallengeLost => Self::ChallengeWon,
			Self::ChallengeWon => Self::ChallengeLost,
			shared => shared,
		}
	}
}

/// Bonds and records. Amounts in planck.
pub trait Providers<AccountId, Balance> {
	/// The receipt key to snapshot, when `who` may bid for `model`.
	fn bidder(who: &AccountId, model: ModelId) -> Result<ed25519::Public, ProviderUnavailable>;
	/// The whole bond, unbonding part included.
	fn bond(who: &AccountId) -> Balance;
	/// The part of the bond behind nothing: bond − coverage − unbonding.
	fn free_bond(who: &AccountId) -> Balance;
	/// Standing between 0 and 1.
	fn score(who: &AccountId) -> Perbill;
	/// The part of a bond that must stand behind `inferences` at `price` each: `max(MinSlash + p, 21 × p, ratio × value)`.
	/// `None` on overflow.
	fn coverage(price: Balance, inferences: u32) -> Option<Balance>;
	/// Puts `amount` of the free bond behind a bid or an agreement.
	fn lock_coverage(who: &AccountId, amount: Balance) -> DispatchResult;
	/// Frees `amount` of coverage.
	fn free_coverage(who: &AccountId, amount: Balance);
	/// Takes up to `amount` out of locked coverage for `to`. Returns what was taken, which is no longer coverage nor bond.
	fn slash_coverage(who: &AccountId, amount: Balance, to: &AccountId) -> Balance;
	/// Writes an outcome into both sides' records.
	fn record(provider: &AccountId, consumer: &AccountId, outcome: Outcome<Balance>);
}

/// No providers: nobody may bid.
impl<AccountId, Balance: Default> Providers<AccountId, Balance> for () {
	fn bidder(_: &AccountId, _: ModelId) -> Result<ed25519::Public, ProviderUnavailable> {
		Err(ProviderUnavailable::NotRegistered)
	}
	fn bond(_: &AccountId) -> Balance {
		Balance::default()
	}
	fn free_bond(_: &AccountId) -> Balance {
		Balance::default()
	}
	fn score(_: &AccountId) -> Perbill {
		Perbill::zero()
	}
	fn coverage(_: Balance, _: u32) -> Option<Balance> {
		Some(Balance::default())
	}
	fn lock_coverage(_: &AccountId, _: Balance) -> DispatchResult {
		Ok(())
	}
	fn free_coverage(_: &AccountId, _: Balance) {}
	fn slash_coverage(_: &AccountId, _: Balance, _: &AccountId) -> Balance {
		Balance::default()
	}
	fn record(_: &AccountId, _: &AccountId, _: Outcome<Balance>) {}
}
