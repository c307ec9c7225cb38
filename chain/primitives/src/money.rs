//! The split of one inference's price.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{AtLeast32BitUnsigned, CheckedSub},
	PerThing, Permill,
};

/// Who gets what of one inference's price, in planck. The three sum to the price.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Split<Balance> {
	/// What is left to the provider.
	pub provider: Balance,
	/// For the model's owner and its ancestors'.
	pub royalty: Balance,
	/// For the treasury.
	pub commission: Balance,
}

impl<Balance: AtLeast32BitUnsigned + Copy> Split<Balance> {
	/// Commission is rounded down, the remainder is the provider's. `None` when the price doesn't carry royalty and
	/// commission.
	pub fn new(price: Balance, royalty: Balance, commission: Permill) -> Option<Self> {
		let commission = commission.mul_floor(price);
		let provider = CheckedSub::checked_sub(&price, &commission)?;
		let provider = CheckedSub::checked_sub(&provider, &royalty)?;
		Some(Self { provider, royalty, commission })
	}

	/// The split of `units` inferences. `None` on overflow.
	pub fn times(&self, units: u32) -> Option<Self> {
		let units = Balance::from(units);
		Some(Self {
			provider: self.provider.checked_mul(&units)?,
			royalty: self.royalty.checked_mul(&units)?,
			commission: self.commission.checked_mul(&units)?,
		})
	}
}

/// Lowest price that leaves `min_share` to the provider after royalty and commission. `None` on overflow.
pub fn price_floor<Balance: AtLeast32BitUnsigned + Copy>(
	royalty: Balance,
	commission: Permill,
	min_share: Balance,
) -> Option<Balance> {
	let net = royalty.checked_add(&min_share)?;
	let carries =
		|price: Balance| Split::new(price, royalty, commission).is_some_and(|s| s.provider >= min_share);
	if commission >= Permill::one() {
		return None;
	}
	// net / (1 − c) carries everything; rounding the commission down may let a price a few planck lower do so too.
	let mut price = commission.left_from_one().saturating_reciprocal_mul_ceil(net);
	if !carries(price) {
		return None;
	}
	while price > Balance::zero() && carries(price - Balance::one()) {
		price -= Balance::one();
	}
	Some(price)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_split_sums_to_the_price() {
		for price in [1u128, 7, 99, 100, 101, 1_000_003, u64::MAX as u128] {
			if let Some(s) = Split::new(price, price / 3, Permill::from_percent(1)) {
				assert_eq!(s.provider + s.royalty + s.commission, price);
			}
		}
	}

	#[test]
	fn the_floor_is_the_lowest_price_that_carries_everything() {
		for royalty in [0u128, 1, 99, 1_000, 123_456_789_012] {
			for percent in [0, 1, 3, 50, 99] {
				let c = Permill::from_percent(percent);
				let floor = price_floor(royalty, c, 10).expect("carries");
				assert!(Split::new(floor, royalty, c).is_some_and(|s| s.provider >= 10));
				assert!(Split::new(floor - 1, royalty, c).is_none_or(|s| s.provider < 10));
			}
		}
	}

	#[test]
	fn no_price_carries_a_commission_of_everything() {
		assert_eq!(price_floor(1u128, Permill::one(), 1), None);
	}
}
