//! SplitMix64: a few lines that give the same numbers on every machine and with every version of every crate, which a
//! seed that somebody wrote down needs.

pub struct Rng(u64);

impl Rng {
	pub fn new(seed: u64) -> Self {
		Self(seed)
	}

	pub fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// `low..=high`.
	pub fn between(&mut self, low: u64, high: u64) -> u64 {
		low + self.next() % (high - low + 1)
	}

	pub fn small(&mut self, low: u32, high: u32) -> u32 {
		self.between(low.into(), high.into()) as u32
	}

	pub fn one_in(&mut self, many: u64) -> bool {
		self.next().is_multiple_of(many)
	}

	pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
		match from.len() as u64 {
			0 => None,
			len => from.get(self.between(0, len - 1) as usize),
		}
	}

	/// A random element of what an iterator gives.
	pub fn choose<T>(&mut self, from: impl Iterator<Item = T>) -> Option<T> {
		let mut all: Vec<T> = from.collect();
		match all.len() as u64 {
			0 => None,
			len => Some(all.swap_remove(self.between(0, len - 1) as usize)),
		}
	}

	pub fn bytes(&mut self) -> [u8; 32] {
		let mut bytes = [0; 32];
		for chunk in bytes.chunks_mut(8) {
			chunk.copy_from_slice(&self.next().to_le_bytes());
		}
		bytes
	}
}
