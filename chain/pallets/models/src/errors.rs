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
		/// An artifact with these bytes is registered, and this registration proves no earlier commitment; register with one,
		/// or buy the NFT.
		ArtifactTaken,
		/// The commitment is earlier, but it came forward after the `PriorityPeriod`; claim the ownership in a dispute.
		PriorityLapsed,
		/// A model of these bytes was removed. Only its last owner may register them again, or an earlier commitment.
		ArtifactRemoved,
		/// The council has marked these bytes as everybody's; register a model made from them.
		ArtifactPublic,
		/// The royalty is above `MaxRoyalty`; lower it.
		RoyaltyTooHigh,
		/// No model has the parent's number.
		UnknownParent,
		/// The bytes were registered by somebody else before the parent was, and a parent must be older; register without it.
		ParentTooNew,
		/// The parent has three ancestors already; name one of those.
		LineageTooDeep,
		/// The free balance doesn't cover the deposit; top the account up.
		InsufficientFunds,
		/// The NFT pallet refuses: to mint, most likely because the free balance doesn't cover the NFT's own deposit (top the
		/// account up); to burn, because it is locked (wait).
		NftRefused,
		/// Every model number has been used; nothing can be registered any more.
		NoMoreIds,
		/// No model has this number; look one up in the catalogue.
		UnknownModel,
		/// Only the owner of the model's NFT may do this.
		NotOwner,
		/// The model was taken off the market already.
		AlreadyRetired,
		/// The model isn't retired; retire it first.
		NotRetired,
		/// The model hasn't been retired for `RemovalDelay` blocks; agreements may still pay its royalties. Try later.
		RetiredTooRecently,
		/// The model's NFT is locked by a dispute; wait for its end.
		ModelLocked,
		/// The model is retired, or its NFT was burned; restore it first.
		ModelRetired,
		/// This is the royalty already; name another one.
		SameRoyalty,
		/// The newest version has this manifest and weights root already; change one of them.
		SameManifest,
		/// Every version number of the model has been used; register another artifact.
		NoMoreVersions,
		/// This version is listed; it needs no more attestations.
		AlreadyListed,
		/// Another version waits to be attested by now; check that one.
		WrongVersion,
		/// The attester isn't a provider with at least `MinAttesterBond`; bond more first.
		BondTooLow,
		/// An owner can't attest its own model.
		OwnModel,
		/// The provider has attested this version already, and more providers are needed.
		AlreadyAttested,
		/// The artifact is marked as public already.
		AlreadyPublic,
		/// The artifact isn't marked as public.
		NotPublic,
	}
}
