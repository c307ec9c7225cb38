//! Blocks passing, with what the chain does in them by itself.

use crate::random_calls::constants::number;
use crate::{
	chain::{AllPalletsWithSystem, BlockNumber, Runtime, RuntimeEvent, System},
	random_calls::{comparing, world::World},
};
use frame_support::{traits::OnIdle, weights::Weight};
use pallet_marketplace::Event;

/// Longer than most orders wait for their end.
const WHILE: BlockNumber = 500;
/// After this no long time passes any more: block numbers would run out.
const LATE: BlockNumber = BlockNumber::MAX / 8 * 7;

impl World {
	/// Mostly nothing, often a block or two, now and then longer than any period, so that bonds come free and models can be
	/// removed.
	pub fn pass_time(&mut self) {
		match self.rng.between(0, 2_999) {
			0..5 => self.pass_long(number::<<Runtime as pallet_models::Config>::RemovalDelay>()),
			5..7 => self.pass_long(number::<<Runtime as pallet_providers::Config>::UnbondingPeriod>()),
			7..13 => self.pass_blocks(WHILE),
			13..40 => {
				let some = self.rng.small(3, 12);
				self.pass_blocks(some);
			}
			40..250 => self.pass_blocks(1),
			_ => {}
		}
	}

	fn pass_blocks(&mut self, blocks: BlockNumber) {
		self.model.now += blocks;
		System::set_block_number(self.model.now);
		if self.rng.one_in(4) {
			let room = self.rng.between(0, 500_000_000_000);
			self.idle(Weight::from_parts(room, u64::MAX));
		}
	}

	/// Every order ends. From then on nothing happens in any block, and so they are skipped.
	fn pass_long(&mut self, blocks: BlockNumber) {
		if self.model.now > LATE {
			return;
		}
		let last = self.model.orders.values().map(|order| order.due()).max();
		self.model.now = self.model.now.max(last.unwrap_or_default());
		System::set_block_number(self.model.now);
		self.idle(Weight::MAX);
		assert!(self.model.orders.is_empty(), "an order outlives its windows");
		self.model.now += blocks;
		System::set_block_number(self.model.now);
		pallet_marketplace::HousekeptUntil::<Runtime>::mutate(|until| {
			if let Some(until) = until {
				*until = self.model.now - 1;
			}
		});
	}

	/// What is left of a block. The model ends the same orders, which must be due.
	fn idle(&mut self, room: Weight) {
		System::reset_events();
		let used = <AllPalletsWithSystem as OnIdle<BlockNumber>>::on_idle(self.model.now, room);
		assert!(used.all_lte(room), "housekeeping took {used:?} of {room:?}");
		for record in System::read_events_no_consensus() {
			let (RuntimeEvent::Marketplace(Event::OrderAwarded { order, .. })
			| RuntimeEvent::Marketplace(Event::OrderExpired { order, .. })) = record.event
			else {
				continue;
			};
			let ended = self.model.poke(order);
			assert_eq!(ended, Ok(()), "order {order} was ended by itself in block {}", self.model.now);
			self.model.effects.push("an order ends by itself");
		}
		System::reset_events();
		let same = comparing::touched(&mut self.model);
		assert_eq!(same, Ok(()), "after housekeeping in block {}", self.model.now);
		let due = self.model.orders.iter().filter(|(_, order)| order.due() <= self.model.now).count();
		assert!(room != Weight::MAX || due == 0, "{due} orders are due and weren't ended");
	}
}
