//! Random calls: whatever the order in which they come, every invariant holds, no money appears or vanishes, and terms and
//! versions are what a simpler book says.

use crate::{mock::*, *};
use airo_primitives::{
	model::{ModelTerms, Models as _},
	ModelId,
};
use frame_support::{assert_ok, dispatch::DispatchResult};
use sp_core::H256;
use sp_runtime::Perbill;
use std::collections::BTreeMap;

const ACCOUNTS: [u64; 4] = [OWNER, BUYER, WING, OTHER_WING];
/// Artifacts there are.
const SEEDS: u64 = 24;

/// Numbers that are the same on every machine.
struct Numbers(u64);

impl Numbers {
	fn below(&mut self, end: u64) -> u64 {
		self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		(self.0 >> 33) % end
	}

	fn account(&mut self) -> u64 {
		ACCOUNTS[self.below(4) as usize]
	}
}

/// What should be true, written down the simple way from events.
#[derive(Default)]
struct Book {
	/// Blocks from which a royalty holds.
	royalties: BTreeMap<ModelId, BTreeMap<u64, Balance>>,
	manifests: BTreeMap<(ModelId, u32), H256>,
	listed: BTreeMap<ModelId, u32>,
	taken_over: u32,
	removed: u32,
}

impl Book {
	fn write(&mut self, event: Event<Test>) {
		let now = System::block_number();
		match event {
			Event::Registered { model, manifest, royalty, version, .. } => {
				self.royalties.insert(model, BTreeMap::from([(now, royalty)]));
				self.set(model, version, manifest.hash);
				self.listed.remove(&model);
			}
			Event::ManifestSet { model, version, manifest, .. } => self.set(model, version, manifest.hash),
			Event::Listed { model, version } => drop(self.listed.insert(model, version)),
			Event::RoyaltySet { model, royalty, from } => {
				let schedule = self.royalties.entry(model).or_default();
				schedule.retain(|block, _| *block <= now);
				schedule.insert(from, royalty);
			}
			Event::TakenOver { .. } => self.taken_over += 1,
			Event::Removed { .. } => self.removed += 1,
			_ => {}
		}
	}

	fn set(&mut self, model: ModelId, version: u32, manifest: H256) {
		let before = self.manifests.insert((model, version), manifest);
		assert_eq!(before, None, "version {version} of model {model} was given out twice");
	}

	fn check(&self) {
		for id in 0..NextModelId::<Test>::get() {
			if let Ok(ModelTerms { royalty, manifest, version }) = ModelsPallet::terms(id) {
				assert_eq!(self.listed.get(&id), Some(&version));
				assert_eq!(self.manifests.get(&(id, version)), Some(&manifest));
				let due = self.royalties[&id].range(..=System::block_number()).last();
				assert_eq!(due.map(|(_, royalty)| *royalty), Some(royalty));
			}
			let parts = royalties(id, 1_001);
			assert!(parts.len() <= 4 && parts.iter().all(|(_, part)| *part > 0));
			assert!(parts.iter().map(|(_, part)| part).sum::<Balance>() <= 1_001);
		}
	}
}

/// Who has committed to which seeds.
fn committed() -> Vec<(u64, u8)> {
	let all = ACCOUNTS.iter().flat_map(|who| (0..SEEDS as u8).map(|seed| (*who, seed)));
	let made = |(who, seed): &(u64, u8)| {
		let commitment = ModelsPallet::commitment_of(blob(*seed).hash, who, [*seed; 32]);
		Commitments::<Test>::contains_key(who, commitment)
	};
	all.filter(made).collect()
}

fn random_call(numbers: &mut Numbers) -> DispatchResult {
	let id = numbers.below(SEEDS) as ModelId;
	let owner =
		ModelsPallet::owner(id).filter(|_| numbers.below(10) > 0).unwrap_or_else(|| numbers.account());
	let (who, seed) = (numbers.account(), numbers.below(SEEDS) as u8);
	match numbers.below(16) {
		0..3 => {
			let made = committed();
			let at = numbers.below(2 * made.len() as u64 + 1) as usize;
			let (who, seed) = made.get(at).copied().unwrap_or((who, seed));
			let salt = (numbers.below(3) > 0).then_some([seed; 32]);
			let parent = Perbill::from_percent(numbers.below(101) as u32);
			let parent = (numbers.below(2) == 0).then(|| (numbers.below(SEEDS) as u32, parent));
			ModelsPallet::register(signed(who), blob(seed), blob(200), H256::zero(), ROYALTY, parent, salt)
		}
		3..6 => {
			let version = Models::<Test>::get(id).map_or(1, |model| model.newest());
			ModelsPallet::attest(signed([WING, OTHER_WING][numbers.below(2) as usize]), id, version)
		}
		6 => ModelsPallet::retire(signed(owner), id),
		7 => ModelsPallet::restore(signed(owner), id),
		8 | 9 => ModelsPallet::set_royalty(signed(owner), id, numbers.below(200).into()),
		10 => ModelsPallet::set_manifest(signed(owner), id, blob(200 + numbers.below(20) as u8), None),
		11 => ModelsPallet::remove(signed(owner), id),
		12 if numbers.below(4) == 0 => Nfts::burn(signed(owner), 0, id),
		12 => Nfts::transfer(signed(owner), 0, id, who),
		13 => {
			let commitment = ModelsPallet::commitment_of(blob(seed).hash, &who, [seed; 32]);
			ModelsPallet::withdraw_commitment(signed(who), commitment)
		}
		_ => {
			let commitment = ModelsPallet::commitment_of(blob(seed).hash, &who, [seed; 32]);
			ModelsPallet::commit(signed(who), commitment)
		}
	}
}

/// Everybody gets everything back in the end.
fn wind_up() {
	for (who, commitment, _) in Commitments::<Test>::iter().collect::<Vec<_>>() {
		assert_ok!(ModelsPallet::withdraw_commitment(signed(who), commitment));
	}
	let owner = |id| signed(ModelsPallet::owner(id).unwrap_or(WING));
	let left: Vec<_> = Models::<Test>::iter_keys().collect();
	for id in &left {
		let _ = ModelsPallet::retire(owner(*id), *id);
	}
	go_to(System::block_number() + REMOVAL);
	for id in left {
		assert_ok!(ModelsPallet::remove(owner(id), id));
	}
	for who in ACCOUNTS {
		assert_eq!((held(who), free(who)), (0, START));
	}
}

#[test]
fn random_calls_break_no_invariant() {
	let (mut taken_over, mut removed) = (0, 0);
	for seed in 0..20 {
		ExtBuilder::build_and_execute(|| {
			let mut numbers = Numbers(seed);
			let mut book = Book::default();
			MinAttestations::set(&(1 + numbers.below(2) as u32));
			for made in 0..600 {
				let blocks = match numbers.below(200) {
					0 => REMOVAL,
					1..20 => numbers.below(NOTICE),
					_ => numbers.below(3),
				};
				go_to(System::block_number() + blocks);
				System::reset_events();
				let _ = frame_support::storage::with_storage_layer(|| random_call(&mut numbers));
				events().into_iter().for_each(|event| book.write(event));
				book.check();
				ModelsPallet::do_try_state()
					.unwrap_or_else(|broken| panic!("seed {seed}, call {made}: {broken:?}"));
			}
			wind_up();
			taken_over += book.taken_over;
			removed += book.removed;
		});
	}
	assert!(taken_over >= 10 && removed >= 10, "{taken_over} taken over, {removed} removed");
}
