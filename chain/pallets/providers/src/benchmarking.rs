//! Each call in its worst case: a profile, an offer and a bond in which everything is as long as it can be.

use super::{Pallet as ProvidersPallet, *};
use airo_primitives::{Blob, ModelId};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{fungible::Mutate, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::{ed25519, H256};
use sp_runtime::traits::{Bounded, Saturating};

/// What the benchmarks need of other pallets.
pub trait BenchmarkHelper {
	/// A model that may be offered; another one for each `index`.
	fn model(index: u32) -> ModelId;
}

/// Where every number is a model's.
impl BenchmarkHelper for () {
	fn model(index: u32) -> ModelId {
		index
	}
}

/// The longest one there can be.
pub fn profile() -> Profile {
	let blob = Blob { hash: H256::repeat_byte(1), size: 1 };
	Profile {
		endpoint: full(b'e'),
		peer_id: full(b'p'),
		multiaddrs: BoundedVec::truncate_from(alloc::vec![full(b'm'); 4]),
		hpke_key: [1; 32],
		receipt_key: ed25519::Public::from_raw([1; 32]),
		metadata: Some(blob),
		attestation: Some(blob),
	}
}

fn full<S: Get<u32>>(byte: u8) -> BoundedVec<u8, S> {
	BoundedVec::truncate_from(alloc::vec![byte; S::get() as usize])
}

/// The longest ones there can be.
pub fn terms() -> OfferTerms {
	OfferTerms { p50_ms: 1, p95_ms: 2, per_second: 3, max_batch: 4, hardware: full(b'h') }
}

fn bond<T: Config>() -> BalanceOf<T> {
	T::MinBond::get().saturating_mul(100u32.into())
}

/// An account with all the money it could need.
fn funded<T: Config>() -> AccountIdOf<T> {
	let who = account("provider", 0, 0);
	T::Currency::set_balance(&who, BalanceOf::<T>::max_value() / 100_000u32.into());
	who
}

/// A provider that waits for all but one of as many parts of its bond as it can.
fn registered<T: Config>() -> Result<AccountIdOf<T>, BenchmarkError> {
	let who = funded::<T>();
	ProvidersPallet::<T>::do_register(who.clone(), profile(), bond::<T>())?;
	for _ in 1..MaxUnbonding::get() {
		ProvidersPallet::<T>::do_unbond(who.clone(), 1u32.into())?;
	}
	Ok(who)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register() {
		let who = funded::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), profile(), bond::<T>());

		assert!(Providers::<T>::contains_key(who));
	}

	#[benchmark]
	fn update_profile() -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), profile());

		Ok(())
	}

	#[benchmark]
	fn bond_extra() -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), bond::<T>());

		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.bond > bond::<T>()));
		Ok(())
	}

	/// Everything, which takes the provider off the market.
	#[benchmark]
	fn unbond() -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;
		let staying = ProvidersPallet::<T>::provider(&who)?.staying();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), staying);

		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.chilled));
		Ok(())
	}

	/// The provider leaves with `o` offers.
	#[benchmark]
	fn withdraw(o: Linear<0, { T::MaxOffers::get() }>) -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;
		for index in 0..o {
			ProvidersPallet::<T>::do_offer(who.clone(), T::BenchmarkHelper::model(index), terms())?;
		}
		let staying = ProvidersPallet::<T>::provider(&who)?.staying();
		ProvidersPallet::<T>::do_unbond(who.clone(), staying)?;
		let now = frame_system::Pallet::<T>::block_number();
		frame_system::Pallet::<T>::set_block_number(now.saturating_add(T::UnbondingPeriod::get()));

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(!Providers::<T>::contains_key(&who));
		assert_eq!(Offers::<T>::iter_key_prefix(&who).count(), 0);
		Ok(())
	}

	#[benchmark]
	fn chill() -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.chilled));
		Ok(())
	}

	#[benchmark]
	fn activate() -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;
		ProvidersPallet::<T>::do_chill(who.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(Providers::<T>::get(who).is_some_and(|provider| !provider.chilled));
		Ok(())
	}

	#[benchmark]
	fn offer() -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;
		let model = T::BenchmarkHelper::model(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), model, terms());

		assert!(Offers::<T>::contains_key(who, model));
		Ok(())
	}

	#[benchmark]
	fn withdraw_offer() -> Result<(), BenchmarkError> {
		let who = registered::<T>()?;
		let model = T::BenchmarkHelper::model(0);
		ProvidersPallet::<T>::do_offer(who.clone(), model, terms())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), model);

		assert!(!Offers::<T>::contains_key(who, model));
		Ok(())
	}

	impl_benchmark_test_suite!(
		ProvidersPallet,
		crate::mock::ExtBuilder::with(Default::default()),
		crate::mock::Test
	);
}
