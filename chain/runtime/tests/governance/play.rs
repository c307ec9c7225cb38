//! Orders from their beginning to their last planck.

use crate::council::signed;
use airo_primitives::{AgreementId, Blob, FailCode, OrderId};
use airo_runtime::{
	configs::TreasuryAccount,
	constants::{market::REMOVAL_DELAY, AIRO, MILLI_AIRO},
	genesis::*,
	AccountId, Balance, Balances, Execution, Marketplace, Models, Providers, Runtime, System,
};
use frame_support::{
	assert_ok,
	traits::fungible::{Inspect, InspectHold, Mutate},
};
use pallet_marketplace::{AwardMode, BidTerms, OrderSpec};
use sp_core::{ed25519, H256};
use sp_runtime::Perbill;

pub const PRICE: Balance = 10 * MILLI_AIRO;
/// Where a parameter may be changed in the course of [`money_at_the_end`].
pub const STAGES: [&str; 5] = ["nothing", "a bid", "the award", "requests", "failures"];

const ANSWER: &[u8] = b"an answer";

pub fn spec() -> OrderSpec<Runtime> {
	OrderSpec {
		model: 0,
		inferences: 100,
		max_price: 2 * PRICE,
		channel_quota: 0,
		bid_window: 10,
		duration: 1_000,
		response_window: 50,
		challenge_window: 20,
		min_bond: 0,
		min_score: Perbill::zero(),
		sealed: false,
		award: AwardMode::Cheapest,
		invited: None,
		consumer_key: ed25519::Public::from_raw([1; 32]),
		hpke_key: None,
	}
}

fn blob(seed: u8) -> Blob {
	Blob { hash: H256::repeat_byte(seed), size: 784 }
}

fn answer() -> Blob {
	Blob { hash: H256(sp_io::hashing::sha2_256(ANSWER)), size: ANSWER.len() as u64 }
}

pub fn place(spec: OrderSpec<Runtime>) -> OrderId {
	let id = pallet_marketplace::NextOrderId::<Runtime>::get();
	assert_ok!(Marketplace::place_order(signed(&CONSUMER1), spec));
	id
}

pub fn bid(stash: &Key, order: OrderId, price: Balance, max_open: u32) {
	let terms = BidTerms { max_open, credit_window: 10 };
	assert_ok!(Marketplace::bid(signed(stash), order, price, terms));
}

/// Ends an order whose bid window is over; returns the number of its agreement.
pub fn award(order: OrderId) -> AgreementId {
	let until = pallet_marketplace::Orders::<Runtime>::get(order).expect("an open order").bids_until;
	System::set_block_number(until + 1);
	let id = pallet_execution::NextAgreementId::<Runtime>::get();
	assert_ok!(Marketplace::poke(signed(&CHARLIE), order));
	assert!(pallet_execution::Agreements::<Runtime>::contains_key(id), "nobody won order {order}");
	id
}

pub fn request(id: AgreementId, units: &[u32]) {
	let payloads: Vec<_> = units.iter().map(|units| (blob(1), *units)).collect();
	assert_ok!(Execution::request(signed(&CONSUMER1), id, payloads.try_into().expect("fits")));
}

/// A small order under the rules of the day: placed at the lowest that they allow, won, answered, approved, closed.
pub fn buy_one() {
	let rules = Marketplace::parameters();
	let floor = Marketplace::quote_floor(0).expect("a listed model");
	let order = place(OrderSpec {
		inferences: 1,
		max_price: floor,
		bid_window: rules.bid_window.min,
		duration: rules.duration.min,
		response_window: rules.response_window.min,
		challenge_window: rules.challenge_window.min,
		..spec()
	});
	// Rules may ask for a larger bond than the provider has by now.
	let coverage =
		<Providers as airo_primitives::provider::Providers<AccountId, Balance>>::coverage(floor, 1);
	let extra = coverage.expect("counts");
	assert_ok!(Balances::mint_into(&account(&WING1), 2 * extra + 2_000 * AIRO));
	assert_ok!(Balances::mint_into(&account(&CONSUMER1), 2 * floor + 2_000 * AIRO));
	assert_ok!(Providers::bond_extra(signed(&WING1), extra));
	bid(&WING1, order, floor, 1);
	let id = award(order);
	request(id, &[1]);
	assert_ok!(Execution::respond(signed(&WING1), id, vec![(0, answer())].try_into().expect("fits")));
	assert_ok!(Execution::approve(signed(&CONSUMER1), id, vec![0].try_into().expect("fits")));
	assert_ok!(Execution::offer_close(signed(&WING1), id));
	assert_ok!(Execution::accept_close(signed(&CONSUMER1), id));
}

/// Everything that money can depend on happens to an order, its bids, its agreement, a bond, a commitment and a model:
/// answers that are approved, settled, demanded and published, failures of each kind, a time-out, a loser, deposits.
/// `change` is called at the given stage. Returns what is held from the consumer for requests, and what everybody has when
/// all is over.
pub fn money_at_the_end(stage: usize, change: &dyn Fn()) -> Vec<Balance> {
	let at = |now: usize| {
		if now == stage {
			change();
		}
	};
	let draft = pallet_models::NextModelId::<Runtime>::get();
	let commitment = H256::repeat_byte(3);
	assert_ok!(Models::commit(signed(&FERDIE), commitment));
	let register = |artifact, manifest| {
		Models::register(signed(&FERDIE), artifact, manifest, H256::zero(), 1, None, None)
	};
	assert_ok!(register(blob(77), blob(78)));
	assert_ok!(Models::retire(signed(&FERDIE), draft));
	assert_ok!(Providers::unbond(signed(&WING1), 200 * AIRO));

	at(0);
	let order = place(spec());
	bid(&WING2, order, PRICE + 1, 100);
	bid(&WING1, order, PRICE, 100);
	at(1);
	let id = award(order);
	at(2);
	request(id, &[10, 10, 10, 1, 2, 3, 4, 5]);
	at(3);
	let failures = [(3, FailCode::Internal), (4, FailCode::PayloadUnavailable), (5, FailCode::TooLarge)];
	assert_ok!(Execution::fail(signed(&WING1), id, failures.to_vec().try_into().expect("fits")));
	at(4);
	request(id, &[1, 1]);
	let requests =
		Balances::balance_on_hold(&pallet_execution::HoldReason::RequestDeposit.into(), &account(&CONSUMER1));
	assert_ok!(Execution::fail(signed(&WING1), id, vec![(8, FailCode::Timeout)].try_into().expect("fits")));
	let unfetchable = vec![(9, FailCode::PayloadUnavailable)];
	assert_ok!(Execution::fail(signed(&WING1), id, unfetchable.try_into().expect("fits")));
	let answers: Vec<_> = (0..3).map(|index| (index, answer())).collect();
	assert_ok!(Execution::respond(signed(&WING1), id, answers.try_into().expect("fits")));
	assert_ok!(Execution::approve(signed(&CONSUMER1), id, vec![0].try_into().expect("fits")));
	assert_ok!(Execution::demand(signed(&CONSUMER1), id, 1));
	assert_ok!(Execution::publish(signed(&WING1), id, 1, ANSWER.to_vec().try_into().expect("fits")));
	let agreement = pallet_execution::Agreements::<Runtime>::get(id).expect("an agreement");
	System::set_block_number(agreement.opened + 51);
	assert_ok!(Execution::claim_timeout(signed(&CHARLIE), id, 6));
	assert_ok!(Execution::settle(signed(&CHARLIE), id));
	System::set_block_number(agreement.closes_after + 1);
	assert_ok!(Execution::close(signed(&CHARLIE), id));

	let delay = REMOVAL_DELAY.max(Models::parameters().removal_delay);
	System::set_block_number(System::block_number() + delay);
	assert_ok!(Providers::withdraw(signed(&WING1)));
	assert_ok!(Models::withdraw_commitment(signed(&FERDIE), commitment));
	assert_ok!(Models::remove(signed(&FERDIE), draft));
	let mut everybody: Vec<AccountId> =
		[CONSUMER1, WING1, WING2, OWNER, FERDIE, CHARLIE].iter().map(account).collect();
	everybody.push(TreasuryAccount::get());
	let money = everybody.iter().flat_map(|who| [Balances::balance(who), Balances::total_balance(who)]);
	[requests].into_iter().chain(money).collect()
}
