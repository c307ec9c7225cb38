//! Transactions that can't succeed are refused before they cost a fee, on the real runtime.

mod devchain;

use airo_runtime::{
	constants::MILLI_AIRO, genesis::*, AccountId, Balance, Balances, Executive, Marketplace, Proxy,
	ProxyType, Runtime, RuntimeCall, RuntimeOrigin, Signature, SignedPayload, System, TxExtension,
	UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use pallet_marketplace::{AwardMode, BidTerms, Call, CheckDoomed, Error, OrderSpec, WeightInfo};
use sp_core::{ed25519, sr25519, Pair, H256};
use sp_runtime::{
	generic::Era,
	traits::TransactionExtension,
	transaction_validity::{TransactionSource, TransactionValidity, TransactionValidityError},
	MultiAddress, Perbill,
};

const PRICE: Balance = 10 * MILLI_AIRO;
/// Lets a first bid need about 21 prices, far below the demo bonds.
const INFERENCES: u32 = 10;

fn pair(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("//{name}"), None).expect("a development key")
}

fn extension(nonce: u32) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		CheckDoomed::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

fn signed(name: &str, nonce: u32, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	let pair = pair(name);
	let payload = SignedPayload::new(call.into(), extension(nonce)).expect("a payload");
	let signature = payload.using_encoded(|bytes| pair.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	let who = MultiAddress::Id(AccountId::from(pair.public()));
	UncheckedExtrinsic::new_signed(call, who, Signature::Sr25519(signature), extension)
}

/// Validates without leaving a trace, as a node does.
fn validate(transaction: UncheckedExtrinsic) -> TransactionValidity {
	frame_support::storage::with_transaction(|| {
		let validity =
			Executive::validate_transaction(TransactionSource::External, transaction, H256::zero());
		sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(validity))
	})
	.expect("rolled back")
}

fn refused(error: Error<Runtime>) -> TransactionValidityError {
	error.into()
}

fn bid(order: u32, price: Balance) -> Call<Runtime> {
	Call::bid { order, price, terms: BidTerms { max_open: 1, credit_window: 1 } }
}

/// An order, number 0, of at most `PRICE` an inference.
fn order() {
	let spec = OrderSpec {
		model: 0,
		inferences: INFERENCES,
		max_price: PRICE,
		channel_quota: 0,
		bid_window: 10,
		duration: 1_000,
		response_window: 50,
		challenge_window: 20,
		min_bond: 0,
		min_score: Perbill::zero(),
		sealed: false,
		award: AwardMode::Manual,
		invited: None,
		consumer_key: ed25519::Public::from_raw([1; 32]),
		hpke_key: None,
	};
	assert_ok!(Marketplace::place_order(RuntimeOrigin::signed(account(&CONSUMER1)), spec));
}

#[test]
fn a_doomed_bid_is_refused_and_costs_nothing_and_a_good_one_is_taken() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		order();
		let free = || Balances::free_balance(account(&WING1));
		let before = free();

		let doomed = || signed("Wing1", 0, bid(0, PRICE + 1));
		assert_eq!(validate(doomed()), Err(refused(Error::PriceTooHigh)));
		assert_eq!(Executive::apply_extrinsic(doomed()), Err(refused(Error::PriceTooHigh)));
		assert_eq!((free(), System::account_nonce(account(&WING1))), (before, 0));

		let good = || signed("Wing1", 0, bid(0, PRICE));
		assert_ok!(validate(good()));
		assert_ok!(Executive::apply_extrinsic(good()).expect("valid"));
		assert!(free() < before - pallet_marketplace::Bids::<Runtime>::get(0)[0].deposit);
		assert_eq!(System::account_nonce(account(&WING1)), 1);

		assert_eq!(validate(signed("Wing1", 1, bid(0, PRICE))), Err(refused(Error::AlreadyBid)));
		assert_eq!(validate(signed("Eve", 0, bid(0, PRICE))), Err(refused(Error::NotRegistered)));
	});
}

#[test]
fn a_transaction_behind_another_of_its_sender_is_not_judged_yet() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let later = validate(signed("Wing1", 1, bid(0, PRICE))).expect("passes");
		assert_eq!(later.requires, vec![(account(&WING1), 0u32).encode()]);
		assert_eq!(validate(signed("Wing1", 0, bid(0, PRICE))), Err(refused(Error::UnknownOrder)));
	});
}

#[test]
fn the_bots_proxied_batch_is_looked_into() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		order();
		let bot = MultiAddress::Id(account(&EVE));
		assert_ok!(Proxy::add_proxy(RuntimeOrigin::signed(account(&WING1)), bot, ProxyType::Provider, 0));
		let batch = |price| pallet_utility::Call::batch_all { calls: vec![bid(0, price).into()] };
		let as_wing = |price| pallet_proxy::Call::<Runtime>::proxy {
			real: MultiAddress::Id(account(&WING1)),
			force_proxy_type: None,
			call: Box::new(batch(price).into()),
		};
		assert_eq!(validate(signed("Eve", 0, as_wing(PRICE + 1))), Err(refused(Error::PriceTooHigh)));
		assert_ok!(validate(signed("Eve", 0, as_wing(PRICE))));
		let force = pallet_utility::Call::force_batch { calls: vec![bid(0, PRICE + 1).into(); 2] };
		assert_eq!(validate(signed("Wing1", 0, force)), Err(refused(Error::PriceTooHigh)));
		let batch =
			pallet_utility::Call::batch { calls: vec![bid(0, PRICE).into(), bid(0, PRICE + 1).into()] };
		assert_ok!(validate(signed("Wing1", 0, batch)));
	});
}

#[test]
fn a_bots_hot_key_bids_and_accepts_counters() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		order();
		let (bot, wing) = (account(&EVE), account(&WING1));
		let real = MultiAddress::Id(wing.clone());
		let delegate = MultiAddress::Id(bot.clone());
		assert_ok!(Proxy::add_proxy(RuntimeOrigin::signed(wing.clone()), delegate, ProxyType::Provider, 0));
		let as_wing = |call: Call<Runtime>| {
			assert_ok!(Proxy::proxy(
				RuntimeOrigin::signed(bot.clone()),
				real.clone(),
				None,
				Box::new(call.into())
			));
		};
		let price = || pallet_marketplace::Bids::<Runtime>::get(0)[0].price;
		as_wing(bid(0, PRICE));
		let consumer = RuntimeOrigin::signed(account(&CONSUMER1));
		assert_ok!(Marketplace::counter(consumer, 0, wing.clone(), PRICE - 1));
		as_wing(Call::accept_counter { order: 0, price: PRICE - 1 });
		assert_eq!(price(), PRICE - 1);
	});
}

#[test]
fn looking_is_paid_for() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let judged = extensions_weight(bid(0, PRICE).into());
		let unjudged = extensions_weight(frame_system::Call::remark { remark: vec![] }.into());
		let look = <Runtime as pallet_marketplace::Config>::WeightInfo::check_doomed;
		assert_eq!(judged - unjudged, look(1) - look(0));
	});
}

/// What the extensions of a transaction weigh.
fn extensions_weight(call: RuntimeCall) -> frame_support::weights::Weight {
	let info = signed("Wing1", 0, call.clone()).get_dispatch_info();
	assert_eq!(info.extension_weight, extension(0).weight(&call));
	info.extension_weight
}
