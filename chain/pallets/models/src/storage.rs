use frame_support::pallet_macros::pallet_section;

/// What the chain remembers.
#[pallet_section]
mod storage {
	/// Registered models; their numbers are also their NFTs'.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, ModelOf<T>>;

	/// Number of the next model.
	#[pallet::storage]
	pub type NextModelId<T> = StorageValue<_, ModelId, ValueQuery>;

	/// Models, also removed ones, by the SHA-256 of their bytes.
	#[pallet::storage]
	pub type ModelByArtifact<T> = StorageMap<_, Blake2_128Concat, ContentHash, ModelId>;

	/// Commitments that wait to be used.
	#[pallet::storage]
	pub type Commitments<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		H256,
		Commitment<BalanceOf<T>, BlockNumberFor<T>>,
	>;

	/// What is left of models that were removed.
	#[pallet::storage]
	pub type Tombstones<T: Config> = StorageMap<_, Twox64Concat, ModelId, TombstoneOf<T>>;

	/// Bytes that nobody may register, by their SHA-256.
	#[pallet::storage]
	pub type PublicArtifacts<T> = StorageMap<_, Blake2_128Concat, ContentHash, ()>;

	/// Who has attested the listed version of a model, and the one that waits; older ones are forgotten.
	#[pallet::storage]
	pub type Attestations<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Blake2_128Concat, (u32, T::AccountId), ()>;

	/// The collection of the models' NFTs.
	#[pallet::storage]
	pub type Collection<T: Config> = StorageValue<_, CollectionIdOf<T>>;
}
