//! # Execution
//!
//! An agreement is an order that was won: a number of inferences at a fixed price, all of them held from the consumer in
//! advance. The consumer posts the hashes of payloads, the provider posts the hashes of answers before a deadline, and an
//! answer is paid when nobody may challenge it any more or the consumer approves: the provider, the model's owners and
//! the treasury get their shares in one call.
//!
//! A request that fails or isn't answered is refunded; when that is the provider's fault the consumer is compensated out
//! of the coverage that the bid locked. Paid, failed and timed-out requests leave storage at once, closed agreements too.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod closing;
mod errors;
mod events;
mod money;
mod opening;
mod refunding;
mod requesting;
mod settling;
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
		model::Models, provider::Providers, AgreementId, Blob, FailCode, ModelId, OrderId, RequestIndex,
	};
	use alloc::vec::Vec;
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

		/// Who owns a model, and gets its royalties.
		type Models: Models<Self::AccountId, BalanceOf<Self>>;

		/// Coverage and records.
		type Providers: Providers<Self::AccountId, BalanceOf<Self>>;

		/// Gets commissions, and what its owner can't be credited with. Must always exist.
		type Treasury: Get<Self::AccountId>;

		/// Planck held from the consumer per request, until the request is paid or refunded.
		#[pallet::constant]
		type RequestDepositAmount: Get<BalanceOf<Self>>;

		/// Share of a failed or late inference's price that the provider pays the consumer on top of the refund.
		#[pallet::constant]
		type FailCompensation: Get<Permill>;

		/// Share of an inference's price that goes to the treasury when its payload can't be fetched.
		#[pallet::constant]
		type UnavailableFee: Get<Permill>;

		/// Share of an agreement's inferences above which unfetchable payloads let either side close it.
		#[pallet::constant]
		type UnavailableLimit: Get<Permill>;

		/// Most items per call.
		#[pallet::constant]
		type MaxItems: Get<u32>;

		/// Most requests that one `settle` or `close` goes through.
		#[pallet::constant]
		type MaxSettle: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// What money is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The price of an agreement's inferences, from its consumer.
		#[codec(index = 0)]
		AgreementEscrow,
		/// The deposit of requests that are neither paid nor refunded, from the consumer.
		#[codec(index = 1)]
		RequestDeposit,
		/// The deposit of a winning bid, from its provider.
		#[codec(index = 2)]
		WinnerDeposit,
	}

	/// Agreements that aren't closed.
	#[pallet::storage]
	pub type Agreements<T: Config> = StorageMap<_, Twox64Concat, AgreementId, AgreementOf<T>>;

	/// Number of the next agreement.
	#[pallet::storage]
	pub type NextAgreementId<T> = StorageValue<_, AgreementId, ValueQuery>;

	/// Requests that are neither paid nor refunded.
	#[pallet::storage]
	pub type Requests<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, RequestIndex, RequestOf<T>>;

	/// Answers that aren't paid yet, in the order in which they came, which is the order in which they are due.
	#[pallet::storage]
	pub type Answered<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, u32, RequestIndex>;

	/// Agreements by provider.
	#[pallet::storage]
	pub type AgreementsByProvider<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, AgreementId, ()>;

	/// Agreements by consumer.
	#[pallet::storage]
	pub type AgreementsByConsumer<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, AgreementId, ()>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(T::MaxItems::get() > 0 && T::MaxSettle::get() > 0, "nothing could ever be done");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Asks for answers to payloads that are on Dx, each taking its units of the agreement's inferences. Holds
		/// `RequestDepositAmount` for each.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::request(items.len() as u32))]
		pub fn request(origin: OriginFor<T>, agreement: AgreementId, items: Payloads<T>) -> DispatchResult {
			Self::do_request(ensure_signed(origin)?, agreement, items)
		}

		/// Answers requests with responses that are on Dx. One that can't be answered fails the whole call.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::respond(items.len() as u32))]
		pub fn respond(origin: OriginFor<T>, agreement: AgreementId, items: Answers<T>) -> DispatchResult {
			Self::do_respond(ensure_signed(origin)?, agreement, items)
		}

		/// Gives requests up; refunds them, and compensates the consumer when the code says it is the provider's fault.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::fail(items.len() as u32))]
		pub fn fail(origin: OriginFor<T>, agreement: AgreementId, items: Failures<T>) -> DispatchResult {
			Self::do_fail(ensure_signed(origin)?, agreement, items)
		}

		/// Refunds a request that wasn't answered by its deadline, with compensation. Anyone may do it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::claim_timeout())]
		pub fn claim_timeout(
			origin: OriginFor<T>,
			agreement: AgreementId,
			index: RequestIndex,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_timeout(agreement, index)
		}

		/// Pays answers at once; they can't be challenged any more.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::approve(indices.len() as u32))]
		pub fn approve(origin: OriginFor<T>, agreement: AgreementId, indices: Indices<T>) -> DispatchResult {
			Self::do_approve(ensure_signed(origin)?, agreement, indices)
		}

		/// Pays answers whose challenge window is over, `MaxSettle` at most. Anyone may do it.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::settle(T::MaxSettle::get()))]
		pub fn settle(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let looked = Self::do_settle(agreement)?;
			Ok(Some(T::WeightInfo::settle(looked)).into())
		}

		/// Offers the other party to end the agreement before its time.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::offer_close())]
		pub fn offer_close(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			Self::do_offer_close(ensure_signed(origin)?, agreement)
		}

		/// Ends the agreement that the other party offered to end, once no request waits for an answer or payment.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::accept_close())]
		pub fn accept_close(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			Self::do_accept_close(ensure_signed(origin)?, agreement)
		}

		/// Ends an agreement whose windows are all over; anyone may do it, again until nothing is left of it. Its
		/// parties may do it before when too many payloads could not be fetched.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close(T::MaxSettle::get()))]
		pub fn close(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResultWithPostInfo {
			let cleared = Self::do_close(ensure_signed(origin)?, agreement)?;
			Ok(Some(T::WeightInfo::close(cleared)).into())
		}
	}
}
