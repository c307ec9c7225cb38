//! Negotiating, and the ends of orders.

use super::{need, Amount, Bid, Model, Order, Outcome, Reason};
use crate::chain::AccountId;

impl Model {
	pub(super) fn awardable(&mut self, id: u32) -> Outcome<Order> {
		let order = self.order(id)?;
		need(order.spec.manual && self.now <= order.award_until, "not to be awarded")?;
		Ok(order)
	}

	pub(super) fn counter(&mut self, who: &AccountId, id: u32, to: &AccountId, price: Amount) -> Outcome {
		let mut order = self.awardable(id)?;
		need(order.consumer == *who && price >= order.floor, "not the consumer, or too low a price")?;
		let bid = order.bids.iter_mut().find(|bid| bid.provider == *to).ok_or("no such bid")?;
		need(price < bid.price, "too high a price")?;
		bid.counter = Some(price);
		self.orders.insert(id, order);
		Ok(())
	}

	pub(super) fn accept_counter(&mut self, who: &AccountId, id: u32, price: Amount) -> Outcome {
		let order = self.awardable(id)?;
		let own = order.bid_of(who).cloned().ok_or("no such bid")?;
		need(own.counter == Some(price), "no such counter")?;
		self.qualified(&order, who)?;
		let terms = own.terms;
		self.lower(id, order, own, price, terms)
	}

	pub(super) fn award(&mut self, who: &AccountId, id: u32, to: &AccountId) -> Outcome {
		let order = self.awardable(id)?;
		need(order.consumer == *who, "not the consumer")?;
		let winner = order.bid_of(to).ok_or("no such bid")?;
		self.qualified(&order, to)?;
		self.win(id, &order, winner);
		Ok(())
	}

	pub(super) fn cancel(&mut self, who: &AccountId, id: u32) -> Outcome {
		let order = self.order(id)?;
		need(order.consumer == *who, "not the consumer")?;
		self.give_up(id, &order);
		Ok(())
	}

	pub fn poke(&mut self, id: u32) -> Outcome {
		let order = self.order(id)?;
		need(self.now >= order.due(), "not due")?;
		let in_time = !order.spec.manual && self.now <= order.award_until;
		let winner = order.bids.iter().find(|bid| self.qualified(&order, &bid.provider).is_ok());
		match winner.filter(|_| in_time) {
			Some(winner) => {
				self.win(id, &order, winner);
				self.effects.push("the cheapest bid wins");
			}
			None => self.give_up(id, &order),
		}
		Ok(())
	}

	pub(super) fn give_up(&mut self, id: u32, order: &Order) {
		self.ledger.release(&order.consumer, Reason::Order, order.escrow());
		order.bids.iter().for_each(|bid| self.free(bid));
		self.orders.remove(&id);
	}

	pub(super) fn win(&mut self, id: u32, order: &Order, winner: &Bid) {
		self.ledger.release(&order.consumer, Reason::Order, order.escrow());
		self.ledger.release(&winner.provider, Reason::Bid, winner.deposit);
		for loser in order.bids.iter().filter(|bid| bid.provider != winner.provider) {
			self.free(loser);
		}
		self.orders.remove(&id);
		self.open(id, order, winner);
	}
}
