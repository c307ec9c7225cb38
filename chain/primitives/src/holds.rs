//! Moving held money so that nobody's empty account can block a settlement.

use frame_support::{
	defensive,
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	},
};
use sp_runtime::{traits::Zero, DispatchError};

/// Frees held money. What the account can't take back (it would stay below the existential deposit) goes to `treasury`,
/// which must always exist.
pub fn give_back<C: MutateHold<AccountId>, AccountId>(
	reason: C::Reason,
	who: &AccountId,
	amount: C::Balance,
	treasury: &AccountId,
) {
	if amount.is_zero() {
		return;
	}
	let freed =
		with_storage_layer::<_, DispatchError, _>(|| C::release(&reason, who, amount, Precision::Exact));
	if freed.is_err() {
		pay::<C, AccountId>(reason, who, treasury, amount, treasury);
	}
}

/// Pays out of held money. What `to` can't be credited with goes to `treasury`, which must always exist.
pub fn pay<C: MutateHold<AccountId>, AccountId>(
	reason: C::Reason,
	from: &AccountId,
	to: &AccountId,
	amount: C::Balance,
	treasury: &AccountId,
) {
	if amount.is_zero() || transfer::<C, AccountId>(&reason, from, to, amount).is_ok() {
		return;
	}
	if transfer::<C, AccountId>(&reason, from, treasury, amount).is_err() {
		defensive!("held money can't even go to the treasury");
	}
}

fn transfer<C: MutateHold<AccountId>, AccountId>(
	reason: &C::Reason,
	from: &AccountId,
	to: &AccountId,
	amount: C::Balance,
) -> Result<C::Balance, DispatchError> {
	with_storage_layer(|| {
		C::transfer_on_hold(reason, from, to, amount, Precision::Exact, Restriction::Free, Fortitude::Force)
	})
}
