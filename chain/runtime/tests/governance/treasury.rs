//! Spending what commissions bring in.

use crate::{council::*, devchain};
use airo_runtime::{
	configs::TreasuryAccount, constants::AIRO, genesis::*, Balances, Runtime, RuntimeCall, Treasury,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::Preservation,
	},
};
use sp_runtime::DispatchError;

/// What one motion can grant.
const MOST: airo_runtime::Balance = 1_000_000 * AIRO;

fn spend(amount: airo_runtime::Balance) -> RuntimeCall {
	RuntimeCall::Treasury(pallet_treasury::Call::spend {
		asset_kind: Box::new(()),
		amount,
		beneficiary: Box::new(account(&FERDIE)),
		valid_from: None,
	})
}

#[test]
fn the_council_grants_money_and_its_receiver_is_paid_once() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		elect();
		let treasury = TreasuryAccount::get();
		assert_ok!(Balances::transfer(&account(&OWNER), &treasury, 100 * AIRO, Preservation::Preserve));
		let balances = || (Balances::balance(&treasury), Balances::balance(&account(&FERDIE)));
		let (pot, before) = balances();
		assert_eq!(motion(spend(40 * AIRO), [true, true, false]), Some(Ok(())));
		assert_ok!(Treasury::payout(signed(&FERDIE), 0));
		assert_eq!(balances(), (pot - 40 * AIRO, before + 40 * AIRO));
		assert_noop!(
			Treasury::payout(signed(&FERDIE), 0),
			pallet_treasury::Error::<Runtime>::AlreadyAttempted
		);
	});
}

#[test]
fn nobody_spends_alone_nor_more_than_the_most() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		elect();
		let alone = Treasury::spend(signed(&BOB), Box::new(()), AIRO, Box::new(account(&BOB)), None);
		assert_eq!(alone, Err(DispatchError::BadOrigin));
		let refused = pallet_treasury::Error::<Runtime>::InsufficientPermission.into();
		assert_eq!(motion(spend(MOST + 1), [true; 3]), Some(Err(refused)));
		assert_eq!(motion(spend(AIRO), [true, false, false]), None);
		assert_eq!(pallet_treasury::SpendCount::<Runtime>::get(), 0);
	});
}
