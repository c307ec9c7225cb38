//! # Marketplace
//!
//! Consumers place orders for *N* inferences of a model, providers bid a price per inference, and one bid wins: the
//! consumer picks it, or the cheapest is taken when the bid window ends. Until then bids only get better for the consumer:
//! a bidder may lower its price but not raise it nor withdraw, a cheaper bid takes the place of the dearest in a full list,
//! and the consumer of a manual order may counter a bid with a lower price for the bidder to accept.
//!
//! An order holds `inferences × max_price` from the start, so it is always good for its money; a bid holds a deposit and
//! has part of the provider's bond locked behind it. However an order ends, whatever the winner doesn't need is freed in
//! the same call. A won order becomes an agreement through [`airo_primitives::agreement::Agreements`]; an order that has
//! ended leaves nothing in storage. What is true of a call is judged by block numbers alone, never by whether
//! housekeeping has come round.
//!
//! What an order asks of bidders is asked when they bid; being on the market, bond and score, which can change until the
//! award, are asked again of the winner.
//!
//! [`CheckDoomed`] takes the place of `frame_system::CheckNonce` among a runtime's transaction extensions and refuses calls
//! that can't succeed before they cost a fee.
//!
//! # States
//! ```text
//! place_order ──► open ──award (Manual), poke or on_idle (Cheapest)──► won: an agreement
//!                  │ ├──cancel──► cancelled
//!                  │ └──poke or on_idle after the last block for an award──► expired
//!                  └─ bids: bid ──► live ──bid again, accept_counter──► live, lower
//!                                     └──a cheaper bid in a full list──► evicted
//! ```
//! `Manual`: from the first bid to `bid_window + AwardGrace` after placing. `Cheapest`: from the end of the bid window.
//!
//! # What a runtime provides
//! - `Currency`: a `fungible` that can be held; the price of orders and deposits of bids.
//! - `Models`: [`airo_primitives::model::Models`]. With `()` nothing can be ordered (`ModelUnknown`).
//! - `Providers`: [`airo_primitives::provider::Providers`]. With `()` nobody may bid (`NotRegistered`).
//! - `Agreements`: [`airo_primitives::agreement::Agreements`]. With `()` no order is won: `award` fails with
//!   `Unavailable`, and cheapest-bid orders expire.
//! - `Treasury`: an account that always exists.
//! - [`LookInto`] for its `RuntimeCall`, if it takes [`CheckDoomed`].
//!
//! The pallet gives [`airo_primitives::agreement::Orders`] to the execution.
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
mod bidding;
mod check_doomed;
mod config;
mod doom;
mod ending;
mod errors;
mod events;
mod housekeeping;
mod look_into;
mod looking_through;
mod lowering;
mod money;
mod negotiating;
mod parameters;
mod placing;
mod placing_again;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod views;
// Generated.
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use check_doomed::CheckDoomed;
pub use look_into::{Inside, LookInto, OnError};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(config::config)]
#[import_section(events::events)]
#[import_section(errors::errors)]
// FRAME's macros expand to `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use airo_primitives::{
		agreement::Agreements, model::ModelUnavailable, model::Models, provider::Providers,
		runtime_apis::Ineligible, AgreementId, ModelId, OrderId,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Permill;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What money is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The price of an open order, from its consumer.
		#[codec(index = 0)]
		OrderEscrow,
		/// The deposit of a live bid, from its provider.
		#[codec(index = 1)]
		BidDeposit,
	}

	/// Open orders. One that has ended is gone.
	#[pallet::storage]
	pub type Orders<T: Config> = StorageMap<_, Twox64Concat, OrderId, Order<T>>;

	/// Live bids of open orders, best first; an order without bids has no entry.
	#[pallet::storage]
	pub type Bids<T: Config> = StorageMap<_, Twox64Concat, OrderId, BidsOf<T>, ValueQuery>;

	/// Numbers of open orders, big-endian, so that walking them goes upwards.
	#[pallet::storage]
	pub type OpenOrders<T> = StorageMap<_, Identity, [u8; 4], ()>;

	/// Number of the next order.
	#[pallet::storage]
	pub type NextOrderId<T> = StorageValue<_, OrderId, ValueQuery>;

	/// Open orders by the first block in which they may be poked.
	#[pallet::storage]
	pub type Ending<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BlockNumberFor<T>, Twox64Concat, OrderId, ()>;

	/// Last block whose due orders have all been ended; absent until the first order.
	#[pallet::storage]
	pub type HousekeptUntil<T: Config> = StorageValue<_, BlockNumberFor<T>>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::housekeep(now, remaining)
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			let windows = [
				T::BidWindow::get(),
				T::Duration::get(),
				T::ResponseWindow::get(),
				T::ChallengeWindow::get(),
			];
			assert!(windows.iter().all(|window| window.min <= window.max), "a window's bounds are crossed");
			assert!(
				T::Commission::get() < Permill::one(),
				"a commission of everything leaves nothing to pay"
			);
			assert!(T::AwardGrace::get() > Default::default(), "the cheapest bid could never win");
			assert!(T::MaxBids::get() > 0 && T::MaxOpenLimit::get() > 0 && T::MaxInferences::get() > 0);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offers to buy inferences. Anyone may. Holds `inferences × max_price` until the order ends; the model's terms and
		/// the commission stay as they are now.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::place_order())]
		pub fn place_order(origin: OriginFor<T>, spec: OrderSpec<T>) -> DispatchResult {
			Self::do_place(ensure_signed(origin)?, spec).map(|_| ())
		}

		/// Takes an open order back, by its consumer; frees the consumer's money and all bids.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::cancel(T::MaxBids::get()))]
		pub fn cancel(origin: OriginFor<T>, order: OrderId) -> DispatchResultWithPostInfo {
			let bids = Self::do_cancel(ensure_signed(origin)?, order)?;
			Ok(Some(T::WeightInfo::cancel(bids)).into())
		}

		/// Offers to serve an order at `price` planck per inference, by a provider on the market. Holds `BidDepositAmount` and
		/// locks the coverage until the order ends or a cheaper bid evicts this one from a full list; a bid can't be
		/// withdrawn. A bidder bids again to lower its price by `MinLowering` or more, at terms that promise no less.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::bid(1))]
		pub fn bid(
			origin: OriginFor<T>,
			order: OrderId,
			price: BalanceOf<T>,
			terms: BidTerms,
		) -> DispatchResultWithPostInfo {
			let evicted = Self::do_bid(ensure_signed(origin)?, order, price, terms)?;
			Ok(Some(T::WeightInfo::bid(evicted)).into())
		}

		/// Makes an agreement with the bidder of a manual order that its consumer, the caller, chooses, from its first bid
		/// until the award grace is over.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::award(T::MaxBids::get()))]
		pub fn award(
			origin: OriginFor<T>,
			order: OrderId,
			provider: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let bids = Self::do_award(ensure_signed(origin)?, order, provider)?;
			Ok(Some(T::WeightInfo::award(bids)).into())
		}

		/// Ends an order whose time is over: the cheapest bid wins, or everything is given back. Anyone may do it;
		/// blocks with room to spare do it by themselves.
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::heaviest_poke())]
		pub fn poke(origin: OriginFor<T>, order: OrderId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let work = Self::do_poke(order)?;
			Ok(Some(T::WeightInfo::poke(work.tried, work.left)).into())
		}

		/// The consumer tells a bidder of a manual order at which lower price per inference its bid would be welcome, as long
		/// as the order can be awarded. Binds nobody; a later counter replaces it.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::counter())]
		pub fn counter(
			origin: OriginFor<T>,
			order: OrderId,
			provider: T::AccountId,
			price: BalanceOf<T>,
		) -> DispatchResult {
			Self::do_counter(ensure_signed(origin)?, order, provider, price)
		}

		/// Lowers the caller's bid to the consumer's counter, which must be `price`; the order isn't awarded by it.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::accept_counter())]
		pub fn accept_counter(origin: OriginFor<T>, order: OrderId, price: BalanceOf<T>) -> DispatchResult {
			Self::do_accept_counter(ensure_signed(origin)?, order, price)
		}
	}
}
