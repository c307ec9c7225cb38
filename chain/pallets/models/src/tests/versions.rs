use crate::{mock::*, *};
use airo_primitives::model::{ModelTerms, ModelUnavailable, Models as _};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;

const ROOT: H256 = H256::repeat_byte(9);

fn set(id: u32, manifest: u8) {
	assert_ok!(ModelsPallet::set_manifest(signed(OWNER), id, blob(manifest), None));
}

/// The manifest and version that are ordered now.
fn ordered(id: u32) -> Result<(H256, u32), ModelUnavailable> {
	ModelsPallet::terms(id).map(|ModelTerms { manifest, version, .. }| (manifest, version))
}

fn attested(id: u32) -> usize {
	Attestations::<Test>::iter_key_prefix(id).count()
}

#[test]
fn the_listed_version_is_ordered_until_the_new_one_is_attested() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&2);
		let id = draft(OWNER, 1, None);
		for wing in [WING, OTHER_WING] {
			assert_ok!(ModelsPallet::attest(signed(wing), id, 1));
		}
		let manifest = blob(201);
		assert_ok!(ModelsPallet::set_manifest(signed(OWNER), id, manifest, Some(ROOT)));
		let set = Event::ManifestSet { model: id, version: 2, manifest, weights_root: ROOT };
		assert_eq!(last_event(), set);
		assert_eq!(ordered(id), Ok((blob(200).hash, 1)));
		assert_noop!(ModelsPallet::attest(signed(WING), id, 1), Error::<Test>::AlreadyListed);
		assert_noop!(ModelsPallet::attest(signed(WING), id, 3), Error::<Test>::WrongVersion);

		assert_ok!(ModelsPallet::attest(signed(WING), id, 2));
		assert_noop!(ModelsPallet::attest(signed(WING), id, 2), Error::<Test>::AlreadyAttested);
		assert_eq!(ordered(id), Ok((blob(200).hash, 1)));
		assert_eq!(model(id).weights_root, H256::zero());
		assert_eq!(attested(id), 3);

		assert_ok!(ModelsPallet::attest(signed(OTHER_WING), id, 2));
		assert_eq!(last_event(), Event::Listed { model: id, version: 2 });
		assert_eq!(ordered(id), Ok((manifest.hash, 2)));
		assert_eq!((model(id).weights_root, model(id).next), (ROOT, None));
		assert_eq!(attested(id), 2);
		assert_noop!(ModelsPallet::attest(signed(WING), id, 2), Error::<Test>::AlreadyListed);
	});
}

#[test]
fn a_draft_becomes_the_new_version_and_begins_to_be_attested_again() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&2);
		let id = draft(OWNER, 1, None);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		set(id, 201);
		assert_eq!((model(id).version, model(id).manifest, model(id).next), (2, blob(201), None));
		assert_eq!(model(id).status, ModelStatus::Draft { attestations: 0 });
		assert_eq!(attested(id), 0);
		assert_noop!(ModelsPallet::attest(signed(OTHER_WING), id, 1), Error::<Test>::WrongVersion);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 2));
		assert_eq!(ordered(id), Err(ModelUnavailable::Draft));
		assert_ok!(ModelsPallet::attest(signed(OTHER_WING), id, 2));
		assert_eq!(ordered(id), Ok((blob(201).hash, 2)));
	});
}

#[test]
fn a_newer_version_takes_the_place_of_the_one_that_waits() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&2);
		let id = draft(OWNER, 1, None);
		for wing in [WING, OTHER_WING] {
			assert_ok!(ModelsPallet::attest(signed(wing), id, 1));
		}
		for version in 2..20 {
			set(id, 200 + version as u8);
			assert_ok!(ModelsPallet::attest(signed(WING), id, version));
			// However many versions there were, only two of them have attestations.
			assert_eq!(attested(id), 3);
		}
		assert_noop!(ModelsPallet::attest(signed(OTHER_WING), id, 18), Error::<Test>::WrongVersion);
		assert_ok!(ModelsPallet::attest(signed(OTHER_WING), id, 19));
		assert_eq!(ordered(id), Ok((blob(219).hash, 19)));
	});
}

#[test]
fn the_weights_root_stays_when_none_is_given() {
	ExtBuilder::build_and_execute(|| {
		let id = draft(OWNER, 1, None);
		assert_ok!(ModelsPallet::set_manifest(signed(OWNER), id, blob(200), Some(ROOT)));
		set(id, 201);
		assert_eq!(model(id).weights_root, ROOT);
		assert_ok!(ModelsPallet::attest(signed(WING), id, 3));
		set(id, 202);
		assert_eq!(model(id).next.map(|next| next.weights_root), Some(ROOT));
	});
}

#[test]
fn the_newest_version_is_not_set_again_but_an_older_one_may_come_back() {
	ExtBuilder::build_and_execute(|| {
		let again = |id, manifest| ModelsPallet::set_manifest(signed(OWNER), id, blob(manifest), None);
		let id = listed(OWNER, 1);
		assert_noop!(again(id, 200), Error::<Test>::SameManifest);
		set(id, 201);
		assert_noop!(again(id, 201), Error::<Test>::SameManifest);
		set(id, 200);
		assert_eq!(model(id).newest(), 3);
	});
}

#[test]
fn a_version_that_waits_is_there_again_when_the_model_is_restored() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		set(id, 201);
		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		assert_noop!(ModelsPallet::attest(signed(WING), id, 2), Error::<Test>::ModelRetired);
		assert_ok!(ModelsPallet::restore(signed(OWNER), id));
		assert_eq!(ordered(id), Ok((blob(200).hash, 1)));
		assert_ok!(ModelsPallet::attest(signed(WING), id, 2));
		assert_eq!(ordered(id), Ok((blob(201).hash, 2)));
	});
}

#[test]
fn a_chain_that_asks_for_no_attestation_lists_new_versions_at_once() {
	ExtBuilder::build_and_execute(|| {
		MinAttestations::set(&0);
		let id = draft(OWNER, 1, None);
		set(id, 201);
		assert_eq!(ordered(id), Ok((blob(201).hash, 2)));
		assert_eq!(last_event(), Event::Listed { model: id, version: 2 });
	});
}
