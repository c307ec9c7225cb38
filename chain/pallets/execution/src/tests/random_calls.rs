//! Whatever the calls and their order: no planck appears or vanishes, every invariant holds after each of them, and in
//! the end every agreement can be closed in a bounded number of calls that leave nothing behind.

use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, provider::ProviderUnavailable, AgreementId, FailCode};
use frame_support::assert_ok;
use std::collections::BTreeMap;

const SEEDS: u64 = 6;
const CALLS: u32 = 2_000;
/// Agreements that are open at once.
const AGREEMENTS: usize = 8;
const CODES: [FailCode; 3] = [FailCode::Internal, FailCode::PayloadInvalid, FailCode::PayloadUnavailable];

/// SplitMix64.
struct Rng(u64);

impl Rng {
	fn below(&mut self, most: u32) -> u32 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		((mixed ^ (mixed >> 31)) % u64::from(most)) as u32
	}

	fn one_in(&mut self, many: u32) -> bool {
		self.below(many) == 0
	}

	fn pick<I>(&mut self, mut from: Vec<I>) -> Option<I> {
		match from.len() as u32 {
			0 => None,
			len => Some(from.swap_remove(self.below(len) as usize)),
		}
	}
}

fn party(rng: &mut Rng) -> u64 {
	[CONSUMER, WING, STRANGER][rng.below(3) as usize]
}

/// A request in the state that `fits`, mostly.
fn some_request(rng: &mut Rng, fits: fn(&RequestState<u64>) -> bool) -> Option<(AgreementId, u32)> {
	let any = rng.one_in(10);
	let all = Requests::<Test>::iter().filter(|(.., request)| any || fits(&request.state));
	rng.pick(all.map(|(id, index, _)| (id, index)).collect())
}

/// Offers to close some agreement, or deals with an offer that stands.
fn close_together(rng: &mut Rng) -> Option<(&'static str, bool)> {
	let offers = Agreements::<Test>::iter().filter_map(|(id, agreement)| match agreement.state {
		AgreementState::Open { close_offered_by: Some(by) } => Some((id, by)),
		_ => None,
	});
	let Some((id, by)) = rng.pick(offers.collect()) else {
		let id = rng.pick(Agreements::<Test>::iter_keys().collect())?;
		return Some(("offer_close", offer_close(party(rng), id).is_ok()));
	};
	Some(match rng.one_in(3) {
		true => ("withdraw_close_offer", withdraw_close_offer(by, id).is_ok()),
		false => ("accept_close", accept_close(party(rng), id).is_ok()),
	})
}

/// Makes a random call. `None` when there is nothing to make it with.
fn call(rng: &mut Rng) -> Option<(&'static str, bool)> {
	let is_open = |state: &RequestState<u64>| *state == RequestState::Open;
	let is_answered = |state: &RequestState<u64>| matches!(state, RequestState::Answered { .. });
	let is_demanded = |state: &RequestState<u64>| matches!(state, RequestState::Demanded { .. });
	let id = rng.pick(Agreements::<Test>::iter_keys().collect())?;
	Some(match rng.below(20) {
		0..4 => {
			let units: Vec<_> = (0..=rng.below(4)).map(|_| 1 + rng.below(4)).collect();
			("request", request(CONSUMER, id, &units).is_ok())
		}
		4..8 => {
			let (id, index) = some_request(rng, is_open)?;
			("respond", respond(WING, id, &[index]).is_ok())
		}
		8 => {
			let (id, index) = some_request(rng, is_open)?;
			("fail", fail(WING, id, &[(index, CODES[rng.below(3) as usize])]).is_ok())
		}
		9 => {
			let (id, index) = some_request(rng, is_open)?;
			("claim_timeout", claim_timeout(id, index).is_ok())
		}
		10 => {
			let (id, index) = some_request(rng, is_demanded)?;
			("claim_timeout of bytes", claim_timeout(id, index).is_ok())
		}
		11 => {
			let (id, index) = some_request(rng, |state| *state != RequestState::Open)?;
			("approve", approve(CONSUMER, id, &[index]).is_ok())
		}
		12 => ("settle", settle(id).is_ok()),
		13 => close_together(rng)?,
		14 => ("close", close(party(rng), id).is_ok()),
		15 => {
			let total = agreement(id).redeemed + rng.below(4);
			("redeem", redeem(id, total).is_ok())
		}
		16 => ("release_quota", release_quota(WING, id, rng.below(3)).is_ok()),
		17 => {
			let (id, index) = some_request(rng, is_answered)?;
			("demand", demand(CONSUMER, id, index).is_ok())
		}
		18 => {
			let (id, index) = some_request(rng, is_demanded)?;
			("publish", publish(WING, id, index, &answer(index)).is_ok())
		}
		_ => {
			let away = rng.one_in(8).then_some(ProviderUnavailable::NoOffer);
			KnownProviders::mutate(WING, |provider| provider.away = away);
			("reopen", reopen(CONSUMER, id, rng.below(3)).is_ok())
		}
	})
}

/// Opens another agreement, with small numbers that random calls can use up.
fn open_another(rng: &mut Rng) {
	let inferences = 1 + rng.below(150);
	open(NewAgreement {
		inferences,
		channel_quota: rng.below(inferences / 2 + 1),
		max_open: 1 + rng.below(8),
		price: Balance::from(120 + rng.below(1_000)),
		coverage: Balance::from(rng.below(5_000)),
		duration: u64::from(10 + rng.below(200)),
		response_window: u64::from(2 + rng.below(10)),
		challenge_window: u64::from(1 + rng.below(10)),
		..won()
	});
}

/// Closes whatever is left when no window is open any more.
fn close_all() {
	for id in Agreements::<Test>::iter_keys().collect::<Vec<_>>() {
		go_to(System::block_number().max(agreement(id).closes_after + 1));
	}
	for id in Agreements::<Test>::iter_keys().collect::<Vec<_>>() {
		let requests = Requests::<Test>::iter_key_prefix(id).count() as u32;
		for _ in 0..requests.div_ceil(MAX_SETTLE).max(1) {
			assert_ok!(close(STRANGER, id));
			Execution::do_try_state().expect("invariants between the steps");
		}
	}
	assert_clean();
}

#[test]
fn random_calls_break_no_invariant_and_every_agreement_can_be_closed() {
	let mut succeeded = BTreeMap::<&str, u32>::new();
	for seed in 0..SEEDS {
		ExtBuilder::build_and_execute(|| {
			let mut rng = Rng(seed);
			let issuance = Balances::total_issuance();
			for made in 0..CALLS {
				if Agreements::<Test>::iter_keys().count() < AGREEMENTS {
					open_another(&mut rng);
				}
				if rng.one_in(6) {
					go_to(System::block_number() + 1 + u64::from(rng.below(3)));
				}
				let Some((name, ok)) = call(&mut rng) else { continue };
				*succeeded.entry(name).or_default() += u32::from(ok);
				assert_eq!(Balances::total_issuance(), issuance, "seed {seed}, call {made}: {name}");
				let state = Execution::do_try_state();
				assert!(state.is_ok(), "seed {seed}, call {made}, {name}: {state:?}");
			}
			close_all();
		});
	}
	println!("{succeeded:#?}");
	assert_eq!(succeeded.len(), 16, "some call was never made");
	assert!(succeeded.values().all(|count| *count >= 10), "some call hardly ever succeeded");
}
