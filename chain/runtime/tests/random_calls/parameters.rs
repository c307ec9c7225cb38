//! Parameters as the council may set them in the course of a run: mostly near where they began, so that the market goes on.

use crate::random_calls::rng::Rng;
use airo_primitives::WindowBounds;
use airo_runtime::{
	constants::{market, DAYS, EXISTENTIAL_DEPOSIT},
	parameters::{dynamic, RuntimeParameters},
	Balance, BlockNumber, RuntimeCall,
};
use frame_support::traits::Get;
use sp_runtime::{Perbill, Permill};

/// `parameter!(Marketplace, marketplace, Commission, value)`
macro_rules! parameter {
	($pallet:ident, $module:ident, $name:ident, $value:expr) => {{
		let value = $value;
		RuntimeParameters::$pallet(dynamic::$module::Parameters::$name(dynamic::$module::$name, value))
	}};
}

/// Every now and then as it was in the beginning.
fn or_default<T>(rng: &mut Rng, value: T) -> Option<T> {
	(!rng.one_in(3)).then_some(value)
}

/// Between half of it and twice as much, seldom less.
fn near(rng: &mut Rng, amount: Balance) -> Option<Balance> {
	let least = if rng.one_in(10) { 0 } else { 500 };
	let value = amount / 1_000 * Balance::from(rng.small(least, 2_000));
	or_default(rng, value)
}

fn blocks(rng: &mut Rng, most: BlockNumber) -> Option<BlockNumber> {
	let value = rng.small(0, most);
	or_default(rng, value)
}

fn share(rng: &mut Rng, most_percent: u32) -> Option<Permill> {
	let value = Permill::from_parts(rng.small(0, most_percent * 10_000));
	or_default(rng, value)
}

/// The shortest is `shortest` at most, and the longest no shorter than the windows of most orders.
fn window(rng: &mut Rng, shortest: u32, longest: u32) -> Option<WindowBounds<BlockNumber>> {
	let value = WindowBounds { min: rng.small(0, shortest), max: rng.small(longest, 2 * DAYS) };
	or_default(rng, value)
}

pub fn set_parameter(rng: &mut Rng) -> Option<RuntimeCall> {
	// Without attestations nothing waits for any, which many calls are about: that doesn't last.
	let unattested = dynamic::models::MinAttestations::get() == 0 && rng.one_in(2);
	let key_value = match if unattested { 1 } else { rng.between(0, 33) } {
		0 => parameter!(Models, models, CommitAge, blocks(rng, 5)),
		1 => parameter!(Models, models, MinAttestations, blocks(rng, 2)),
		2 => parameter!(Models, models, MinAttesterBond, near(rng, market::MIN_BOND)),
		3 => parameter!(Models, models, PriorityPeriod, blocks(rng, 20 * DAYS)),
		4 => parameter!(Models, models, RoyaltyNotice, blocks(rng, 20)),
		5 => parameter!(Models, models, RemovalDelay, blocks(rng, market::REMOVAL_DELAY)),
		6 => parameter!(Models, models, ModelDeposit, near(rng, market::MODEL_DEPOSIT)),
		7 => parameter!(Models, models, CommitDeposit, near(rng, market::COMMIT_DEPOSIT)),
		8 => parameter!(Models, models, MaxRoyalty, near(rng, market::MAX_ROYALTY)),
		9 => parameter!(Providers, providers, MinBond, near(rng, market::MIN_BOND)),
		10 => parameter!(Providers, providers, MinSlash, near(rng, market::MIN_SLASH)),
		11 => parameter!(Providers, providers, CoverageRatio, share(rng, 100)),
		12 => parameter!(Providers, providers, UnbondingPeriod, blocks(rng, market::UNBONDING_PERIOD)),
		13 => parameter!(Providers, providers, RecordHalfLife, blocks(rng, market::RECORD_HALF_LIFE)),
		14 => {
			let value = Perbill::from_percent(rng.small(0, 100));
			parameter!(Providers, providers, InitialScore, or_default(rng, value))
		}
		15 => {
			parameter!(Providers, providers, InitialScoreWeight, near(rng, market::INITIAL_SCORE_WEIGHT))
		}
		16 => parameter!(Providers, providers, CounterpartyCap, near(rng, EXISTENTIAL_DEPOSIT)),
		17 => parameter!(Marketplace, marketplace, Commission, share(rng, 50)),
		18 => parameter!(Marketplace, marketplace, MinProviderShare, near(rng, market::MIN_PROVIDER_SHARE)),
		19 => parameter!(Marketplace, marketplace, BidDeposit, near(rng, market::BID_DEPOSIT)),
		20 => parameter!(Marketplace, marketplace, AwardGrace, blocks(rng, 2 * market::AWARD_GRACE)),
		21 => parameter!(Marketplace, marketplace, BidWindow, window(rng, 3, 80)),
		22 => parameter!(Marketplace, marketplace, Duration, window(rng, 20, 90)),
		23 => parameter!(Marketplace, marketplace, ResponseWindow, window(rng, 4, 10)),
		24 => parameter!(Marketplace, marketplace, ChallengeWindow, window(rng, 4, 8)),
		25 => {
			let value = rng.small(20, 1_000);
			parameter!(Marketplace, marketplace, MaxInferences, or_default(rng, value))
		}
		26 => {
			let value = rng.small(20, 2_000);
			parameter!(Marketplace, marketplace, MaxOpen, or_default(rng, value))
		}
		27 => parameter!(Marketplace, marketplace, MinLowering, share(rng, 5)),
		28 => parameter!(Execution, execution, RequestDeposit, near(rng, market::REQUEST_DEPOSIT)),
		29 => parameter!(Execution, execution, FailCompensation, share(rng, 100)),
		30 => parameter!(Execution, execution, UnavailableFee, share(rng, 50)),
		31 => parameter!(Execution, execution, UnavailableLimit, share(rng, 20)),
		32 => parameter!(Execution, execution, ReopenFaults, share(rng, 20)),
		_ => parameter!(Execution, execution, DemandFee, near(rng, market::DEMAND_FEE)),
	};
	Some(RuntimeCall::Parameters(pallet_parameters::Call::set_parameter { key_value }))
}
