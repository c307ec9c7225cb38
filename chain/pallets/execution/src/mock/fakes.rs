//! What the pallet asks of others. The fakes keep their state in storage, so a call that fails leaves nothing of it
//! behind; bonds and the money of orders are real, on accounts of the fakes.

use super::*;
use airo_primitives::{
	agreement::{Orders, Remainder, Requirements},
	model::{ModelTerms, ModelUnavailable, Models, Royalties},
	provider::{Outcome, ProviderUnavailable, Providers},
	OrderId,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	pallet_prelude::ValueQuery,
	storage_alias,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Preservation, Provenance},
	},
	Twox64Concat,
};
use sp_core::ed25519;
use sp_runtime::DispatchError;

/// Who gets which share of the model's royalties.
#[storage_alias]
pub type Owners = StorageValue<Fake, Vec<(u64, Perbill)>, ValueQuery>;

pub struct FakeModels;

impl Models<u64, Balance> for FakeModels {
	fn terms(_: ModelId) -> Result<ModelTerms<Balance>, ModelUnavailable> {
		Err(ModelUnavailable::Unknown)
	}
	fn may_offer(_: ModelId) -> Result<(), ModelUnavailable> {
		Err(ModelUnavailable::Unknown)
	}
	fn royalties(_: ModelId, amount: Balance) -> Royalties<u64, Balance> {
		let owners = Owners::get();
		let models = owners.len() as u32;
		Royalties {
			parts: owners.into_iter().map(|(who, share)| (who, share.mul_floor(amount))).collect(),
			models,
		}
	}
}

#[derive(Clone, Default, Encode, Decode, MaxEncodedLen)]
pub struct FakeProvider {
	pub bond: Balance,
	pub covered: Balance,
	/// Why it takes no more work.
	pub away: Option<ProviderUnavailable>,
}

#[storage_alias]
pub type KnownProviders = StorageMap<Fake, Twox64Concat, u64, FakeProvider, ValueQuery>;

/// What was recorded between the two parties, units but for the number of agreements.
#[derive(Clone, Default, PartialEq, Eq, Debug, Encode, Decode)]
pub struct FakeRecord {
	pub agreed: u32,
	pub served: u32,
	pub failed: u32,
	pub late: u32,
	pub value: Balance,
	pub commission: Balance,
	/// Commission of what failed or was late, in planck.
	pub forgone: Balance,
}

#[storage_alias]
pub type Recorded = StorageMap<Fake, Twox64Concat, (u64, u64), FakeRecord, ValueQuery>;

pub struct FakeProviders;

impl Providers<u64, Balance> for FakeProviders {
	fn bidder(who: &u64, _: ModelId) -> Result<ed25519::Public, ProviderUnavailable> {
		KnownProviders::get(who).away.map_or(Ok(ed25519::Public::from_raw([1; 32])), Err)
	}
	fn bond(who: &u64) -> Balance {
		KnownProviders::get(who).bond
	}
	fn free_bond(who: &u64) -> Balance {
		let provider = KnownProviders::get(who);
		provider.bond - provider.covered
	}
	fn score(_: &u64) -> Perbill {
		Perbill::one()
	}
	fn coverage(_: Balance, _: u32) -> Option<Balance> {
		Some(COVERAGE)
	}
	fn lock_coverage(who: &u64, amount: Balance) -> DispatchResult {
		ensure!(Self::free_bond(who) >= amount, DispatchError::Other("no free bond"));
		KnownProviders::mutate(who, |provider| provider.covered += amount);
		Ok(())
	}
	fn free_coverage(who: &u64, amount: Balance) {
		KnownProviders::mutate(who, |provider| provider.covered -= amount);
	}
	fn slash_coverage(who: &u64, amount: Balance, to: &u64) -> Balance {
		KnownProviders::mutate(who, |provider| {
			let taken = amount.min(provider.covered);
			provider.covered -= taken;
			provider.bond -= taken;
			let to = if Balances::can_deposit(to, taken, Provenance::Extant).into_result().is_ok() {
				to
			} else {
				&TREASURY
			};
			Balances::transfer(&BONDS, to, taken, Preservation::Preserve).expect("bonds");
			taken
		})
	}
	fn record(provider: &u64, consumer: &u64, outcome: Outcome<Balance>) {
		Recorded::mutate((*provider, *consumer), |record| match outcome {
			Outcome::Agreed => record.agreed += 1,
			Outcome::Served { units, value, commission } => {
				record.served += units;
				record.value += value;
				record.commission += commission;
			}
			Outcome::Failed { units } => record.failed += units,
			Outcome::Late { units } => record.late += units,
			Outcome::Forgone { commission } => record.forgone += commission,
			Outcome::ChallengeLost | Outcome::ChallengeWon => unreachable!("there are no challenges"),
		});
	}
}

/// A remainder that was ordered again.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct FakeOrder {
	pub consumer: u64,
	pub model: ModelId,
	pub inferences: u32,
	pub max_price: Balance,
	pub channel_quota: u32,
	pub duration: u64,
	pub response_window: u64,
	pub challenge_window: u64,
	pub requirements: Requirements<Balance>,
	pub consumer_key: ed25519::Public,
	pub barred: u64,
	pub invited: Option<Vec<u64>>,
}

#[storage_alias]
pub type PlacedOrders = StorageValue<Fake, Vec<FakeOrder>, ValueQuery>;

/// Takes no order of fewer inferences.
#[storage_alias]
pub type LeastInferences = StorageValue<Fake, u32, ValueQuery>;

pub struct FakeOrders;

impl Orders<u64, Balance, u64> for FakeOrders {
	fn place_again(rest: Remainder<u64, Balance, u64>) -> Result<OrderId, DispatchError> {
		ensure!(rest.inferences >= LeastInferences::get(), DispatchError::Other("too few"));
		let escrow = rest.max_price * Balance::from(rest.inferences);
		Balances::transfer(&rest.consumer, &ORDERS, escrow, Preservation::Preserve)?;
		PlacedOrders::append(FakeOrder {
			consumer: rest.consumer,
			model: rest.model,
			inferences: rest.inferences,
			max_price: rest.max_price,
			channel_quota: rest.channel_quota,
			duration: rest.duration,
			response_window: rest.response_window,
			challenge_window: rest.challenge_window,
			requirements: rest.requirements,
			consumer_key: rest.consumer_key,
			barred: rest.barred,
			invited: rest.invited,
		});
		Ok(PlacedOrders::get().len() as OrderId + 100)
	}
}
