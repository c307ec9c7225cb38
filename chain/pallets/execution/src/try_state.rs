//! What is always true of agreements and requests.

use crate::{
	AccountIdOf, AgreementOf, AgreementState, Agreements, AgreementsByConsumer, AgreementsByProvider,
	Answered, BalanceOf, Config, HoldReason, NextAgreementId, Pallet, RequestState, Requests,
};
use airo_primitives::{provider::Providers as _, AgreementId};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{
	traits::{Saturating, Zero},
	TryRuntimeError,
};

type Sums<T> = BTreeMap<AccountIdOf<T>, BalanceOf<T>>;

impl<T: Config> Pallet<T> {
	/// Fails with the first broken invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let (mut escrows, mut winners, mut requests, mut coverages) =
			(Sums::<T>::new(), Sums::<T>::new(), Sums::<T>::new(), Sums::<T>::new());
		for (id, agreement) in Agreements::<T>::iter() {
			ensure!(id < NextAgreementId::<T>::get(), "an agreement has a number that wasn't given out");
			Self::check_counts(&agreement)?;
			let deposits = Self::check_requests(id, &agreement)?;
			ensure!(
				AgreementsByProvider::<T>::contains_key(&agreement.provider, id)
					&& AgreementsByConsumer::<T>::contains_key(&agreement.consumer, id),
				"an agreement isn't listed with its parties"
			);
			add::<T>(&mut escrows, &agreement.consumer, agreement.value(agreement.unpaid()));
			add::<T>(&mut winners, &agreement.provider, agreement.deposit);
			add::<T>(&mut requests, &agreement.consumer, deposits);
			add::<T>(&mut coverages, &agreement.provider, agreement.coverage);
		}
		Self::check_held(HoldReason::AgreementEscrow, &escrows)?;
		Self::check_held(HoldReason::WinnerDeposit, &winners)?;
		Self::check_held(HoldReason::RequestDeposit, &requests)?;
		for (who, coverage) in &coverages {
			let behind = T::Providers::free_bond(who).saturating_add(*coverage);
			ensure!(behind <= T::Providers::bond(who), "agreements have more coverage than the bond has");
		}
		Self::check_indexes()
	}

	fn check_counts(agreement: &AgreementOf<T>) -> Result<(), TryRuntimeError> {
		let on_chain = u64::from(agreement.paid_on_chain)
			+ u64::from(agreement.refunded)
			+ u64::from(agreement.reopened)
			+ u64::from(agreement.unsettled);
		let quota = u64::from(agreement.channel_quota);
		ensure!(u64::from(agreement.redeemed) <= quota, "more is redeemed than the channel quota");
		ensure!(
			on_chain + quota <= u64::from(agreement.inferences),
			"more is requested on chain than its part of the inferences"
		);
		ensure!(
			u64::from(agreement.faults) + u64::from(agreement.unavailable) <= u64::from(agreement.refunded),
			"more is blamed than refunded"
		);
		ensure!(agreement.open <= agreement.max_open, "more requests are open than the provider takes");
		ensure!(
			agreement.demanded <= agreement.max_open,
			"more answers are demanded than the provider can publish"
		);
		let windows = agreement.response_window.saturating_add(agreement.challenge_window);
		ensure!(
			agreement.expires.saturating_add(windows) <= agreement.closes_after,
			"the agreement ends before the windows of a last request"
		);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(
			agreement.state != AgreementState::Closing || now > agreement.closes_after,
			"an agreement is cleared before its windows are over"
		);
		ensure!(agreement.split(agreement.inferences).is_some(), "a price doesn't carry its shares");
		Ok(())
	}

	/// Returns the sum of the deposits of the agreement's requests.
	fn check_requests(id: AgreementId, agreement: &AgreementOf<T>) -> Result<BalanceOf<T>, TryRuntimeError> {
		let (mut open, mut answered, mut demanded, mut units) = (0u32, 0u32, 0u32, 0u32);
		let mut deposits = BalanceOf::<T>::default();
		let mut queue = BTreeMap::new();
		for (index, request) in Requests::<T>::iter_prefix(id) {
			ensure!(index < agreement.next_index, "a request has a number that wasn't given out");
			ensure!(request.units > 0, "a request takes nothing");
			let challengeable_from = match request.state {
				RequestState::Open => {
					open += 1;
					request.deadline
				}
				RequestState::Demanded { until, .. } => {
					demanded += 1;
					until
				}
				RequestState::Answered { seq, due, at, published, .. } => {
					answered += 1;
					ensure!(Answered::<T>::get(id, seq) == Some(index), "an answer isn't listed for payment");
					ensure!((agreement.head..agreement.tail).contains(&seq), "an answer is out of reach");
					let first_due = at.saturating_add(agreement.challenge_window);
					let fits = if published { due >= first_due } else { due == first_due };
					ensure!(fits, "an answer is due elsewhen");
					queue.insert(seq, due);
					due.saturating_sub(agreement.challenge_window)
				}
			};
			ensure!(
				challengeable_from.saturating_add(agreement.challenge_window) <= agreement.closes_after,
				"a request outlives its agreement"
			);
			units = units.saturating_add(request.units);
			deposits = deposits.saturating_add(request.deposit);
		}
		ensure!(queue.values().is_sorted(), "an answer is due before one that came earlier");
		ensure!(open == agreement.open, "open requests are miscounted");
		ensure!(answered == agreement.answered, "answers are miscounted");
		ensure!(demanded == agreement.demanded, "demanded answers are miscounted");
		ensure!(units == agreement.unsettled, "requested units are miscounted");
		let listed = Answered::<T>::iter_key_prefix(id).count();
		ensure!(listed == answered as usize, "something other than an answer is listed for payment");
		Ok(deposits)
	}

	fn check_indexes() -> Result<(), TryRuntimeError> {
		let agreements = Agreements::<T>::iter_keys().count();
		ensure!(
			AgreementsByProvider::<T>::iter_keys().count() == agreements,
			"by provider: a dead agreement"
		);
		ensure!(
			AgreementsByConsumer::<T>::iter_keys().count() == agreements,
			"by consumer: a dead agreement"
		);
		ensure!(
			Requests::<T>::iter_keys().all(|(id, _)| Agreements::<T>::contains_key(id)),
			"a request of a dead agreement"
		);
		ensure!(
			Answered::<T>::iter_keys().all(|(id, _)| Agreements::<T>::contains_key(id)),
			"an answer of a dead agreement"
		);
		Ok(())
	}

	fn check_held(reason: HoldReason, sums: &Sums<T>) -> Result<(), TryRuntimeError> {
		let reason = T::RuntimeHoldReason::from(reason);
		let held = |who: &AccountIdOf<T>| T::Currency::balance_on_hold(&reason, who);
		let agrees = sums.iter().all(|(who, sum)| held(who) == *sum);
		ensure!(agrees, "a hold isn't what the records say");
		let others = frame_system::Account::<T>::iter_keys().filter(|who| !sums.contains_key(who));
		ensure!(others.map(|who| held(&who)).all(|hold| hold.is_zero()), "a hold stands for nothing");
		Ok(())
	}
}

fn add<T: Config>(sums: &mut Sums<T>, who: &AccountIdOf<T>, amount: BalanceOf<T>) {
	let sum = sums.entry(who.clone()).or_default();
	*sum = sum.saturating_add(amount);
}
