//! Which answers are due when.
//!
//! Every answer is due the same number of blocks after it was put at the end of the queue, so that the queue is in order
//! of what is due and settling looks at its head only.

use crate::{
	AgreementOf, Answered, Config, Error, Pallet, RequestKey, RequestOf, RequestState, Requests, Seq,
};
use airo_primitives::{AgreementId, RequestIndex};
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// Puts an answer at the end of those waiting for payment and returns its place.
	pub(crate) fn enqueue(
		id: AgreementId,
		agreement: &mut AgreementOf<T>,
		index: RequestIndex,
	) -> Result<Seq, Error<T>> {
		let seq = agreement.tail;
		agreement.tail = seq.checked_add(1).ok_or(Error::<T>::AmountOverflow)?;
		agreement.answered = agreement.answered.saturating_add(1);
		Answered::<T>::insert(id, seq, index);
		Ok(seq)
	}

	/// Takes an answer off the list of those waiting for payment.
	pub(crate) fn dequeue(id: AgreementId, agreement: &mut AgreementOf<T>, seq: Seq) {
		Answered::<T>::remove(id, seq);
		agreement.answered = agreement.answered.saturating_sub(1);
		if agreement.answered.is_zero() {
			agreement.head = agreement.tail;
		} else if seq == agreement.head {
			agreement.head = seq.saturating_add(1);
		}
	}

	/// Takes a request out of storage, and out of all that counts and lists it.
	pub(crate) fn remove((id, index): RequestKey, agreement: &mut AgreementOf<T>, request: &RequestOf<T>) {
		match request.state {
			RequestState::Open => agreement.open = agreement.open.saturating_sub(1),
			RequestState::Answered { seq, .. } => Self::dequeue(id, agreement, seq),
			RequestState::Demanded { .. } => agreement.demanded = agreement.demanded.saturating_sub(1),
		}
		agreement.unsettled = agreement.unsettled.saturating_sub(request.units);
		Requests::<T>::remove(id, index);
	}
}
