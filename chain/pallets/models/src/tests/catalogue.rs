use crate::{mock::*, *};
use airo_primitives::model::{ModelTerms, ModelUnavailable, Models as _};
use frame_support::assert_ok;

#[test]
fn only_listed_models_can_be_ordered_and_retired_ones_cannot_even_be_offered() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(ModelsPallet::terms(0), Err(ModelUnavailable::Unknown));
		assert_eq!(ModelsPallet::may_offer(0), Err(ModelUnavailable::Unknown));

		let id = draft(OWNER, 1, None);
		assert_eq!(ModelsPallet::terms(id), Err(ModelUnavailable::Draft));
		assert_eq!(ModelsPallet::may_offer(id), Ok(()));

		assert_ok!(ModelsPallet::attest(signed(WING), id, 1));
		let terms = ModelTerms { royalty: ROYALTY, manifest: blob(200).hash, version: 1 };
		assert_eq!(ModelsPallet::terms(id), Ok(terms));
		assert_eq!(ModelsPallet::may_offer(id), Ok(()));

		assert_ok!(ModelsPallet::retire(signed(OWNER), id));
		assert_eq!(ModelsPallet::terms(id), Err(ModelUnavailable::Retired));
		assert_eq!(ModelsPallet::may_offer(id), Err(ModelUnavailable::Retired));
	});
}

#[test]
fn burning_the_nft_takes_a_model_off_the_market() {
	ExtBuilder::build_and_execute(|| {
		let id = listed(OWNER, 1);
		assert_ok!(Nfts::burn(signed(OWNER), 0, id));
		assert_eq!(ModelsPallet::terms(id), Err(ModelUnavailable::Retired));
		assert_eq!(ModelsPallet::may_offer(id), Err(ModelUnavailable::Retired));
		assert!(royalties(id, 100).is_empty());
		// Anyone may write that down; nobody can undo it.
		assert_ok!(ModelsPallet::retire(signed(BUYER), id));
		assert_eq!(last_event(), Event::Retired { model: id });
		frame_support::assert_noop!(ModelsPallet::restore(signed(OWNER), id), Error::<Test>::NotOwner);
	});
}

#[test]
fn a_burned_draft_cannot_be_attested() {
	ExtBuilder::build_and_execute(|| {
		let id = draft(OWNER, 1, None);
		assert_ok!(Nfts::burn(signed(OWNER), 0, id));
		frame_support::assert_noop!(ModelsPallet::attest(signed(WING), id, 1), Error::<Test>::ModelRetired);
	});
}

#[test]
fn an_unknown_model_has_no_royalties() {
	ExtBuilder::build_and_execute(|| assert!(royalties(5, 100).is_empty()));
}
