//! Requests, and what becomes of them.

use super::{execution::some_agreement, kind, Kind};
use crate::random_calls::constants::number;
use crate::{
	chain::Runtime,
	random_calls::{
		model::{Agreement, Request, Stage, State},
		world::{attempt, Attempt, World},
	},
};
use airo_primitives::{Blob, FailCode};
use pallet_execution::{Call, Config};
use sp_io::hashing::sha2_256;

pub const KINDS: &[Kind] = &[
	kind("execution.request", 20, request).after("marketplace.award"),
	kind("execution.request a lot", 16, request_a_lot).after("marketplace.award"),
	kind("execution.respond", 16, respond).after("execution.request"),
	kind("execution.fail", 5, fail).after("execution.request"),
	kind("execution.fail by the provider's fault", 5, fail_at_fault).after("execution.request"),
	kind("execution.claim_timeout", 4, claim_timeout).after("execution.request"),
	kind("execution.approve", 4, approve).after("execution.respond"),
	kind("execution.settle", 4, settle).after("execution.respond"),
	kind("execution.demand", 5, demand).after("execution.respond"),
	kind("execution.publish", 10, publish).after("execution.demand"),
];

const CODES: [FailCode; 9] = [
	FailCode::ModelUnavailable,
	FailCode::Timeout,
	FailCode::Internal,
	FailCode::PayloadInvalid,
	FailCode::TooLarge,
	FailCode::PayloadUnavailable,
	FailCode::PayloadUnavailable,
	FailCode::PayloadUnavailable,
	FailCode::PayloadUnavailable,
];

fn takes_requests(agreement: &Agreement, now: u32) -> bool {
	let open = agreement.count(|stage| *stage == Stage::Open);
	now <= agreement.expires
		&& agreement.state != State::Closing
		&& agreement.requestable() > 0
		&& open < agreement.max_open
}

fn request(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let id = some_agreement(world, |agreement| takes_requests(agreement, now))?;
	let agreement = &world.model.agreements[&id];
	let (mut left, consumer) = (agreement.requestable(), agreement.consumer.clone());
	let mut items = Vec::new();
	for _ in 0..world.rng.small(1, 4) {
		// Now and then more than there is.
		let units = if world.rng.one_in(40) { left + 1 } else { world.rng.small(1, 3).min(left) };
		left = left.saturating_sub(units);
		items.push((world.blob(), units));
		if left == 0 {
			break;
		}
	}
	attempt(consumer, Call::request { agreement: id, items: items.try_into().ok()? })
}

/// So much that closing takes more than one call.
fn request_a_lot(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let most = number::<<Runtime as Config>::MaxItems>();
	let taking = world.model.agreements.iter().filter(|(_, agreement)| takes_requests(agreement, now));
	let (id, agreement) =
		taking.max_by_key(|(_, agreement)| agreement.requests.len() as u32 + agreement.requestable())?;
	let open = agreement.count(|stage| *stage == Stage::Open);
	let count = agreement.requestable().min(most).min(agreement.max_open - open);
	let (id, consumer) = (*id, agreement.consumer.clone());
	let items = (0..count).map(|_| (world.blob(), 1)).collect::<Vec<_>>();
	attempt(consumer, Call::request { agreement: id, items: items.try_into().ok()? })
}

/// What the provider computes: always the same for a request.
fn answer(agreement: u32, index: u32) -> Vec<u8> {
	[agreement.to_le_bytes(), index.to_le_bytes()].concat()
}

fn respond(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let (id, indices) = some_requests(world, |request| answerable(request, now))?;
	let items = indices.into_iter().map(|index| {
		let bytes = answer(id, index);
		// Some answers are too large to be demanded.
		let size = if world.rng.one_in(10) { u64::MAX } else { bytes.len() as u64 };
		(index, Blob { hash: sha2_256(&bytes).into(), size })
	});
	let items = items.collect::<Vec<_>>().try_into().ok()?;
	let provider = world.model.agreements[&id].provider.clone();
	attempt(provider, Call::respond { agreement: id, items })
}

fn fail(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let (id, indices) = some_requests(world, |request| answerable(request, now))?;
	let code = *world.rng.pick(&CODES)?;
	let items = indices.into_iter().map(|index| (index, code)).collect::<Vec<_>>();
	let provider = world.model.agreements[&id].provider.clone();
	attempt(provider, Call::fail { agreement: id, items: items.try_into().ok()? })
}

/// Of an agreement of which something is left to be ordered from somebody else.
fn fail_at_fault(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let model = &world.model;
	let serving = model.agreements.iter().filter(|(_, agreement)| {
		now <= agreement.expires
			&& agreement.requestable() > 0
			&& agreement.requests.values().any(|request| answerable(request, now))
			&& !model.fails_its_consumer(agreement)
			&& model.quote_floor(agreement.model).is_some_and(|floor| floor <= agreement.price)
	});
	let (id, agreement) = world.rng.choose(serving)?;
	let code = *world.rng.pick(&CODES[..3])?;
	let failing = agreement.requests.iter().filter(|(_, request)| answerable(request, now));
	let items = failing.map(|(index, _)| (*index, code)).take(20).collect::<Vec<_>>();
	attempt(agreement.provider.clone(), Call::fail { agreement: *id, items: items.try_into().ok()? })
}

fn claim_timeout(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let late = |request: &Request| match request.stage {
		Stage::Open => now > request.deadline,
		Stage::Demanded { until, .. } => now > until,
		Stage::Answered { .. } => false,
	};
	let (agreement, indices) = some_requests(world, late)?;
	attempt(world.anybody(), Call::claim_timeout { agreement, index: *indices.first()? })
}

fn approve(world: &mut World) -> Option<Attempt> {
	let (agreement, indices) = some_requests(world, |request| request.stage != Stage::Open)?;
	let consumer = world.model.agreements[&agreement].consumer.clone();
	attempt(consumer, Call::approve { agreement, indices: indices.try_into().ok()? })
}

fn settle(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let due = |request: &Request| matches!(request.stage, Stage::Answered { due, .. } if now > due);
	let (agreement, _) = some_requests(world, due)?;
	attempt(world.anybody(), Call::settle { agreement })
}

fn demand(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let most = u64::from(number::<<Runtime as Config>::MaxPublish>());
	let (agreement, indices) = some_requests(world, |request| match request.stage {
		Stage::Answered { answer, due, published, .. } => !published && now <= due && answer.size <= most,
		_ => false,
	})?;
	let consumer = world.model.agreements[&agreement].consumer.clone();
	attempt(consumer, Call::demand { agreement, index: *indices.first()? })
}

fn publish(world: &mut World) -> Option<Attempt> {
	let now = world.model.now;
	let demanded = |request: &Request| matches!(request.stage, Stage::Demanded { until, .. } if now <= until);
	let (agreement, indices) = some_requests(world, demanded)?;
	let index = *indices.first()?;
	let bytes = answer(agreement, index).try_into().ok()?;
	let provider = world.model.agreements[&agreement].provider.clone();
	attempt(provider, Call::publish { agreement, index, bytes })
}

fn answerable(request: &Request, now: u32) -> bool {
	request.stage == Stage::Open && now <= request.deadline
}

/// Some requests of one agreement that all fit: mostly few.
pub fn some_requests(world: &mut World, fits: impl Fn(&Request) -> bool) -> Option<(u32, Vec<u32>)> {
	let id = some_agreement(world, |agreement| agreement.requests.values().any(&fits))?;
	let most = if world.rng.one_in(10) { 20 } else { world.rng.small(1, 3) };
	let fitting = world.model.agreements[&id].requests.iter().filter(|(_, request)| fits(request));
	Some((id, fitting.map(|(index, _)| *index).take(most as usize).collect()))
}
