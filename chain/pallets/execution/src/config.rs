use frame_support::pallet_macros::pallet_section;

/// What a runtime decides. What isn't a constant may change from block to block, by governance; an agreement goes by what
/// it was when its order was placed.
#[pallet_section]
mod config {
	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256, RuntimeEvent: From<Event<Self>>> {
		/// The runtime's reason for a hold, made of this pallet's [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// What is paid with. Any fungible that can be held.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Who owns a model, and gets its royalties.
		type Models: Models<Self::AccountId, BalanceOf<Self>>;

		/// Coverage and records.
		type Providers: Providers<Self::AccountId, BalanceOf<Self>>;

		/// Where the rest of an agreement is ordered again.
		type Orders: Orders<Self::AccountId, BalanceOf<Self>, BlockNumberFor<Self>>;

		/// Gets commissions, fees, and what its owner can't be credited with. Must always exist.
		type Treasury: Get<Self::AccountId>;

		/// Planck held from the consumer per request, until the request is paid or refunded.
		type RequestDepositAmount: Get<BalanceOf<Self>>;

		/// Share of a failed or late inference's price that the provider pays the consumer on top of the refund.
		type FailCompensation: Get<Permill>;

		/// Share of an inference's price that goes to the treasury when its payload can't be fetched.
		type UnavailableFee: Get<Permill>;

		/// Share of an agreement's inferences above which unfetchable payloads let either side end it.
		type UnavailableLimit: Get<Permill>;

		/// Share of an agreement's inferences above which failures of the provider let the consumer reopen it.
		type ReopenFaults: Get<Permill>;

		/// Planck to the treasury for demanding an answer. At least the fee of publishing `MaxPublish` bytes, which the
		/// provider is spared.
		type DemandFee: Get<BalanceOf<Self>>;

		/// Most bytes that `publish` takes; larger answers can't be demanded. A runtime that lowers it makes providers
		/// lose the larger answers that are demanded just then.
		#[pallet::constant]
		type MaxPublish: Get<u32>;

		/// Most items per call.
		#[pallet::constant]
		type MaxItems: Get<u32>;

		/// Most requests that one `settle` or `close` goes through.
		#[pallet::constant]
		type MaxSettle: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets up what benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}
}
