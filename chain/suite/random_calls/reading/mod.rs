//! The chain's storage in the words of the model.

mod catalogue;
mod market;
mod people;

pub use catalogue::{commitment, entry, tombstone};
pub use market::{agreement, head, order, requests_of, spec};
pub use people::{account, dealings, provider, record};

use crate::random_calls::model::Amount;
use sp_runtime::SaturatedConversion;

fn amount(balance: impl TryInto<Amount>) -> Amount {
	balance.saturated_into()
}
