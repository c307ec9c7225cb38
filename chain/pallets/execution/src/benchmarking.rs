//! Each call in its worst case: a model of the deepest lineage whose owners are all paid, parties with a past as long as
//! it can be, requests that end by the provider's fault.

mod setup;

use super::{Pallet as ExecutionPallet, *};
use airo_primitives::{model::MAX_OWNERS, Blob, FailCode, ModelId};
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use setup::*;
use sp_core::H256;
use sp_runtime::traits::Saturating;

/// What the benchmarks need of other pallets.
pub trait BenchmarkHelper<AccountId> {
	/// How many bidders an order can invite; no more than `MaxItems`.
	const MAX_INVITED: u32;

	/// A listed model, the last of a line of so many, 1 to `MAX_OWNERS`, whose owners all get a part of the royalties.
	fn model(line: u32) -> ModelId;
	/// Makes an account with money a provider that offers the model, with a bond for an agreement and a past as long as it
	/// can be.
	fn provider(who: &AccountId, model: ModelId);
	/// The provider offers the model no longer.
	fn leave(who: &AccountId, model: ModelId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn request(n: Linear<1, { T::MaxItems::get() }>) -> Result<(), BenchmarkError> {
		let Opened { id, consumer, .. } = opened::<T>(MAX_OWNERS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer), id, payloads::<T>(n));

		assert!(Agreements::<T>::get(id).is_some_and(|agreement| agreement.open == n));
		Ok(())
	}

	#[benchmark]
	fn respond(n: Linear<1, { T::MaxItems::get() }>) -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		requested::<T>(&opened, n)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(opened.provider), opened.id, answers::<T>(0..n));

		assert!(Agreements::<T>::get(opened.id).is_some_and(|agreement| agreement.answered == n));
		Ok(())
	}

	/// One payload that can't be fetched, whose fee goes to the treasury; the rest is the provider's fault.
	#[benchmark]
	fn fail(n: Linear<2, { T::MaxItems::get() }>) -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		requested::<T>(&opened, n)?;
		let code = |index| match index {
			0 => FailCode::PayloadUnavailable,
			_ => FailCode::Internal,
		};
		let items = BoundedVec::truncate_from((0..n).map(|index| (index, code(index))).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(opened.provider), opened.id, items);

		assert!(Agreements::<T>::get(opened.id).is_some_and(|agreement| agreement.refunded == n));
		Ok(())
	}

	#[benchmark]
	fn claim_timeout() -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		requested::<T>(&opened, 1)?;
		go_on::<T>(windows::<T>());
		let anybody = funded::<T>("anybody");

		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), opened.id, 0);

		assert!(Agreements::<T>::get(opened.id).is_some_and(|agreement| agreement.faults == 1));
		Ok(())
	}

	#[benchmark]
	fn approve(n: Linear<1, { T::MaxItems::get() }>) -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		answered::<T>(&opened, n)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(opened.consumer), opened.id, BoundedVec::truncate_from((0..n).collect()));

		assert!(Agreements::<T>::get(opened.id).is_some_and(|agreement| agreement.paid_on_chain == n));
		Ok(())
	}

	#[benchmark]
	fn settle(n: Linear<1, { T::MaxSettle::get() }>) -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		answered::<T>(&opened, n)?;
		go_on::<T>(windows::<T>());
		let anybody = funded::<T>("anybody");

		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), opened.id);

		assert!(Agreements::<T>::get(opened.id).is_some_and(|agreement| agreement.paid_on_chain == n));
		Ok(())
	}

	#[benchmark]
	fn offer_close() -> Result<(), BenchmarkError> {
		let Opened { id, consumer, .. } = opened::<T>(MAX_OWNERS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer.clone()), id);

		let offered = AgreementState::Open { close_offered_by: Some(consumer) };
		assert!(Agreements::<T>::get(id).is_some_and(|agreement| agreement.state == offered));
		Ok(())
	}

	/// After a failure that costs the provider a part of its deposit.
	#[benchmark]
	fn accept_close() -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		requested::<T>(&opened, 1)?;
		let failures = BoundedVec::truncate_from(alloc::vec![(0, FailCode::Internal)]);
		ExecutionPallet::<T>::do_fail(opened.provider.clone(), opened.id, failures)?;
		ExecutionPallet::<T>::do_offer_close(opened.provider, opened.id)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(opened.consumer), opened.id);

		assert!(!Agreements::<T>::contains_key(opened.id));
		Ok(())
	}

	/// The last call of it: pays one answer, refunds the other requests, which nobody answered, and gives everything back.
	#[benchmark]
	fn close(n: Linear<1, { T::MaxSettle::get() }>) -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		answered::<T>(&opened, 1)?;
		requested::<T>(&opened, n.saturating_sub(1))?;
		go_on::<T>(duration::<T>().saturating_add(windows::<T>()));
		let anybody = funded::<T>("anybody");

		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), opened.id);

		assert!(!Agreements::<T>::contains_key(opened.id));
		Ok(())
	}

	/// The model is the last of a line of so many, whose owners all get a part of the royalties.
	#[benchmark]
	fn redeem(m: Linear<1, MAX_OWNERS>) -> Result<(), BenchmarkError> {
		let Opened { id, .. } = opened::<T>(m)?;
		let total = CHANNEL_QUOTA;
		let signature = signed_voucher::<T>(id, total)?;
		let anybody = funded::<T>("anybody");

		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), id, total, signature);

		assert!(Agreements::<T>::get(id).is_some_and(|agreement| agreement.redeemed == total));
		Ok(())
	}

	#[benchmark]
	fn release_quota() -> Result<(), BenchmarkError> {
		let Opened { id, provider, .. } = opened::<T>(MAX_OWNERS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), id, CHANNEL_QUOTA);

		assert!(Agreements::<T>::get(id).is_some_and(|agreement| agreement.channel_quota == 0));
		Ok(())
	}

	#[benchmark]
	fn demand() -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		answered::<T>(&opened, 1)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(opened.consumer), opened.id, 0);

		assert!(Agreements::<T>::get(opened.id).is_some_and(|agreement| agreement.demanded == 1));
		Ok(())
	}

	/// Publishes `n` bytes.
	#[benchmark]
	fn publish(n: Linear<0, { T::MaxPublish::get() }>) -> Result<(), BenchmarkError> {
		let opened = opened::<T>(MAX_OWNERS)?;
		requested::<T>(&opened, 1)?;
		let bytes = alloc::vec![7u8; n as usize];
		let response = Blob { hash: H256(sp_io::hashing::sha2_256(&bytes)), size: n.into() };
		let answers = BoundedVec::truncate_from(alloc::vec![(0, response)]);
		ExecutionPallet::<T>::do_respond(opened.provider.clone(), opened.id, answers)?;
		ExecutionPallet::<T>::do_demand(opened.consumer, opened.id, 0)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(opened.provider), opened.id, 0, BoundedVec::truncate_from(bytes));

		assert!(Agreements::<T>::get(opened.id).is_some_and(|agreement| agreement.demanded == 0));
		Ok(())
	}

	/// The provider has left the market; as many are invited to the rest as can be.
	#[benchmark]
	fn reopen() -> Result<(), BenchmarkError> {
		let Opened { id, consumer, provider, model } = opened::<T>(MAX_OWNERS)?;
		T::BenchmarkHelper::leave(&provider, model);

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer), id, 1, Some(invited::<T>()));

		assert!(Agreements::<T>::get(id).is_some_and(|agreement| agreement.reopened > 0));
		Ok(())
	}

	#[benchmark]
	fn withdraw_close_offer() -> Result<(), BenchmarkError> {
		let Opened { id, consumer, .. } = opened::<T>(MAX_OWNERS)?;
		ExecutionPallet::<T>::do_offer_close(consumer.clone(), id)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(consumer), id);

		let open = AgreementState::Open { close_offered_by: None };
		assert!(Agreements::<T>::get(id).is_some_and(|agreement| agreement.state == open));
		Ok(())
	}

	impl_benchmark_test_suite!(ExecutionPallet, crate::mock::benchmarking::begin(), crate::mock::Test);
}
