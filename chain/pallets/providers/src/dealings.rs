//! What a provider has done for whom, in planck of commission.

use crate::{record::halved, AccountIdOf, BalanceOf, Config};
use airo_primitives::provider::Outcome;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound, PartialEqNoBound};
use scale_info::TypeInfo;
use sp_runtime::traits::{AtLeast32BitUnsigned, Zero};

/// Counterparties and what each of them counts.
pub type KnownOf<T> = BoundedVec<(AccountIdOf<T>, Tally<BalanceOf<T>>), <T as Config>::MaxCounterparties>;

/// Commission that speaks for a provider and commission that speaks against it, in planck.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Tally<Balance> {
	/// Got by the treasury for paid inferences.
	pub paid: Balance,
	/// Not got, because inferences failed or were late.
	pub forgone: Balance,
}

impl<Balance: AtLeast32BitUnsigned + Copy> Tally<Balance> {
	/// How much it counts in a score.
	pub fn weight(&self) -> Balance {
		self.paid.saturating_add(self.forgone)
	}

	fn add(&mut self, more: Self) {
		self.paid = self.paid.saturating_add(more.paid);
		self.forgone = self.forgone.saturating_add(more.forgone);
	}

	fn halve(&mut self, times: u32) {
		self.paid = halved(self.paid, times);
		self.forgone = halved(self.forgone, times);
	}

	fn of(outcome: &Outcome<Balance>) -> Self {
		match *outcome {
			Outcome::Served { commission, .. } => Self { paid: commission, forgone: Zero::zero() },
			Outcome::Forgone { commission } => Self { paid: Zero::zero(), forgone: commission },
			_ => Self { paid: Zero::zero(), forgone: Zero::zero() },
		}
	}
}

/// A provider's counterparties, as many as there is room for. Whoever comes new when it is full takes the place of the
/// one that counts least, whose tally goes into `rest`: nothing is forgotten, only by whom it was. Fades with the
/// provider's record.
#[derive(
	CloneNoBound,
	PartialEqNoBound,
	EqNoBound,
	DebugNoBound,
	DefaultNoBound,
	Encode,
	Decode,
	TypeInfo,
	MaxEncodedLen,
)]
#[scale_info(skip_type_params(T))]
#[codec(encode_bound())]
#[codec(decode_bound())]
#[codec(mel_bound())]
pub struct Dealings<T: Config> {
	/// Told apart, each with its own tally.
	pub known: KnownOf<T>,
	/// All others together.
	pub rest: Tally<BalanceOf<T>>,
}

impl<T: Config> Dealings<T> {
	pub(crate) fn is_empty(&self) -> bool {
		self.known.is_empty() && self.rest.weight().is_zero()
	}

	pub(crate) fn halve(&mut self, times: u32) {
		if times == 0 {
			return;
		}
		self.rest.halve(times);
		self.known.iter_mut().for_each(|(_, tally)| tally.halve(times));
		self.known.retain(|(_, tally)| !tally.weight().is_zero());
	}

	pub(crate) fn note(&mut self, consumer: &AccountIdOf<T>, outcome: &Outcome<BalanceOf<T>>) {
		let tally = Tally::of(outcome);
		if tally.weight().is_zero() {
			return;
		}
		if let Some((_, known)) = self.known.iter_mut().find(|(who, _)| who == consumer) {
			return known.add(tally);
		}
		if self.known.is_full() {
			let lightest = self.known.iter().enumerate().min_by_key(|(_, (_, tally))| tally.weight());
			if let Some(at) = lightest.map(|(at, _)| at) {
				let (_, gone) = self.known.swap_remove(at);
				self.rest.add(gone);
			}
		}
		// There is no place at all where `MaxCounterparties` is zero.
		if let Err((_, tally)) = self.known.try_push((consumer.clone(), tally)) {
			self.rest.add(tally);
		}
	}
}
