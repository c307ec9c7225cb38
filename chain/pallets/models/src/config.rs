use frame_support::pallet_macros::pallet_section;

/// What a runtime decides. What isn't a constant may change from block to block, by governance; deposits and ends of periods
/// are kept as they were when they began.
#[pallet_section]
mod config {
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's reason for a hold, made of this pallet's [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// What deposits are held in. Any fungible that can be held.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Where the models' NFTs live. The pallet's account owns the collection and pays its deposit, if there is one.
		type Nfts: nonfungibles_v2::Inspect<Self::AccountId, ItemId = ModelId, CollectionId: MaxEncodedLen>
			+ nonfungibles_v2::Create<Self::AccountId, Self::CollectionConfig>
			+ nonfungibles_v2::Mutate<Self::AccountId, Self::ItemConfig>;

		/// The NFT pallet's settings of a collection.
		type CollectionConfig;

		/// Settings of the models' collection; its items must be transferable.
		type NewCollection: Get<Self::CollectionConfig>;

		/// The NFT pallet's settings of an item.
		type ItemConfig: Default;

		/// Models whose NFTs can be neither sold nor burned now, because somebody claims them; `Nothing` without disputes. Holds
		/// for NFTs when the NFT pallet's `Locker` is this pallet.
		type Locked: Contains<ModelId>;

		/// Who says which bytes are everybody's.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may attest.
		type Providers: Providers<Self::AccountId, BalanceOf<Self>>;

		/// The account that owns the collection.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Blocks that a commitment must be old before it can be used, so that nobody can copy a registration in flight.
		type CommitAge: Get<BlockNumberFor<Self>>;

		/// Providers that must attest a model before it can be ordered; no more than `MaxAttestations` count.
		type MinAttestations: Get<u32>;

		/// Highest `MinAttestations` there can be, which calls that forget attestations are weighed by. May only be raised
		/// once the chain has begun.
		#[pallet::constant]
		type MaxAttestations: Get<u32>;

		/// Planck that an attester has bonded at least.
		type MinAttesterBond: Get<BalanceOf<Self>>;

		/// Blocks after bytes were registered in which an earlier commitment takes them over.
		type PriorityPeriod: Get<BlockNumberFor<Self>>;

		/// Blocks between announcing a higher royalty and the first order that owes it.
		type RoyaltyNotice: Get<BlockNumberFor<Self>>;

		/// Blocks that a model must have been retired before it can be removed: longer than an order and its agreement last, so
		/// that no royalty is lost to its parents.
		type RemovalDelay: Get<BlockNumberFor<Self>>;

		/// Planck held for a model. At least the existential deposit, so that it can always be given back.
		type ModelDeposit: Get<BalanceOf<Self>>;

		/// Planck held for a commitment until it is used or withdrawn.
		type CommitDeposit: Get<BalanceOf<Self>>;

		/// Highest royalty, in planck per inference.
		type MaxRoyalty: Get<BalanceOf<Self>>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets up what benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}
}
