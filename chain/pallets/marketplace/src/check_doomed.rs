//! Refusing transactions that can't succeed before they cost a fee.

use crate::{looking_through, AccountIdOf, Call, Config, LookInto, WeightInfo};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::DispatchInfo, traits::IsSubType, weights::Weight, CloneNoBound, DebugNoBound, EqNoBound,
	PartialEqNoBound,
};
use frame_system::{pallet_prelude::OriginFor, CheckNonce};
use scale_info::{StaticTypeInfo, Type, TypeInfo};
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, Dispatchable, Implication, PostDispatchInfoOf,
		TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	transaction_validity::{TransactionSource, TransactionValidityError},
	DispatchResult,
};

type CallOf<T> = <T as frame_system::Config>::RuntimeCall;

/// `CheckNonce`, and once it is the transaction's turn, a look at whether its call can succeed: one of this pallet that its
/// own checks would refuse in the present state makes the transaction invalid. The code of
/// `InvalidTransaction::Custom` is the number of the call's [`Error`].
///
/// It stands where `CheckNonce` would and is nothing else to a client: same name, same data. It needs the nonce because
/// nothing can be said of a transaction whose sender has others in front of it, which may change everything.
///
/// It looks through one proxied call and one batch of at most 30 calls, in either order, as far as [`LookInto`] shows them,
/// and refuses when nothing can come of any of the calls: what stops or reverts a batch also spoils the calls after or
/// before it. When in doubt the transaction passes.
#[derive(Encode, Decode, DecodeWithMemTracking, CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound)]
pub struct CheckDoomed<T: Config>(pub CheckNonce<T>);

impl<T: Config> CheckDoomed<T> {
	/// The extension of a transaction with this nonce.
	pub fn from(nonce: T::Nonce) -> Self {
		Self(CheckNonce::from(nonce))
	}
}

/// To a client the extension is the one it wraps.
impl<T: Config> TypeInfo for CheckDoomed<T>
where
	CheckNonce<T>: StaticTypeInfo,
{
	type Identity = CheckNonce<T>;
	fn type_info() -> Type {
		CheckNonce::<T>::type_info()
	}
}

impl<T: Config> TransactionExtension<CallOf<T>> for CheckDoomed<T>
where
	CallOf<T>: Dispatchable<Info = DispatchInfo> + IsSubType<Call<T>> + LookInto<AccountIdOf<T>>,
	<CallOf<T> as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<AccountIdOf<T>> + Clone,
{
	const IDENTIFIER: &'static str = <CheckNonce<T> as TransactionExtension<CallOf<T>>>::IDENTIFIER;
	type Implicit = <CheckNonce<T> as TransactionExtension<CallOf<T>>>::Implicit;
	type Val = <CheckNonce<T> as TransactionExtension<CallOf<T>>>::Val;
	type Pre = <CheckNonce<T> as TransactionExtension<CallOf<T>>>::Pre;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		CheckNonce::<T>::metadata()
	}

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.0.implicit()
	}

	fn weight(&self, call: &CallOf<T>) -> Weight {
		let judged = looking_through::judged::<T>(call);
		self.0.weight(call).saturating_add(<T as Config>::WeightInfo::check_doomed(judged))
	}

	fn validate(
		&self,
		origin: OriginFor<T>,
		call: &CallOf<T>,
		info: &DispatchInfoOf<CallOf<T>>,
		len: usize,
		self_implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, CallOf<T>> {
		let valid =
			self.0.validate(origin.clone(), call, info, len, self_implicit, inherited_implication, source)?;
		if let Some(who) = origin.as_system_origin_signer() {
			let its_turn = frame_system::Pallet::<T>::account_nonce(who) == self.0 .0;
			if its_turn {
				looking_through::judge::<T>(who, call)?;
			}
		}
		Ok(valid)
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &OriginFor<T>,
		call: &CallOf<T>,
		info: &DispatchInfoOf<CallOf<T>>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfo,
		post_info: &PostDispatchInfoOf<CallOf<T>>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		CheckNonce::<T>::post_dispatch_details(pre, info, post_info, len, result)
	}
}
