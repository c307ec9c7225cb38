//! # Providers
//!
//! Whoever serves inferences registers with a bond, says how to be reached, and offers models. Part of the bond is
//! locked as *coverage* behind every live bid and agreement; slashes come out of coverage and never exceed it. What is
//! asked back leaves after a period in which it is still there to answer for what was done.
//!
//! The pallet keeps a record of both sides of every agreement, which fades, and of each provider how it has dealt with
//! whom, from which [`Score`] computes a standing.
//!
//! Coverage and what is unbonding are disjoint parts of a bond: coverage can't be asked back, so whatever leaves was
//! behind nothing, and a slash never lacks what it is entitled to.
//!
//! # States
//! ```text
//! register ──► on the market ◄──activate── chilled ──unbond all, withdraw──► gone; its record stays
//!                    └──chill, unbond all, slash below MinBond──►┘
//!
//! bond = coverage (bids, agreements) + unbonding + free
//!        free ──bid──► coverage ──order or agreement ends──► free, or slashed
//!        free ──unbond──► unbonding ──UnbondingPeriod, withdraw──► the account
//! ```
//!
//! # What a runtime provides
//! - `Currency`: a `fungible` that can be held; bonds.
//! - `Models`: [`airo_primitives::model::Models`], of which only `may_offer` is asked. With `()` nothing can be offered.
//! - `Score`: [`CommissionWeighted`], [`SuccessRatio`], one of its own, or `()`: everybody stands at one.
//! - `Treasury`: an account that always exists.
//!
//! The pallet gives [`airo_primitives::provider::Providers`] to the others.
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
pub mod benchmarking;
mod bonding;
mod dealings;
mod errors;
mod events;
mod genesis;
mod money;
mod offering;
mod parameters;
mod record;
mod recording;
mod registering;
mod score;
mod standing;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
// Generated.
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use dealings::{Dealings, KnownOf, Tally};
pub use pallet::*;
pub use record::Record;
pub use score::{CommissionWeighted, Score, SuccessRatio};
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
	use crate::genesis::GenesisProvider;
	use airo_primitives::{model::Models, ModelId};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Permill;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What a runtime decides. What isn't a constant may change from block to block, by governance.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's reason for a hold, made of this pallet's [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// What is bonded. Any fungible that can be held.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The catalogue of models.
		type Models: Models<Self::AccountId, BalanceOf<Self>>;

		/// How a provider's past becomes its standing: [`CommissionWeighted`], [`SuccessRatio`], the runtime's own, or `()`
		/// for no reputations.
		type Score: Score<Self>;

		/// Gets slashes that their receiver can't be credited with. Must always exist.
		type Treasury: Get<Self::AccountId>;

		/// Planck that a provider has bonded at least when it comes on the market, or takes a part of its bond off; not
		/// zero. Whoever is on the market stays there when it rises, until a slash takes something off its bond.
		type MinBond: Get<BalanceOf<Self>>;

		/// Planck that coverage exceeds one inference's price by at least.
		type MinSlash: Get<BalanceOf<Self>>;

		/// Share of an agreement's whole value that its coverage is never below.
		type CoverageRatio: Get<Permill>;

		/// Blocks between asking a part of the bond back and getting it; longer than any challenge window. Parts on their way
		/// out keep their block.
		type UnbondingPeriod: Get<BlockNumberFor<Self>>;

		/// Models that one provider offers at most.
		#[pallet::constant]
		type MaxOffers: Get<u32>;

		/// Blocks after which everything in a record counts half. Zero: records don't fade. A change counts for all the time
		/// since a record's last halving.
		type RecordHalfLife: Get<BlockNumberFor<Self>>;

		/// Counterparties of a provider that are told apart at once; may only be raised once the chain has begun.
		#[pallet::constant]
		type MaxCounterparties: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets up what benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// What money is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A provider's bond.
		#[codec(index = 0)]
		ProviderBond,
	}

	/// Registered providers.
	#[pallet::storage]
	pub type Providers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ProviderOf<T>>;

	/// Models that providers offer.
	#[pallet::storage]
	pub type Offers<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, ModelId, OfferTerms>;

	/// What accounts have done as providers, as of the block of their last halving. Stays when a provider leaves, so that
	/// it can't come back without its past.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, RecordOf<T>, ValueQuery>;

	/// For whom accounts have served as providers; halved whenever their record is.
	#[pallet::storage]
	pub type Counterparties<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Dealings<T>, ValueQuery>;

	/// What accounts have bought as consumers, as of the block of their last halving.
	#[pallet::storage]
	pub type ConsumerRecords<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, RecordOf<T>, ValueQuery>;

	/// Providers from the first block on; built after the models they offer.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Account, endpoint, receipt key, HPKE key, bond, offered models.
		pub providers: Vec<GenesisProvider<T>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			self.providers.iter().for_each(Pallet::<T>::build_provider);
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
		/// Makes the caller, anyone, a provider. Holds `bond` planck, at least `MinBond`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register())]
		pub fn register(origin: OriginFor<T>, profile: Profile, bond: BalanceOf<T>) -> DispatchResult {
			Self::do_register(ensure_signed(origin)?, profile, bond)
		}

		/// The provider changes its endpoint, addresses and keys. Running agreements keep the receipt key they began with.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::update_profile())]
		pub fn update_profile(origin: OriginFor<T>, profile: Profile) -> DispatchResult {
			Self::do_update_profile(ensure_signed(origin)?, profile)
		}

		/// The provider adds `amount` planck to its bond.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::bond_extra())]
		pub fn bond_extra(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
			Self::do_bond_extra(ensure_signed(origin)?, amount)
		}

		/// The provider asks `amount` planck of the free part of its bond back. At least `MinBond` stays, or nothing, which
		/// takes the provider off the market.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::unbond())]
		pub fn unbond(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
			Self::do_unbond(ensure_signed(origin)?, amount)
		}

		/// The provider takes what has come free. A provider without a bond leaves, with its offers; one whose whole bond was
		/// slashed may do so at once.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::withdraw(T::MaxOffers::get()))]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResult {
			Self::do_withdraw(ensure_signed(origin)?)
		}

		/// The provider takes no new work. Live bids and agreements go on.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::chill())]
		pub fn chill(origin: OriginFor<T>) -> DispatchResult {
			Self::do_chill(ensure_signed(origin)?)
		}

		/// The provider takes work again.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::activate())]
		pub fn activate(origin: OriginFor<T>) -> DispatchResult {
			Self::do_activate(ensure_signed(origin)?)
		}

		/// The provider offers a model, or changes the terms of an offer. A draft may be offered.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::offer())]
		pub fn offer(origin: OriginFor<T>, model: ModelId, terms: OfferTerms) -> DispatchResult {
			Self::do_offer(ensure_signed(origin)?, model, terms)
		}

		/// The provider offers a model no longer. Live bids and agreements go on.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::withdraw_offer())]
		pub fn withdraw_offer(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_withdraw_offer(ensure_signed(origin)?, model)
		}
	}
}
