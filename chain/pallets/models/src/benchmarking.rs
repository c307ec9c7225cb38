//! Each call in its worst case: an NFT whose deposit is somebody else's, the deepest lineage, attestations of two
//! versions.

mod setup;

use super::{Pallet as ModelsPallet, *};
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use frame_system::RawOrigin;
use setup::*;
use sp_core::H256;
use sp_runtime::traits::One;

/// What the benchmarks need of other pallets.
pub trait BenchmarkHelper<AccountId> {
	/// Makes the account a provider that may attest.
	fn attester(who: &AccountId);
}

/// Where everybody may attest.
impl<AccountId> BenchmarkHelper<AccountId> for () {
	fn attester(_: &AccountId) {}
}

// A benchmark that can't be set up must not be measured.
#[allow(clippy::expect_used)]
#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn commit() {
		let who = funded::<T>("owner", 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), H256::repeat_byte(1));

		assert!(Commitments::<T>::contains_key(who, H256::repeat_byte(1)));
	}

	/// Takes the number of somebody who registered the same bytes without a commitment, with `a` attestations of each of
	/// two versions.
	#[benchmark]
	fn register(a: Linear<0, { T::MaxAttestations::get() }>) {
		let owner = funded::<T>("owner", 0);
		let parent = lineage::<T>();
		let salt = [7; 32];
		commit_to::<T>(&owner, artifact(9), salt);
		go_on::<T>(One::one());
		let overtaken = funded::<T>("overtaken", 0);
		let id = registered::<T>(&overtaken, 9, None);
		attested::<T>(id, 1, a);
		attested::<T>(id, 2, a);
		sold::<T>(id);
		go_on::<T>(T::CommitAge::get());

		#[extrinsic_call]
		_(
			RawOrigin::Signed(owner.clone()),
			artifact(9),
			artifact(200),
			H256::repeat_byte(3),
			T::MaxRoyalty::get(),
			Some((parent, sp_runtime::Perbill::from_percent(50))),
			Some(salt),
		);

		assert_eq!(ModelsPallet::<T>::owner(id), Some(owner));
	}

	/// Lists the next version; `a` attestations of the listed one go.
	#[benchmark]
	fn attest(a: Linear<0, { T::MaxAttestations::get() }>) {
		let owner = funded::<T>("owner", 0);
		let id = registered::<T>(&owner, 1, None);
		next_version::<T>(id, T::MinAttestations::get().saturating_sub(1));
		attested::<T>(id, 1, a);
		let provider = funded::<T>("provider", 0);
		T::BenchmarkHelper::attester(&provider);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), id, 2);

		assert!(Models::<T>::get(id).is_some_and(|model| model.version == 2));
	}

	#[benchmark]
	fn retire() {
		let owner = funded::<T>("owner", 0);
		let id = registered::<T>(&owner, 1, None);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert!(is_retired::<T>(id));
	}

	#[benchmark]
	fn restore() {
		let owner = funded::<T>("owner", 0);
		let id = registered::<T>(&owner, 1, None);
		retired::<T>(&owner, id);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert!(!is_retired::<T>(id));
	}

	#[benchmark]
	fn withdraw_commitment() {
		let owner = funded::<T>("owner", 0);
		let commitment = commit_to::<T>(&owner, artifact(1), [7; 32]);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), commitment);

		assert!(!Commitments::<T>::contains_key(owner, commitment));
	}

	#[benchmark]
	fn set_royalty() {
		let owner = funded::<T>("owner", 0);
		let id = registered::<T>(&owner, 1, None);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, T::MaxRoyalty::get());

		assert!(Models::<T>::get(id).is_some_and(|model| model.rise.is_some()));
	}

	/// Takes the place of a version that waits, with its `a` attestations.
	#[benchmark]
	fn set_manifest(a: Linear<0, { T::MaxAttestations::get() }>) {
		let owner = funded::<T>("owner", 0);
		let id = registered::<T>(&owner, 1, None);
		next_version::<T>(id, a);
		attested::<T>(id, 2, a);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, artifact(201), Some(H256::repeat_byte(4)));

		assert_eq!(Attestations::<T>::iter_key_prefix(id).count(), 0);
	}

	/// With `a` attestations of each of two versions.
	#[benchmark]
	fn remove(a: Linear<0, { T::MaxAttestations::get() }>) {
		let owner = funded::<T>("owner", 0);
		let id = registered::<T>(&owner, 1, None);
		attested::<T>(id, 1, a);
		attested::<T>(id, 2, a);
		sold::<T>(id);
		retired::<T>(&owner, id);
		go_on::<T>(T::RemovalDelay::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert!(Tombstones::<T>::contains_key(id));
	}

	#[benchmark]
	fn mark_public() -> Result<(), BenchmarkError> {
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, H256::repeat_byte(1));

		assert!(ModelsPallet::<T>::is_public(H256::repeat_byte(1)));
		Ok(())
	}

	#[benchmark]
	fn unmark_public() -> Result<(), BenchmarkError> {
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		ModelsPallet::<T>::do_mark_public(H256::repeat_byte(1))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, H256::repeat_byte(1));

		assert!(!ModelsPallet::<T>::is_public(H256::repeat_byte(1)));
		Ok(())
	}

	impl_benchmark_test_suite!(
		ModelsPallet,
		crate::mock::ExtBuilder::with(Default::default()),
		crate::mock::Test
	);
}
