//! Signed transactions as a node takes them.

use super::accounts::pair;
use crate::chain::{
	extension, AccountId, Executive, Runtime, RuntimeCall, Signature, SignedPayload, UncheckedExtrinsic,
};
use codec::Encode;
use pallet_marketplace::Error;
use sp_core::{Pair, H256};
use sp_runtime::{
	transaction_validity::{TransactionSource, TransactionValidity, TransactionValidityError},
	DispatchError, MultiAddress, TransactionOutcome,
};

pub fn signed_by(name: &str, nonce: u32, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	let pair = pair(name);
	let payload = SignedPayload::new(call.into(), extension(nonce)).expect("a payload");
	let signature = payload.using_encoded(|bytes| pair.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	let who = MultiAddress::Id(AccountId::from(pair.public()));
	UncheckedExtrinsic::new_signed(call, who, Signature::Sr25519(signature), extension)
}

/// Validates without leaving a trace, as a node does.
pub fn validate(transaction: UncheckedExtrinsic) -> TransactionValidity {
	frame_support::storage::with_transaction(|| {
		let validity =
			Executive::validate_transaction(TransactionSource::External, transaction, H256::zero());
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(validity))
	})
	.expect("rolled back")
}

/// How a transaction is refused whose call would end with this error.
pub fn refused(error: Error<Runtime>) -> TransactionValidityError {
	error.into()
}
