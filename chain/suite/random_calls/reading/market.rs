use super::amount;
use crate::{
	chain::{Balance, Runtime},
	random_calls::model::{Agreement, Asked, Bid, Order, Request, Rules, Spec, Stage, State},
};
use airo_primitives::{agreement::AgreementTerms, model::ModelTerms};
use pallet_execution::{AgreementState, Agreements, RequestState, Requests};
use pallet_marketplace::{AwardMode, Bids, OrderSpec, Orders};
use std::collections::BTreeSet;

pub fn spec(spec: &OrderSpec<Runtime>) -> Spec {
	Spec {
		model: spec.model,
		inferences: spec.inferences,
		max_price: amount(spec.max_price),
		channel_quota: spec.channel_quota,
		bid_window: spec.bid_window,
		duration: spec.duration,
		response_window: spec.response_window,
		challenge_window: spec.challenge_window,
		asked: Asked {
			min_bond: amount(spec.min_bond),
			min_score: spec.min_score,
			sealed: spec.sealed,
			hpke_key: spec.hpke_key,
		},
		manual: spec.award == AwardMode::Manual,
		invited: spec.invited.clone().map(|list| list.into_inner()),
		consumer_key: spec.consumer_key.0,
	}
}

pub fn order(id: u32) -> Option<Order> {
	let order = Orders::<Runtime>::get(id)?;
	let ModelTerms { royalty, manifest, .. } = order.terms;
	let bids = Bids::<Runtime>::get(id).into_iter().map(|bid| Bid {
		provider: bid.provider,
		price: amount(bid.price),
		coverage: amount(bid.coverage),
		deposit: amount(bid.deposit),
		terms: bid.terms,
		placed: bid.placed,
		score: bid.score,
		counter: bid.counter.map(amount),
	});
	let read = Order {
		consumer: order.consumer,
		spec: spec(&order.spec),
		royalty: amount(royalty),
		manifest,
		commission: order.commission.into(),
		floor: amount(order.floor),
		rules: rules(order.promised),
		bids_until: order.bids_until,
		award_until: order.award_until,
		barred: order.barred,
		bids: bids.collect(),
	};
	assert_eq!(amount(order.escrow), read.escrow(), "the escrow of order {id}");
	Some(read)
}

fn rules(terms: AgreementTerms<Balance>) -> Rules {
	Rules {
		request_deposit: amount(terms.request_deposit),
		compensation: terms.fail_compensation.into(),
		unavailable_fee: terms.unavailable_fee.into(),
		unavailable_limit: terms.unavailable_limit.into(),
		reopen_faults: terms.reopen_faults.into(),
		demand_fee: amount(terms.demand_fee),
	}
}

pub fn requests_of(id: u32) -> BTreeSet<u32> {
	Requests::<Runtime>::iter_key_prefix(id).collect()
}

/// Where the oldest unpaid answer is looked for.
pub fn head(id: u32) -> u32 {
	Agreements::<Runtime>::get(id).map_or(0, |agreement| agreement.head)
}

pub fn agreement(id: u32) -> Option<Agreement> {
	let on_chain = Agreements::<Runtime>::get(id)?;
	let requests = Requests::<Runtime>::iter_prefix(id).map(|(index, request)| {
		let stage = match request.state {
			RequestState::Open => Stage::Open,
			RequestState::Answered { response: answer, due, seq, published, .. } => {
				Stage::Answered { answer, due, seq, published }
			}
			RequestState::Demanded { response: answer, until, .. } => Stage::Demanded { answer, until },
		};
		let (units, deadline, deposit) = (request.units, request.deadline, amount(request.deposit));
		(index, Request { units, deadline, deposit, stage })
	});
	let (open, answered, demanded, unsettled) =
		(on_chain.open, on_chain.answered, on_chain.demanded, on_chain.unsettled);
	let read = Agreement {
		order: on_chain.order,
		model: on_chain.model,
		manifest: on_chain.manifest,
		receipt_key: on_chain.receipt_key.0,
		consumer_key: on_chain.consumer_key.0,
		price: amount(on_chain.price),
		royalty: amount(on_chain.royalty),
		commission: on_chain.commission.into(),
		inferences: on_chain.inferences,
		max_open: on_chain.max_open,
		credit_window: on_chain.credit_window,
		response_window: on_chain.response_window,
		challenge_window: on_chain.challenge_window,
		rules: rules(AgreementTerms {
			request_deposit: on_chain.request_deposit,
			fail_compensation: on_chain.fail_compensation,
			unavailable_fee: on_chain.unavailable_fee,
			unavailable_limit: on_chain.unavailable_limit,
			reopen_faults: on_chain.reopen_faults,
			demand_fee: on_chain.demand_fee,
		}),
		asked: Asked {
			min_bond: amount(on_chain.requirements.min_bond),
			min_score: on_chain.requirements.min_score,
			sealed: on_chain.requirements.sealed,
			hpke_key: on_chain.requirements.hpke_key,
		},
		deposit: amount(on_chain.deposit),
		expires: on_chain.expires,
		closes_after: on_chain.closes_after,
		channel_quota: on_chain.channel_quota,
		paid: on_chain.paid_on_chain,
		redeemed: on_chain.redeemed,
		refunded: on_chain.refunded,
		reopened: on_chain.reopened,
		faults: on_chain.faults,
		unavailable: on_chain.unavailable,
		coverage: amount(on_chain.coverage),
		next_index: on_chain.next_index,
		queue: (on_chain.head, on_chain.tail),
		state: match on_chain.state {
			AgreementState::Open { close_offered_by } => State::Open { close_offered_by },
			AgreementState::Closing => State::Closing,
		},
		consumer: on_chain.consumer,
		provider: on_chain.provider,
		requests: requests.collect(),
	};
	let counted = (
		read.count(|stage| *stage == Stage::Open),
		read.count(|stage| matches!(stage, Stage::Answered { .. })),
		read.count(|stage| matches!(stage, Stage::Demanded { .. })),
		read.unsettled(),
	);
	assert_eq!(
		(open, answered, demanded, unsettled),
		counted,
		"the requests of agreement {id} are miscounted"
	);
	Some(read)
}
