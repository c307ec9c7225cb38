//! Calls that carry other calls, as far as [`crate::CheckDoomed`] must know of them.

/// What happens to a batch of which a call fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnError {
	/// The calls after it aren't made; those before it stand.
	Stop,
	/// None of the calls has happened.
	Revert,
	/// The calls after it are made all the same.
	GoOn,
}

/// What a call carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Inside<'a, Call, AccountId> {
	/// No call, or none that is made as a known account.
	Nothing,
	/// A call made as `who`. That it fails is no failure of the call that carries it.
	As {
		/// The account that the call is made as.
		who: AccountId,
		/// The call.
		call: &'a Call,
	},
	/// Calls made one after the other as whoever makes the call that carries them.
	Batch {
		/// The calls in their order.
		calls: &'a [Call],
		/// What the failure of one means for the others.
		on_error: OnError,
	},
}

/// Implemented by a runtime for its `RuntimeCall`; a runtime without proxies and batches leaves the default, which finds
/// nothing.
pub trait LookInto<AccountId>: Sized {
	/// What the call carries, without looking into that in turn.
	fn look_into(&self) -> Inside<'_, Self, AccountId> {
		Inside::Nothing
	}
}
