//! Values that governance can write but that don't come into force.

use crate::{
	devchain,
	parameter::{parameter, set},
	play,
};
use airo_primitives::{
	parameters::{ExecutionParameters, MarketplaceParameters, ModelsParameters, ProvidersParameters},
	WindowBounds,
};
use airo_runtime::{
	constants::{limits, market, AIRO, DAYS, EXISTENTIAL_DEPOSIT as ED},
	genesis::DEVELOPMENT,
	parameters::{dynamic, RuntimeParameters},
	Balance, BlockNumber, Execution, Marketplace, Models, Providers,
};
use sp_runtime::Permill;

/// The rules in force.
struct Rules {
	models: ModelsParameters<Balance, BlockNumber>,
	providers: ProvidersParameters<Balance, BlockNumber>,
	marketplace: MarketplaceParameters<Balance, BlockNumber>,
	execution: ExecutionParameters<Balance>,
}

fn rules() -> Rules {
	Rules {
		models: Models::parameters(),
		providers: Providers::parameters(),
		marketplace: Marketplace::parameters(),
		execution: Execution::parameters(),
	}
}

type Bad = (&'static str, RuntimeParameters, fn(&Rules) -> Balance, Balance);

fn parts(share: Permill) -> Balance {
	share.deconstruct().into()
}

fn window(min: BlockNumber, max: BlockNumber) -> WindowBounds<BlockNumber> {
	WindowBounds { min, max }
}

/// Both ends of a window as one number.
fn ends(window: WindowBounds<BlockNumber>) -> Balance {
	(Balance::from(window.min) << 32) | Balance::from(window.max)
}

fn bad(
	what: &'static str,
	written: RuntimeParameters,
	read: fn(&Rules) -> Balance,
	in_force: Balance,
) -> Bad {
	(what, written, read, in_force)
}

/// What is written, where it is read, and what comes into force.
#[rustfmt::skip]
fn table() -> Vec<Bad> {
	const MOST: BlockNumber = BlockNumber::MAX;
	const ALL: Balance = Balance::MAX;
	vec![
		bad("no commit age", parameter!(models::CommitAge, 0), |r| r.models.commit_age.into(), 1),
		bad("an endless commit age", parameter!(models::CommitAge, MOST), |r| r.models.commit_age.into(), DAYS.into()),
		bad("more attestations than anybody makes", parameter!(models::MinAttestations, MOST), |r| r.models.min_attestations.into(), 8),
		bad("attesters that bonded nothing", parameter!(models::MinAttesterBond, 0), |r| r.models.min_attester_bond, ED),
		bad("an attester's bond that nobody has", parameter!(models::MinAttesterBond, ALL), |r| r.models.min_attester_bond, limits::MAX_AMOUNT),
		bad("endless priority", parameter!(models::PriorityPeriod, MOST), |r| r.models.priority_period.into(), (365 * DAYS).into()),
		bad("an endless notice", parameter!(models::RoyaltyNotice, MOST), |r| r.models.royalty_notice.into(), (30 * DAYS).into()),
		bad("removal before the last agreement ends", parameter!(models::RemovalDelay, 0), |r| r.models.removal_delay.into(), (market::REMOVAL_DELAY - 14 * DAYS + 1).into()),
		bad("removal never", parameter!(models::RemovalDelay, MOST), |r| r.models.removal_delay.into(), (730 * DAYS).into()),
		bad("models for nothing", parameter!(models::ModelDeposit, 0), |r| r.models.model_deposit, ED),
		bad("models for everything", parameter!(models::ModelDeposit, ALL), |r| r.models.model_deposit, 1_000 * AIRO),
		bad("commitments for nothing", parameter!(models::CommitDeposit, 0), |r| r.models.commit_deposit, ED),
		bad("commitments for everything", parameter!(models::CommitDeposit, ALL), |r| r.models.commit_deposit, 1_000 * AIRO),
		bad("royalties without end", parameter!(models::MaxRoyalty, ALL), |r| r.models.max_royalty, limits::MAX_AMOUNT),
		bad("providers without a bond", parameter!(providers::MinBond, 0), |r| r.providers.min_bond, ED),
		bad("a bond that nobody has", parameter!(providers::MinBond, ALL), |r| r.providers.min_bond, limits::MAX_AMOUNT),
		bad("slashes without end", parameter!(providers::MinSlash, ALL), |r| r.providers.min_slash, limits::MAX_AMOUNT),
		bad("a bond that leaves before the last challenge", parameter!(providers::UnbondingPeriod, 0), |r| r.providers.unbonding_period.into(), (market::MAX_CHALLENGE_WINDOW + 1).into()),
		bad("a bond that never leaves", parameter!(providers::UnbondingPeriod, MOST), |r| r.providers.unbonding_period.into(), (365 * DAYS).into()),
		bad("records that fade at once", parameter!(providers::RecordHalfLife, 1), |r| r.providers.record_half_life.into(), DAYS.into()),
		bad("records that never fade, which is allowed", parameter!(providers::RecordHalfLife, 0), |r| r.providers.record_half_life.into(), 0),
		bad("a commission of everything", parameter!(marketplace::Commission, Permill::one()), |r| parts(r.marketplace.commission), 500_000),
		bad("a provider's share above any price", parameter!(marketplace::MinProviderShare, ALL), |r| r.marketplace.min_provider_share, AIRO),
		bad("bids for nothing", parameter!(marketplace::BidDeposit, 0), |r| r.marketplace.bid_deposit, ED),
		bad("bids for everything", parameter!(marketplace::BidDeposit, ALL), |r| r.marketplace.bid_deposit, 1_000 * AIRO),
		bad("no time to award", parameter!(marketplace::AwardGrace, 0), |r| r.marketplace.award_grace.into(), 1),
		bad("bids that are bound for ever", parameter!(marketplace::AwardGrace, MOST), |r| r.marketplace.award_grace.into(), (7 * DAYS).into()),
		bad("no bid window", parameter!(marketplace::BidWindow, window(0, 0)), |r| ends(r.marketplace.bid_window), ends(window(1, 1))),
		bad("endless bid windows", parameter!(marketplace::BidWindow, window(5, MOST)), |r| ends(r.marketplace.bid_window), ends(window(5, 30 * DAYS))),
		bad("crossed durations", parameter!(marketplace::Duration, window(50, 20)), |r| ends(r.marketplace.duration), ends(window(50, 50))),
		bad("endless durations", parameter!(marketplace::Duration, window(MOST, MOST)), |r| ends(r.marketplace.duration), ends(window(365 * DAYS, 365 * DAYS))),
		bad("no time to answer", parameter!(marketplace::ResponseWindow, window(0, 0)), |r| ends(r.marketplace.response_window), ends(window(1, 1))),
		bad("endless response windows", parameter!(marketplace::ResponseWindow, window(2, MOST)), |r| ends(r.marketplace.response_window), ends(window(2, 7 * DAYS))),
		bad("no time to challenge", parameter!(marketplace::ChallengeWindow, window(0, 0)), |r| ends(r.marketplace.challenge_window), ends(window(1, 1))),
		bad("endless challenge windows", parameter!(marketplace::ChallengeWindow, window(2, MOST)), |r| ends(r.marketplace.challenge_window), ends(window(2, 30 * DAYS))),
		bad("orders for nothing", parameter!(marketplace::MaxInferences, 0), |r| r.marketplace.max_inferences.into(), 1),
		bad("orders without end", parameter!(marketplace::MaxInferences, MOST), |r| r.marketplace.max_inferences.into(), 1_000_000_000),
		bad("no open request", parameter!(marketplace::MaxOpen, 0), |r| r.marketplace.max_open.into(), 1),
		bad("open requests without end", parameter!(marketplace::MaxOpen, MOST), |r| r.marketplace.max_open.into(), 65_536),
		bad("lowering to nothing", parameter!(marketplace::MinLowering, Permill::one()), |r| parts(r.marketplace.min_lowering), 500_000),
		bad("requests for nothing", parameter!(execution::RequestDeposit, 0), |r| r.execution.request_deposit, ED),
		bad("requests for everything", parameter!(execution::RequestDeposit, ALL), |r| r.execution.request_deposit, 1_000 * AIRO),
		bad("everything lost with a payload", parameter!(execution::UnavailableFee, Permill::one()), |r| parts(r.execution.unavailable_fee), 500_000),
		bad("demands for less than publishing costs", parameter!(execution::DemandFee, 0), |r| r.execution.demand_fee, market::DEMAND_FEE),
		bad("demands for everything", parameter!(execution::DemandFee, ALL), |r| r.execution.demand_fee, 1_000 * AIRO),
	]
}

#[test]
fn a_value_beyond_a_limit_counts_as_the_limit() {
	for (what, bad, read, in_force) in table() {
		devchain::begin(DEVELOPMENT).execute_with(|| {
			set(bad);
			assert_eq!(read(&rules()), in_force, "{what}");
		});
	}
}

#[test]
fn periods_that_must_outlast_windows_grow_with_them() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		set(parameter!(providers::UnbondingPeriod, 8 * DAYS));
		set(parameter!(marketplace::ChallengeWindow, window(1, 20 * DAYS)));
		assert_eq!(Providers::parameters().unbonding_period, 20 * DAYS + 1);
		let before = Models::parameters().removal_delay;
		set(parameter!(marketplace::Duration, window(10, 300 * DAYS)));
		let Some(grown) = Models::parameters().removal_delay.checked_sub(300 * DAYS) else {
			panic!("{before} doesn't outlast 300 days")
		};
		assert!(grown > 20 * DAYS);
	});
}

/// Each parameter at its worst, one after the other on the same chain, and all of them together at the end.
#[test]
fn whatever_governance_writes_an_order_can_be_placed_won_served_and_closed() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		for (what, bad, ..) in table() {
			println!("{what}");
			set(bad);
			play::buy_one();
		}
	});
}
