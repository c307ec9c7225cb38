//! Which of the model's rules a call is about.

use super::{need, Entry, Model, Outcome, Status};
use crate::random_calls::constants;
use crate::{
	chain::{AccountId, Runtime, RuntimeCall},
	random_calls::reading,
};
use sp_runtime::{traits::StaticLookup, SaturatedConversion};

type Source = <<Runtime as frame_system::Config>::Lookup as StaticLookup>::Source;

fn found(source: &Source) -> AccountId {
	<Runtime as frame_system::Config>::Lookup::lookup(source.clone()).expect("a plain account")
}

impl Model {
	/// What the call should have done. `None` is root. It has been made on the chain already.
	pub fn apply(&mut self, who: Option<&AccountId>, call: &RuntimeCall) -> Outcome {
		match (call, who) {
			(RuntimeCall::Models(pallet_models::Call::mark_public { artifact }), None) => {
				need(self.public.insert(*artifact), "public already")
			}
			(RuntimeCall::Models(pallet_models::Call::unmark_public { artifact }), None) => {
				need(self.public.remove(artifact), "not public")
			}
			(RuntimeCall::Models(call), Some(who)) => self.apply_models(who, call),
			(RuntimeCall::Providers(call), Some(who)) => self.apply_providers(who, call),
			(RuntimeCall::Marketplace(call), Some(who)) => self.apply_marketplace(who, call),
			(RuntimeCall::Execution(call), Some(who)) => self.apply_execution(who, call),
			(
				RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death { dest, value }),
				Some(who),
			) => {
				self.ledger.transfer(who, &found(dest), (*value).saturated_into(), false)?;
				if !self.ledger.accounts.contains_key(who) {
					self.effects.push("an account is reaped");
				}
				Ok(())
			}
			(RuntimeCall::Nfts(call), Some(who)) => self.apply_nfts(who, call),
			// Whatever else root decides is a parameter, which is looked up when it is needed.
			(_, None) => Ok(()),
			_ => Err("not for this origin"),
		}
	}

	fn apply_models(&mut self, who: &AccountId, call: &pallet_models::Call<Runtime>) -> Outcome {
		use pallet_models::Call;
		match call {
			Call::commit { commitment } => self.commit(who, *commitment),
			Call::register { artifact, manifest, weights_root, royalty, parent, salt } => {
				need(artifact.size > 0 && manifest.size > 0, "no bytes")?;
				let entry = Entry {
					artifact: artifact.hash,
					manifest: *manifest,
					weights_root: *weights_root,
					royalty: (*royalty).saturated_into(),
					rise: None,
					version: 1,
					attesters: Default::default(),
					next: None,
					status: Status::Draft,
					parent: *parent,
					depositor: who.clone(),
					deposit: constants::amount::<<Runtime as pallet_models::Config>::ModelDeposit>(),
					committed: self.now,
					contestable_until: self.now,
				};
				self.register(who, entry, *salt)
			}
			Call::attest { model, version } => self.attest(who, *model, *version),
			Call::retire { model } => self.retire(who, *model),
			Call::restore { model } => self.restore(who, *model),
			Call::withdraw_commitment { commitment } => self.uncommit(who, *commitment).map(drop),
			Call::set_royalty { model, royalty } => {
				self.set_royalty(who, *model, (*royalty).saturated_into())
			}
			Call::set_manifest { model, manifest, weights_root } => {
				self.set_manifest(who, *model, *manifest, *weights_root)
			}
			Call::remove { model } => self.remove(who, *model),
			_ => Err("not for this origin"),
		}
	}

	fn apply_providers(&mut self, who: &AccountId, call: &pallet_providers::Call<Runtime>) -> Outcome {
		use pallet_providers::Call;
		match call {
			Call::register { profile, bond } => {
				self.register_provider(who, profile.receipt_key.0, (*bond).saturated_into())
			}
			Call::update_profile { profile } => self.update_profile(who, profile.receipt_key.0),
			Call::bond_extra { amount } => self.bond_extra(who, (*amount).saturated_into()),
			Call::unbond { amount } => self.unbond(who, (*amount).saturated_into()),
			Call::withdraw {} => self.withdraw(who),
			Call::chill {} => self.chill(who),
			Call::activate {} => self.activate(who),
			Call::offer { model, terms } => self.offer(who, *model, terms),
			Call::withdraw_offer { model } => self.withdraw_offer(who, *model),
			_ => Err("no such call"),
		}
	}

	fn apply_marketplace(&mut self, who: &AccountId, call: &pallet_marketplace::Call<Runtime>) -> Outcome {
		use pallet_marketplace::Call;
		match call {
			Call::place_order { spec } => self.place(who, reading::spec(spec)),
			Call::cancel { order } => self.cancel(who, *order),
			Call::bid { order, price, terms } => self.bid(who, *order, (*price).saturated_into(), *terms),
			Call::award { order, provider } => self.award(who, *order, provider),
			Call::poke { order } => self.poke(*order),
			Call::counter { order, provider, price } => {
				self.counter(who, *order, provider, (*price).saturated_into())
			}
			Call::accept_counter { order, price } => {
				self.accept_counter(who, *order, (*price).saturated_into())
			}
			_ => Err("no such call"),
		}
	}

	fn apply_execution(&mut self, who: &AccountId, call: &pallet_execution::Call<Runtime>) -> Outcome {
		use pallet_execution::Call;
		match call {
			Call::request { agreement, items } => {
				let units = items.iter().map(|(_, units)| *units).collect::<Vec<_>>();
				self.request(who, *agreement, &units)
			}
			Call::respond { agreement, items } => self.respond(who, *agreement, items),
			Call::fail { agreement, items } => self.fail(who, *agreement, items),
			Call::claim_timeout { agreement, index } => self.claim_timeout(*agreement, *index),
			Call::approve { agreement, indices } => self.approve(who, *agreement, indices),
			Call::settle { agreement } => self.settle(*agreement),
			Call::offer_close { agreement } => self.offer_close(who, *agreement),
			Call::accept_close { agreement } => self.accept_close(who, *agreement),
			Call::close { agreement } => {
				self.close(who, *agreement, &reading::requests_of(*agreement), reading::head(*agreement))
			}
			Call::redeem { agreement, total, signature } => self.redeem(*agreement, *total, signature),
			Call::release_quota { agreement, units } => self.release_quota(who, *agreement, *units),
			Call::demand { agreement, index } => self.demand(who, *agreement, *index),
			Call::publish { agreement, index, bytes } => self.publish(who, *agreement, *index, bytes),
			Call::reopen { agreement, channel_quota, invited } => {
				let invited = invited.clone().map(|list| list.into_inner());
				self.reopen(who, *agreement, *channel_quota, invited)
			}
			Call::withdraw_close_offer { agreement } => self.withdraw_close_offer(who, *agreement),
			_ => Err("no such call"),
		}
	}

	fn apply_nfts(&mut self, who: &AccountId, call: &pallet_nfts::Call<Runtime>) -> Outcome {
		use pallet_nfts::Call;
		match call {
			Call::burn { item, .. } => self.burn(who, *item),
			Call::transfer { item, dest, .. } => self.give(who, *item, found(dest)),
			Call::set_price { item, price, .. } => {
				self.set_price(who, *item, price.map(|price| price.saturated_into()))
			}
			Call::buy_item { item, bid_price, .. } => self.buy(who, *item, (*bid_price).saturated_into()),
			_ => Err("not a call that the model knows"),
		}
	}
}
