//! Agreements and requests as they are before a call is measured.

use super::BenchmarkHelper;
use crate::{AccountIdOf, Agreements, Answers, BalanceOf, Config, Invited, Pallet, Payloads};
use airo_primitives::{
	agreement::{Agreements as AgreementsInterface, NewAgreement, Requirements},
	provider::Providers as _,
	voucher::Voucher,
	AgreementId, Blob, ModelId,
};
use core::ops::Range;
use frame_benchmarking::v2::{account, BenchmarkError};
use frame_support::{
	traits::{
		fungible::{Inspect, Mutate},
		Get,
	},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::{crypto::KeyTypeId, ed25519, H256};
use sp_runtime::{
	traits::{Bounded, Saturating, Zero},
	Perbill, Permill,
};

/// Inferences of an agreement, and how many of them are paid by voucher.
const INFERENCES: u32 = 1_000;
pub const CHANNEL_QUOTA: u32 = 100;
/// Where the key is kept that signs vouchers.
const VOUCHER_KEYS: KeyTypeId = KeyTypeId(*b"vouc");

/// An agreement and its parties.
pub struct Opened<T: Config> {
	pub id: AgreementId,
	pub consumer: AccountIdOf<T>,
	pub provider: AccountIdOf<T>,
	pub model: ModelId,
}

/// As many bidders as can be invited.
pub fn invited<T: Config>() -> Invited<T> {
	BoundedVec::truncate_from(
		(0..T::BenchmarkHelper::MAX_INVITED).map(|index| account("invited", index, 0)).collect(),
	)
}

/// An account with all the money it could need.
pub fn funded<T: Config>(name: &'static str) -> AccountIdOf<T> {
	let who = account(name, 0, 0);
	T::Currency::set_balance(&who, BalanceOf::<T>::max_value() / 100_000u32.into());
	who
}

/// Blocks in which requests can be made.
pub fn duration<T: Config>() -> BlockNumberFor<T> {
	100u32.into()
}

/// A block more than the response window and the challenge window have together.
pub fn windows<T: Config>() -> BlockNumberFor<T> {
	41u32.into()
}

pub fn go_on<T: Config>(by: BlockNumberFor<T>) {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now.saturating_add(by));
}

/// An agreement on the last of a line of so many models.
pub fn opened<T: Config>(line: u32) -> Result<Opened<T>, BenchmarkError> {
	funded_treasury::<T>();
	let (consumer, provider) = (funded::<T>("consumer"), funded::<T>("provider"));
	let model = T::BenchmarkHelper::model(line);
	T::BenchmarkHelper::provider(&provider, model);
	let price = T::Currency::minimum_balance().saturating_mul(10_000u32.into());
	let coverage = T::Providers::coverage(price, INFERENCES).ok_or("an overflow")?;
	T::Providers::lock_coverage(&provider, coverage)?;
	let id = Pallet::<T>::open(NewAgreement {
		order: 0,
		consumer: consumer.clone(),
		provider: provider.clone(),
		model,
		manifest: H256::repeat_byte(1),
		receipt_key: ed25519::Public::from_raw([1; 32]),
		consumer_key: ed25519::Public::from_raw([2; 32]),
		price,
		royalty: price / 10u32.into(),
		commission: Permill::from_percent(1),
		inferences: INFERENCES,
		channel_quota: CHANNEL_QUOTA,
		max_open: INFERENCES,
		credit_window: 1,
		duration: duration::<T>(),
		response_window: 20u32.into(),
		challenge_window: 20u32.into(),
		coverage,
		deposit: price,
		requirements: Requirements {
			min_bond: Zero::zero(),
			min_score: Perbill::zero(),
			sealed: true,
			hpke_key: Some([3; 32]),
		},
		promised: <Pallet<T> as AgreementsInterface<_, _, _>>::terms(),
	})?;
	Ok(Opened { id, consumer, provider, model })
}

fn funded_treasury<T: Config>() {
	T::Currency::set_balance(&T::Treasury::get(), BalanceOf::<T>::max_value() / 100_000u32.into());
}

pub fn payloads<T: Config>(count: u32) -> Payloads<T> {
	let payload = Blob { hash: H256::repeat_byte(4), size: 4 };
	BoundedVec::truncate_from(alloc::vec![(payload, 1); count as usize])
}

pub fn answers<T: Config>(indices: Range<u32>) -> Answers<T> {
	let response = Blob { hash: H256::repeat_byte(5), size: 5 };
	BoundedVec::truncate_from(indices.map(|index| (index, response)).collect())
}

/// Makes so many more requests of one inference.
pub fn requested<T: Config>(opened: &Opened<T>, count: u32) -> Result<(), BenchmarkError> {
	let most = T::MaxItems::get();
	for done in (0..count).step_by(most as usize) {
		let items = payloads::<T>(count.saturating_sub(done).min(most));
		Pallet::<T>::do_request(opened.consumer.clone(), opened.id, items)?;
	}
	Ok(())
}

/// Makes so many requests of one inference, the agreement's first, and answers them.
pub fn answered<T: Config>(opened: &Opened<T>, count: u32) -> Result<(), BenchmarkError> {
	requested::<T>(opened, count)?;
	let most = T::MaxItems::get();
	for done in (0..count).step_by(most as usize) {
		let items = answers::<T>(done..count.min(done.saturating_add(most)));
		Pallet::<T>::do_respond(opened.provider.clone(), opened.id, items)?;
	}
	Ok(())
}

/// Gives the consumer a key, and its signature under a running total.
pub fn signed_voucher<T: Config>(id: AgreementId, total: u32) -> Result<ed25519::Signature, BenchmarkError> {
	let key = sp_io::crypto::ed25519_generate(VOUCHER_KEYS, None);
	Agreements::<T>::mutate_extant(id, |agreement| agreement.consumer_key = key);
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	let voucher = Voucher { genesis, agreement: id, total };
	let signature = sp_io::crypto::ed25519_sign(VOUCHER_KEYS, &key, &voucher.signed_bytes());
	signature.ok_or(BenchmarkError::Stop("the key is gone"))
}
