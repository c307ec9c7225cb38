//! What binds the agreements of orders that are placed now.

use crate::{AccountIdOf, BalanceOf, Config, Pallet};
use airo_primitives::{
	agreement::{AgreementTerms, Agreements},
	parameters::ExecutionParameters,
};
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> Pallet<T> {
	/// The present values of all parameters.
	pub fn parameters() -> ExecutionParameters<BalanceOf<T>> {
		let AgreementTerms {
			request_deposit,
			fail_compensation,
			unavailable_fee,
			unavailable_limit,
			reopen_faults,
			demand_fee,
		} = <Self as Agreements<AccountIdOf<T>, BalanceOf<T>, BlockNumberFor<T>>>::terms();
		ExecutionParameters {
			request_deposit,
			fail_compensation,
			unavailable_fee,
			unavailable_limit,
			reopen_faults,
			demand_fee,
			max_publish: T::MaxPublish::get(),
			max_items: T::MaxItems::get(),
			max_settle: T::MaxSettle::get(),
		}
	}
}
