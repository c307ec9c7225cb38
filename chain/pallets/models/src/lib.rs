//! # Models
//!
//! A model is an NFT: whoever owns it *when an inference is paid* gets the royalty, so selling the NFT sells the income,
//! and burning it takes the model off the market. A model is known by the SHA-256 of its bytes, which can be registered
//! once; a commitment made earlier proves who had them first. It can be ordered once enough bonded providers have
//! attested that it does what its manifest says. A model made from another one passes a share of its royalty on, at most
//! three levels up.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod catalogue;
mod committing;
mod errors;
mod events;
mod genesis;
mod listing;
mod money;
mod ownership;
mod registering;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use registering::MAX_ANCESTORS;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

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
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::Perbill;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's reason for a hold, made of this pallet's [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// What deposits are held in. Any fungible that can be held.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Where the models' NFTs live. The pallet's account owns the collection and pays its deposit, if there is one.
		type Nfts: nonfungibles_v2::Inspect<Self::AccountId, ItemId = ModelId, CollectionId: MaxEncodedLen>
			+ nonfungibles_v2::Create<Self::AccountId, Self::CollectionConfig>
			+ nonfungibles_v2::Mutate<Self::AccountId, Self::ItemConfig>;

		/// The NFT pallet's settings of a collection.
		type CollectionConfig;

		/// Settings of the models' collection; its items must be transferable.
		type NewCollection: Get<Self::CollectionConfig>;

		/// The NFT pallet's settings of an item.
		type ItemConfig: Default;

		/// Who may attest.
		type Providers: Providers<Self::AccountId, BalanceOf<Self>>;

		/// The account that owns the collection.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Blocks that a commitment must be old before it can be used, so that nobody can copy a registration in flight.
		#[pallet::constant]
		type CommitAge: Get<BlockNumberFor<Self>>;

		/// Providers that must attest a model before it can be ordered.
		#[pallet::constant]
		type MinAttestations: Get<u32>;

		/// Planck that an attester has bonded at least.
		#[pallet::constant]
		type MinAttesterBond: Get<BalanceOf<Self>>;

		/// Planck held for a model.
		#[pallet::constant]
		type ModelDeposit: Get<BalanceOf<Self>>;

		/// Planck held for a commitment until it is used or withdrawn.
		#[pallet::constant]
		type CommitDeposit: Get<BalanceOf<Self>>;

		/// Highest royalty, in planck per inference.
		#[pallet::constant]
		type MaxRoyalty: Get<BalanceOf<Self>>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// What money is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a model or a commitment.
		#[codec(index = 0)]
		ModelDeposit,
	}

	/// Registered models; their numbers are also their NFTs'.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, ModelOf<T>>;

	/// Number of the next model.
	#[pallet::storage]
	pub type NextModelId<T> = StorageValue<_, ModelId, ValueQuery>;

	/// Models by the SHA-256 of their bytes.
	#[pallet::storage]
	pub type ModelByArtifact<T> = StorageMap<_, Blake2_128Concat, ContentHash, ModelId>;

	/// Commitments that wait to be used.
	#[pallet::storage]
	pub type Commitments<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		H256,
		Commitment<BalanceOf<T>, BlockNumberFor<T>>,
	>;

	/// Who has attested which version of a model.
	#[pallet::storage]
	pub type Attestations<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Blake2_128Concat, (u32, T::AccountId), ()>;

	/// The collection of the models' NFTs.
	#[pallet::storage]
	pub type Collection<T: Config> = StorageValue<_, CollectionIdOf<T>>;

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
		/// Proves that the caller has an artifact without showing its hash: BLAKE2b-256 over the SCALE encoding of
		/// (SHA-256 of the artifact, caller, salt). Holds `CommitDeposit`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::commit())]
		pub fn commit(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			Self::do_commit(ensure_signed(origin)?, commitment)
		}

		/// Mints a model's NFT to the caller. `salt` opens a commitment at least `CommitAge` blocks old. Holds
		/// `ModelDeposit`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::register())]
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

		/// A bonded provider says that this version of a draft does what its manifest says. Enough of them list it.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::attest())]
		pub fn attest(origin: OriginFor<T>, model: ModelId, version: u32) -> DispatchResult {
			Self::do_attest(ensure_signed(origin)?, model, version)
		}

		/// Takes a model off the market: the owner may, and anyone once its NFT is burned. Running agreements go on.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::retire())]
		pub fn retire(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_retire(ensure_signed(origin)?, model)
		}

		/// Makes a retired model what it was before.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::restore())]
		pub fn restore(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_restore(ensure_signed(origin)?, model)
		}

		/// Takes back a commitment that wasn't used, and its deposit.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::withdraw_commitment())]
		pub fn withdraw_commitment(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			Self::do_withdraw_commitment(ensure_signed(origin)?, commitment)
		}
	}
}
