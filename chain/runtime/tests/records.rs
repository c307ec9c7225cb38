//! What clients are told of an account's past.

mod devchain;

use airo_primitives::{
	provider::{Outcome, Providers as _},
	runtime_apis::runtime_decl_for_providers_api::ProvidersApiV1,
};
use airo_runtime::{
	apis::Record,
	constants::{market::RECORD_HALF_LIFE, AIRO},
	genesis::*,
	Models, Providers, Runtime, System,
};
use core::any::TypeId;

#[test]
fn both_sides_records_are_told_as_faded_up_to_now() {
	devchain::begin(DEVELOPMENT).execute_with(|| {
		let (provider, consumer) = (account(&WING1), account(&CONSUMER1));
		let served = Outcome::Served { units: 100, value: 4 * AIRO, commission: AIRO };
		Providers::record(&provider, &consumer, served);
		let began = System::block_number();
		System::set_block_number(began + RECORD_HALF_LIFE - 1);
		assert_eq!(Runtime::record(provider.clone()).served, 100);
		System::set_block_number(began + 2 * RECORD_HALF_LIFE);
		let faded = Record {
			halved: began + 2 * RECORD_HALF_LIFE,
			served: 25,
			value: AIRO,
			commission: AIRO / 4,
			..Default::default()
		};
		assert_eq!(Runtime::record(provider.clone()), faded);
		assert_eq!(Runtime::consumer_record(consumer.clone()), faded);
		assert!(Runtime::record(consumer).is_blank() && Runtime::consumer_record(provider).is_blank());
	});
}

#[test]
fn the_nft_pallet_asks_the_models_pallet_what_is_locked() {
	type Locker = <Runtime as pallet_nfts::Config>::Locker;
	assert_eq!(TypeId::of::<Locker>(), TypeId::of::<Models>());
}
