//! Calls, short enough for a table.

use super::{ID, SALT};
use crate::{mock::*, *};
use airo_primitives::{Blob, ModelId};
use sp_core::H256;
use sp_runtime::Perbill;

pub fn registers(salt: Option<Salt>, parent: Option<ModelId>) -> Call<Test> {
	Call::register {
		artifact: blob(1),
		manifest: blob(200),
		weights_root: H256::zero(),
		royalty: ROYALTY,
		parent: parent.map(|parent| (parent, Perbill::one())),
		salt,
	}
}

pub fn registers_so(artifact: Blob, manifest: Blob, royalty: Balance) -> Call<Test> {
	Call::register { artifact, manifest, weights_root: H256::zero(), royalty, parent: None, salt: None }
}

pub fn commits(who: u64) -> Call<Test> {
	Call::commit { commitment: ModelsPallet::commitment_of(blob(1).hash, &who, SALT) }
}

pub fn attests(model: ModelId, version: u32) -> Call<Test> {
	Call::attest { model, version }
}

pub fn retires(model: ModelId) -> Call<Test> {
	Call::retire { model }
}

pub fn restores(model: ModelId) -> Call<Test> {
	Call::restore { model }
}

pub fn asks(model: ModelId, royalty: Balance) -> Call<Test> {
	Call::set_royalty { model, royalty }
}

pub fn sets(model: ModelId, manifest: Blob) -> Call<Test> {
	Call::set_manifest { model, manifest, weights_root: None }
}

pub fn removes(model: ModelId) -> Call<Test> {
	Call::remove { model }
}

pub fn every_signed_call() -> Vec<Call<Test>> {
	vec![
		commits(OWNER),
		registers(None, None),
		attests(ID, 1),
		retires(ID),
		restores(ID),
		Call::withdraw_commitment { commitment: H256::zero() },
		asks(ID, 1),
		sets(ID, blob(201)),
		removes(ID),
	]
}
