//! Every call of the four pallets has a measured weight, and so have FRAME's.

use airo_runtime::{Runtime, RuntimeCall};
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{Get, GetCallName},
	weights::{constants::ParityDbWeight, Weight},
};
use std::{collections::BTreeSet, fs, path::Path};

use pallet_execution::WeightInfo as _;
use pallet_marketplace::WeightInfo as _;
use pallet_models::WeightInfo as _;
use pallet_providers::WeightInfo as _;

type Weights = Vec<(&'static str, Weight)>;

fn models() -> Weights {
	type W = <Runtime as pallet_models::Config>::WeightInfo;
	vec![
		("commit", W::commit()),
		("register", W::register(0)),
		("attest", W::attest(0)),
		("retire", W::retire()),
		("restore", W::restore()),
		("withdraw_commitment", W::withdraw_commitment()),
		("set_royalty", W::set_royalty()),
		("set_manifest", W::set_manifest(0)),
		("remove", W::remove(0)),
		("mark_public", W::mark_public()),
		("unmark_public", W::unmark_public()),
	]
}

fn providers() -> Weights {
	type W = <Runtime as pallet_providers::Config>::WeightInfo;
	vec![
		("register", W::register()),
		("update_profile", W::update_profile()),
		("bond_extra", W::bond_extra()),
		("unbond", W::unbond()),
		("withdraw", W::withdraw(0)),
		("chill", W::chill()),
		("activate", W::activate()),
		("offer", W::offer()),
		("withdraw_offer", W::withdraw_offer()),
	]
}

fn marketplace() -> Weights {
	type W = <Runtime as pallet_marketplace::Config>::WeightInfo;
	vec![
		("place_order", W::place_order()),
		("cancel", W::cancel(0)),
		("bid", W::bid(0)),
		("award", W::award(1)),
		("poke", W::poke(0, 0)),
		("counter", W::counter()),
		("accept_counter", W::accept_counter()),
	]
}

fn execution() -> Weights {
	type W = <Runtime as pallet_execution::Config>::WeightInfo;
	vec![
		("request", W::request(1)),
		("respond", W::respond(1)),
		("fail", W::fail(1)),
		("claim_timeout", W::claim_timeout()),
		("approve", W::approve(1)),
		("settle", W::settle(1)),
		("offer_close", W::offer_close()),
		("accept_close", W::accept_close()),
		("close", W::close(0)),
		("redeem", W::redeem(1)),
		("release_quota", W::release_quota()),
		("demand", W::demand()),
		("publish", W::publish(0)),
		("reopen", W::reopen()),
		("withdraw_close_offer", W::withdraw_close_offer()),
	]
}

/// At least reading and writing one thing, of which a proof is needed, and some computing.
fn assert_measured<Call: GetCallName>(weights: Weights) {
	let names: BTreeSet<_> = weights.iter().map(|(name, _)| *name).collect();
	assert_eq!(names, Call::get_call_names().iter().copied().collect(), "a call's weight isn't looked at");
	let least = ParityDbWeight::get().reads_writes(1, 1);
	for (name, weight) in weights {
		assert!(weight.ref_time() > least.ref_time(), "{name} costs nothing: {weight}");
		assert!(weight.proof_size() > 0, "{name} has no proof size");
	}
}

#[test]
fn every_call_of_the_four_pallets_costs_what_it_was_measured_to() {
	assert_measured::<pallet_models::Call<Runtime>>(models());
	assert_measured::<pallet_providers::Call<Runtime>>(providers());
	assert_measured::<pallet_marketplace::Call<Runtime>>(marketplace());
	assert_measured::<pallet_execution::Call<Runtime>>(execution());
}

#[test]
fn the_extension_and_housekeeping_cost_more_the_more_there_is_to_do() {
	type W = <Runtime as pallet_marketplace::Config>::WeightInfo;
	assert!(W::check_doomed(1).ref_time() > ParityDbWeight::get().reads(1).ref_time());
	assert!(W::check_doomed(30).all_gt(W::check_doomed(1)));
	assert!(W::housekeep(0).ref_time() > 0);
	assert!(W::housekeep(100).ref_time() > W::housekeep(1).ref_time());
}

#[test]
fn lists_are_paid_for_by_their_length() {
	let settle = RuntimeCall::Execution(pallet_execution::Call::settle { agreement: 0 });
	let most = <Runtime as pallet_execution::Config>::MaxSettle::get();
	type W = <Runtime as pallet_execution::Config>::WeightInfo;
	assert_eq!(settle.get_dispatch_info().call_weight, W::settle(most));
	assert!(W::settle(most).all_gt(W::settle(1)));
	assert!(W::redeem(4).ref_time() > W::redeem(1).ref_time());
}

#[test]
fn no_pallet_is_left_with_default_weights() {
	let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
	let mut settings = 0;
	while let Some(folder) = folders.pop() {
		for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
			if entry.is_dir() {
				folders.push(entry);
				continue;
			}
			for line in
				fs::read_to_string(&entry).expect("text").lines().filter(|line| line.contains("WeightInfo ="))
			{
				assert!(!line.contains("= ()"), "{}: {line}", entry.display());
				settings += 1;
			}
		}
	}
	assert!(settings > 15, "the settings aren't where they are looked for");
}
