//! What an account has done on one side of its agreements, counted.

use airo_primitives::provider::Outcome;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::{AtLeast32BitUnsigned, CheckedShr, Zero};

/// Counts that fade: all of them are halved once every half life. Inferences in units, amounts in planck.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Record<Balance, BlockNumber> {
	/// Block of the last halving; what has been due since is made up for when the record is read or written.
	pub halved: BlockNumber,
	/// Agreements that were opened.
	pub agreements: u32,
	/// Paid inferences.
	pub served: u64,
	/// Inferences that failed by the provider's fault.
	pub failed: u64,
	/// Inferences that weren't answered in time.
	pub late: u64,
	/// Price of the paid inferences.
	pub value: Balance,
	/// The treasury's part of it.
	pub commission: Balance,
	/// What the treasury would have got of the failed and late ones.
	pub forgone: Balance,
	/// Challenges that this account lost.
	pub challenges_lost: u32,
	/// Challenges that this account won.
	pub challenges_won: u32,
}

/// `count` after so many halvings; any number of them takes the same time.
pub(crate) fn halved<Count: CheckedShr + Zero>(count: Count, times: u32) -> Count {
	count.checked_shr(times).unwrap_or_else(Count::zero)
}

impl<Balance, BlockNumber> Record<Balance, BlockNumber>
where
	Balance: AtLeast32BitUnsigned + Copy + Default,
	BlockNumber: PartialEq + Copy + Default,
{
	/// Nothing is counted, or everything has faded away.
	pub fn is_blank(&self) -> bool {
		*self == Self { halved: self.halved, ..Self::default() }
	}

	pub(crate) fn halve(&mut self, times: u32) {
		self.agreements = halved(self.agreements, times);
		self.served = halved(self.served, times);
		self.failed = halved(self.failed, times);
		self.late = halved(self.late, times);
		self.value = halved(self.value, times);
		self.commission = halved(self.commission, times);
		self.forgone = halved(self.forgone, times);
		self.challenges_lost = halved(self.challenges_lost, times);
		self.challenges_won = halved(self.challenges_won, times);
	}

	/// Counts stop at their end: a record that is full says no less than one that can go on.
	pub(crate) fn note(&mut self, outcome: &Outcome<Balance>) {
		match *outcome {
			Outcome::Agreed => self.agreements = self.agreements.saturating_add(1),
			Outcome::Served { units, value, commission } => {
				self.served = self.served.saturating_add(units.into());
				self.value = self.value.saturating_add(value);
				self.commission = self.commission.saturating_add(commission);
			}
			Outcome::Failed { units } => self.failed = self.failed.saturating_add(units.into()),
			Outcome::Late { units } => self.late = self.late.saturating_add(units.into()),
			Outcome::Forgone { commission } => self.forgone = self.forgone.saturating_add(commission),
			Outcome::ChallengeLost => self.challenges_lost = self.challenges_lost.saturating_add(1),
			Outcome::ChallengeWon => self.challenges_won = self.challenges_won.saturating_add(1),
		}
	}
}
