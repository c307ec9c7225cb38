use frame_support::pallet_macros::pallet_section;

/// Why a call is refused, and what to do about it.
#[pallet_section]
mod errors {
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// The account has made this commitment already; register with it, or withdraw it.
		AlreadyCommitted,
		/// The account has made no such commitment: artifact, owner or salt differ from what was committed to.
		UnknownCommitment,
		/// The commitment is younger than `CommitAge` blocks; wait and register then.
		CommitmentTooYoung,
		/// The artifact or the manifest has no bytes.
		EmptyBlob,
		/// An artifact with these bytes is registered; its owner may sell its NFT.
		ArtifactTaken,
		/// The royalty is above `MaxRoyalty`; lower it.
		RoyaltyTooHigh,
		/// No model has the parent's number.
		UnknownParent,
		/// The parent has three ancestors already; name one of those.
		LineageTooDeep,
		/// The free balance doesn't cover the deposit; top the account up.
		InsufficientFunds,
		/// The NFT can't be minted, most likely because the free balance doesn't cover its own deposit; top the account up.
		NftRefused,
		/// Every model number has been used; nothing can be registered any more.
		NoMoreIds,
		/// No model has this number; look one up in the catalogue.
		UnknownModel,
		/// Only the owner of the model's NFT may do this.
		NotOwner,
		/// The model was taken off the market already, or its NFT was burned.
		AlreadyRetired,
		/// The model isn't retired.
		NotRetired,
		/// The model is retired; it can't be attested.
		ModelRetired,
		/// The model is listed; it needs no more attestations.
		AlreadyListed,
		/// The manifest has another version by now; check that one.
		WrongVersion,
		/// The attester isn't a provider with at least `MinAttesterBond`; bond more first.
		BondTooLow,
		/// An owner can't attest its own model.
		OwnModel,
		/// The provider has attested this version already.
		AlreadyAttested,
	}
}
