//! Who there is, and what happens when one of them makes a call.

use crate::random_calls::constants;
use crate::{
	chain::{AccountId, Balance, Balances, Runtime, RuntimeCall, RuntimeOrigin, UNIT},
	random_calls::{
		beginning, comparing,
		kinds::Kind,
		model::{Amount, Model},
		rng::Rng,
	},
};
use airo_primitives::Blob;
use frame_support::traits::fungible::Mutate;
use sp_core::{ed25519, Pair, H256};
use sp_io::storage::root as storage_root;
use sp_runtime::{traits::Dispatchable, SaturatedConversion, StateVersion};

/// One of this many failed calls is looked at for traces in storage.
const TRACES_EVERY: u64 = 20;
/// One of this many calls is made by somebody else, who mostly may not.
const STRANGER_EVERY: u64 = 20;

/// A call and who makes it; nobody is root.
pub struct Attempt {
	pub who: Option<AccountId>,
	pub call: RuntimeCall,
}

pub fn attempt(who: AccountId, call: impl Into<RuntimeCall>) -> Option<Attempt> {
	Some(Attempt { who: Some(who), call: call.into() })
}

/// A commitment and what opens it.
#[derive(Clone)]
pub struct Committed {
	pub who: AccountId,
	pub artifact: H256,
	pub salt: [u8; 32],
}

pub struct World {
	pub rng: Rng,
	pub model: Model,
	/// They place the orders.
	pub consumers: Vec<AccountId>,
	/// They own models and do what anybody may do.
	pub others: Vec<AccountId>,
	/// They become providers.
	pub newcomers: Vec<AccountId>,
	/// They live from hand to mouth, and are reaped now and then.
	pub poor: Vec<AccountId>,
	pub committed: Vec<Committed>,
	/// They sign vouchers.
	pub keys: Vec<ed25519::Pair>,
	/// What there was in the beginning.
	issued: Amount,
}

impl World {
	pub fn new(seed: u64) -> Self {
		let people = |numbers: std::ops::Range<u8>, each: Balance| {
			let people = numbers.map(|n| AccountId::from([n; 32])).collect::<Vec<_>>();
			for who in &people {
				Balances::mint_into(who, each).expect("an amount that can be counted");
			}
			people
		};
		let bond = planck(constants::amount::<<Runtime as pallet_providers::Config>::MinBond>());
		let (consumers, others) = (people(1..7, 1_000 * bond), people(11..19, 1_000 * bond));
		let (newcomers, poor) = (people(31..181, 30 * bond), people(201..231, UNIT));
		let model = beginning::model();
		let issued = model.ledger.issuance();
		let keys = (1..5).map(|n| ed25519::Pair::from_seed(&[n; 32])).collect();
		let (rng, committed) = (Rng::new(seed), Vec::new());
		Self { rng, model, consumers, others, newcomers, poor, committed, keys, issued }
	}

	/// Returns whether it succeeded, which is what the model says. One that fails leaves nothing behind.
	pub fn make_call(&mut self, kind: Kind, attempt: Attempt) -> bool {
		let Attempt { mut who, call } = attempt;
		if kind.succeeds && self.rng.one_in(STRANGER_EVERY) {
			who = Some(self.anybody());
		}
		let look = self.rng.one_in(TRACES_EVERY);
		let before = look.then(|| storage_root(StateVersion::V1));
		let origin = who.clone().map_or_else(RuntimeOrigin::root, RuntimeOrigin::signed);
		let outcome = RuntimeCall::dispatch(call.clone(), origin).map_err(|failed| failed.error);
		if let (Some(before), Err(error)) = (before, &outcome) {
			assert_eq!(
				storage_root(StateVersion::V1),
				before,
				"{call:?} failed with {error:?} and left traces"
			);
		}
		let (dust, diverted) = (self.model.ledger.dust, self.model.ledger.diverted);
		let expected = self.model.apply(who.as_ref(), &call);
		if outcome.is_ok() != expected.is_ok() {
			panic!(
				"block {}, {}: {who:?} makes {call:?}\n on the chain: {outcome:?}\n in the model: {expected:?}",
				self.model.now, kind.name,
			);
		}
		if self.model.ledger.dust > dust {
			self.model.effects.push("dust is burned");
		}
		if self.model.ledger.diverted > diverted {
			self.model.effects.push("a share goes to the treasury");
		}
		self.compare(kind.name, comparing::touched, &call);
		let issuance: Amount = Balances::total_issuance().saturated_into();
		assert_eq!(issuance + self.model.ledger.dust, self.issued, "{} made or lost money", kind.name);
		outcome.is_ok()
	}

	fn compare(
		&mut self,
		what: &str,
		how: impl Fn(&mut Model) -> Result<(), String>,
		after: &dyn std::fmt::Debug,
	) {
		if let Err(differs) = how(&mut self.model) {
			panic!("block {}, {what}: after {after:?}\n{differs}", self.model.now);
		}
	}

	/// The chain against the model, each pallet against itself, and the model against the protocol.
	pub fn check_everything(&mut self, after: &str) {
		self.compare("everything", comparing::whole, &after);
		let issued = self.issued;
		self.compare("invariant", |model| model.invariants(issued).map_err(Into::into), &after);
		let own = [
			pallet_models::Pallet::<Runtime>::do_try_state(),
			pallet_providers::Pallet::<Runtime>::do_try_state(),
			pallet_marketplace::Pallet::<Runtime>::do_try_state(),
			pallet_execution::Pallet::<Runtime>::do_try_state(),
		];
		for state in own {
			state.unwrap_or_else(|broken| panic!("block {}, after {after}: {broken:?}", self.model.now));
		}
	}

	pub fn anybody(&mut self) -> AccountId {
		match self.rng.between(0, 19) {
			0 => AccountId::from(self.rng.bytes()),
			1..4 => self.rng.pick(&self.newcomers).expect("somebody").clone(),
			4..10 => self.consumer(),
			_ => self.rng.pick(&self.others).expect("somebody").clone(),
		}
	}

	pub fn consumer(&mut self) -> AccountId {
		self.rng.pick(&self.consumers).expect("a consumer").clone()
	}

	pub fn blob(&mut self) -> Blob {
		Blob { hash: self.rng.bytes().into(), size: self.rng.between(1, 1_000_000) }
	}

	/// Between 1 and `most` planck.
	pub fn amount(&mut self, most: Amount) -> Amount {
		match u64::try_from(most) {
			Ok(most) => self.rng.between(1, most.max(1)).into(),
			Err(_) => most / 1_000 * Amount::from(self.rng.between(1, 1_000)),
		}
	}

	/// A share of a token.
	pub fn milli(&mut self, most: u64) -> Amount {
		let milli: Amount = (UNIT / 1_000).saturated_into();
		self.amount(milli * Amount::from(most))
	}
}

/// As the chain counts it; what it can't count is the most that it can.
pub fn planck(amount: Amount) -> Balance {
	amount.saturated_into()
}
