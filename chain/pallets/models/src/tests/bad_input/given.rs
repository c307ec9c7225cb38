//! What came before a call.

use super::{ID, SALT_SEED};
use crate::{mock::*, *};
use frame_support::assert_ok;
use sp_runtime::Perbill;

pub fn nothing() {}

pub fn a_draft() {
	draft(OWNER, 1, None);
}

pub fn half_attested() {
	MinAttestations::set(&2);
	a_draft();
	assert_ok!(ModelsPallet::attest(signed(WING), ID, 1));
}

pub fn on_market() {
	listed(OWNER, 1);
}

pub fn announced() {
	on_market();
	assert_ok!(ModelsPallet::set_royalty(signed(OWNER), ID, ROYALTY + 1));
	go_to(System::block_number() + NOTICE);
}

pub fn version_2_waits() {
	on_market();
	assert_ok!(ModelsPallet::set_manifest(signed(OWNER), ID, blob(201), None));
}

pub fn last_version() {
	a_draft();
	Models::<Test>::mutate_extant(ID, |model| model.version = u32::MAX);
}

pub fn retired() {
	on_market();
	assert_ok!(ModelsPallet::retire(signed(OWNER), ID));
}

pub fn retired_long_ago() {
	retired();
	go_to(1 + REMOVAL);
}

pub fn locked_long_ago() {
	retired_long_ago();
	LockedModel::set(&Some(ID));
}

pub fn removed() {
	retired_long_ago();
	assert_ok!(ModelsPallet::remove(signed(OWNER), ID));
}

pub fn removed_before_a_commitment() {
	removed();
	commit_to(BUYER, SALT_SEED);
	go_to(System::block_number() + AGE);
}

pub fn burned() {
	on_market();
	assert_ok!(Nfts::burn(signed(OWNER), 0, ID));
}

pub fn committed() {
	commit_to(BUYER, SALT_SEED);
}

pub fn committed_after_registration() {
	a_draft();
	go_to(2);
	commit_to(BUYER, SALT_SEED);
	go_to(2 + AGE);
}

pub fn committed_before_registration() {
	commit_to(BUYER, SALT_SEED);
	go_to(1 + AGE);
	a_draft();
}

pub fn priority_lapsed() {
	committed_before_registration();
	go_to(2 + AGE + PRIORITY);
}

pub fn committed_and_locked() {
	committed_before_registration();
	LockedModel::set(&Some(ID));
}

pub fn committed_and_at_the_last_version() {
	committed_before_registration();
	Models::<Test>::mutate_extant(ID, |model| model.version = u32::MAX);
}

/// Model 1 is made from model 0, which `BUYER` may take over.
pub fn committed_before_parent_and_child() {
	committed_before_registration();
	draft(OWNER, 2, Some((ID, Perbill::one())));
}

pub fn four_generations() {
	let mut parent = None;
	for seed in 10..14 {
		parent = Some((draft(OWNER, seed, parent), Perbill::one()));
	}
}

pub fn public() {
	assert_ok!(ModelsPallet::mark_public(RuntimeOrigin::root(), blob(1).hash));
}

pub fn no_more_ids() {
	NextModelId::<Test>::put(u32::MAX);
}

pub fn too_poor_for_the_nft() {
	assert_ok!(Balances::transfer_allow_death(signed(BUYER), OWNER, START - DEPOSIT - ED));
}
