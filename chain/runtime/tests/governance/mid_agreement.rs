//! A change binds what begins after it, and nothing that has begun.

use crate::{
	devchain,
	parameter::{parameter, set},
	play::*,
};
use airo_primitives::WindowBounds;
use airo_runtime::{
	constants::{AIRO, DAYS, MILLI_AIRO},
	genesis::DEVELOPMENT,
	parameters::{dynamic, RuntimeParameters},
	Balance, BlockNumber, Execution, Marketplace, Models, Providers, Runtime,
};
use sp_runtime::{Perbill, Permill};

fn narrow() -> WindowBounds<BlockNumber> {
	WindowBounds { min: 400, max: 600 }
}

/// Every parameter with another value than it has.
fn changes() -> Vec<RuntimeParameters> {
	let half = Permill::from_percent(50);
	vec![
		parameter!(models::CommitAge, 100),
		parameter!(models::MinAttestations, 3),
		parameter!(models::MinAttesterBond, AIRO),
		parameter!(models::PriorityPeriod, 1),
		parameter!(models::RoyaltyNotice, 1),
		parameter!(models::RemovalDelay, 300 * DAYS),
		parameter!(models::ModelDeposit, 7 * AIRO),
		parameter!(models::CommitDeposit, 7 * AIRO),
		parameter!(models::MaxRoyalty, 0),
		parameter!(providers::MinBond, 10_000 * AIRO),
		parameter!(providers::MinSlash, 100 * AIRO),
		parameter!(providers::CoverageRatio, Permill::one()),
		parameter!(providers::UnbondingPeriod, 100 * DAYS),
		parameter!(providers::RecordHalfLife, DAYS),
		parameter!(providers::InitialScore, Perbill::zero()),
		parameter!(providers::InitialScoreWeight, AIRO),
		parameter!(providers::CounterpartyCap, AIRO),
		parameter!(marketplace::Commission, half),
		parameter!(marketplace::MinProviderShare, AIRO),
		parameter!(marketplace::BidDeposit, 7 * AIRO),
		parameter!(marketplace::AwardGrace, 1),
		parameter!(marketplace::BidWindow, narrow()),
		parameter!(marketplace::Duration, narrow()),
		parameter!(marketplace::ResponseWindow, narrow()),
		parameter!(marketplace::ChallengeWindow, narrow()),
		parameter!(marketplace::MaxInferences, 1),
		parameter!(marketplace::MaxOpen, 1),
		parameter!(marketplace::MinLowering, half),
		parameter!(execution::RequestDeposit, 7 * AIRO),
		parameter!(execution::FailCompensation, Permill::one()),
		parameter!(execution::UnavailableFee, half),
		parameter!(execution::UnavailableLimit, Permill::zero()),
		parameter!(execution::ReopenFaults, Permill::zero()),
		parameter!(execution::DemandFee, AIRO),
	]
}

fn played(stage: usize, change: &dyn Fn()) -> Vec<Balance> {
	devchain::begin(DEVELOPMENT).execute_with(|| money_at_the_end(stage, change))
}

#[test]
fn the_money_of_a_running_agreement_is_what_it_was_promised_whatever_changes_and_when() {
	let promised = played(0, &|| {});
	for (stage, name) in STAGES.iter().enumerate().skip(1) {
		for change in changes() {
			assert_eq!(played(stage, &|| set(change.clone())), promised, "{change:?} after {name}");
		}
		let all = || changes().into_iter().for_each(set);
		assert_eq!(played(stage, &all), promised, "everything after {name}");
	}
}

#[test]
fn the_money_of_the_next_agreement_is_another_one() {
	let promised = played(0, &|| {});
	let half = Permill::from_percent(50);
	for change in [
		parameter!(marketplace::Commission, Permill::from_percent(5)),
		parameter!(marketplace::BidDeposit, 7 * AIRO),
		parameter!(execution::RequestDeposit, 7 * AIRO),
		parameter!(execution::FailCompensation, Permill::one()),
		parameter!(execution::UnavailableFee, half),
		parameter!(execution::DemandFee, AIRO),
	] {
		assert_ne!(played(0, &|| set(change.clone())), promised, "{change:?}");
	}
}

#[test]
fn the_table_names_every_parameter_and_each_change_comes_into_force() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let everything = || {
			let scoring = airo_runtime::parameters::in_force::InitialScore::get();
			let weights = (
				airo_runtime::parameters::in_force::InitialScoreWeight::get(),
				airo_runtime::parameters::in_force::CounterpartyCap::get(),
			);
			format!(
				"{:?}{:?}{:?}{:?}{scoring:?}{weights:?}",
				Models::parameters(),
				Providers::parameters(),
				Marketplace::parameters(),
				Execution::parameters()
			)
		};
		for change in changes() {
			let before = everything();
			set(change.clone());
			assert_ne!(everything(), before, "{change:?}");
		}
		// One entry a key: whoever adds a parameter adds it to the table.
		let set = pallet_parameters::Parameters::<Runtime>::iter().count();
		assert_eq!(set, changes().len());
		assert_eq!(set, crate::guide::names().len());
	});
}

#[test]
fn the_next_order_is_bound() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		for change in [
			parameter!(marketplace::Commission, Permill::from_percent(5)),
			parameter!(marketplace::BidDeposit, 7 * AIRO),
			parameter!(execution::RequestDeposit, 3 * AIRO),
			parameter!(execution::FailCompensation, Permill::one()),
			parameter!(providers::MinSlash, 100 * AIRO),
		] {
			set(change);
		}
		let order = place(spec());
		bid(&airo_runtime::genesis::WING1, order, PRICE, 10);
		let id = award(order);
		let agreement = pallet_execution::Agreements::<Runtime>::get(id).expect("an agreement");
		assert_eq!(agreement.commission, Permill::from_percent(5));
		assert_eq!((agreement.deposit, agreement.request_deposit), (7 * AIRO, 3 * AIRO));
		assert_eq!(agreement.fail_compensation, Permill::one());
		assert_eq!(agreement.coverage, 100 * AIRO + 10 * MILLI_AIRO);
	});
}
