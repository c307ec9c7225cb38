//! The calls as they are dispatched.

use crate::{mock::*, *};
use airo_primitives::{AgreementId, FailCode, RequestIndex};

pub fn ask(agreement: AgreementId, units: &[u32]) -> Call<Test> {
	let items: Vec<_> = units.iter().map(|units| (blob(0), *units)).collect();
	Call::request { agreement, items: items.try_into().expect("few") }
}

pub fn reply(agreement: AgreementId, indices: &[RequestIndex]) -> Call<Test> {
	let items: Vec<_> = indices.iter().map(|index| (*index, blob(1))).collect();
	Call::respond { agreement, items: items.try_into().expect("few") }
}

pub fn give_up(agreement: AgreementId, indices: &[RequestIndex]) -> Call<Test> {
	let items: Vec<_> = indices.iter().map(|index| (*index, FailCode::Internal)).collect();
	Call::fail { agreement, items: items.try_into().expect("few") }
}

pub fn accept(agreement: AgreementId, indices: &[RequestIndex]) -> Call<Test> {
	Call::approve { agreement, indices: indices.to_vec().try_into().expect("few") }
}

pub fn pay_out(agreement: AgreementId, total: u32) -> Call<Test> {
	Call::redeem { agreement, total, signature: voucher(agreement, total) }
}

pub fn show(agreement: AgreementId, index: RequestIndex, bytes: &[u8]) -> Call<Test> {
	Call::publish { agreement, index, bytes: bytes.to_vec().try_into().expect("short") }
}

/// One of each call, well formed.
pub fn every_call(agreement: AgreementId) -> Vec<Call<Test>> {
	vec![
		ask(agreement, &[1]),
		reply(agreement, &[0]),
		give_up(agreement, &[0]),
		Call::claim_timeout { agreement, index: 0 },
		accept(agreement, &[0]),
		Call::settle { agreement },
		Call::offer_close { agreement },
		Call::accept_close { agreement },
		Call::close { agreement },
		pay_out(agreement, 1),
		Call::release_quota { agreement, units: 1 },
		Call::demand { agreement, index: 0 },
		show(agreement, 0, &answer(0)),
		Call::reopen { agreement, channel_quota: 0, invited: None },
		Call::withdraw_close_offer { agreement },
	]
}
