//! Vouchers: what was served off chain is paid in one go, however many inferences it is.
//!
//! Whoever sends a voucher can only hasten a payment that the consumer signed and that goes where the agreement says, so
//! anyone may: a provider's helper, or the consumer itself while the provider is away.

use crate::{settling::Paid, AccountIdOf, Agreements, Config, Error, Event, Pallet};
use airo_primitives::{voucher::Voucher, AgreementId};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::ed25519;
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Returns how many models of the line were looked at to share the royalties out.
	pub(crate) fn do_redeem(
		id: AgreementId,
		total: u32,
		signature: &ed25519::Signature,
	) -> Result<u32, DispatchError> {
		let mut agreement = Self::agreement(id)?;
		ensure!(!agreement.channel_quota.is_zero(), Error::<T>::NoChannelQuota);
		ensure!(total <= agreement.channel_quota, Error::<T>::VoucherOverQuota);
		let units = total.saturating_sub(agreement.redeemed);
		ensure!(!units.is_zero(), Error::<T>::StaleVoucher);
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let voucher = Voucher { genesis, agreement: id, total };
		ensure!(voucher.is_signed_by(signature, &agreement.consumer_key), Error::<T>::WrongSignature);

		let Paid { split, models } = Self::pay_units(&agreement, units)?;
		agreement.redeemed = total;
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::Redeemed {
			agreement: id,
			total,
			units,
			provider: split.provider,
			royalty: split.royalty,
			commission: split.commission,
		});
		Ok(models)
	}

	pub(crate) fn do_release_quota(provider: AccountIdOf<T>, id: AgreementId, units: u32) -> DispatchResult {
		let mut agreement = Self::agreement(id)?;
		ensure!(agreement.provider == provider, Error::<T>::NotProvider);
		// What is released is for requests, and these are over.
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now <= agreement.expires, Error::<T>::Expired);
		ensure!(!units.is_zero(), Error::<T>::ZeroUnits);
		let unused = agreement.channel_quota.saturating_sub(agreement.redeemed);
		ensure!(units <= unused, Error::<T>::QuotaUsed);
		let channel_quota = agreement.channel_quota.saturating_sub(units);
		agreement.channel_quota = channel_quota;
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::QuotaReleased { agreement: id, units, channel_quota });
		Ok(())
	}
}
