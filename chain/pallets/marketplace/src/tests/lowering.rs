use crate::{mock::*, *};
use airo_primitives::provider::ProviderUnavailable;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Perbill;

fn lower(id: u32, price: Balance, terms: BidTerms) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Marketplace::bid(RuntimeOrigin::signed(WING1), id, price, terms)
}

#[test]
fn a_lowered_bid_keeps_its_deposit_and_locks_what_its_new_price_needs() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 900);
		bid(id, WING2, 800);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(81));
		go_to(5);
		let terms = BidTerms { max_open: 9, credit_window: 101 };
		let info = lower(id, 700, terms).expect("lowered");
		assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::bid(0)));
		assert_eq!(
			events().last(),
			Some(&Event::BidLowered { order: id, provider: WING1, price: 700, terms })
		);
		assert_eq!(held(HoldReason::BidDeposit, WING1), DEPOSIT);
		assert_eq!(FakeProviders::covered(WING1), 700 * 21);
		assert_eq!(bidders(id), vec![WING1, WING2]);
		let lowered = bid_of(id, WING1).expect("a bid");
		assert_eq!((lowered.price, lowered.coverage, lowered.deposit), (700, 700 * 21, DEPOSIT));
		assert_eq!((lowered.placed, lowered.score), (5, Perbill::from_percent(81)));
		assert_eq!(lowered.terms, terms);
		assert_ok!(Marketplace::award(RuntimeOrigin::signed(CONSUMER), id, WING1));
		assert_eq!(Opened::get(), vec![(id, WING1, 700, 700 * 21, DEPOSIT, 6)]);
	});
}

#[test]
fn a_price_goes_down_by_the_least_step_or_more() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 1_000);
		assert_noop!(lower(id, 1_000, TERMS), Error::<Test>::AlreadyBid);
		assert_noop!(lower(id, 999, TERMS), Error::<Test>::LoweringTooSmall);
		assert_noop!(lower(id, 991, TERMS), Error::<Test>::LoweringTooSmall);
		assert_ok!(lower(id, 990, TERMS));
		assert_noop!(lower(id, 991, TERMS), Error::<Test>::PriceRaised);
		assert_ok!(lower(id, 150, TERMS));
		assert_noop!(lower(id, 149, TERMS), Error::<Test>::LoweringTooSmall);
		assert_ok!(lower(id, 148, TERMS));
		assert_noop!(lower(id, 110, TERMS), Error::<Test>::PriceTooLow);
		assert_ok!(lower(id, 111, TERMS));
	});
}

#[test]
fn among_equal_prices_a_lowered_bid_counts_from_its_lowering() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		bid(id, WING1, 600);
		go_to(2);
		bid(id, WING2, 500);
		go_to(3);
		assert_ok!(lower(id, 500, TERMS));
		bid(id, WING3, 500);
		assert_eq!(bidders(id), vec![WING2, WING1, WING3]);
	});
}

#[test]
fn a_lowered_bid_promises_no_less_than_before() {
	ExtBuilder::build_and_execute(|| {
		let id = place(OrderSpec { inferences: 160, ..spec() });
		let terms = |max_open, credit_window| BidTerms { max_open, credit_window };
		assert_ok!(lower(id, 900, terms(8, 5)));
		assert_noop!(lower(id, 800, terms(7, 5)), Error::<Test>::TermsWorse);
		assert_noop!(lower(id, 800, terms(8, 4)), Error::<Test>::TermsWorse);
		assert_noop!(lower(id, 800, terms(65, 5)), Error::<Test>::TermsOutOfRange);
		assert_ok!(lower(id, 800, terms(9, 100)));
		// An agreement of 160 inferences uses 10 at most, so 10 is worth as much as 100.
		assert_noop!(lower(id, 700, terms(9, 9)), Error::<Test>::TermsWorse);
		assert_ok!(lower(id, 700, terms(9, 10)));
	});
}

#[test]
fn what_stands_behind_the_bid_stands_behind_the_lowered_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		FakeProviders::change(WING1, |provider| provider.bond = 900 * 21);
		bid(id, WING1, 900);
		assert_ok!(lower(id, 800, TERMS));
		assert_eq!(FakeProviders::covered(WING1), 800 * 21);
	});
}

#[test]
fn a_stricter_rule_of_coverage_holds_for_the_lowered_bid() {
	ExtBuilder::build_and_execute(|| {
		let id = place(spec());
		FakeProviders::change(WING1, |provider| provider.bond = 1_000 * 21);
		bid(id, WING1, 900);
		CoveredPrices::set(&40);
		assert_noop!(lower(id, 800, TERMS), Error::<Test>::NotEnoughFreeBond);
		assert_ok!(lower(id, 525, TERMS));
		assert_eq!(FakeProviders::covered(WING1), 525 * 40);
	});
}

#[test]
fn whoever_may_not_bid_may_not_lower() {
	ExtBuilder::build_and_execute(|| {
		let id = place(OrderSpec { min_bond: BOND, min_score: Perbill::from_percent(80), ..spec() });
		bid(id, WING1, 900);
		FakeProviders::change(WING1, |provider| provider.refusal = Some(ProviderUnavailable::Chilled));
		assert_noop!(lower(id, 800, TERMS), Error::<Test>::Chilled);
		FakeProviders::change(WING1, |provider| provider.refusal = None);
		FakeProviders::change(WING1, |provider| provider.bond -= 1);
		assert_noop!(lower(id, 800, TERMS), Error::<Test>::BondTooLow);
		FakeProviders::change(WING1, |provider| provider.bond += 1);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(79));
		assert_noop!(lower(id, 800, TERMS), Error::<Test>::ScoreTooLow);
		FakeProviders::change(WING1, |provider| provider.score = Perbill::from_percent(80));
		go_to(21);
		assert_ok!(lower(id, 800, TERMS));
		go_to(22);
		assert_noop!(lower(id, 700, TERMS), Error::<Test>::BiddingClosed);
	});
}
