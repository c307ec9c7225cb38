//! Random calls, alone, batched and proxied: whatever the order in which they come, no invariant breaks, what validation
//! refuses would have come to nothing, and it refuses every call that the pallet's own checks would.
//!
//! `AIRO_SEED` replays a run.

mod world;

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
	pallet_prelude::TransactionSource,
	weights::Weight,
};
use sp_runtime::{
	traits::{DispatchTransaction, Dispatchable},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError,
};
use std::{collections::BTreeMap, env, time::SystemTime};
use world::{Rng, World};

const CALLS: u32 = 10_000;
const BOT: u64 = 60;

fn validate(who: u64, call: &RuntimeCall) -> Result<(), TransactionValidityError> {
	let info = call.get_dispatch_info();
	CheckDoomed::<Test>::from(System::account_nonce(who))
		.validate_only(Some(who).into(), call, &info, 0, TransactionSource::External, 0)
		.map(|_| ())
}

/// All that the pallet keeps.
fn state() -> Vec<u8> {
	let orders: BTreeMap<_, _> = Orders::<Test>::iter().collect();
	let bids: BTreeMap<_, _> = Bids::<Test>::iter().collect();
	(orders.encode(), bids.encode(), NextOrderId::<Test>::get(), Opened::get().encode()).encode()
}

fn dispatch(who: u64, call: RuntimeCall) -> DispatchResultWithPostInfo {
	call.dispatch(RuntimeOrigin::signed(who))
}

/// Whether the call succeeded. Validation must have said the same.
fn make(who: u64, call: Call<Test>) -> bool {
	let orders = matches!(call, Call::place_order { .. });
	let call = RuntimeCall::from(call);
	let judged = validate(who, &call);
	let shown = format!("{call:?} by {who}");
	match dispatch(who, call) {
		Ok(_) => {
			assert_eq!(judged, Ok(()), "{shown}");
			true
		}
		Err(failed) => {
			let DispatchError::Module(module) = failed.error else { panic!("{shown}: {failed:?}") };
			if !orders {
				let code = InvalidTransaction::Custom(module.error[0]);
				assert_eq!(judged, Err(code.into()), "{shown}");
			}
			false
		}
	}
}

/// Whether a batch passed validation. Nothing comes of one that didn't.
fn make_batch(world: &mut World) -> bool {
	let size = world.rng.between(1, 4);
	let (who, first) = world.call();
	let mut calls = vec![RuntimeCall::from(first)];
	for _ in 1..size {
		let (other, call) = world.call();
		let call = RuntimeCall::from(call);
		calls.push(match world.rng.one_in(2) {
			true => call,
			false => proxied(other, call),
		});
	}
	let batched: RuntimeCall = match world.rng.between(0, 2) {
		0 => pallet_utility::Call::batch { calls }.into(),
		1 => pallet_utility::Call::batch_all { calls }.into(),
		_ => pallet_utility::Call::force_batch { calls }.into(),
	};
	let (sender, call) = match world.rng.one_in(2) {
		true => (BOT, proxied(who, batched)),
		false => (who, batched),
	};
	let judged = validate(sender, &call);
	let before = state();
	let shown = format!("{call:?} by {sender}");
	let _ = dispatch(sender, call);
	assert!(judged.is_ok() || state() == before, "refused, but would have done something: {shown}");
	judged.is_ok()
}

fn proxied(real: u64, call: RuntimeCall) -> RuntimeCall {
	pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(call) }.into()
}

#[test]
fn random_calls_break_no_invariant() {
	let seed = env::var("AIRO_SEED")
		.ok()
		.and_then(|seed| seed.parse().ok())
		.unwrap_or_else(|| SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_nanos() as u64 | 1);
	println!("AIRO_SEED={seed}");
	ExtBuilder::build_and_execute(|| {
		let mut providers = crowd(MAX_BIDS);
		providers.extend([WING1, WING2, WING3]);
		for who in [BOT, CONSUMER, OTHER_CONSUMER].iter().chain(&providers) {
			assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(STRANGER), *who, 1_000_000));
		}
		let everybody: Vec<u64> = providers.iter().copied().chain([CONSUMER, OTHER_CONSUMER]).collect();
		for real in &everybody {
			for delegate in everybody.iter().filter(|delegate| *delegate != real).take(3).chain([&BOT]) {
				assert_ok!(Proxy::add_proxy(RuntimeOrigin::signed(*real), *delegate, AnyProxy, 0));
			}
		}
		let mut world = World { rng: Rng(seed), providers };
		let (mut counts, mut passed, mut refused) = (BTreeMap::<String, u32>::new(), 0, 0);
		let mut told = BTreeMap::<String, u32>::new();
		for made in 0..CALLS {
			world.live();
			if world.rng.one_in(4) {
				match make_batch(&mut world) {
					true => passed += 1,
					false => refused += 1,
				}
			} else {
				let (who, call) = world.call();
				let name = format!("{call:?}").split([' ', '{']).next().unwrap_or_default().to_string();
				*counts.entry(name).or_default() += u32::from(make(who, call));
			}
			for event in events() {
				let name = format!("{event:?}").split([' ', '{']).next().unwrap_or_default().to_string();
				*told.entry(name).or_default() += 1;
			}
			System::reset_events();
			if made % 10 == 0 {
				Marketplace::do_try_state().expect("invariants");
			}
		}
		println!("{counts:#?} {told:#?} batches: {passed} passed, {refused} refused");
		assert!(passed > 100 && refused > 100);
		assert!(counts.len() == 7 && counts.values().all(|count| *count >= 10), "{counts:?}");
		for name in ["BidEvicted", "BidLowered", "CounterAccepted", "OrderAwarded", "OrderExpired"] {
			let least = told.iter().find(|(told, _)| told.ends_with(name)).map_or(0, |(_, count)| *count);
			assert!(least >= 5, "{name}: {least}");
		}
		go_to(System::block_number() + 1_000);
		idle(Weight::MAX);
		assert_clean();
		let engaged: Balance = Opened::get().iter().map(|opened| opened.3).sum();
		let covered: Balance = KnownProviders::iter_values().map(|provider| provider.covered).sum();
		assert_eq!(covered, engaged);
	});
}
