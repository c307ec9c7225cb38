//! From an order to its last planck.

use super::{
	accounts::{account, free, signed},
	agreements::{agreement, blob, serve_all, BEGAN},
	orders::{bid, commission, place_order, spec, INFERENCES, PRICE},
};
use crate::chain::{
	begin, AccountId, Balance, Balances, Execution, Marketplace, Nfts, Runtime, RuntimeEvent, System, BOND,
	ROYALTY, UNIT,
};
use airo_primitives::runtime_apis::{runtime_decl_for_execution_api::ExecutionApiV1, MoneyBuckets};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use pallet_marketplace::AwardMode;
use sp_runtime::Permill;

/// All of the order's inferences, as a factor.
const ALL: Balance = INFERENCES as Balance;

fn treasury() -> AccountId {
	<<Runtime as pallet_execution::Config>::Treasury as Get<_>>::get()
}

/// Free balances of those who pay and are paid.
struct Purses {
	consumer: Balance,
	provider: Balance,
	owner: Balance,
	treasury: Balance,
}

fn purses() -> Purses {
	Purses {
		consumer: free(&account("Consumer1")),
		provider: free(&account("Wing1")),
		owner: free(&account("Owner")),
		treasury: free(&treasury()),
	}
}

#[test]
fn a_settlement_pays_provider_owner_and_treasury_to_the_planck() {
	begin().execute_with(|| {
		let before = purses();
		let issuance = Balances::total_issuance();
		let id = agreement();
		serve_all(id);
		assert_eq!(Execution::due(id), INFERENCES);
		assert_ok!(Execution::settle(signed("Charlie"), id));
		assert_ok!(Execution::offer_close(signed("Wing1"), id));
		assert_ok!(Execution::accept_close(signed("Consumer1"), id));

		let after = purses();
		assert_eq!(before.consumer - after.consumer, ALL * PRICE);
		assert_eq!(after.owner - before.owner, ALL * ROYALTY);
		assert_eq!(after.treasury - before.treasury, ALL * commission());
		assert_eq!(after.provider - before.provider, ALL * (PRICE - ROYALTY - commission()));
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(Balances::total_balance_on_hold(&account("Consumer1")), 0);
		for stash in ["Wing1", "Wing2"] {
			assert_eq!(Balances::total_balance_on_hold(&account(stash)), BOND);
		}
		let settled = System::events().into_iter().find_map(|record| match record.event {
			RuntimeEvent::Execution(pallet_execution::Event::Settled {
				provider,
				royalty,
				commission,
				units,
				..
			}) => Some((units, provider + royalty + commission)),
			_ => None,
		});
		assert_eq!(settled, Some((INFERENCES, ALL * PRICE)));
	});
}

#[test]
fn selling_the_nft_moves_the_income_of_a_running_agreement() {
	begin().execute_with(|| {
		let id = agreement();
		serve_all(id);
		assert_ok!(Nfts::set_price(signed("Owner"), 0, 0, Some(5 * UNIT), None));
		assert_ok!(Nfts::buy_item(signed("Ferdie"), 0, 0, 5 * UNIT));
		let (old, new) = (free(&account("Owner")), free(&account("Ferdie")));
		assert_ok!(Execution::settle(signed("Charlie"), id));
		assert_eq!(free(&account("Owner")), old);
		assert_eq!(free(&account("Ferdie")), new + ALL * ROYALTY);
	});
}

#[test]
fn royalties_of_a_burned_model_go_to_the_treasury_and_it_cannot_be_ordered_again() {
	begin().execute_with(|| {
		let id = agreement();
		serve_all(id);
		assert_ok!(Nfts::burn(signed("Owner"), 0, 0));
		let before = free(&treasury());
		assert_ok!(Execution::settle(signed("Charlie"), id));
		assert_eq!(free(&treasury()), before + ALL * (ROYALTY + commission()));
		assert_noop!(
			Marketplace::place_order(signed("Consumer1"), spec(AwardMode::Manual)),
			pallet_marketplace::Error::<Runtime>::ModelRetired
		);
	});
}

#[test]
fn a_provider_that_never_answers_pays_for_it() {
	begin().execute_with(|| {
		let id = agreement();
		let before = free(&account("Consumer1"));
		let payloads = vec![(blob(1), 10)];
		assert_ok!(Execution::request(signed("Consumer1"), id, payloads.try_into().expect("fits")));
		System::set_block_number(BEGAN + 51);
		assert_ok!(Execution::claim_timeout(signed("Charlie"), id, 0));
		let share: Permill = <<Runtime as pallet_execution::Config>::FailCompensation as Get<_>>::get();
		let compensation = share.mul_floor(10 * PRICE);
		assert_eq!(free(&account("Consumer1")), before + 10 * PRICE + compensation);
		let bond = pallet_providers::Providers::<Runtime>::get(account("Wing1")).expect("a provider").bond;
		assert_eq!(bond, BOND - compensation);
	});
}

#[test]
fn all_of_an_accounts_money_is_in_some_bucket() {
	begin().execute_with(|| {
		let id = agreement();
		serve_all(id);
		place_order(AwardMode::Manual);
		bid("Wing1", 1, PRICE);
		for (name, claimable) in [("Consumer1", 0), ("Wing1", ALL * (PRICE - ROYALTY - commission()))] {
			let who = account(name);
			let money: MoneyBuckets<Balance> = Runtime::money(who.clone());
			let held = money.orders + money.agreements + money.bonds + money.challenges;
			assert_eq!(money.free + held, Balances::total_balance(&who));
			assert_eq!(money.claimable, claimable);
		}
		assert_eq!(Runtime::agreements_of(account("Wing1")), vec![id]);
	});
}
