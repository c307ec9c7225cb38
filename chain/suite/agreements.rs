//! A won order, and serving it.

use super::{
	accounts::signed,
	orders::{bid, place_order, PRICE},
};
use crate::chain::{Execution, Marketplace, System};
use airo_primitives::Blob;
use frame_support::assert_ok;
use pallet_marketplace::AwardMode;
use sp_core::H256;

/// Block in which [`agreement`] begins.
pub const BEGAN: u32 = 12;

pub fn blob(seed: u8) -> Blob {
	Blob { hash: H256::repeat_byte(seed), size: 784 }
}

/// An agreement of Wing1, which bid `PRICE`, with Consumer1.
pub fn agreement() -> u32 {
	place_order(AwardMode::Cheapest);
	bid("Wing2", 0, PRICE + 1);
	bid("Wing1", 0, PRICE);
	System::set_block_number(BEGAN);
	assert_ok!(Marketplace::poke(signed("Consumer2"), 0));
	0
}

/// Requests and answers all inferences in requests of ten, and lets the challenge window pass.
pub fn serve_all(agreement: u32) {
	let payloads: Vec<_> = (0..10).map(|n| (blob(n), 10)).collect();
	assert_ok!(Execution::request(signed("Consumer1"), agreement, payloads.try_into().expect("fits")));
	let answers: Vec<_> = (0..10).map(|n| (n, blob(100 + n as u8))).collect();
	assert_ok!(Execution::respond(signed("Wing1"), agreement, answers.try_into().expect("fits")));
	System::set_block_number(BEGAN + 21);
}
