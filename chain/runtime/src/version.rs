//! What this runtime calls itself. Both numbers end up in every signature.

use alloc::borrow::Cow;

use sp_version::RuntimeVersion;

use crate::RUNTIME_API_VERSIONS;

#[cfg(not(feature = "next-version"))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("airo"),
	impl_name: Cow::Borrowed("airo"),
	authoring_version: 1,
	spec_version: 100,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// Of a runtime that differs in nothing else, for the rehearsal of an upgrade. The macro takes literals only.
#[cfg(feature = "next-version")]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("airo"),
	impl_name: Cow::Borrowed("airo"),
	authoring_version: 1,
	spec_version: 101,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 2,
	system_version: 1,
};
