//! Runtime APIs, so that no client re-implements chain rules. Amounts in planck.

use crate::{
	parameters::{ExecutionParameters, MarketplaceParameters, ModelsParameters, ProvidersParameters},
	AgreementId, ModelId, OrderId,
};
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::{traits::NumberFor, Perbill};

/// Why a provider can't bid on an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Ineligible {
	/// No open order has this number.
	OrderNotFound,
	/// The bid window is over.
	BiddingClosed,
	/// The account is no provider.
	NotRegistered,
	/// The provider is off the market.
	Chilled,
	/// The provider doesn't offer the order's model.
	NoOffer,
	/// The order is for invited providers, and this one isn't.
	NotInvited,
	/// The whole bond is below the order's `min_bond`.
	BondTooLow,
	/// The score is below the order's `min_score`.
	ScoreTooLow,
	/// The order has all the bids it takes, and no allowed price is below all of them.
	BidsFull,
	/// The provider has a live bid, which it may only lower.
	AlreadyBid,
	/// The account is the consumer of the order.
	OwnOrder,
	/// The order is the rest of an agreement that this provider didn't serve well.
	Barred,
}

/// All the money of one account, by what it is for.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct MoneyBuckets<Balance> {
	/// Held for nothing; fees and new holds are taken from it.
	pub free: Balance,
	/// Held for orders that are still open.
	pub orders: Balance,
	/// Held for agreements.
	pub agreements: Balance,
	/// Bonds and deposits.
	pub bonds: Balance,
	/// Bonds and stakes of disputes.
	pub challenges: Balance,
	/// Earned, and payable by `settle` now.
	pub claimable: Balance,
}

sp_api::decl_runtime_apis! {
	/// Orders and bids.
	pub trait MarketplaceApi<AccountId, Balance, Order> where AccountId: Codec, Balance: Codec, Order: Codec {
		/// Lowest price per inference that a bid for the model may name; `None` when it isn't listed.
		fn quote_floor(model: ModelId) -> Option<Balance>;
		/// Whether the provider could bid on the order now.
		fn eligible(order: OrderId, provider: AccountId) -> Result<(), Ineligible>;
		/// Up to `limit` (at most 100) open orders with a number above `after`, ascending.
		fn open_orders(after: Option<OrderId>, limit: u32) -> Vec<(OrderId, Order)>;
		/// What binds orders that are placed now.
		fn parameters() -> MarketplaceParameters<Balance, NumberFor<Block>>;
	}

	/// Agreements and their money.
	pub trait ExecutionApi<AccountId, Balance> where AccountId: Codec, Balance: Codec {
		/// Units of the agreement whose payment `settle` would make now.
		fn due(agreement: AgreementId) -> u32;
		/// The account's money by purpose.
		fn money(account: AccountId) -> MoneyBuckets<Balance>;
		/// Open agreements in which the account is the provider, ascending.
		fn agreements_of(provider: AccountId) -> Vec<AgreementId>;
		/// What binds the agreements of orders that are placed now.
		fn parameters() -> ExecutionParameters<Balance>;
	}

	/// Providers, and what accounts have done on both sides of their agreements.
	pub trait ProvidersApi<AccountId, Balance, Record> where AccountId: Codec, Balance: Codec, Record: Codec {
		/// What the account has done as a provider, faded up to now. Blank for an account that never was one.
		fn record(account: AccountId) -> Record;
		/// What the account has done as a consumer, faded up to now. Blank for an account that never was one.
		fn consumer_record(account: AccountId) -> Record;
		/// Standing between 0 and 1, as `Score` computes it now.
		fn provider_score(provider: AccountId) -> Perbill;
		/// The part of the bond behind nothing.
		fn free_bond(provider: AccountId) -> Balance;
		/// What binds whoever bonds, unbonds or bids now.
		fn parameters() -> ProvidersParameters<Balance, NumberFor<Block>>;
	}

	/// The catalogue of models.
	pub trait ModelsApi<Balance> where Balance: Codec {
		/// What binds whoever commits, registers, attests or announces a royalty now.
		fn parameters() -> ModelsParameters<Balance, NumberFor<Block>>;
	}
}
