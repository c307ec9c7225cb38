//! What is true of the four pallets together, beside what each one checks of itself.

use airo_runtime::{AccountId, Balance, Runtime, RuntimeHoldReason};
use pallet_execution::{Agreements, Requests};
use pallet_marketplace::{Bids, Orders};
use pallet_models::{Commitments, Models};
use pallet_providers::Providers;
use std::collections::BTreeMap;

/// Amounts by account and the name of the reason.
type Held = BTreeMap<(AccountId, String), Balance>;

/// Fails with the first broken invariant.
pub fn all() -> Result<(), String> {
	pallet_models::Pallet::<Runtime>::do_try_state().map_err(|e| format!("models: {e:?}"))?;
	pallet_providers::Pallet::<Runtime>::do_try_state().map_err(|e| format!("providers: {e:?}"))?;
	pallet_marketplace::Pallet::<Runtime>::do_try_state().map_err(|e| format!("marketplace: {e:?}"))?;
	pallet_execution::Pallet::<Runtime>::do_try_state().map_err(|e| format!("execution: {e:?}"))?;
	let (recorded, held) = (recorded(), held());
	for key in recorded.keys().chain(held.keys()) {
		let (record, hold) = (recorded.get(key), held.get(key));
		if record != hold {
			return Err(format!("{key:?}: the records say {record:?}, held is {hold:?}"));
		}
	}
	coverage()
}

fn held() -> Held {
	let mut held = Held::new();
	for (who, holds) in pallet_balances::Holds::<Runtime>::iter() {
		for hold in holds {
			held.insert((who.clone(), format!("{:?}", hold.id)), hold.amount);
		}
	}
	held
}

/// What must be held from each account for each reason.
fn recorded() -> Held {
	let mut sums = Held::new();
	let mut add = |who: &AccountId, reason: RuntimeHoldReason, amount: Balance| {
		if amount > 0 {
			*sums.entry((who.clone(), format!("{reason:?}"))).or_default() += amount;
		}
	};
	for (_, model) in Models::<Runtime>::iter() {
		add(&model.depositor, pallet_models::HoldReason::ModelDeposit.into(), model.deposit);
	}
	for (who, _, commitment) in Commitments::<Runtime>::iter() {
		add(&who, pallet_models::HoldReason::ModelDeposit.into(), commitment.deposit);
	}
	for (who, provider) in Providers::<Runtime>::iter() {
		add(&who, pallet_providers::HoldReason::ProviderBond.into(), provider.bond);
	}
	for (_, order) in Orders::<Runtime>::iter() {
		add(&order.consumer, pallet_marketplace::HoldReason::OrderEscrow.into(), order.escrow);
	}
	for bid in Bids::<Runtime>::iter_values().flatten() {
		add(&bid.provider, pallet_marketplace::HoldReason::BidDeposit.into(), bid.deposit);
	}
	for (id, agreement) in Agreements::<Runtime>::iter() {
		let unpaid = agreement.value(agreement.unpaid());
		add(&agreement.consumer, pallet_execution::HoldReason::AgreementEscrow.into(), unpaid);
		add(&agreement.provider, pallet_execution::HoldReason::WinnerDeposit.into(), agreement.deposit);
		for request in Requests::<Runtime>::iter_prefix_values(id) {
			add(&agreement.consumer, pallet_execution::HoldReason::RequestDeposit.into(), request.deposit);
		}
	}
	sums
}

/// Coverage stands behind live bids and agreements, and behind nothing else.
fn coverage() -> Result<(), String> {
	let mut behind = BTreeMap::<AccountId, Balance>::new();
	for bid in Bids::<Runtime>::iter_values().flatten() {
		*behind.entry(bid.provider).or_default() += bid.coverage;
	}
	for agreement in Agreements::<Runtime>::iter_values() {
		*behind.entry(agreement.provider).or_default() += agreement.coverage;
	}
	for (who, provider) in Providers::<Runtime>::iter() {
		let engaged = behind.remove(&who).unwrap_or_default();
		if engaged != provider.covered {
			return Err(format!("{who:?} covers {} but {engaged} is engaged", provider.covered));
		}
	}
	match behind.into_iter().find(|(_, coverage)| *coverage > 0) {
		Some((who, coverage)) => Err(format!("{who:?} covers {coverage} and is no provider")),
		None => Ok(()),
	}
}
