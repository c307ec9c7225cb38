use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Shortest and longest allowed length of a window, in blocks, both inclusive.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct WindowBounds<BlockNumber> {
	/// The shortest.
	pub min: BlockNumber,
	/// The longest.
	pub max: BlockNumber,
}

impl<BlockNumber: Ord> WindowBounds<BlockNumber> {
	/// Whether the window is within the bounds.
	pub fn allow(&self, window: BlockNumber) -> bool {
		self.min <= window && window <= self.max
	}

	/// The allowed window nearest to `window`.
	pub fn nearest(self, window: BlockNumber) -> BlockNumber {
		window.max(self.min).min(self.max)
	}
}

impl<BlockNumber: Ord + Copy> WindowBounds<BlockNumber> {
	/// The same bounds as far as they lie within `limits`, the longest never below the shortest.
	pub fn within(self, limits: Self) -> Self {
		let min = limits.nearest(self.min);
		Self { min, max: limits.nearest(self.max).max(min) }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn bounds_within_limits_are_never_crossed() {
		let limits = WindowBounds { min: 2, max: 10 };
		for (min, max, kept) in [
			(3, 5, (3, 5)),
			(0, 5, (2, 5)),
			(3, 99, (3, 10)),
			(7, 5, (7, 7)),
			(0, 0, (2, 2)),
			(50, 99, (10, 10)),
			(99, 0, (10, 10)),
		] {
			let bounds = WindowBounds { min, max }.within(limits);
			assert_eq!((bounds.min, bounds.max), kept, "{min}..{max}");
		}
	}
}
