//! # Execution
//!
//! An agreement is an order that was won: a number of inferences at a fixed price, all of them held from the consumer in
//! advance. The consumer posts the hashes of payloads, the provider posts the hashes of answers before a deadline, and an
//! answer is paid when nobody may challenge it any more or the consumer approves: the provider, the model's owners and
//! the treasury get their shares in one call.
//!
//! A request that fails or isn't answered is refunded; when that is the provider's fault the consumer is compensated out
//! of the coverage that the bid locked. Paid, failed and timed-out requests leave storage at once, closed agreements too.
//!
//! Inferences that are served off chain are paid by voucher, any number of them by one signature. An answer whose bytes
//! the provider withholds can be demanded, and what a provider no longer serves well can be ordered again.
//!
//! # States
//! ```text
//! agreement: open ──offer_close + accept_close, close──► (Closing ──close, in steps──►) gone
//!              └──expires, reopen, close of a broken one──► takes no requests; what is open goes on
//!
//! request ──► Open ──respond──► Answered ──settle after its window, approve──► paid
//!              │                   │ ▲
//!              │             demand▼ │publish
//!              │                Demanded ──no publish in time──► timed out
//!              ├──fail──► refunded, compensated by the provider's fault
//!              └──claim_timeout after the deadline──► timed out: refunded, compensated
//!
//! channel quota: redeem (voucher) ──► paid;  release_quota ──► can be requested on chain
//! ```
//!
//! # What a runtime provides
//! - `Currency`: a `fungible` that can be held; the escrow of agreements and deposits.
//! - `Models`: [`airo_primitives::model::Models`], of which only `royalties` is asked. With `()` they go to the treasury.
//! - `Providers`: [`airo_primitives::provider::Providers`]. With `()` failures are refunded without
//!   compensation, and the consumer may order the rest again at any time.
//! - `Orders`: [`airo_primitives::agreement::Orders`]. With `()` `reopen` fails with `Unavailable`.
//! - `Treasury`: an account that always exists.
//! - `frame_system::Config<Hash = H256>`: vouchers name the genesis hash.
//!
//! The pallet gives [`airo_primitives::agreement::Agreements`] to the marketplace.
//!
//! # Example
//! The smallest runtime, which this crate's tests compile and run:
//! ```ignore
#![doc = include_str!("../tests/alone/runtime.rs")]
//! ```
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod agreement;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod closing;
mod config;
mod demanding;
mod errors;
mod events;
mod money;
mod opening;
mod parameters;
mod queue;
mod redeeming;
mod refunding;
mod reopening;
mod requesting;
mod settling;
mod storage;
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

pub use agreement::*;
#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
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
	use airo_primitives::{
		agreement::Orders,
		model::{Models, MAX_OWNERS},
		provider::Providers,
		AgreementId, Blob, FailCode, ModelId, OrderId, RequestIndex,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::{ed25519, H256};
	use sp_runtime::Permill;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(T::MaxItems::get() > 0 && T::MaxSettle::get() > 0, "nothing could ever be done");
			assert!(T::MaxPublish::get() > 0, "nothing could ever be demanded");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// The consumer asks for answers to payloads that are on Dx, each taking its units of the agreement's inferences. Holds
		/// the agreement's request deposit for each.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::request(items.len() as u32))]
		pub fn request(origin: OriginFor<T>, agreement: AgreementId, items: Payloads<T>) -> DispatchResult {
			Self::do_request(ensure_signed(origin)?, agreement, items)
		}

		/// The provider answers requests with responses that are on Dx. One that can't be answered fails the whole call.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::respond(items.len() as u32))]
		pub fn respond(origin: OriginFor<T>, agreement: AgreementId, items: Answers<T>) -> DispatchResult {
			Self::do_respond(ensure_signed(origin)?, agreement, items)
		}

		/// The provider gives requests up; refunds them, and compensates the consumer when the code says it is the provider's
		/// fault.
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

		/// The consumer has answers paid at once; they can't be challenged any more.
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

		/// The consumer or the provider offers the other one to end the agreement before its time.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::offer_close())]
		pub fn offer_close(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			Self::do_offer_close(ensure_signed(origin)?, agreement)
		}

		/// The consumer or the provider ends the agreement that the other one offered to end, once no request waits for an
		/// answer or payment.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::accept_close())]
		pub fn accept_close(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			Self::do_accept_close(ensure_signed(origin)?, agreement)
		}

		/// Ends an agreement whose windows are all over; anyone may do it, again until nothing is left of it. A party may
		/// do it before when no request can come or waits and the other one loses nothing by it. When too many payloads
		/// could not be fetched, a party's call ends the time for requests, and the windows begin to run out.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close(T::MaxSettle::get()))]
		pub fn close(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResultWithPostInfo {
			let cleared = Self::do_close(ensure_signed(origin)?, agreement)?;
			Ok(Some(T::WeightInfo::close(cleared)).into())
		}

		/// Pays what the consumer's voucher acknowledges beyond what is redeemed, until the agreement is closed. Anyone
		/// may do it: the money goes where the agreement says.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::redeem(MAX_OWNERS))]
		pub fn redeem(
			origin: OriginFor<T>,
			agreement: AgreementId,
			total: u32,
			signature: ed25519::Signature,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let models = Self::do_redeem(agreement, total, &signature)?;
			Ok(Some(T::WeightInfo::redeem(models)).into())
		}

		/// The provider lets inferences that were to be paid by voucher be requested on chain. Vouchers beyond what is left of
		/// the quota can't be redeemed any more, so the provider redeems first.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::release_quota())]
		pub fn release_quota(origin: OriginFor<T>, agreement: AgreementId, units: u32) -> DispatchResult {
			Self::do_release_quota(ensure_signed(origin)?, agreement, units)
		}

		/// The consumer asks for the bytes of an answer that can't be found, for a fee; nothing is paid until the provider
		/// publishes them, and if it doesn't the request times out. Once per answer.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::demand())]
		pub fn demand(origin: OriginFor<T>, agreement: AgreementId, index: RequestIndex) -> DispatchResult {
			Self::do_demand(ensure_signed(origin)?, agreement, index)
		}

		/// The provider publishes the bytes of a demanded answer, whose challenge window begins again. Costs no fee when it
		/// succeeds: the demand paid for it.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::publish(bytes.len() as u32))]
		pub fn publish(
			origin: OriginFor<T>,
			agreement: AgreementId,
			index: RequestIndex,
			bytes: Bytes<T>,
		) -> DispatchResultWithPostInfo {
			Self::do_publish(ensure_signed(origin)?, agreement, index, bytes)?;
			Ok(Pays::No.into())
		}

		/// The consumer orders what can still be requested again, at no more than its price and from somebody else, because
		/// the provider has failed too often or has left the market. `channel_quota` is the new order's, and so is `invited`:
		/// only these accounts may bid, or everybody else; nothing is kept of whom the old order invited. The old agreement
		/// takes no requests any more; what is open goes on, and vouchers can be redeemed until it is closed.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::reopen())]
		pub fn reopen(
			origin: OriginFor<T>,
			agreement: AgreementId,
			channel_quota: u32,
			invited: Option<Invited<T>>,
		) -> DispatchResult {
			Self::do_reopen(ensure_signed(origin)?, agreement, channel_quota, invited)
		}

		/// Takes back one's own offer to end the agreement.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::withdraw_close_offer())]
		pub fn withdraw_close_offer(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			Self::do_withdraw_close_offer(ensure_signed(origin)?, agreement)
		}
	}
}
