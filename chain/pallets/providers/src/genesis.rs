//! Providers that are there from the first block.

use crate::{AccountIdOf, BalanceOf, Config, OfferTerms, Pallet, Profile};
use airo_primitives::ModelId;
use alloc::vec::Vec;
use sp_core::ed25519;

/// Account, endpoint, receipt key, HPKE key, bond in planck, offered models.
pub type GenesisProvider<T> =
	(AccountIdOf<T>, Vec<u8>, ed25519::Public, [u8; 32], BalanceOf<T>, Vec<ModelId>);

impl<T: Config> Pallet<T> {
	/// A chain that can't begin as described must not begin: a wrong entry panics.
	pub(crate) fn build_provider(entry: &GenesisProvider<T>) {
		let (who, endpoint, receipt_key, hpke_key, bond, models) = entry;
		let fitting = endpoint.clone().try_into();
		assert!(fitting.is_ok(), "a provider's endpoint is too long");
		let profile = Profile {
			endpoint: fitting.unwrap_or_default(),
			peer_id: Default::default(),
			multiaddrs: Default::default(),
			hpke_key: *hpke_key,
			receipt_key: *receipt_key,
			metadata: None,
			attestation: None,
		};
		let registered = Self::do_register(who.clone(), profile, *bond);
		assert!(registered.is_ok(), "a provider can't register at genesis: {registered:?}");
		for model in models {
			let terms = OfferTerms {
				p50_ms: 0,
				p95_ms: 0,
				per_second: 0,
				max_batch: 1,
				hardware: Default::default(),
			};
			let offered = Self::do_offer(who.clone(), *model, terms);
			assert!(offered.is_ok(), "a provider can't offer model {model} at genesis: {offered:?}");
		}
	}
}
