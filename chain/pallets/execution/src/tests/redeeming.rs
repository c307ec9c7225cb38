use crate::{mock::*, *};
use airo_primitives::{agreement::NewAgreement, voucher::Voucher};
use frame_support::{assert_noop, assert_ok};
use sp_core::{ed25519, Pair, H256};
use sp_runtime::Perbill;

#[test]
fn a_voucher_pays_everybody_what_it_adds_to_the_last_one() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(redeem(id, 10));
		assert_ok!(redeem(id, 25));
		assert_eq!(
			events().last(),
			Some(&Event::Redeemed {
				agreement: id,
				total: 25,
				units: 15,
				provider: 13_350,
				royalty: 1_500,
				commission: 150,
			})
		);
		assert_eq!(free(WING), START - WIN_DEPOSIT + 25 * 890);
		assert_eq!((free(OWNER), free(TREASURY)), (START + 2_500, START + 250));
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 75_000);
		assert_eq!((agreement(id).redeemed, agreement(id).unpaid()), (25, 75));
		let expected =
			FakeRecord { agreed: 1, served: 25, value: 25_000, commission: 250, ..Default::default() };
		assert_eq!(record(), expected);
	});
}

#[test]
fn redeeming_costs_by_the_line_of_models_and_not_by_how_many_inferences() {
	for owners in [0u32, 1, 2, 4] {
		ExtBuilder::build_and_execute(|| {
			let share = Perbill::from_percent(20);
			Owners::put((200..).take(owners as usize).map(|who| (who, share)).collect::<Vec<_>>());
			let id = open(won());
			for total in [1, 40] {
				let info = redeem(id, total).expect("pays");
				assert_eq!(info.actual_weight, Some(<Test as Config>::WeightInfo::redeem(owners)));
			}
		});
	}
}

#[test]
fn whoever_redeems_gains_nothing_by_it() {
	for who in [CONSUMER, WING, STRANGER] {
		ExtBuilder::build_and_execute(|| {
			let id = open(won());
			let before = free(STRANGER);
			assert_ok!(Execution::redeem(RuntimeOrigin::signed(who), id, 40, voucher(id, 40)));
			assert_eq!(free(WING), START - WIN_DEPOSIT + 40 * 890);
			assert_eq!(free(CONSUMER), START - 100_000);
			assert_eq!(free(STRANGER), before);
		});
	}
}

#[test]
fn only_a_total_between_what_is_redeemed_and_the_quota_pays() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(redeem(0, 1), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_noop!(redeem(id, 0), Error::<Test>::StaleVoucher);
		assert_noop!(redeem(id, 41), Error::<Test>::VoucherOverQuota);
		assert_noop!(redeem(id, u32::MAX), Error::<Test>::VoucherOverQuota);
		assert_ok!(redeem(id, 39));
		assert_noop!(redeem(id, 39), Error::<Test>::StaleVoucher);
		assert_noop!(redeem(id, 38), Error::<Test>::StaleVoucher);
		assert_ok!(redeem(id, 40));
		let without = open(NewAgreement { channel_quota: 0, ..won() });
		assert_noop!(redeem(without, 1), Error::<Test>::NoChannelQuota);
	});
}

#[test]
fn only_the_consumer_keys_signature_over_this_very_voucher_counts() {
	ExtBuilder::build_and_execute(|| {
		let (id, other) = (open(won()), open(won()));
		let signed = |key: &ed25519::Pair, voucher: Voucher| key.sign(&voucher.signed_bytes());
		let genesis = System::block_hash(0);
		assert_ne!(genesis, H256::zero(), "the genesis hash is known");
		let right = Voucher { genesis, agreement: id, total: 5 };
		let key = session_key();
		let wrong = [
			signed(&ed25519::Pair::from_seed(&[3; 32]), right),
			signed(&key, Voucher { agreement: other, ..right }),
			signed(&key, Voucher { total: 6, ..right }),
			signed(&key, Voucher { genesis: H256::repeat_byte(1), ..right }),
			key.sign(&right.signed_bytes()[1..]),
			ed25519::Signature::from_raw([0; 64]),
		];
		for signature in wrong {
			assert_noop!(
				Execution::redeem(RuntimeOrigin::signed(WING), id, 5, signature),
				Error::<Test>::WrongSignature
			);
		}
		assert_ok!(Execution::redeem(RuntimeOrigin::signed(WING), id, 5, signed(&key, right)));
	});
}

#[test]
fn vouchers_are_good_until_the_agreement_is_closed() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[1, 1, 1, 1, 1]));
		go_to(2 + DURATION);
		assert_ok!(redeem(id, 10));
		go_to(OVER);
		assert_ok!(redeem(id, 20));
		assert_ok!(close(STRANGER, id));
		assert_eq!(agreement(id).state, AgreementState::Closing);
		assert_ok!(redeem(id, 40));
		assert_ok!(close(STRANGER, id));
		assert_noop!(redeem(id, 40), Error::<Test>::AgreementClosed);
		assert_clean();
		assert_eq!(record().served, 40);
	});
}

#[test]
fn requests_and_vouchers_together_take_no_more_than_all_inferences() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(request(CONSUMER, id, &[60]));
		assert_ok!(respond(WING, id, &[0]));
		assert_ok!(redeem(id, 40));
		assert_ok!(approve(CONSUMER, id, &[0]));
		assert_eq!(agreement(id).unpaid(), 0);
		assert_eq!(held(HoldReason::AgreementEscrow, CONSUMER), 0);
		assert_eq!(free(WING), START - WIN_DEPOSIT + 100 * 890);
	});
}

#[test]
fn one_cost_whatever_the_number_of_units() {
	let weight = |total| {
		let signature = ed25519::Signature::from_raw([0; 64]);
		let call = Call::<Test>::redeem { agreement: 0, total, signature };
		frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call).call_weight
	};
	assert_eq!(weight(1), weight(1_000_000));
}

#[test]
fn released_quota_is_requested_on_chain() {
	ExtBuilder::build_and_execute(|| {
		let id = open(won());
		assert_ok!(redeem(id, 15));
		assert_noop!(request(CONSUMER, id, &[61]), Error::<Test>::QuotaExceeded);
		assert_noop!(release_quota(WING, id, 26), Error::<Test>::QuotaUsed);
		assert_ok!(release_quota(WING, id, 20));
		let released = Event::QuotaReleased { agreement: id, units: 20, channel_quota: 20 };
		assert_eq!(events().last(), Some(&released));
		assert_ok!(request(CONSUMER, id, &[80]));
		assert_noop!(redeem(id, 21), Error::<Test>::VoucherOverQuota);
		assert_ok!(redeem(id, 20));
		assert_noop!(release_quota(WING, id, 1), Error::<Test>::QuotaUsed);
	});
}

#[test]
fn only_the_provider_releases_and_only_while_there_can_be_requests() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(release_quota(WING, 0, 1), Error::<Test>::UnknownAgreement);
		let id = open(won());
		assert_noop!(release_quota(CONSUMER, id, 1), Error::<Test>::NotProvider);
		assert_noop!(release_quota(STRANGER, id, 1), Error::<Test>::NotProvider);
		assert_noop!(release_quota(WING, id, 0), Error::<Test>::ZeroUnits);
		assert_noop!(release_quota(WING, id, u32::MAX), Error::<Test>::QuotaUsed);
		go_to(1 + DURATION);
		assert_ok!(release_quota(WING, id, 1));
		go_to(2 + DURATION);
		assert_noop!(release_quota(WING, id, 1), Error::<Test>::Expired);
	});
}
