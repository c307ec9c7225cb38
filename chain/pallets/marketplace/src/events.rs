use frame_support::pallet_macros::pallet_section;

/// What the pallet tells indexers and bots.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Bids are taken up to and including block `bids_until`. `max_price` is per inference.
		OrderPlaced {
			order: OrderId,
			consumer: T::AccountId,
			model: ModelId,
			inferences: u32,
			max_price: BalanceOf<T>,
			bids_until: BlockNumberFor<T>,
			award: AwardMode,
		},
		/// `price` is per inference.
		BidPlaced { order: OrderId, provider: T::AccountId, price: BalanceOf<T>, terms: BidTerms },
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
