use crate::{
	world::{attempt, Attempt, World},
	Kind,
};
use airo_primitives::{AgreementId, FailCode, RequestIndex};
use airo_runtime::{Execution, Runtime};
use pallet_execution::{AgreementOf, AgreementState, Agreements, Call, RequestOf, RequestState, Requests};

pub const KINDS: &[Kind] = &[
	("execution.request", 20, request),
	("execution.respond", 16, respond),
	("execution.fail", 4, fail),
	("execution.claim_timeout", 4, claim_timeout),
	("execution.approve", 4, approve),
	("execution.settle", 4, settle),
	("execution.offer_close", 2, offer_close),
	("execution.accept_close", 4, accept_close),
	("execution.close", 3, close),
];

const CODES: [FailCode; 6] = [
	FailCode::ModelUnavailable,
	FailCode::Timeout,
	FailCode::Internal,
	FailCode::PayloadInvalid,
	FailCode::TooLarge,
	FailCode::PayloadUnavailable,
];

fn request(world: &mut World) -> Option<Attempt> {
	let now = World::now();
	let (id, agreement) =
		some_agreement(world, |_, agreement| now <= agreement.expires && agreement.requestable() > 0)?;
	let count = world.rng.small(1, 4);
	let items = (0..count).map(|_| (world.blob(), world.rng.small(1, 3))).collect::<Vec<_>>();
	attempt(agreement.consumer, Call::request { agreement: id, items: items.try_into().ok()? })
}

fn respond(world: &mut World) -> Option<Attempt> {
	let (id, indices) = some_requests(world, answerable)?;
	let items = indices.into_iter().map(|index| (index, world.blob())).collect::<Vec<_>>();
	let provider = Agreements::<Runtime>::get(id)?.provider;
	attempt(provider, Call::respond { agreement: id, items: items.try_into().ok()? })
}

fn fail(world: &mut World) -> Option<Attempt> {
	let (id, indices) = some_requests(world, answerable)?;
	let code = *world.rng.pick(&CODES)?;
	let items = indices.into_iter().take(1).map(|index| (index, code)).collect::<Vec<_>>();
	let provider = Agreements::<Runtime>::get(id)?.provider;
	attempt(provider, Call::fail { agreement: id, items: items.try_into().ok()? })
}

fn claim_timeout(world: &mut World) -> Option<Attempt> {
	let late =
		|request: &RequestOf<Runtime>| request.state == RequestState::Open && World::now() > request.deadline;
	let (agreement, indices) = some_requests(world, late)?;
	attempt(world.anybody(), Call::claim_timeout { agreement, index: *indices.first()? })
}

fn approve(world: &mut World) -> Option<Attempt> {
	let answered = |request: &RequestOf<Runtime>| matches!(request.state, RequestState::Answered { .. });
	let (agreement, indices) = some_requests(world, answered)?;
	let consumer = Agreements::<Runtime>::get(agreement)?.consumer;
	attempt(consumer, Call::approve { agreement, indices: indices.try_into().ok()? })
}

fn settle(world: &mut World) -> Option<Attempt> {
	let (agreement, _) =
		some_agreement(world, |id, agreement| agreement.answered > 0 && Execution::due(id) > 0)?;
	attempt(world.anybody(), Call::settle { agreement })
}

fn offer_close(world: &mut World) -> Option<Attempt> {
	// Few, or nothing would ever be served.
	let nothing_offered = |_, agreement: &AgreementOf<Runtime>| {
		agreement.state == AgreementState::Open { close_offered_by: None }
	};
	let (id, agreement) = some_agreement(world, nothing_offered)?;
	let who = if world.rng.one_in(2) { agreement.consumer } else { agreement.provider };
	attempt(who, Call::offer_close { agreement: id })
}

fn accept_close(world: &mut World) -> Option<Attempt> {
	let acceptable = |_, agreement: &AgreementOf<Runtime>| {
		agreement.unsettled == 0
			&& matches!(agreement.state, AgreementState::Open { close_offered_by: Some(_) })
	};
	let (id, agreement) = some_agreement(world, acceptable)?;
	let who = match agreement.state {
		AgreementState::Open { close_offered_by: Some(by) } if by == agreement.consumer => agreement.provider,
		_ => agreement.consumer,
	};
	attempt(who, Call::accept_close { agreement: id })
}

fn close(world: &mut World) -> Option<Attempt> {
	let now = World::now();
	let over = |_, agreement: &AgreementOf<Runtime>| {
		now > agreement.expires + agreement.response_window + agreement.challenge_window
	};
	let (agreement, _) = some_agreement(world, over)?;
	attempt(world.anybody(), Call::close { agreement })
}

fn answerable(request: &RequestOf<Runtime>) -> bool {
	request.state == RequestState::Open && World::now() <= request.deadline
}

/// Any of the agreements that `fits`.
fn some_agreement(
	world: &mut World,
	fits: impl Fn(AgreementId, &AgreementOf<Runtime>) -> bool,
) -> Option<(AgreementId, AgreementOf<Runtime>)> {
	world.rng.choose(Agreements::<Runtime>::iter().filter(|(id, agreement)| fits(*id, agreement)))
}

/// Up to three requests of one agreement that all fit.
fn some_requests(
	world: &mut World,
	fits: impl Fn(&RequestOf<Runtime>) -> bool,
) -> Option<(AgreementId, Vec<RequestIndex>)> {
	let (id, _, _) = world.rng.choose(Requests::<Runtime>::iter().filter(|(_, _, request)| fits(request)))?;
	let most = world.rng.small(1, 3) as usize;
	let fitting = Requests::<Runtime>::iter_prefix(id).filter(|(_, request)| fits(request));
	Some((id, fitting.map(|(index, _)| index).take(most).collect()))
}
