//! The checks themselves: each broken state is found.

use crate::{mock::*, *};

fn broken(how: impl FnOnce(u32), mend: impl FnOnce(u32), why: &'static str) {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 500);
		bid(id, WING2, 600);
		how(id);
		assert_eq!(Marketplace::do_try_state(), Err(why.into()));
		mend(id);
	});
}

fn change_order(id: u32, how: impl FnOnce(&mut Order<Test>)) {
	let mut order = Orders::<Test>::get(id).expect("an order");
	how(&mut order);
	Orders::<Test>::insert(id, order);
}

#[test]
fn an_escrow_that_is_not_held_is_found() {
	broken(
		|_| Marketplace::give_back(HoldReason::OrderEscrow, &CONSUMER, 1),
		|_| Marketplace::hold(HoldReason::OrderEscrow, &CONSUMER, 1).expect("money"),
		"a hold isn't what the records say",
	);
	broken(
		|id| change_order(id, |order| order.escrow -= 1),
		|id| change_order(id, |order| order.escrow += 1),
		"an escrow isn't inferences × max_price",
	);
}

#[test]
fn a_hold_without_an_order_or_a_bid_is_found() {
	for reason in [HoldReason::OrderEscrow, HoldReason::BidDeposit] {
		broken(
			|_| Marketplace::hold(reason, &STRANGER, 1).expect("money"),
			|_| Marketplace::give_back(reason, &STRANGER, 1),
			"a hold stands for nothing",
		);
	}
}

#[test]
fn a_bid_deposit_that_is_not_held_is_found() {
	broken(
		|_| Marketplace::give_back(HoldReason::BidDeposit, &WING1, DEPOSIT),
		|_| Marketplace::hold(HoldReason::BidDeposit, &WING1, DEPOSIT).expect("money"),
		"a hold isn't what the records say",
	);
}

#[test]
fn bids_out_of_order_twice_or_on_a_dead_order_are_found() {
	broken(
		|id| Bids::<Test>::mutate(id, |bids| bids.as_mut().reverse()),
		|id| Bids::<Test>::mutate(id, |bids| bids.as_mut().reverse()),
		"bids aren't sorted",
	);
	broken(
		|id| Bids::<Test>::mutate(id, |bids| bids[1].provider = WING1),
		|id| Bids::<Test>::mutate(id, |bids| bids[1].provider = WING2),
		"two bids by one",
	);
	broken(
		|id| Bids::<Test>::insert(id + 1, Bids::<Test>::get(id)),
		|id| Bids::<Test>::remove(id + 1),
		"a bid on a dead order",
	);
}

#[test]
fn coverage_beyond_the_bond_is_found() {
	broken(
		|_| FakeProviders::change(WING1, |provider| provider.covered = 0),
		|_| FakeProviders::change(WING1, |provider| provider.covered = 500 * 21),
		"bids have more coverage than the bond has",
	);
}

#[test]
fn a_bid_or_a_counter_below_the_floor_is_found() {
	broken(
		|id| change_order(id, |order| order.floor = 501),
		|id| change_order(id, |order| order.floor = 111),
		"a bid is below the order's floor",
	);
	broken(
		|id| change_order(id, |order| order.floor = 1_001),
		|id| change_order(id, |order| order.floor = 111),
		"an order's price is below its floor",
	);
	broken(
		|id| change_order(id, |order| order.floor = 100),
		|id| change_order(id, |order| order.floor = 111),
		"a floor doesn't carry royalty and commission",
	);
	for counter in [110, 500, 501] {
		broken(
			|id| Bids::<Test>::mutate(id, |bids| bids[0].counter = Some(counter)),
			|id| Bids::<Test>::mutate(id, |bids| bids[0].counter = None),
			"a counter isn't between floor and bid",
		);
	}
}

#[test]
fn a_bid_of_the_barred_or_from_the_future_is_found() {
	broken(
		|id| change_order(id, |order| order.barred = Some(WING2)),
		|id| change_order(id, |order| order.barred = None),
		"a barred provider has a bid",
	);
	broken(
		|id| Bids::<Test>::mutate(id, |bids| bids[0].placed = 32),
		|id| Bids::<Test>::mutate(id, |bids| bids[0].placed = 1),
		"a bid came after the order's end",
	);
}

#[test]
fn an_order_that_is_not_listed_as_open_or_is_when_it_ended_is_found() {
	broken(
		|id| OpenOrders::<Test>::remove(id.to_be_bytes()),
		|id| OpenOrders::<Test>::insert(id.to_be_bytes(), ()),
		"an order isn't listed as open",
	);
	broken(
		|id| OpenOrders::<Test>::insert((id + 1).to_be_bytes(), ()),
		|id| OpenOrders::<Test>::remove((id + 1).to_be_bytes()),
		"an ended order is listed as open",
	);
}

#[test]
fn an_order_listed_nowhere_twice_or_too_early_is_found() {
	let due = 22 + GRACE;
	broken(
		|id| Ending::<Test>::remove(due, id),
		|id| Ending::<Test>::insert(due, id, ()),
		"an order isn't listed where it is due",
	);
	broken(
		|id| Ending::<Test>::insert(due + 1, id, ()),
		|id| Ending::<Test>::remove(due + 1, id),
		"an ended order is listed as due",
	);
	broken(
		|_| HousekeptUntil::<Test>::put(due),
		|_| HousekeptUntil::<Test>::put(1),
		"housekeeping passed an order over",
	);
	broken(
		|_| NextOrderId::<Test>::put(0),
		|_| NextOrderId::<Test>::put(1),
		"an order has a number that wasn't given out",
	);
}
