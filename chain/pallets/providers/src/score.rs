//! How a provider's past becomes its standing.

use crate::{BalanceOf, Config, Dealings, RecordOf, Tally};
use core::marker::PhantomData;
use frame_support::traits::Get;
use sp_runtime::{
	traits::{Saturating, Zero},
	Perbill,
};

/// Standing between 0 and 1, computed from what a provider has done, both faded up to now.
pub trait Score<T: Config> {
	/// The standing of a provider with this record and these dealings.
	fn score(record: &RecordOf<T>, dealings: &Dealings<T>) -> Perbill;
}

/// Everybody stands at one: there are no reputations, and no order can ask for one.
impl<T: Config> Score<T> for () {
	fn score(_: &RecordOf<T>, _: &Dealings<T>) -> Perbill {
		Perbill::one()
	}
}

/// Share of paid inferences among all that ended, one way or the other; `Initial` while none has. Simple, and cheap to
/// deceive: an inference that a provider sells to itself for next to nothing counts as much as any other.
pub struct SuccessRatio<Initial>(PhantomData<Initial>);

impl<T: Config, Initial: Get<Perbill>> Score<T> for SuccessRatio<Initial> {
	fn score(record: &RecordOf<T>, _: &Dealings<T>) -> Perbill {
		let ended = record.served.saturating_add(record.failed).saturating_add(record.late);
		if ended == 0 {
			return Initial::get();
		}
		Perbill::from_rational(record.served, ended)
	}
}

/// Success weighed by commission: paid inferences by what the treasury got for them, failed and late ones by what it
/// would have got. A newcomer stands at `Initial`, which counts like `InitialWeight` planck of commission and so gives way
/// to its own past little by little, and comes back as that past fades. A counterparty counts like `Cap` planck of
/// commission at most, at its own ratio of success.
///
/// What can be done about one's score, and what it costs:
/// - *Buying from oneself* works at the price of the commission, which nobody gets back: to stand at `s` after failures of
///   weight `f` takes about `s / (1 − s) × f` planck of it, through one account or through a thousand. More accounts get
///   round the cap and nothing else, and each costs fees and an existential deposit on top.
/// - *Cheap inferences* don't outweigh dear failures, for planck are compared and not inferences.
/// - *Pushing failures out of the list* by other counterparties doesn't help: they go on counting in the rest, and there
///   without a cap.
/// - *Failing one large customer* counts like `Cap` at most while that customer is in the list. It also costs the
///   compensations.
/// - *Harming a provider as its consumer* takes failures of the provider's own fault, and one consumer's count like `Cap`
///   at most.
/// - *Beginning anew* under another account costs a bond, and leads back to `Initial`.
///
/// Where no commission is taken everybody stands at `Initial`; take [`SuccessRatio`] there.
pub struct CommissionWeighted<Initial, InitialWeight, Cap>(PhantomData<(Initial, InitialWeight, Cap)>);

impl<T, Initial, InitialWeight, Cap> Score<T> for CommissionWeighted<Initial, InitialWeight, Cap>
where
	T: Config,
	Initial: Get<Perbill>,
	InitialWeight: Get<BalanceOf<T>>,
	Cap: Get<BalanceOf<T>>,
{
	fn score(_: &RecordOf<T>, dealings: &Dealings<T>) -> Perbill {
		let (initial, weight, cap) = (Initial::get(), InitialWeight::get(), Cap::get());
		let mut sum = Tally { paid: initial.mul_floor(weight), forgone: Zero::zero() };
		sum.forgone = weight.saturating_sub(sum.paid);
		let counted = dealings.known.iter().map(|(_, tally)| capped::<T>(tally, cap));
		for tally in counted.chain(core::iter::once(dealings.rest)) {
			sum.paid = sum.paid.saturating_add(tally.paid);
			sum.forgone = sum.forgone.saturating_add(tally.forgone);
		}
		if sum.weight().is_zero() {
			return initial;
		}
		Perbill::from_rational(sum.paid, sum.weight())
	}
}

/// The tally at the same ratio, with a weight of `cap` at most.
fn capped<T: Config>(tally: &Tally<BalanceOf<T>>, cap: BalanceOf<T>) -> Tally<BalanceOf<T>> {
	let weight = tally.weight();
	if weight <= cap {
		return *tally;
	}
	let paid = Perbill::from_rational(tally.paid, weight).mul_floor(cap);
	Tally { paid, forgone: cap.saturating_sub(paid) }
}
