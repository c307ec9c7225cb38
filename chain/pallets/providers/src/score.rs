//! How a record becomes a standing.

use crate::Record;
use core::marker::PhantomData;
use frame_support::traits::Get;
use sp_runtime::Perbill;

/// Standing between 0 and 1, computed from what a provider has done.
pub trait Score<Balance> {
	fn score(record: &Record<Balance>) -> Perbill;
}

/// Share of paid inferences among all that ended, one way or the other; `Initial` while none has.
pub struct SuccessRatio<Initial>(PhantomData<Initial>);

impl<Balance, Initial: Get<Perbill>> Score<Balance> for SuccessRatio<Initial> {
	fn score(record: &Record<Balance>) -> Perbill {
		let ended = record.served.saturating_add(record.failed).saturating_add(record.late);
		if ended == 0 {
			return Initial::get();
		}
		Perbill::from_rational(record.served, ended)
	}
}
