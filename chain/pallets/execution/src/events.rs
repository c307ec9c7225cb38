use frame_support::pallet_macros::pallet_section;

/// What the pallet tells indexers and bots. Amounts in planck; units are inferences.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	// What a field means beyond its name stands with its event.
	#[allow(missing_docs)]
	pub enum Event<T: Config> {
		/// Requests may be made up to and including block `expires`. `price` is planck per inference.
		AgreementOpened {
			agreement: AgreementId,
			order: OrderId,
			consumer: T::AccountId,
			provider: T::AccountId,
			model: ModelId,
			price: BalanceOf<T>,
			inferences: u32,
			expires: BlockNumberFor<T>,
		},
		/// An answer counts up to and including block `deadline`.
		Requested {
			agreement: AgreementId,
			index: RequestIndex,
			payload: Blob,
			units: u32,
			deadline: BlockNumberFor<T>,
		},
		/// Paid after block `due`, or before when the consumer approves.
		Responded { agreement: AgreementId, index: RequestIndex, response: Blob, due: BlockNumberFor<T> },
		/// The provider gave a request up. `refunded` is planck of the escrow, `compensation` of the provider's coverage.
		Failed {
			agreement: AgreementId,
			index: RequestIndex,
			code: FailCode,
			units: u32,
			refunded: BalanceOf<T>,
			compensation: BalanceOf<T>,
		},
		/// A request was not answered in time. `refunded` is planck of the escrow, `compensation` of the provider's coverage.
		TimedOut {
			agreement: AgreementId,
			index: RequestIndex,
			units: u32,
			refunded: BalanceOf<T>,
			compensation: BalanceOf<T>,
		},
		/// Answers were paid. The three amounts, in planck, sum to `units × price`; a part that its receiver could not be
		/// credited with, or that nobody owns, went to the treasury.
		Settled {
			agreement: AgreementId,
			indices: Vec<RequestIndex>,
			units: u32,
			provider: BalanceOf<T>,
			royalty: BalanceOf<T>,
			commission: BalanceOf<T>,
		},
		/// A voucher of `total` paid `units` that weren't paid by an earlier one. The amounts are as in `Settled`.
		Redeemed {
			agreement: AgreementId,
			total: u32,
			units: u32,
			provider: BalanceOf<T>,
			royalty: BalanceOf<T>,
			commission: BalanceOf<T>,
		},
		/// `units` that were to be paid by voucher can be requested on chain; `channel_quota` is what is left.
		QuotaReleased { agreement: AgreementId, units: u32, channel_quota: u32 },
		/// The provider publishes the bytes of `response` up to and including block `until`, or the request times out.
		Demanded { agreement: AgreementId, index: RequestIndex, response: Blob, until: BlockNumberFor<T> },
		/// A demanded answer, for whom it may concern, however the call was wrapped. Paid after block `due`, or before when
		/// the consumer approves.
		Published {
			agreement: AgreementId,
			index: RequestIndex,
			response: Blob,
			bytes: Vec<u8>,
			due: BlockNumberFor<T>,
		},
		/// `units` left the agreement, and `released` planck its escrow, for a new order.
		Reopened { agreement: AgreementId, order: OrderId, units: u32, released: BalanceOf<T> },
		/// No request is taken from this block on, before the agreement's time. Anyone may close after `closes_after`.
		Ending { agreement: AgreementId, closes_after: BlockNumberFor<T> },
		/// The other party may accept now.
		CloseOffered { agreement: AgreementId, by: T::AccountId },
		/// The other party can't accept any more.
		CloseOfferWithdrawn { agreement: AgreementId, by: T::AccountId },
		/// The agreement is gone. `refunded` planck were left of the escrow, `forfeited` is the part of the provider's deposit
		/// that the consumer got for failures.
		Closed { agreement: AgreementId, refunded: BalanceOf<T>, forfeited: BalanceOf<T> },
	}
}
