use super::amount;
use crate::{
	chain::{AccountId, Runtime, RuntimeHoldReason},
	random_calls::model::{Account, Dealings, Provider, Reason, Record},
};
use pallet_providers::{Counterparties, Offers, Providers, RecordOf};
use std::collections::BTreeSet;

/// Holds that the pallets don't know of are the NFT pallet's.
pub fn account(who: &AccountId) -> Option<Account> {
	let data = frame_system::Account::<Runtime>::try_get(who).ok()?.data;
	let mut account = Account { free: amount(data.free), ..Default::default() };
	let mut reserved = amount(data.reserved);
	for hold in pallet_balances::Holds::<Runtime>::get(who) {
		let held = amount(hold.amount);
		reserved -= held;
		if held > 0 {
			assert!(account.held.insert(reason(&hold.id), held).is_none(), "{who:?} has a hold twice");
		}
	}
	if reserved > 0 {
		account.held.insert(Reason::Nft, reserved);
	}
	Some(account)
}

fn reason(id: &RuntimeHoldReason) -> Reason {
	let known: [(RuntimeHoldReason, Reason); 7] = [
		(pallet_models::HoldReason::ModelDeposit.into(), Reason::Model),
		(pallet_providers::HoldReason::ProviderBond.into(), Reason::Bond),
		(pallet_marketplace::HoldReason::OrderEscrow.into(), Reason::Order),
		(pallet_marketplace::HoldReason::BidDeposit.into(), Reason::Bid),
		(pallet_execution::HoldReason::AgreementEscrow.into(), Reason::Agreement),
		(pallet_execution::HoldReason::RequestDeposit.into(), Reason::Request),
		(pallet_execution::HoldReason::WinnerDeposit.into(), Reason::Winner),
	];
	let found = known.into_iter().find(|(known, _)| known == id);
	found.unwrap_or_else(|| panic!("{id:?} is held for something that no call here is about")).1
}

pub fn provider(who: &AccountId) -> Option<Provider> {
	let provider = Providers::<Runtime>::get(who)?;
	let offers = Offers::<Runtime>::iter_key_prefix(who).collect::<BTreeSet<_>>();
	assert_eq!(provider.offers as usize, offers.len(), "the offers of {who:?} are miscounted");
	let unbonding = provider.unbonding.iter().map(|part| (amount(part.amount), part.until));
	Some(Provider {
		bond: amount(provider.bond),
		covered: amount(provider.covered),
		unbonding: unbonding.collect(),
		chilled: provider.chilled,
		offers,
		receipt_key: provider.profile.receipt_key.0,
	})
}

pub fn record(record: RecordOf<Runtime>) -> Record {
	assert_eq!((record.challenges_lost, record.challenges_won), (0, 0), "nobody challenges anything");
	let counts = [
		record.agreements.into(),
		record.served.into(),
		record.failed.into(),
		record.late.into(),
		amount(record.value),
		amount(record.commission),
		amount(record.forgone),
	];
	Record { halved: record.halved, counts }
}

pub fn dealings(who: &AccountId) -> Dealings {
	let dealings = Counterparties::<Runtime>::get(who);
	let known = dealings.known.into_iter();
	Dealings {
		known: known.map(|(who, tally)| (who, [amount(tally.paid), amount(tally.forgone)])).collect(),
		rest: [amount(dealings.rest.paid), amount(dealings.rest.forgone)],
	}
}
