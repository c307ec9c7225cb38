//! From an order to its last planck, on the real runtime.

mod devchain;

use airo_primitives::{runtime_apis::MoneyBuckets, Blob};
use airo_runtime::{
	configs::TreasuryAccount,
	constants::{market::*, AIRO, MILLI_AIRO},
	genesis::*,
	AccountId, Balance, Balances, Execution, Marketplace, Nfts, Proxy, ProxyType, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, System,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect, InspectHold},
};
use pallet_marketplace::{AwardMode, BidTerms, OrderSpec};
use sp_core::{ed25519, H256};
use sp_runtime::{MultiAddress, Perbill};

const PRICE: Balance = 10 * MILLI_AIRO;
const INFERENCES: u32 = 100;

fn signed(key: &Key) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(key))
}

fn free(who: &AccountId) -> Balance {
	Balances::balance(who)
}

fn spec(award: AwardMode) -> OrderSpec<Runtime> {
	OrderSpec {
		model: 0,
		inferences: INFERENCES,
		max_price: 2 * PRICE,
		channel_quota: 0,
		bid_window: 10,
		duration: 1_000,
		response_window: 50,
		challenge_window: 20,
		min_bond: 0,
		min_score: Perbill::zero(),
		sealed: false,
		award,
		invited: None,
		consumer_key: ed25519::Public::from_raw([1; 32]),
		hpke_key: None,
	}
}

fn blob(seed: u8) -> Blob {
	Blob { hash: H256::repeat_byte(seed), size: 784 }
}

fn bid(stash: &Key, order: u32, price: Balance) {
	assert_ok!(Marketplace::bid(signed(stash), order, price, BidTerms { max_open: 100, credit_window: 10 }));
}

/// An agreement of `WING1`, which bid `PRICE`, with `CONSUMER1`.
fn agreement() -> u32 {
	assert_ok!(Marketplace::place_order(signed(&CONSUMER1), spec(AwardMode::Cheapest)));
	bid(&WING2, 0, PRICE + 1);
	bid(&WING1, 0, PRICE);
	System::set_block_number(12);
	assert_ok!(Marketplace::poke(signed(&CONSUMER2), 0));
	0
}

/// Requests and answers all inferences in requests of ten, and lets the challenge window pass.
fn serve_all(agreement: u32) {
	let payloads: Vec<_> = (0..10).map(|n| (blob(n), 10)).collect();
	assert_ok!(Execution::request(signed(&CONSUMER1), agreement, payloads.try_into().expect("fits")));
	let answers: Vec<_> = (0..10).map(|n| (n, blob(100 + n as u8))).collect();
	assert_ok!(Execution::respond(signed(&WING1), agreement, answers.try_into().expect("fits")));
	System::set_block_number(12 + 21);
}

struct Balances4 {
	consumer: Balance,
	provider: Balance,
	owner: Balance,
	treasury: Balance,
}

/// Free balances of those who pay and are paid.
fn balances(owner: &Key) -> Balances4 {
	Balances4 {
		consumer: free(&account(&CONSUMER1)),
		provider: free(&account(&WING1)),
		owner: free(&account(owner)),
		treasury: free(&TreasuryAccount::get()),
	}
}

#[test]
fn a_settlement_pays_provider_owner_and_treasury_to_the_planck() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let before = balances(&OWNER);
		let issuance = Balances::total_issuance();
		let id = agreement();
		serve_all(id);
		assert_eq!(Execution::due(id), INFERENCES);
		assert_ok!(Execution::settle(signed(&CHARLIE), id));
		assert_ok!(Execution::offer_close(signed(&WING1), id));
		assert_ok!(Execution::accept_close(signed(&CONSUMER1), id));

		let after = balances(&OWNER);
		let n = Balance::from(INFERENCES);
		let commission = PRICE / 100;
		assert_eq!(before.consumer - after.consumer, n * PRICE);
		assert_eq!(after.owner - before.owner, n * ROYALTY);
		assert_eq!(after.treasury - before.treasury, n * commission);
		assert_eq!(after.provider - before.provider, n * (PRICE - ROYALTY - commission));
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(Balances::total_balance_on_hold(&account(&CONSUMER1)), 0);
		for stash in [WING1, WING2] {
			assert_eq!(Balances::total_balance_on_hold(&account(&stash)), 1_000 * AIRO);
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
		assert_eq!(settled, Some((INFERENCES, n * PRICE)));
	});
}

#[test]
fn selling_the_nft_moves_the_income_of_a_running_agreement() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let id = agreement();
		serve_all(id);
		assert_ok!(Nfts::set_price(signed(&OWNER), 0, 0, Some(5 * AIRO), None));
		assert_ok!(Nfts::buy_item(signed(&FERDIE), 0, 0, 5 * AIRO));
		let (old, new) = (free(&account(&OWNER)), free(&account(&FERDIE)));
		assert_ok!(Execution::settle(signed(&CHARLIE), id));
		assert_eq!(free(&account(&OWNER)), old);
		assert_eq!(free(&account(&FERDIE)), new + Balance::from(INFERENCES) * ROYALTY);
	});
}

#[test]
fn royalties_of_a_burned_model_go_to_the_treasury_and_it_cannot_be_ordered_again() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let id = agreement();
		serve_all(id);
		assert_ok!(Nfts::burn(signed(&OWNER), 0, 0));
		let before = free(&TreasuryAccount::get());
		assert_ok!(Execution::settle(signed(&CHARLIE), id));
		let n = Balance::from(INFERENCES);
		assert_eq!(free(&TreasuryAccount::get()), before + n * (ROYALTY + PRICE / 100));
		assert_noop!(
			Marketplace::place_order(signed(&CONSUMER1), spec(AwardMode::Manual)),
			pallet_marketplace::Error::<Runtime>::ModelRetired
		);
	});
}

#[test]
fn a_provider_that_never_answers_pays_for_it() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let id = agreement();
		let before = free(&account(&CONSUMER1));
		let payloads = vec![(blob(1), 10)];
		assert_ok!(Execution::request(signed(&CONSUMER1), id, payloads.try_into().expect("fits")));
		System::set_block_number(12 + 51);
		assert_ok!(Execution::claim_timeout(signed(&CHARLIE), id, 0));
		let compensation = FAIL_COMPENSATION.mul_floor(10 * PRICE);
		assert_eq!(free(&account(&CONSUMER1)), before + 10 * PRICE + compensation);
		let bond = pallet_providers::Providers::<Runtime>::get(account(&WING1)).expect("a provider").bond;
		assert_eq!(bond, 1_000 * AIRO - compensation);
	});
}

#[test]
fn all_of_an_accounts_money_is_in_some_bucket() {
	use airo_primitives::runtime_apis::runtime_decl_for_execution_api::ExecutionApiV1;
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let id = agreement();
		serve_all(id);
		assert_ok!(Marketplace::place_order(signed(&CONSUMER1), spec(AwardMode::Manual)));
		bid(&WING1, 1, PRICE);
		for (key, claimable) in
			[(CONSUMER1, 0), (WING1, Balance::from(INFERENCES) * (PRICE - ROYALTY - PRICE / 100))]
		{
			let who = account(&key);
			let money: MoneyBuckets<Balance> = Runtime::money(who.clone());
			let held = money.orders + money.agreements + money.bonds + money.challenges;
			assert_eq!(money.free + held, Balances::total_balance(&who));
			assert_eq!(money.claimable, claimable);
		}
		assert_eq!(Runtime::agreements_of(account(&WING1)), vec![id]);
	});
}

#[test]
fn a_bots_hot_key_answers_but_cannot_touch_the_bond_or_the_money() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let bot = MultiAddress::Id(account(&EVE));
		assert_ok!(Proxy::add_proxy(signed(&WING1), bot, ProxyType::Provider, 0));
		let real = || MultiAddress::Id(account(&WING1));
		let as_wing = |call: RuntimeCall| {
			assert_ok!(Proxy::proxy(signed(&EVE), real(), None, Box::new(call)));
			let last = System::events().into_iter().rev().find_map(|record| match record.event {
				RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result.is_ok()),
				_ => None,
			});
			last.expect("the proxy says how it went")
		};
		assert_ok!(Marketplace::place_order(signed(&CONSUMER1), spec(AwardMode::Manual)));
		let terms = BidTerms { max_open: 1, credit_window: 1 };
		let bid = RuntimeCall::Marketplace(pallet_marketplace::Call::bid { order: 0, price: PRICE, terms });
		let batch = pallet_utility::Call::batch_all { calls: vec![bid] };
		assert!(as_wing(RuntimeCall::Utility(batch)));
		for forbidden in [
			RuntimeCall::Providers(pallet_providers::Call::unbond { amount: AIRO }),
			RuntimeCall::Marketplace(pallet_marketplace::Call::place_order { spec: spec(AwardMode::Manual) }),
			RuntimeCall::Balances(pallet_balances::Call::transfer_all {
				dest: MultiAddress::Id(account(&EVE)),
				keep_alive: false,
			}),
		] {
			assert!(!as_wing(forbidden));
		}
	});
}
