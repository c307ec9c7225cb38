//! # Marketplace
//!
//! Consumers place orders for *N* inferences of a model, providers bid a price per inference, and one bid wins: the
//! consumer picks it, or the cheapest is taken when the bid window ends.
//!
//! An order holds `inferences × max_price` from the start, so it is always good for its money; a bid holds a deposit and
//! has part of the provider's bond locked behind it. However an order ends, whatever the winner doesn't need is freed in
//! the same call. A won order becomes an agreement through [`airo_primitives::agreement::Agreements`]; an order that has
//! ended leaves nothing in storage. What is true of a call is judged by block numbers alone, never by whether
//! housekeeping has come round.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod bidding;
mod ending;
mod errors;
mod events;
mod housekeeping;
mod money;
mod placing;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
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

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's reason for a hold, made of this pallet's [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// What is paid with. Any fungible that can be held.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The catalogue of models.
		type Models: Models<Self::AccountId, BalanceOf<Self>>;

		/// Bonds, coverage and scores.
		type Providers: Providers<Self::AccountId, BalanceOf<Self>>;

		/// Where won orders go.
		type Agreements: Agreements<Self::AccountId, BalanceOf<Self>, BlockNumberFor<Self>>;

		/// Gets what its owner can't be credited with. Must always exist.
		type Treasury: Get<Self::AccountId>;

		/// Share of each price that the treasury gets; what an order was placed under stays with it.
		#[pallet::constant]
		type Commission: Get<Permill>;

		/// Planck per inference that must be left to the provider after royalty and commission.
		#[pallet::constant]
		type MinProviderShare: Get<BalanceOf<Self>>;

		/// Planck held from a bidder per bid.
		#[pallet::constant]
		type BidDepositAmount: Get<BalanceOf<Self>>;

		/// Blocks after the bid window in which an order can still be awarded; at least one.
		#[pallet::constant]
		type AwardGrace: Get<BlockNumberFor<Self>>;

		/// Allowed bid windows, in blocks.
		#[pallet::constant]
		type BidWindow: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Allowed durations of agreements, in blocks.
		#[pallet::constant]
		type Duration: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Allowed response windows, in blocks.
		#[pallet::constant]
		type ResponseWindow: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Allowed challenge windows, in blocks.
		#[pallet::constant]
		type ChallengeWindow: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Most inferences per order.
		#[pallet::constant]
		type MaxInferences: Get<u32>;

		/// Most unanswered requests at once that a bid may promise to take.
		#[pallet::constant]
		type MaxOpenLimit: Get<u32>;

		/// Most bids per order.
		#[pallet::constant]
		type MaxBids: Get<u32>;

		/// Most invited bidders per order.
		#[pallet::constant]
		type MaxInvited: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

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
		/// Offers to buy inferences. Holds `inferences × max_price` until the order ends; the model's terms and the
		/// commission stay as they are now.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::place_order())]
		pub fn place_order(origin: OriginFor<T>, spec: OrderSpec<T>) -> DispatchResult {
			Self::do_place(ensure_signed(origin)?, spec)
		}

		/// Takes an open order back; frees the consumer's money and all bids.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::cancel(T::MaxBids::get()))]
		pub fn cancel(origin: OriginFor<T>, order: OrderId) -> DispatchResultWithPostInfo {
			let work = Self::do_cancel(ensure_signed(origin)?, order)?;
			Ok(Some(T::WeightInfo::cancel(work.bids)).into())
		}

		/// Offers to serve an order at `price` planck per inference. Holds `BidDepositAmount` and locks the coverage until
		/// the order ends; a bid can't be withdrawn.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::bid())]
		pub fn bid(
			origin: OriginFor<T>,
			order: OrderId,
			price: BalanceOf<T>,
			terms: BidTerms,
		) -> DispatchResult {
			Self::do_bid(ensure_signed(origin)?, order, price, terms)
		}

		/// Makes an agreement with the chosen bidder of a manual order, from its first bid until the award grace is over.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::award(T::MaxBids::get()))]
		pub fn award(
			origin: OriginFor<T>,
			order: OrderId,
			provider: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let work = Self::do_award(ensure_signed(origin)?, order, provider)?;
			Ok(Some(T::WeightInfo::award(work.bids)).into())
		}

		/// Ends an order whose time is over: the cheapest bid wins, or everything is given back. Anyone may do it;
		/// blocks with room to spare do it by themselves.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::poke(T::MaxBids::get(), T::MaxBids::get()))]
		pub fn poke(origin: OriginFor<T>, order: OrderId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let work = Self::do_poke(order)?;
			Ok(Some(T::WeightInfo::poke(work.bids, work.tries)).into())
		}
	}
}
