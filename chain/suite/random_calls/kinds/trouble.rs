//! What goes on around the pallets: accounts that are emptied and reaped, dust, models that are sold, given away and
//! burned.

use super::{kind, models::some_model, Kind};
use crate::{
	chain::{AccountId, Runtime},
	random_calls::{
		model::{Amount, Status},
		world::{attempt, planck, Attempt, World},
	},
};
use pallet_balances::Call as Money;
use pallet_nfts::Call as Nfts;
use sp_runtime::traits::StaticLookup;

/// With fewer models, burning one takes too much away.
const FEW: usize = 12;

pub const KINDS: &[Kind] = &[
	kind("balances.transfer_allow_death to whoever needs it", 6, endow),
	kind("balances.transfer_allow_death of everything", 3, reap)
		.after("balances.transfer_allow_death to whoever needs it"),
	kind("balances.transfer_allow_death of nearly everything", 2, leave_dust)
		.after("balances.transfer_allow_death to whoever needs it"),
	kind("balances.transfer_allow_death down to the existential deposit", 2, leave_existential)
		.after("balances.transfer_allow_death to whoever needs it"),
	kind("nfts.transfer", 2, give),
	kind("nfts.set_price", 2, sell),
	kind("nfts.buy_item", 2, buy).after("nfts.set_price"),
	kind("nfts.burn", 2, burn).after("models.register"),
];

type Source = <<Runtime as frame_system::Config>::Lookup as StaticLookup>::Source;

pub fn named(who: AccountId) -> Source {
	<Runtime as frame_system::Config>::Lookup::unlookup(who)
}

fn transfer(from: AccountId, to: AccountId, amount: Amount) -> Option<Attempt> {
	attempt(from, Money::transfer_allow_death { dest: named(to), value: planck(amount) })
}

/// Anybody with little gets something; one of the poor gets little.
fn endow(world: &mut World) -> Option<Attempt> {
	let ledger = &world.model.ledger;
	let (richest, account) = ledger.accounts.iter().max_by_key(|(_, account)| account.free)?;
	let (richest, much, least) = (richest.clone(), account.free / 1_000, 2 * ledger.existential);
	let everybody = world.consumers.iter().chain(&world.others).chain(&world.newcomers);
	let needy = everybody.filter(|who| ledger.free(who) <= least).cloned().collect::<Vec<_>>();
	match world.rng.choose(needy.into_iter()) {
		Some(who) => transfer(richest, who, least + world.amount(much)),
		None => {
			let who = world.rng.pick(&world.poor)?.clone();
			let little = world.amount(10 * least);
			transfer(richest, who, little)
		}
	}
}

/// Somebody of whom nothing is held.
fn unbound(world: &mut World) -> Option<(AccountId, Amount)> {
	let ledger = &world.model.ledger;
	let unbound = world.poor.iter().filter(|who| ledger.free(who) > 0 && ledger.held(who) == 0);
	let who = world.rng.choose(unbound)?.clone();
	let free = ledger.free(&who);
	Some((who, free))
}

fn reap(world: &mut World) -> Option<Attempt> {
	let (who, free) = unbound(world)?;
	transfer(who, world.consumer(), free)
}

fn leave_dust(world: &mut World) -> Option<Attempt> {
	let (who, free) = unbound(world)?;
	let dust = world.amount(world.model.ledger.existential - 1);
	transfer(who, world.consumer(), free - dust)
}

/// A provider or a consumer that can't pay for anything more, but goes on.
fn leave_existential(world: &mut World) -> Option<Attempt> {
	let existential = world.model.ledger.existential;
	let who = match world.rng.one_in(4) {
		true => world.consumer(),
		false => world.rng.pick(&world.newcomers)?.clone(),
	};
	let spare = world.model.ledger.free(&who).checked_sub(existential).filter(|spare| *spare > 0)?;
	let to = world.rng.pick(&world.others)?.clone();
	transfer(who, to, spare)
}

fn collection() -> Option<u32> {
	pallet_models::Collection::<Runtime>::get()
}

/// To somebody who lives, or to somebody whom a small royalty can't bring to life.
fn give(world: &mut World) -> Option<Attempt> {
	let model = &world.model;
	let earning = model.agreements.values().map(|agreement| agreement.model);
	let earning = world.rng.choose(earning.filter(|id| model.owner(*id).is_some()));
	let item = match earning.filter(|_| world.rng.one_in(2)) {
		Some(id) => id,
		None => some_model(world, |owner, _| owner)?,
	};
	let to = match world.rng.one_in(2) {
		true => {
			let dead = world.poor.iter().filter(|who| world.model.ledger.free(who) == 0);
			world.rng.choose(dead)?.clone()
		}
		false => world.rng.pick(&world.others)?.clone(),
	};
	let owner = world.model.owner(item)?.clone();
	attempt(owner, Nfts::transfer { collection: collection()?, item, dest: named(to) })
}

fn sell(world: &mut World) -> Option<Attempt> {
	let item = some_model(world, |owner, _| owner)?;
	let price = Some(planck(world.milli(1_000)));
	let owner = world.model.owner(item)?.clone();
	attempt(owner, Nfts::set_price { collection: collection()?, item, price, whitelisted_buyer: None })
}

fn buy(world: &mut World) -> Option<Attempt> {
	let sold = world.model.nfts.iter().filter_map(|(item, nft)| Some((*item, nft.price?)));
	let (item, price) = world.rng.choose(sold)?;
	let who = world.rng.pick(&world.others)?.clone();
	attempt(who, Nfts::buy_item { collection: collection()?, item, bid_price: planck(price) })
}

fn burn(world: &mut World) -> Option<Attempt> {
	let mut listed = world.model.models.values().filter(|entry| entry.status == Status::Listed);
	let many = listed.nth(FEW).is_some();
	let item = some_model(world, |owner, entry| owner && (many || entry.status != Status::Listed))?;
	let owner = world.model.owner(item)?.clone();
	attempt(owner, Nfts::burn { collection: collection()?, item })
}
