//! Models that are there from the first block.

use crate::{registering::Entry, AccountIdOf, BalanceOf, Config, Pallet};
use airo_primitives::{Blob, ContentHash};

/// Owner, hash and size of the artifact, hash and size of the manifest, weights root, royalty in planck per inference.
pub type GenesisModel<T> = (AccountIdOf<T>, ContentHash, u64, ContentHash, u64, ContentHash, BalanceOf<T>);

impl<T: Config> Pallet<T> {
	/// A chain that can't begin as described must not begin: a wrong entry panics.
	pub(crate) fn build_model(model: &GenesisModel<T>) {
		let (owner, artifact, artifact_size, manifest, manifest_size, weights_root, royalty) = model.clone();
		let entry = Entry {
			artifact: Blob { hash: artifact, size: artifact_size },
			manifest: Blob { hash: manifest, size: manifest_size },
			weights_root,
			royalty,
			parent: None,
		};
		let listed = Self::do_register(owner, entry, None).and_then(Self::list);
		assert!(listed.is_ok(), "a model can't be listed at genesis: {listed:?}");
	}

	/// First of all collections where the pallet's account can pay its deposit by now; otherwise it is made with the first
	/// model. The deposit is what the NFT pallet takes first, so that a refusal leaves nothing behind. No storage layer:
	/// Chopsticks can't run one outside a block.
	pub(crate) fn build_collection() {
		let _ = Self::collection();
	}
}
