//! The market's four pallets. Any of them can be left out: `()` stands in for it wherever another one asks for it.

mod execution;
mod marketplace;
mod models;
mod providers;

use crate::AccountId;
use frame_support::{parameter_types, PalletId};
use sp_runtime::traits::AccountIdConversion;

parameter_types! {
	/// Gets commissions, fees, and what its owner can't be credited with. An account like any other, here one without a key
	/// whose money only root moves. It must have the existential deposit from the first block on: what is paid to an
	/// account that doesn't exist can be too little to bring it into being.
	pub Treasury: AccountId = PalletId(*b"ex/trsry").into_account_truncating();
}
