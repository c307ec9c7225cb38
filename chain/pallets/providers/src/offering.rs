//! Saying which models a provider serves.

use crate::{AccountIdOf, Config, Error, Event, OfferTerms, Offers, Pallet, Providers};
use airo_primitives::{
	model::{ModelUnavailable, Models as _},
	ModelId,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(who: AccountIdOf<T>, model: ModelId, terms: OfferTerms) -> DispatchResult {
		let mut provider = Self::provider(&who)?;
		match T::Models::may_offer(model) {
			Ok(()) | Err(ModelUnavailable::Draft) => {}
			Err(ModelUnavailable::Unknown) => return Err(Error::<T>::ModelUnknown.into()),
			Err(ModelUnavailable::Retired) => return Err(Error::<T>::ModelRetired.into()),
		}
		ensure!(terms.max_batch > 0 && terms.p50_ms <= terms.p95_ms, Error::<T>::TermsOutOfRange);
		if !Offers::<T>::contains_key(&who, model) {
			ensure!(provider.offers < T::MaxOffers::get(), Error::<T>::TooManyOffers);
			provider.offers = provider.offers.saturating_add(1);
			Providers::<T>::insert(&who, provider);
		}
		Offers::<T>::insert(&who, model, terms);
		Self::deposit_event(Event::Offered { provider: who, model });
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(who: AccountIdOf<T>, model: ModelId) -> DispatchResult {
		let mut provider = Self::provider(&who)?;
		ensure!(Offers::<T>::take(&who, model).is_some(), Error::<T>::UnknownOffer);
		provider.offers = provider.offers.saturating_sub(1);
		Providers::<T>::insert(&who, provider);
		Self::deposit_event(Event::OfferWithdrawn { provider: who, model });
		Ok(())
	}
}
