//! What the pallet asks of others. Kept in storage, so a call that fails leaves nothing of it behind.

use super::{Balance, Balances, RuntimeOrigin, STRANGER, WING3};
use airo_primitives::{
	agreement::{self, AgreementTerms, NewAgreement},
	model::{ModelTerms, ModelUnavailable, Models, Royalties},
	provider::{Outcome, ProviderUnavailable, Providers},
	AgreementId, ModelId, OrderId,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	assert_ok, ensure, parameter_types, storage_alias,
	traits::{
		fungible::Inspect,
		tokens::{Fortitude, Preservation},
	},
	Twox64Concat,
};
use sp_core::{ed25519, H256};
use sp_runtime::{DispatchError, DispatchResult, Perbill};

#[storage_alias]
pub type ModelStates = StorageMap<Fake, Twox64Concat, ModelId, Result<ModelTerms<Balance>, ModelUnavailable>>;

pub struct FakeModels;

impl FakeModels {
	pub fn list(model: ModelId, royalty: Balance) {
		let terms = ModelTerms { royalty, manifest: H256::repeat_byte(7), version: 3 };
		ModelStates::insert(model, Ok::<_, ModelUnavailable>(terms));
	}
}

impl Models<u64, Balance> for FakeModels {
	fn terms(model: ModelId) -> Result<ModelTerms<Balance>, ModelUnavailable> {
		ModelStates::get(model).unwrap_or(Err(ModelUnavailable::Unknown))
	}
	fn may_offer(model: ModelId) -> Result<(), ModelUnavailable> {
		Self::terms(model).map(|_| ())
	}
	fn royalties(_: ModelId, _: Balance) -> Royalties<u64, Balance> {
		Royalties { parts: Vec::new(), models: 0 }
	}
}

/// A provider as the fake keeps it. `refusal` is why it may not bid.
#[derive(Clone, Encode, Decode, MaxEncodedLen)]
pub struct FakeProvider {
	pub bond: Balance,
	pub covered: Balance,
	pub score: Perbill,
	pub refusal: Option<ProviderUnavailable>,
}

#[storage_alias]
pub type KnownProviders = StorageMap<Fake, Twox64Concat, u64, FakeProvider>;

parameter_types! {
	/// Prices that stand behind one inference at least.
	pub storage CoveredPrices: u32 = 21;
	/// What agreements promise.
	pub storage RequestDeposit: Balance = 1;
}

pub struct FakeProviders;

impl FakeProviders {
	pub fn change(who: u64, how: impl FnOnce(&mut FakeProvider)) {
		let mut provider = KnownProviders::get(who).expect("a known provider");
		how(&mut provider);
		KnownProviders::insert(who, provider);
	}

	pub fn covered(who: u64) -> Balance {
		KnownProviders::get(who).map_or(0, |provider| provider.covered)
	}
}

/// As many more providers like the first ones, with a little money.
pub fn crowd(size: u32) -> Vec<u64> {
	let like = KnownProviders::get(WING3).expect("a provider");
	let crowd: Vec<u64> = (100..).take(size as usize).collect();
	for who in &crowd {
		KnownProviders::insert(who, like.clone());
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(STRANGER), *who, 1_000));
	}
	crowd
}

pub fn receipt_key(who: u64) -> ed25519::Public {
	ed25519::Public::from_raw([who as u8; 32])
}

impl Providers<u64, Balance> for FakeProviders {
	fn bidder(who: &u64, _: ModelId) -> Result<ed25519::Public, ProviderUnavailable> {
		match KnownProviders::get(who) {
			None => Err(ProviderUnavailable::NotRegistered),
			Some(FakeProvider { refusal: Some(reason), .. }) => Err(reason),
			Some(_) => Ok(receipt_key(*who)),
		}
	}
	fn bond(who: &u64) -> Balance {
		KnownProviders::get(who).map_or(0, |provider| provider.bond)
	}
	fn free_bond(who: &u64) -> Balance {
		KnownProviders::get(who).map_or(0, |provider| provider.bond - provider.covered)
	}
	fn score(who: &u64) -> Perbill {
		KnownProviders::get(who).map_or(Perbill::zero(), |provider| provider.score)
	}
	fn coverage(price: Balance, inferences: u32) -> Option<Balance> {
		let value = price.checked_mul(inferences.into())?;
		Some(price.checked_mul(CoveredPrices::get().into())?.max(value / 10))
	}
	fn lock_coverage(who: &u64, amount: Balance) -> DispatchResult {
		ensure!(Self::free_bond(who) >= amount, DispatchError::Other("no free bond"));
		Self::change(*who, |provider| provider.covered += amount);
		Ok(())
	}
	fn free_coverage(who: &u64, amount: Balance) {
		Self::change(*who, |provider| provider.covered -= amount);
	}
	fn slash_coverage(_: &u64, _: Balance, _: &u64) -> Balance {
		0
	}
	fn record(_: &u64, _: &u64, _: Outcome<Balance>) {}
}

/// Remembers the order, winner, price, coverage, deposit and credit window of each agreement.
#[storage_alias]
pub type Opened = StorageValue<
	Fake,
	Vec<(OrderId, u64, Balance, Balance, Balance, u32)>,
	frame_support::pallet_prelude::ValueQuery,
>;
/// Makes opening fail for a provider.
#[storage_alias]
pub type FailFor = StorageValue<Fake, u64>;

std::thread_local! {
	/// The last agreement in full.
	pub static LAST: core::cell::RefCell<Option<NewAgreement<u64, Balance, u64>>> = const { core::cell::RefCell::new(None) };
}

/// Asks that the money it would hold is free, and holds nothing.
pub struct FakeAgreements;

impl agreement::Agreements<u64, Balance, u64> for FakeAgreements {
	fn terms() -> AgreementTerms<Balance> {
		AgreementTerms { request_deposit: RequestDeposit::get(), ..Default::default() }
	}
	fn open(new: NewAgreement<u64, Balance, u64>) -> Result<AgreementId, DispatchError> {
		ensure!(FailFor::get() != Some(new.provider), DispatchError::Other("won't open"));
		let free = |who| Balances::reducible_balance(who, Preservation::Protect, Fortitude::Force);
		ensure!(
			free(&new.consumer) >= new.price * Balance::from(new.inferences),
			DispatchError::Other("escrow")
		);
		ensure!(free(&new.provider) >= new.deposit, DispatchError::Other("deposit"));
		let id = Opened::get().len() as AgreementId;
		Opened::append((new.order, new.provider, new.price, new.coverage, new.deposit, new.credit_window));
		LAST.with(|last| *last.borrow_mut() = Some(new));
		Ok(id + 700)
	}
}
