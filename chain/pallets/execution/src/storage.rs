use frame_support::pallet_macros::pallet_section;

/// What the chain keeps, and what it holds money for.
#[pallet_section]
mod storage {
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
}
