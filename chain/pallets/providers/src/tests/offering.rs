use crate::{mock::*, *};
use airo_primitives::provider::{ProviderUnavailable, Providers as _};
use frame_support::{assert_noop, assert_ok};

#[test]
fn an_offer_lets_the_provider_bid() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Err(ProviderUnavailable::NoOffer));
		assert_ok!(ProvidersPallet::offer(signed(WING), LISTED, terms()));
		assert_eq!(last_event(), Event::Offered { provider: WING, model: LISTED });
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Ok(receipt_key(WING as u8)));
	});
}

#[test]
fn drafts_may_be_offered_but_neither_retired_nor_unknown_models() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::offer(signed(WING), DRAFT, terms()));
		assert_noop!(ProvidersPallet::offer(signed(WING), RETIRED, terms()), Error::<Test>::ModelRetired);
		assert_noop!(ProvidersPallet::offer(signed(WING), UNKNOWN, terms()), Error::<Test>::ModelUnknown);
	});
}

#[test]
fn only_providers_offer() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(ProvidersPallet::offer(signed(CONSUMER), LISTED, terms()), Error::<Test>::NotRegistered);
		assert_noop!(ProvidersPallet::withdraw_offer(signed(CONSUMER), LISTED), Error::<Test>::NotRegistered);
	});
}

#[test]
fn terms_that_make_no_sense_are_refused() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		for terms in [OfferTerms { max_batch: 0, ..terms() }, OfferTerms { p50_ms: 10, ..terms() }] {
			assert_noop!(ProvidersPallet::offer(signed(WING), LISTED, terms), Error::<Test>::TermsOutOfRange);
		}
	});
}

#[test]
fn offers_are_limited_but_their_terms_may_change() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		for model in MORE..MORE + MAX_OFFERS {
			assert_ok!(ProvidersPallet::offer(signed(WING), model, terms()));
		}
		assert_noop!(ProvidersPallet::offer(signed(WING), LISTED, terms()), Error::<Test>::TooManyOffers);
		let better = OfferTerms { per_second: 1_000, ..terms() };
		assert_ok!(ProvidersPallet::offer(signed(WING), MORE, better.clone()));
		assert_eq!(Offers::<Test>::get(WING, MORE), Some(better));
		assert_eq!(provider(WING).offers, MAX_OFFERS);
	});
}

#[test]
fn a_withdrawn_offer_is_gone() {
	ExtBuilder::build_and_execute(|| {
		register(WING, MIN_BOND);
		assert_ok!(ProvidersPallet::offer(signed(WING), LISTED, terms()));
		assert_ok!(ProvidersPallet::withdraw_offer(signed(WING), LISTED));
		assert_eq!(last_event(), Event::OfferWithdrawn { provider: WING, model: LISTED });
		assert_eq!(ProvidersPallet::bidder(&WING, LISTED), Err(ProviderUnavailable::NoOffer));
		assert_noop!(ProvidersPallet::withdraw_offer(signed(WING), LISTED), Error::<Test>::UnknownOffer);
	});
}
