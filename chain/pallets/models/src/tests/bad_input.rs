//! Every call with every kind of bad input, and the error that names it.

mod calls;
mod given;

use crate::{mock::*, *};
use airo_primitives::{Blob, ModelId};
use calls::*;
use frame_support::assert_noop;
use given::*;
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError};

/// The model that is called about. Others have other numbers.
const ID: ModelId = 0;
const UNKNOWN: ModelId = 7;
/// The artifact that is called about, and what it is committed to with.
const SALT_SEED: u8 = 1;
const SALT: Salt = [SALT_SEED; 32];
const NO_BYTES: Blob = Blob { hash: H256::repeat_byte(1), size: 0 };

/// What came before, what is called by whom, and how that ends.
type Row = (&'static str, fn(), u64, Call<Test>, Error<Test>);

#[rustfmt::skip]
fn table() -> Vec<Row> {
	use Error::*;
	let proves = || registers(Some(SALT), None);
	vec![
		("commit: twice", committed, BUYER, commits(BUYER), AlreadyCommitted),
		("commit: no money", nothing, NOBODY, commits(NOBODY), InsufficientFunds),

		("withdraw_commitment: never made", nothing, OWNER,
			Call::withdraw_commitment { commitment: H256::zero() }, UnknownCommitment),

		("register: an artifact without bytes", nothing, OWNER, registers_so(NO_BYTES, blob(2), 0), EmptyBlob),
		("register: a manifest without bytes", nothing, OWNER, registers_so(blob(1), NO_BYTES, 0), EmptyBlob),
		("register: a planck too dear", nothing, OWNER, registers_so(blob(1), blob(2), MAX_ROYALTY + 1), RoyaltyTooHigh),
		("register: far too dear", nothing, OWNER, registers_so(blob(1), blob(2), Balance::MAX), RoyaltyTooHigh),
		("register: everybody's bytes", public, OWNER, registers(None, None), ArtifactPublic),
		("register: never committed", nothing, OWNER, proves(), UnknownCommitment),
		("register: somebody else committed", committed, OWNER, proves(), UnknownCommitment),
		("register: committed just now", committed, BUYER, proves(), CommitmentTooYoung),
		("register: taken", a_draft, BUYER, registers(None, None), ArtifactTaken),
		("register: taken by oneself", a_draft, OWNER, registers(None, None), ArtifactTaken),
		("register: taken, committed later", committed_after_registration, BUYER, proves(), ArtifactTaken),
		("register: taken, too late to say so", priority_lapsed, BUYER, proves(), PriorityLapsed),
		("register: taken, locked by a dispute", committed_and_locked, BUYER, proves(), ModelLocked),
		("register: taken, no version left", committed_and_at_the_last_version, BUYER, proves(), NoMoreVersions),
		("register: removed", removed, BUYER, registers(None, None), ArtifactRemoved),
		("register: removed, committed later", removed_before_a_commitment, BUYER, proves(), ArtifactRemoved),
		("register: no such parent", nothing, OWNER, registers(None, Some(UNKNOWN)), UnknownParent),
		("register: its own parent", nothing, OWNER, registers(None, Some(ID)), UnknownParent),
		("register: its own grandchild", committed_before_parent_and_child, BUYER, registers(Some(SALT), Some(1)), ParentTooNew),
		("register: a fifth generation", four_generations, OWNER, registers(None, Some(3)), LineageTooDeep),
		("register: no money", nothing, NOBODY, registers(None, None), InsufficientFunds),
		("register: no money for the NFT", too_poor_for_the_nft, BUYER, registers(None, None), NftRefused),
		("register: no number left", no_more_ids, OWNER, registers(None, None), NoMoreIds),

		("attest: no such model", nothing, WING, attests(UNKNOWN, 1), UnknownModel),
		("attest: version 0", a_draft, WING, attests(ID, 0), WrongVersion),
		("attest: a version to come", a_draft, WING, attests(ID, 2), WrongVersion),
		("attest: after the one that waits", version_2_waits, WING, attests(ID, 3), WrongVersion),
		("attest: the listed version", on_market, OTHER_WING, attests(ID, 1), AlreadyListed),
		("attest: the listed version while one waits", version_2_waits, OTHER_WING, attests(ID, 1), AlreadyListed),
		("attest: no version waits", on_market, WING, attests(ID, 2), AlreadyListed),
		("attest: twice", half_attested, WING, attests(ID, 1), AlreadyAttested),
		("attest: no bond", a_draft, BUYER, attests(ID, 1), BondTooLow),
		("attest: a planck short", a_draft, POOR_WING, attests(ID, 1), BondTooLow),
		("attest: its own model", a_draft, OWNER, attests(ID, 1), OwnModel),
		("attest: retired", retired, WING, attests(ID, 1), ModelRetired),
		("attest: burned", burned, WING, attests(ID, 1), ModelRetired),

		("retire: no such model", nothing, OWNER, retires(UNKNOWN), UnknownModel),
		("retire: not one's own", on_market, BUYER, retires(ID), NotOwner),
		("retire: twice", retired, OWNER, retires(ID), AlreadyRetired),
		("retire: removed", removed, OWNER, retires(ID), UnknownModel),

		("restore: no such model", nothing, OWNER, restores(UNKNOWN), UnknownModel),
		("restore: not one's own", retired, BUYER, restores(ID), NotOwner),
		("restore: on the market", on_market, OWNER, restores(ID), NotRetired),
		("restore: burned", burned, OWNER, restores(ID), NotOwner),

		("set_royalty: no such model", nothing, OWNER, asks(UNKNOWN, 1), UnknownModel),
		("set_royalty: not one's own", on_market, BUYER, asks(ID, 1), NotOwner),
		("set_royalty: burned", burned, OWNER, asks(ID, 1), NotOwner),
		("set_royalty: a planck too dear", on_market, OWNER, asks(ID, MAX_ROYALTY + 1), RoyaltyTooHigh),
		("set_royalty: far too dear", on_market, OWNER, asks(ID, Balance::MAX), RoyaltyTooHigh),
		("set_royalty: the same", on_market, OWNER, asks(ID, ROYALTY), SameRoyalty),
		("set_royalty: what it has risen to", announced, OWNER, asks(ID, ROYALTY + 1), SameRoyalty),
		("set_royalty: retired", retired, OWNER, asks(ID, 1), ModelRetired),

		("set_manifest: no such model", nothing, OWNER, sets(UNKNOWN, blob(201)), UnknownModel),
		("set_manifest: not one's own", on_market, BUYER, sets(ID, blob(201)), NotOwner),
		("set_manifest: burned", burned, OWNER, sets(ID, blob(201)), NotOwner),
		("set_manifest: no bytes", on_market, OWNER, sets(ID, NO_BYTES), EmptyBlob),
		("set_manifest: the listed one", on_market, OWNER, sets(ID, blob(200)), SameManifest),
		("set_manifest: the one that waits", version_2_waits, OWNER, sets(ID, blob(201)), SameManifest),
		("set_manifest: retired", retired, OWNER, sets(ID, blob(201)), ModelRetired),
		("set_manifest: no version left", last_version, OWNER, sets(ID, blob(201)), NoMoreVersions),

		("remove: no such model", nothing, OWNER, removes(UNKNOWN), UnknownModel),
		("remove: not one's own", retired_long_ago, BUYER, removes(ID), NotOwner),
		("remove: on the market", on_market, OWNER, removes(ID), NotRetired),
		("remove: burned, but nobody said so", burned, OWNER, removes(ID), NotRetired),
		("remove: too early", retired, OWNER, removes(ID), RetiredTooRecently),
		("remove: locked by a dispute", locked_long_ago, OWNER, removes(ID), ModelLocked),
		("remove: twice", removed, OWNER, removes(ID), UnknownModel),
	]
}

fn call(origin: RuntimeOrigin, call: Call<Test>) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

#[test]
fn bad_input_has_a_named_error_and_leaves_nothing() {
	for (what, given, who, bad, error) in table() {
		println!("{what}");
		ExtBuilder::with(GenesisConfig::default()).execute_with(|| {
			given();
			assert_noop!(call(signed(who), bad), error);
		});
	}
}

#[test]
fn the_council_marks_and_unmarks_once() {
	let artifact = blob(1).hash;
	ExtBuilder::build_and_execute(|| {
		assert_noop!(call(RuntimeOrigin::root(), Call::unmark_public { artifact }), Error::<Test>::NotPublic);
		public();
		assert_noop!(
			call(RuntimeOrigin::root(), Call::mark_public { artifact }),
			Error::<Test>::AlreadyPublic
		);
	});
}

#[test]
fn calls_come_from_where_they_should() {
	let artifact = blob(1).hash;
	let councils = [Call::mark_public { artifact }, Call::unmark_public { artifact }];
	let by_nobody = every_signed_call()
		.into_iter()
		.flat_map(|call| [(RuntimeOrigin::root(), call.clone()), (RuntimeOrigin::none(), call)]);
	let by_anybody =
		councils.into_iter().flat_map(|call| [(signed(OWNER), call.clone()), (RuntimeOrigin::none(), call)]);
	for (origin, wrong) in by_nobody.chain(by_anybody) {
		ExtBuilder::build_and_execute(|| {
			on_market();
			assert_noop!(call(origin, wrong), DispatchError::BadOrigin);
		});
	}
}
