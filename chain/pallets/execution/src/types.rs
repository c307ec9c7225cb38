use crate::{Agreement, Config};
use airo_primitives::{AgreementId, Blob, FailCode, RequestIndex};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::fungible::Inspect, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;

/// Account of a consumer or provider.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// Planck of the currency that agreements are paid with.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdOf<T>>>::Balance;
/// An agreement in the runtime's types.
pub type AgreementOf<T> = Agreement<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>;
/// A request in the runtime's types.
pub type RequestOf<T> = Request<BalanceOf<T>, BlockNumberFor<T>>;
/// Payloads to be answered, each with the units it declares.
pub type Payloads<T> = BoundedVec<(Blob, u32), <T as Config>::MaxItems>;
/// Answers by request.
pub type Answers<T> = BoundedVec<(RequestIndex, Blob), <T as Config>::MaxItems>;
/// Failures by request.
pub type Failures<T> = BoundedVec<(RequestIndex, FailCode), <T as Config>::MaxItems>;
/// Requests by number.
pub type Indices<T> = BoundedVec<RequestIndex, <T as Config>::MaxItems>;
/// Accounts that may bid for the rest of an agreement.
pub type Invited<T> = BoundedVec<AccountIdOf<T>, <T as Config>::MaxItems>;
/// An answer as it is published.
pub type Bytes<T> = BoundedVec<u8, <T as Config>::MaxPublish>;
/// Requests with their numbers, on their way out of storage.
pub(crate) type Entries<T> = alloc::vec::Vec<(RequestIndex, RequestOf<T>)>;
/// Key of an agreement's answers waiting for payment: the agreement and a running number.
pub(crate) type Seq = u32;

/// Where a request stands. One that is paid or refunded is gone.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RequestState<BlockNumber> {
	/// Waits for its answer.
	Open,
	/// Waits for its payment.
	Answered {
		/// The answer on Dx.
		response: Blob,
		/// Block of the answer.
		at: BlockNumber,
		/// Last block in which the answer can be challenged; it is paid after that.
		due: BlockNumber,
		/// Its place among the agreement's answers.
		seq: u32,
		/// Its bytes were demanded and are on chain; `due` counts from then.
		published: bool,
	},
	/// The consumer can't find the answer's bytes; nothing is paid unless they are published.
	Demanded {
		/// The answer whose bytes are wanted.
		response: Blob,
		/// Block of the answer.
		at: BlockNumber,
		/// Last block in which publishing them counts.
		until: BlockNumber,
	},
}

/// A payload to be answered.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Request<Balance, BlockNumber> {
	/// What is to be answered, on Dx.
	pub payload: Blob,
	/// How many of the agreement's inferences it takes.
	pub units: u32,
	/// Block of the request.
	pub posted: BlockNumber,
	/// Last block in which an answer counts.
	pub deadline: BlockNumber,
	/// Held from the consumer, in planck, until the entry goes.
	pub deposit: Balance,
	/// Whether it is answered, or demanded.
	pub state: RequestState<BlockNumber>,
}

/// Whom a refund is blamed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Blame {
	Provider,
	Consumer,
	/// The payload could not be fetched, and nobody can prove why.
	Nobody,
}

impl From<FailCode> for Blame {
	fn from(code: FailCode) -> Self {
		match code {
			FailCode::PayloadUnavailable => Self::Nobody,
			code if code.is_providers_fault() => Self::Provider,
			_ => Self::Consumer,
		}
	}
}

/// What an account has in agreements; in planck.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Money<Balance> {
	/// Held for agreements in which it is the consumer.
	pub escrow: Balance,
	/// Held for its requests and for the agreements it won.
	pub deposits: Balance,
	/// What `settle` would pay it now as a provider.
	pub claimable: Balance,
}

/// Agreement and request together, as calls name them.
pub(crate) type RequestKey = (AgreementId, RequestIndex);
