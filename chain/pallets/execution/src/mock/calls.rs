//! The calls in short, and how far an agreement is brought by them.

use super::*;
use airo_primitives::{
	agreement::{Agreements, NewAgreement, Requirements},
	provider::{ProviderUnavailable, Providers as _},
	voucher::Voucher,
	AgreementId, Blob, FailCode, RequestIndex,
};
use frame_support::{
	assert_ok,
	dispatch::{DispatchResult, DispatchResultWithPostInfo},
};
use sp_core::{ed25519, Pair, H256};
use sp_io::hashing::sha2_256;
use sp_runtime::DispatchError;

/// Signs the consumer's vouchers.
pub fn session_key() -> ed25519::Pair {
	ed25519::Pair::from_seed(&[2; 32])
}

/// 100 inferences at 1,000 planck, 40 of them by voucher, 8 requests open at once.
pub fn won() -> NewAgreement<u64, Balance, u64> {
	NewAgreement {
		order: 3,
		consumer: CONSUMER,
		provider: WING,
		model: MODEL,
		manifest: H256::repeat_byte(7),
		receipt_key: ed25519::Public::from_raw([1; 32]),
		consumer_key: session_key().public(),
		price: PRICE,
		royalty: ROYALTY,
		commission: Permill::from_percent(1),
		inferences: 100,
		channel_quota: 40,
		max_open: 8,
		credit_window: 6,
		duration: DURATION,
		response_window: RESPONSE,
		challenge_window: CHALLENGE,
		coverage: COVERAGE,
		deposit: WIN_DEPOSIT,
		requirements: Requirements { min_bond: 0, min_score: Perbill::zero(), sealed: false, hpke_key: None },
		promised: <Execution as Agreements<u64, Balance, u64>>::terms(),
	}
}

/// Opens an agreement as the marketplace does: coverage first, all or nothing.
pub fn try_open(new: NewAgreement<u64, Balance, u64>) -> Result<AgreementId, DispatchError> {
	frame_support::storage::with_storage_layer(|| {
		FakeProviders::lock_coverage(&new.provider, new.coverage)?;
		Execution::open(new)
	})
}

pub fn open(new: NewAgreement<u64, Balance, u64>) -> AgreementId {
	try_open(new).expect("opens")
}

pub fn blob(n: u32) -> Blob {
	Blob { hash: H256::from_low_u64_be(n.into()), size: u64::from(n) + 1 }
}

fn bounded<I: Clone>(items: Vec<I>) -> frame_support::BoundedVec<I, MaxItems> {
	frame_support::BoundedVec::try_from(items).ok().expect("no more than MaxItems")
}

pub fn request(who: u64, id: AgreementId, units: &[u32]) -> DispatchResult {
	let items = units.iter().enumerate().map(|(n, units)| (blob(n as u32), *units)).collect();
	Execution::request(RuntimeOrigin::signed(who), id, bounded(items))
}

pub fn respond(who: u64, id: AgreementId, indices: &[RequestIndex]) -> DispatchResult {
	let items = indices.iter().map(|index| (*index, blob_of(&answer(*index)))).collect();
	Execution::respond(RuntimeOrigin::signed(who), id, bounded(items))
}

pub fn fail(who: u64, id: AgreementId, items: &[(RequestIndex, FailCode)]) -> DispatchResult {
	Execution::fail(RuntimeOrigin::signed(who), id, bounded(items.to_vec()))
}

pub fn claim_timeout(id: AgreementId, index: RequestIndex) -> DispatchResult {
	Execution::claim_timeout(RuntimeOrigin::signed(STRANGER), id, index)
}

pub fn approve(who: u64, id: AgreementId, indices: &[RequestIndex]) -> DispatchResult {
	Execution::approve(RuntimeOrigin::signed(who), id, bounded(indices.to_vec()))
}

pub fn settle(id: AgreementId) -> DispatchResultWithPostInfo {
	Execution::settle(RuntimeOrigin::signed(STRANGER), id)
}

pub fn close(who: u64, id: AgreementId) -> DispatchResultWithPostInfo {
	Execution::close(RuntimeOrigin::signed(who), id)
}

pub fn offer_close(who: u64, id: AgreementId) -> DispatchResult {
	Execution::offer_close(RuntimeOrigin::signed(who), id)
}

pub fn withdraw_close_offer(who: u64, id: AgreementId) -> DispatchResult {
	Execution::withdraw_close_offer(RuntimeOrigin::signed(who), id)
}

pub fn accept_close(who: u64, id: AgreementId) -> DispatchResult {
	Execution::accept_close(RuntimeOrigin::signed(who), id)
}

/// The consumer's signature under a running total.
pub fn voucher(id: AgreementId, total: u32) -> ed25519::Signature {
	let voucher = Voucher { genesis: System::block_hash(0), agreement: id, total };
	session_key().sign(&voucher.signed_bytes())
}

/// Somebody redeems what the consumer signed.
pub fn redeem(id: AgreementId, total: u32) -> DispatchResultWithPostInfo {
	Execution::redeem(RuntimeOrigin::signed(STRANGER), id, total, voucher(id, total))
}

pub fn release_quota(who: u64, id: AgreementId, units: u32) -> DispatchResult {
	Execution::release_quota(RuntimeOrigin::signed(who), id, units)
}

pub fn demand(who: u64, id: AgreementId, index: RequestIndex) -> DispatchResult {
	Execution::demand(RuntimeOrigin::signed(who), id, index)
}

pub fn publish(who: u64, id: AgreementId, index: RequestIndex, bytes: &[u8]) -> DispatchResultWithPostInfo {
	let bytes = bytes.to_vec().try_into().expect("no more than MaxPublish");
	Execution::publish(RuntimeOrigin::signed(who), id, index, bytes)
}

pub fn reopen(who: u64, id: AgreementId, channel_quota: u32) -> DispatchResult {
	Execution::reopen(RuntimeOrigin::signed(who), id, channel_quota, None)
}

/// The bytes of the answer to a request, as `respond` answers it.
pub fn answer(index: RequestIndex) -> Vec<u8> {
	format!("answer {index}").into_bytes()
}

pub fn blob_of(bytes: &[u8]) -> Blob {
	Blob { hash: H256(sha2_256(bytes)), size: bytes.len() as u64 }
}

/// An agreement with so many one-unit requests, all answered.
pub fn answered(count: u32) -> AgreementId {
	let id = open(won());
	for at in (0..count).step_by(MAX_ITEMS as usize) {
		let next: Vec<_> = (at..count.min(at + MAX_ITEMS)).collect();
		assert_ok!(request(CONSUMER, id, &vec![1; next.len()]));
		assert_ok!(respond(WING, id, &next));
	}
	id
}

/// An agreement whose first answer is demanded.
pub fn demanded() -> AgreementId {
	let id = answered(1);
	assert_ok!(demand(CONSUMER, id, 0));
	id
}

/// An agreement whose provider takes no more work, and what could be requested is ordered again.
pub fn reopened() -> AgreementId {
	let id = open(won());
	leave_market(WING);
	assert_ok!(reopen(CONSUMER, id, 0));
	id
}

pub fn leave_market(who: u64) {
	KnownProviders::mutate(who, |provider| provider.away = Some(ProviderUnavailable::Chilled));
}
