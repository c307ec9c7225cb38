use frame_support::pallet_macros::pallet_section;

/// What the pallet tells indexers and bots.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	// What a field means beyond its name stands with its event.
	#[allow(missing_docs)]
	pub enum Event<T: Config> {
		/// Bids are taken up to and including block `bids_until`, from anyone the order suits but `barred`. `max_price` is
		/// planck per inference.
		OrderPlaced {
			order: OrderId,
			consumer: T::AccountId,
			model: ModelId,
			inferences: u32,
			max_price: BalanceOf<T>,
			bids_until: BlockNumberFor<T>,
			award: AwardMode,
			barred: Option<T::AccountId>,
		},
		/// `price` is planck per inference.
		BidPlaced { order: OrderId, provider: T::AccountId, price: BalanceOf<T>, terms: BidTerms },
		/// The provider's bid is now at this lower `price`, in planck per inference, and these terms.
		BidLowered { order: OrderId, provider: T::AccountId, price: BalanceOf<T>, terms: BidTerms },
		/// The bid of this `price`, in planck per inference, made room for a cheaper one; its deposit and coverage are free
		/// again.
		BidEvicted { order: OrderId, provider: T::AccountId, price: BalanceOf<T> },
		/// The consumer would have the provider's bid at this lower `price`, in planck per inference.
		Countered { order: OrderId, provider: T::AccountId, price: BalanceOf<T> },
		/// The provider's bid is now at the `price`, in planck per inference, that the consumer had countered with.
		CounterAccepted { order: OrderId, provider: T::AccountId, price: BalanceOf<T> },
		/// The order has become an agreement at the winner's price, in planck per inference; what the consumer had held above
		/// it is free again, and so is what the other bidders had locked.
		OrderAwarded {
			order: OrderId,
			agreement: AgreementId,
			consumer: T::AccountId,
			provider: T::AccountId,
			model: ModelId,
			price: BalanceOf<T>,
			inferences: u32,
		},
		/// Taken back by its consumer, who has `refunded` planck free again.
		OrderCancelled { order: OrderId, refunded: BalanceOf<T> },
		/// Ended without a winner; `refunded` planck are the consumer's again.
		OrderExpired { order: OrderId, refunded: BalanceOf<T> },
	}
}
