//! Writing records, and reading them as they are by now.

use crate::{
	AccountIdOf, BalanceOf, Config, ConsumerRecords, Counterparties, Dealings, Pallet, RecordOf, Records,
};
use airo_primitives::provider::Outcome;
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{CheckedDiv, SaturatedConversion, Saturating, Zero};

impl<T: Config> Pallet<T> {
	/// What the account has done as a provider, and for whom.
	pub fn history(who: &AccountIdOf<T>) -> (RecordOf<T>, Dealings<T>) {
		Self::history_at(who, T::RecordHalfLife::get())
	}

	fn history_at(who: &AccountIdOf<T>, half_life: BlockNumberFor<T>) -> (RecordOf<T>, Dealings<T>) {
		let (mut record, mut dealings) = (Records::<T>::get(who), Counterparties::<T>::get(who));
		let times = Self::fade(&mut record, half_life);
		dealings.halve(times);
		(record, dealings)
	}

	/// What the account has done as a consumer.
	pub fn consumer_record(who: &AccountIdOf<T>) -> RecordOf<T> {
		Self::consumer_record_at(who, T::RecordHalfLife::get())
	}

	fn consumer_record_at(who: &AccountIdOf<T>, half_life: BlockNumberFor<T>) -> RecordOf<T> {
		let mut record = ConsumerRecords::<T>::get(who);
		Self::fade(&mut record, half_life);
		record
	}

	/// Makes up for the halvings that are due, and returns how many.
	fn fade(record: &mut RecordOf<T>, half_life: BlockNumberFor<T>) -> u32 {
		let elapsed = frame_system::Pallet::<T>::block_number().saturating_sub(record.halved);
		let Some(times) = elapsed.checked_div(&half_life).filter(|times| !times.is_zero()) else { return 0 };
		record.halved = record.halved.saturating_add(times.saturating_mul(half_life));
		let times = times.saturated_into();
		record.halve(times);
		times
	}

	pub(crate) fn do_record(
		provider: &AccountIdOf<T>,
		consumer: &AccountIdOf<T>,
		outcome: Outcome<BalanceOf<T>>,
	) {
		let half_life = T::RecordHalfLife::get();
		let (mut record, mut dealings) = Self::history_at(provider, half_life);
		note::<T>(&mut record, &outcome);
		dealings.note(consumer, &outcome);
		Records::<T>::insert(provider, record);
		if dealings.is_empty() {
			Counterparties::<T>::remove(provider);
		} else {
			Counterparties::<T>::insert(provider, dealings);
		}

		let mut record = Self::consumer_record_at(consumer, half_life);
		note::<T>(&mut record, &outcome.for_consumer());
		ConsumerRecords::<T>::insert(consumer, record);
	}
}

/// A record begins to fade with the first thing that it counts.
fn note<T: Config>(record: &mut RecordOf<T>, outcome: &Outcome<BalanceOf<T>>) {
	if record.is_blank() {
		record.halved = frame_system::Pallet::<T>::block_number();
	}
	record.note(outcome);
}
