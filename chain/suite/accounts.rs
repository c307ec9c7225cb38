//! Accounts by name: the sr25519 keys of `//Name` under the well-known development phrase.

use crate::chain::{AccountId, Balance, Balances, RuntimeOrigin};
use frame_support::traits::fungible::Inspect;
use sp_core::{sr25519, Pair};

pub fn pair(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("//{name}"), None).expect("a development key")
}

pub fn account(name: &str) -> AccountId {
	AccountId::from(pair(name).public())
}

/// The origin of calls that the account has signed.
pub fn signed(name: &str) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(name))
}

/// What an account can spend, in planck.
pub fn free(who: &AccountId) -> Balance {
	Balances::balance(who)
}
