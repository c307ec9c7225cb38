//! # Models
//!
//! A model is an NFT: whoever owns it *when an inference is paid* gets the royalty, so selling the NFT sells the income,
//! and burning it takes the model off the market. A model is known by the SHA-256 of its bytes, which can be registered
//! once; the earliest commitment owns them. It can be ordered once enough bonded providers have attested that it does what
//! its manifest says; a new version of the manifest takes the old one's place when that is attested too. A lower royalty
//! holds at once, a higher one after a notice. A model made from another one passes a share of its royalty on, at most
//! three levels up. Bytes that the council has marked as public are nobody's.
//!
//! Running orders and agreements keep the terms that they began with, whatever happens to a model.
//!
//! # Removed models
//! A model that was retired long ago can be removed, and its deposit goes back. What stays is a [`Tombstone`] and the entry
//! of its bytes, about a hundred bytes of storage, paid for by having had a deposit lie for `RemovalDelay`. They see to
//! it that nobody else registers the bytes as his own, and that models above a removed one go on getting their share of
//! what is below it; only the removed model's own part is missing, and goes where the execution sends what has no owner.
//!
//! # States
//! ```text
//! register ──► Draft ──attest × MinAttestations──► Listed ──set_manifest──► Listed, a newer version waits
//!                │                                 │   ▲                        │ attest × MinAttestations
//!              retire                            retire└────────────────────────┘
//!                └────────► Retired ◄──────────────┘
//!                            │   └─restore──► what it was before
//!                  remove, after RemovalDelay ──► Tombstone
//! ```
//!
//! # What a runtime provides
//! - `Currency`: a `fungible` that can be held; deposits only.
//! - `Nfts`: a `nonfungibles_v2` with `u32` item ids, as `pallet_nfts`. There is no model without one. With
//!   `type Locker = Models` in the NFT pallet, what `Locked` contains can be neither sold nor burned.
//! - `Providers`: [`airo_primitives::provider::Providers`], of which only bonds are asked. With `()` nobody can attest: set
//!   `MinAttestations` to zero, which lists models at once.
//! - `CouncilOrigin`: who marks bytes as everybody's.
//!
//! The pallet gives [`airo_primitives::model::Models`] to the others and `Locker` to the NFT pallet.
//!
//! # Example
//! The smallest runtime, which this crate's tests compile and run:
//! ```ignore
#![doc = include_str!("../tests/alone/runtime.rs")]
//! ```
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod catalogue;
mod committing;
mod config;
mod errors;
mod events;
mod genesis;
mod listing;
mod money;
mod ownership;
mod parameters;
mod pricing;
mod priority;
mod public;
mod registering;
mod removing;
mod storage;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod versions;
// Generated.
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use registering::MAX_ANCESTORS;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(config::config)]
#[import_section(storage::storage)]
#[import_section(events::events)]
#[import_section(errors::errors)]
// FRAME's macros expand to `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{genesis::GenesisModel, registering::Entry};
	use airo_primitives::{provider::Providers, Blob, ContentHash, ModelId};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Mutate, MutateHold},
			tokens::nonfungibles_v2,
			Contains,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::Perbill;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What money is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a model or a commitment.
		#[codec(index = 0)]
		ModelDeposit,
	}

	/// Listed models from the first block on.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Owner, hash and size of the artifact, hash and size of the manifest, weights root, royalty.
		pub models: Vec<GenesisModel<T>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_collection();
			self.models.iter().for_each(Pallet::<T>::build_model);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Proves that the caller, anyone, has an artifact without showing its hash: BLAKE2b-256 over the SCALE encoding of
		/// (SHA-256 of the artifact, caller, salt). Holds `CommitDeposit`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::commit())]
		pub fn commit(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			Self::do_commit(ensure_signed(origin)?, commitment)
		}

		/// Mints a model's NFT to the caller, anyone. `salt` opens a commitment at least `CommitAge` blocks old; when somebody
		/// else has registered the same bytes with a later one or none, at most `PriorityPeriod` ago, the caller takes over
		/// the model's number. Holds `ModelDeposit`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::register(T::MaxAttestations::get()))]
		pub fn register(
			origin: OriginFor<T>,
			artifact: Blob,
			manifest: Blob,
			weights_root: H256,
			royalty: BalanceOf<T>,
			parent: Option<(ModelId, Perbill)>,
			salt: Option<Salt>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let entry = Entry { artifact, manifest, weights_root, royalty, parent };
			Self::do_register(owner, entry, salt).map(|_| ())
		}

		/// A bonded provider says that this version, which waits to be listed, does what its manifest says. Enough of them
		/// list it.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::attest(T::MaxAttestations::get()))]
		pub fn attest(origin: OriginFor<T>, model: ModelId, version: u32) -> DispatchResult {
			Self::do_attest(ensure_signed(origin)?, model, version)
		}

		/// Takes a model off the market: the owner may, and anyone once its NFT is burned. Running agreements go on.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::retire())]
		pub fn retire(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_retire(ensure_signed(origin)?, model)
		}

		/// The owner makes a retired model what it was before.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::restore())]
		pub fn restore(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_restore(ensure_signed(origin)?, model)
		}

		/// Whoever made a commitment takes it back, and its deposit, as long as it wasn't used.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::withdraw_commitment())]
		pub fn withdraw_commitment(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			Self::do_withdraw_commitment(ensure_signed(origin)?, commitment)
		}

		/// The owner asks `royalty` planck per inference of new orders: at once when it is lower than now, after
		/// `RoyaltyNotice` blocks when it is higher. Takes the place of what was announced before.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::set_royalty())]
		pub fn set_royalty(origin: OriginFor<T>, model: ModelId, royalty: BalanceOf<T>) -> DispatchResult {
			Self::do_set_royalty(ensure_signed(origin)?, model, royalty)
		}

		/// The owner sets a new version of the manifest; `weights_root` stays when none is given. A listed model is ordered in
		/// its listed version until `MinAttestations` providers have attested the new one.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::set_manifest(T::MaxAttestations::get()))]
		pub fn set_manifest(
			origin: OriginFor<T>,
			model: ModelId,
			manifest: Blob,
			weights_root: Option<H256>,
		) -> DispatchResult {
			Self::do_set_manifest(ensure_signed(origin)?, model, manifest, weights_root)
		}

		/// Takes away a model that has been retired for `RemovalDelay` blocks, and burns its NFT: the owner may, and anyone
		/// once its NFT is burned. The deposit goes back to whoever made it. Nobody but the last owner can register the bytes
		/// again, unless by an earlier commitment.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::remove(T::MaxAttestations::get()))]
		pub fn remove(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_remove(ensure_signed(origin)?, model)
		}

		/// The council says that these bytes are everybody's: nobody may register them from now on. A model of theirs that is
		/// registered stays what it is.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::mark_public())]
		pub fn mark_public(origin: OriginFor<T>, artifact: H256) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_mark_public(artifact)
		}

		/// The council takes that back.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::unmark_public())]
		pub fn unmark_public(origin: OriginFor<T>, artifact: H256) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_unmark_public(artifact)
		}
	}
}
