use crate::{mock::*, *};
use airo_primitives::Blob;
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_core::H256;

fn register(artifact: Blob, manifest: Blob, royalty: Balance) -> DispatchResult {
	ModelsPallet::register(signed(OWNER), artifact, manifest, H256::zero(), royalty, None, None)
}

#[test]
fn registering_mints_the_nft_and_holds_the_deposit() {
	ExtBuilder::build_and_execute(|| {
		let id = draft(OWNER, 1, None);
		assert_eq!(ModelsPallet::owner(id), Some(OWNER));
		assert_eq!(held(OWNER), DEPOSIT);
		assert_eq!(free(OWNER), START - DEPOSIT - NFT_DEPOSIT);
		assert_eq!(model(id).status, ModelStatus::Draft { attestations: 0 });
		assert_eq!(model(id).committed, 1);
		assert_eq!(ModelByArtifact::<Test>::get(blob(1).hash), Some(id));
		assert_eq!(
			last_event(),
			Event::Registered {
				model: id,
				owner: OWNER,
				artifact: blob(1),
				manifest: blob(200),
				weights_root: H256::zero(),
				royalty: ROYALTY,
				parent: None,
				version: 1,
				committed: 1,
			}
		);
	});
}

#[test]
fn the_same_bytes_are_registered_once() {
	ExtBuilder::build_and_execute(|| {
		draft(OWNER, 1, None);
		assert_noop!(try_register(BUYER, 1, None), Error::<Test>::ArtifactTaken);
		draft(BUYER, 2, None);
	});
}

#[test]
fn empty_files_are_refused() {
	ExtBuilder::build_and_execute(|| {
		let empty = Blob { size: 0, ..blob(1) };
		assert_noop!(register(empty, blob(2), ROYALTY), Error::<Test>::EmptyBlob);
		assert_noop!(register(blob(1), empty, ROYALTY), Error::<Test>::EmptyBlob);
	});
}

#[test]
fn the_royalty_is_limited_and_may_be_nothing() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(register(blob(1), blob(2), MAX_ROYALTY + 1), Error::<Test>::RoyaltyTooHigh);
		assert_ok!(register(blob(1), blob(2), MAX_ROYALTY));
		assert_ok!(register(blob(3), blob(2), 0));
	});
}

#[test]
fn a_model_needs_its_deposits() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(try_register(NOBODY, 1, None), Error::<Test>::InsufficientFunds);
		// Enough for the model's deposit, not for its NFT's.
		let left = DEPOSIT + ED;
		assert_ok!(Balances::transfer_allow_death(signed(BUYER), OWNER, START - left));
		assert_noop!(try_register(BUYER, 1, None), Error::<Test>::NftRefused);
	});
}

#[test]
fn numbers_run_out_instead_of_wrapping() {
	ExtBuilder::build_and_execute(|| {
		NextModelId::<Test>::put(u32::MAX);
		assert_noop!(try_register(OWNER, 1, None), Error::<Test>::NoMoreIds);
	});
}

#[test]
fn a_chain_that_asks_for_no_attestation_lists_at_once() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&0);
		let id = draft(OWNER, 1, None);
		assert_eq!(model(id).status, ModelStatus::Listed);
		assert_eq!(last_event(), Event::Listed { model: id, version: 1 });
	});
}
