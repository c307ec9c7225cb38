//! Judging a transaction's call through what carries it.

use crate::{AccountIdOf, Call, Config, Error, Inside, LookInto, OnError, Pallet};
use frame_support::traits::IsSubType;

/// Most calls of a batch that are looked at.
pub(crate) const MAX_BATCH: usize = 30;

type CallOf<T> = <T as frame_system::Config>::RuntimeCall;

/// What may still be looked through, each once.
#[derive(Clone, Copy)]
struct Layers {
	proxy: bool,
	batch: bool,
}

impl Layers {
	const ALL: Self = Self { proxy: true, batch: true };

	fn without_proxy(self) -> Self {
		Self { proxy: false, ..self }
	}

	fn without_batch(self) -> Self {
		Self { batch: false, ..self }
	}
}

/// The error for which nothing can come of the call if `who` makes it now; `Ok` when in doubt.
pub(crate) fn judge<T: Config>(who: &AccountIdOf<T>, call: &CallOf<T>) -> Result<(), Error<T>>
where
	CallOf<T>: IsSubType<Call<T>> + LookInto<AccountIdOf<T>>,
{
	judge_within(who, call, Layers::ALL)
}

/// How many calls [`judge`] looks up the state for, at most.
pub(crate) fn judged<T: Config>(call: &CallOf<T>) -> u32
where
	CallOf<T>: IsSubType<Call<T>> + LookInto<AccountIdOf<T>>,
{
	judged_within::<T>(call, Layers::ALL)
}

fn judge_within<T: Config>(who: &AccountIdOf<T>, call: &CallOf<T>, layers: Layers) -> Result<(), Error<T>>
where
	CallOf<T>: IsSubType<Call<T>> + LookInto<AccountIdOf<T>>,
{
	if let Some(own) = call.is_sub_type() {
		return Pallet::<T>::judge(who, own);
	}
	match call.look_into() {
		Inside::As { who, call } if layers.proxy => judge_within(&who, call, layers.without_proxy()),
		Inside::Batch { calls, on_error } if layers.batch && calls.len() <= MAX_BATCH => {
			judge_batch(who, calls, on_error, layers.without_batch())
		}
		_ => Ok(()),
	}
}

/// A call that nothing comes of changes nothing, so the one after it is judged by the same state. Once a call may have
/// changed the state, only errors that are final count.
fn judge_batch<T: Config>(
	who: &AccountIdOf<T>,
	calls: &[CallOf<T>],
	on_error: OnError,
	layers: Layers,
) -> Result<(), Error<T>>
where
	CallOf<T>: IsSubType<Call<T>> + LookInto<AccountIdOf<T>>,
{
	let mut doomed = Ok(());
	let mut changed = false;
	for call in calls {
		// Only a call of the batch itself fails; what carries another call succeeds although nothing came of it.
		let fails = call.is_sub_type().is_some();
		match (judge_within(who, call, layers), on_error) {
			(Ok(()), OnError::Revert) => changed = true,
			(Ok(()), OnError::Stop | OnError::GoOn) => return Ok(()),
			(Err(error), OnError::Stop | OnError::Revert) if fails && (!changed || error.is_final()) => {
				return Err(error)
			}
			(Err(error), _) => doomed = doomed.and(Err(error)),
		}
	}
	match changed {
		true => Ok(()),
		false => doomed,
	}
}

fn judged_within<T: Config>(call: &CallOf<T>, layers: Layers) -> u32
where
	CallOf<T>: IsSubType<Call<T>> + LookInto<AccountIdOf<T>>,
{
	if let Some(own) = call.is_sub_type() {
		return u32::from(!matches!(own, Call::place_order { .. }));
	}
	match call.look_into() {
		Inside::As { call, .. } if layers.proxy => judged_within::<T>(call, layers.without_proxy()),
		Inside::Batch { calls, .. } if layers.batch && calls.len() <= MAX_BATCH => calls
			.iter()
			.fold(0, |sum, call| sum.saturating_add(judged_within::<T>(call, layers.without_batch()))),
		_ => 0,
	}
}
