//! A council of three and its motions.

use airo_runtime::{
	configs::CouncilCollective, genesis::*, AccountId, Council, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, System,
};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchResult,
};

pub const COUNCIL: [Key; 3] = [ALICE, BOB, CHARLIE];

pub fn signed(key: &Key) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(key))
}

/// The three take office.
pub fn elect() {
	let members: Vec<AccountId> = COUNCIL.iter().map(account).collect();
	assert_ok!(Council::set_members(RuntimeOrigin::root(), members, None, 1));
}

/// Takes a motion from its proposal by the first councillor to its close, with the votes of all. `None` when it was voted
/// down, else what came of it.
pub fn motion(call: RuntimeCall, votes: [bool; 3]) -> Option<DispatchResult> {
	let (hash, length, index) = (
		BlakeTwo256::hash_of(&call),
		call.encoded_size() as u32,
		pallet_collective::ProposalCount::<Runtime, CouncilCollective>::get(),
	);
	let weight = call.get_dispatch_info().call_weight;
	assert_ok!(Council::propose(signed(&ALICE), 2, Box::new(call), length));
	for (who, aye) in COUNCIL.iter().zip(votes) {
		assert_ok!(Council::vote(signed(who), hash, index, aye));
	}
	assert_ok!(Council::close(signed(&EVE), hash, index, weight, length));
	System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Council(pallet_collective::Event::Executed { proposal_hash, result })
			if proposal_hash == hash =>
		{
			Some(result)
		}
		_ => None,
	})
}
