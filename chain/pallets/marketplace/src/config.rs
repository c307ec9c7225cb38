use frame_support::pallet_macros::pallet_section;

/// What a runtime chooses. What isn't a constant may change from block to block, by governance; it is read when it begins
/// to bind somebody, and what it was then is kept with the order or the bid.
#[pallet_section]
mod config {
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

		/// Gets what its owner can't be credited with. Must always exist. A constant, so that clients find it on any chain.
		#[pallet::constant]
		type Treasury: Get<Self::AccountId>;

		/// Share of each price that the treasury gets; what an order was placed under stays with it.
		type Commission: Get<Permill>;

		/// Planck per inference that must be left to the provider after royalty and commission; what an order was placed
		/// under stays with it.
		type MinProviderShare: Get<BalanceOf<Self>>;

		/// Planck held from a bidder per bid; each bid keeps its own.
		type BidDepositAmount: Get<BalanceOf<Self>>;

		/// Blocks after the bid window in which an order can still be awarded; at least one. What an order was placed under
		/// stays with it.
		type AwardGrace: Get<BlockNumberFor<Self>>;

		/// Allowed bid windows, in blocks.
		type BidWindow: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Allowed durations of agreements, in blocks.
		type Duration: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Allowed response windows, in blocks.
		type ResponseWindow: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Allowed challenge windows, in blocks.
		type ChallengeWindow: Get<WindowBounds<BlockNumberFor<Self>>>;

		/// Most inferences per order; at least one.
		type MaxInferences: Get<u32>;

		/// Most unanswered requests at once that a bid may promise to take; at least one. A bid keeps what it promised.
		type MaxOpenLimit: Get<u32>;

		/// Least that a bidder lowers its own bid by, as a share of the bid.
		type MinLowering: Get<Permill>;

		/// Most live bids per order; when there are as many, a cheaper one evicts the dearest.
		#[pallet::constant]
		type MaxBids: Get<u32>;

		/// Most invited bidders per order.
		#[pallet::constant]
		type MaxInvited: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets up what benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}
}
