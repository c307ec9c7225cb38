//! Orders and bids.

use super::{need, shares::price_floor, shares::Share, Amount, Model, Outcome, Reason, Rules, Status, Thing};
use crate::chain::{AccountId, BlockNumber, Runtime};
use crate::random_calls::constants::{self, number};
use pallet_marketplace::{BidTerms, Config};
use sp_core::H256;
use sp_runtime::Perbill;

/// What an order asks of bidders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
	pub min_bond: Amount,
	pub min_score: Perbill,
	pub sealed: bool,
	pub hpke_key: Option<[u8; 32]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
	pub model: u32,
	pub inferences: u32,
	pub max_price: Amount,
	pub channel_quota: u32,
	pub bid_window: BlockNumber,
	pub duration: BlockNumber,
	pub response_window: BlockNumber,
	pub challenge_window: BlockNumber,
	pub asked: Asked,
	pub manual: bool,
	pub invited: Option<Vec<AccountId>>,
	pub consumer_key: [u8; 32],
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bid {
	pub provider: AccountId,
	pub price: Amount,
	pub coverage: Amount,
	pub deposit: Amount,
	pub terms: BidTerms,
	pub placed: BlockNumber,
	pub score: Perbill,
	pub counter: Option<Amount>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
	pub consumer: AccountId,
	pub spec: Spec,
	pub royalty: Amount,
	pub manifest: H256,
	pub commission: Share,
	pub floor: Amount,
	/// What its agreement will live by.
	pub rules: Rules,
	pub bids_until: BlockNumber,
	pub award_until: BlockNumber,
	pub barred: Option<AccountId>,
	/// Best first.
	pub bids: Vec<Bid>,
}

impl Order {
	pub fn escrow(&self) -> Amount {
		self.spec.max_price * Amount::from(self.spec.inferences)
	}

	pub fn bid_of(&self, who: &AccountId) -> Option<&Bid> {
		self.bids.iter().find(|bid| bid.provider == *who)
	}

	/// First block in which it may be poked.
	pub fn due(&self) -> BlockNumber {
		let waits = self.spec.manual && !self.bids.is_empty();
		if waits {
			self.award_until + 1
		} else {
			self.bids_until + 1
		}
	}

	pub fn credit_window(&self, terms: &BidTerms) -> u32 {
		terms.credit_window.min(self.spec.inferences / 16)
	}
}

pub fn max_bids() -> usize {
	number::<<Runtime as Config>::MaxBids>() as usize
}

impl Model {
	/// Lowest price of an order for the model now.
	pub fn quote_floor(&self, model: u32) -> Option<Amount> {
		let entry = self.models.get(&model).filter(|entry| entry.status == Status::Listed)?;
		self.owner(model)?;
		let least = constants::amount::<<Runtime as Config>::MinProviderShare>();
		Some(price_floor(entry.royalty_at(self.now), <Runtime as Config>::Commission::get().into(), least))
	}

	pub(super) fn place(&mut self, consumer: &AccountId, spec: Spec) -> Outcome {
		need(spec.inferences <= number::<<Runtime as Config>::MaxInferences>(), "too many")?;
		let in_range = <Runtime as Config>::BidWindow::get().allow(spec.bid_window)
			&& <Runtime as Config>::Duration::get().allow(spec.duration)
			&& <Runtime as Config>::ResponseWindow::get().allow(spec.response_window)
			&& <Runtime as Config>::ChallengeWindow::get().allow(spec.challenge_window);
		need(in_range, "a window out of range")?;
		self.put(consumer, spec, None)
	}

	/// An order within the limits.
	pub(super) fn put(&mut self, consumer: &AccountId, spec: Spec, barred: Option<AccountId>) -> Outcome {
		need(spec.inferences > 0, "nothing")?;
		need(spec.channel_quota <= spec.inferences, "too large a quota")?;
		need(spec.invited.as_ref().is_none_or(|list| !list.is_empty()), "nobody is invited")?;
		need(!spec.asked.sealed || spec.asked.hpke_key.is_some(), "sealed for nobody")?;
		let floor = self.quote_floor(spec.model).ok_or("not on the market")?;
		need(spec.max_price >= floor, "too low a price")?;
		let escrow = spec.max_price.checked_mul(spec.inferences.into()).ok_or("too much money")?;
		self.ledger.hold(consumer, Reason::Order, escrow)?;
		let entry = &self.models[&spec.model];
		let bids_until = self.now + spec.bid_window;
		let order = Order {
			consumer: consumer.clone(),
			royalty: entry.royalty_at(self.now),
			manifest: entry.manifest.hash,
			commission: <Runtime as Config>::Commission::get().into(),
			floor,
			rules: Rules::now(),
			bids_until,
			award_until: bids_until + number::<<Runtime as Config>::AwardGrace>(),
			barred,
			bids: Vec::new(),
			spec,
		};
		self.touched.insert(Thing::Order(self.next_order));
		self.orders.insert(self.next_order, order);
		self.next_order += 1;
		Ok(())
	}

	pub(super) fn order(&mut self, id: u32) -> Outcome<Order> {
		self.touched.insert(Thing::Order(id));
		self.orders.get(&id).cloned().ok_or("no such order")
	}

	pub(super) fn qualified(&self, order: &Order, who: &AccountId) -> Outcome {
		let provider = self.on_market(who, order.spec.model)?;
		need(provider.bond >= order.spec.asked.min_bond, "too small a bond")?;
		let least = order.spec.asked.min_score;
		need(least.is_zero() || Self::score(who) >= least, "too low a score")
	}

	pub fn may_bid(&self, order: &Order, who: &AccountId) -> Outcome {
		need(self.now <= order.bids_until, "bidding is over")?;
		need(*who != order.consumer && order.barred.as_ref() != Some(who), "own order, or barred")?;
		need(order.spec.invited.as_ref().is_none_or(|list| list.contains(who)), "not invited")?;
		self.qualified(order, who)
	}

	pub(super) fn bid(&mut self, who: &AccountId, id: u32, price: Amount, terms: BidTerms) -> Outcome {
		let mut order = self.order(id)?;
		self.may_bid(&order, who)?;
		let promised = order.bid_of(who).map_or(0, |own| own.terms.max_open);
		let most_open = number::<<Runtime as Config>::MaxOpenLimit>().max(promised);
		need(terms.max_open > 0 && terms.max_open <= most_open, "terms out of range")?;
		need(price >= order.floor && price <= order.spec.max_price, "a price out of range")?;
		if let Some(own) = order.bid_of(who).cloned() {
			need(price < own.price, "no lower")?;
			let step = Share::from(<Runtime as Config>::MinLowering::get()).ceil(own.price);
			need(own.price - price >= step, "not much lower")?;
			let keeps = order.credit_window(&terms) >= order.credit_window(&own.terms);
			need(keeps && terms.max_open >= own.terms.max_open, "worse terms")?;
			self.lower(id, order, own, price, terms)?;
			self.effects.push("a bid is lowered");
			return Ok(());
		}
		let full = order.bids.len() >= max_bids();
		need(!full || order.bids.last().is_some_and(|dearest| price < dearest.price), "full")?;
		let coverage = Self::coverage_of(price, order.spec.inferences).ok_or("too much money")?;
		need(self.free_bond(who) >= coverage, "too small a free bond")?;
		let deposit = constants::amount::<<Runtime as Config>::BidDepositAmount>();
		self.ledger.hold(who, Reason::Bid, deposit)?;
		self.cover(who, coverage, 0);
		if full {
			let evicted = order.bids.pop().expect("a full list");
			self.free(&evicted);
			self.effects.push("a bid is evicted");
		}
		let (placed, score, provider) = (self.now, Self::score(who), who.clone());
		let bid = Bid { provider, price, coverage, deposit, terms, placed, score, counter: None };
		self.insert(id, order, bid);
		Ok(())
	}

	pub(super) fn lower(
		&mut self,
		id: u32,
		mut order: Order,
		own: Bid,
		price: Amount,
		terms: BidTerms,
	) -> Outcome {
		let who = own.provider.clone();
		let coverage = Self::coverage_of(price, order.spec.inferences).ok_or("too much money")?;
		need(self.free_bond(&who) + own.coverage >= coverage, "too small a free bond")?;
		self.cover(&who, coverage, own.coverage);
		order.bids.retain(|bid| bid.provider != who);
		let counter = own.counter.filter(|counter| *counter < price);
		let (placed, score) = (self.now, Self::score(&who));
		self.insert(id, order, Bid { price, coverage, terms, placed, score, counter, ..own });
		Ok(())
	}

	/// The cheapest first, then the best score, then the oldest.
	fn insert(&mut self, id: u32, mut order: Order, bid: Bid) {
		order.bids.push(bid);
		order.bids.sort_by(|a, b| (a.price, b.score, a.placed).cmp(&(b.price, a.score, b.placed)));
		self.orders.insert(id, order);
	}

	pub(super) fn free(&mut self, bid: &Bid) {
		self.ledger.release(&bid.provider, Reason::Bid, bid.deposit);
		self.cover(&bid.provider, 0, bid.coverage);
	}
}
