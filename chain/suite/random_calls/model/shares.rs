//! Shares of amounts.

use super::Amount;
use sp_runtime::{Perbill, Permill};

/// A part of a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Share {
	pub parts: u32,
	pub of: u32,
}

impl From<Permill> for Share {
	fn from(share: Permill) -> Self {
		Self { parts: share.deconstruct(), of: 1_000_000 }
	}
}

impl From<Perbill> for Share {
	fn from(share: Perbill) -> Self {
		Self { parts: share.deconstruct(), of: 1_000_000_000 }
	}
}

impl Share {
	/// In billionths, rounded down.
	pub fn ratio(part: u32, whole: u32) -> Self {
		let parts = u64::from(part) * 1_000_000_000 / u64::from(whole);
		Self { parts: parts as u32, of: 1_000_000_000 }
	}

	pub fn floor(self, amount: Amount) -> Amount {
		let (parts, of) = (Amount::from(self.parts), Amount::from(self.of));
		amount / of * parts + amount % of * parts / of
	}

	pub fn ceil(self, amount: Amount) -> Amount {
		let (parts, of) = (Amount::from(self.parts), Amount::from(self.of));
		amount / of * parts + (amount % of * parts).div_ceil(of)
	}
}

/// The lowest price of which `least` is left after commission and royalty.
pub fn price_floor(royalty: Amount, commission: Share, least: Amount) -> Amount {
	let left = |price: Amount| price - commission.floor(price);
	let net = royalty + least;
	let (mut low, mut high) = (net, net * 2_000_000 + 1);
	while low < high {
		let middle = low + (high - low) / 2;
		match left(middle) >= net {
			true => high = middle,
			false => low = middle + 1,
		}
	}
	low
}
