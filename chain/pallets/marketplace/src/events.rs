use frame_support::pallet_macros::pallet_section;

/// What the pallet tells indexers and bots.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Bids are taken up to and including block `bids_until`, from anyone the order suits but `barred`. `max_price` is
		/// per inference.
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
		/// `price` is per inference.
		BidPlaced { order: OrderId, provider: T::AccountId, price: BalanceOf<T>, terms: BidTerms },
		/// The provider's bid is now at this lower `price` per inference and these terms.
		BidLowered { order: OrderId, provider: T::AccountId, price: BalanceOf<T>, terms: BidTerms },
		/// The bid of this `price` per inference made room for a cheaper one; its deposit and coverage are free again.
		BidEvicted { order: OrderId, provider: T::AccountId, price: BalanceOf<T> },
		/// The consumer would have the provider's bid at this lower `price` per inference.
		Countered { order: OrderId, provider: T::AccountId, price: BalanceOf<T> },
		/// The provider's bid is now at the `price` per inference that the consumer had countered with.
		CounterAccepted { order: OrderId, provider: T::AccountId, price: BalanceOf<T> },
		/// The order has become an agreement at the winner's price per inference; what the consumer had held above it is
		/// free again, and so is what the other bidders had locked.
		OrderAwarded {
			order: OrderId,
			agreement: AgreementId,
			consumer: T::AccountId,
			provider: T::AccountId,
			model: ModelId,
			price: BalanceOf<T>,
			inferences: u32,
		},
		/// Taken back by its consumer.
		OrderCancelled { order: OrderId, refunded: BalanceOf<T> },
		/// Ended without a winner.
		OrderExpired { order: OrderId, refunded: BalanceOf<T> },
	}
}
