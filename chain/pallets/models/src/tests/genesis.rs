use crate::{mock::*, *};
use airo_primitives::model::Models as _;

fn models(of: &[(u64, u8)]) -> GenesisConfig<Test> {
	let entry =
		|&(owner, seed): &(u64, u8)| (owner, blob(seed).hash, 5, blob(100).hash, 6, blob(101).hash, ROYALTY);
	GenesisConfig { models: of.iter().map(entry).collect() }
}

#[test]
fn a_chain_may_begin_with_listed_models() {
	ExtBuilder::with(models(&[(OWNER, 1), (BUYER, 2)])).execute_with(|| {
		assert!(ModelsPallet::terms(1).is_ok());
		assert_eq!(ModelsPallet::owner(1), Some(BUYER));
		assert_eq!((model(0).artifact.size, model(0).manifest.size), (5, 6));
		assert_eq!(held(OWNER), DEPOSIT);
		ModelsPallet::do_try_state().expect("invariants");
	});
}

#[test]
fn a_chain_always_begins_with_the_collection() {
	ExtBuilder::with(models(&[])).execute_with(|| {
		assert_eq!(Nfts::collection_owner(0), Some(ModelsPallet::account()));
		assert_eq!(Collection::<Test>::get(), Some(0));
	});
}

#[test]
fn a_chain_that_got_the_pallet_later_makes_the_collection_with_the_first_model() {
	ExtBuilder::build_and_execute(|| {
		Collection::<Test>::kill();
		assert_eq!(ModelsPallet::owner(0), None);
		let id = draft(OWNER, 1, None);
		assert_eq!(Collection::<Test>::get(), Some(1));
		assert_eq!(ModelsPallet::owner(id), Some(OWNER));
	});
}

#[test]
#[should_panic(expected = "can't be listed at genesis")]
fn a_chain_does_not_begin_with_the_same_bytes_twice() {
	ExtBuilder::with(models(&[(OWNER, 1), (BUYER, 1)]));
}
