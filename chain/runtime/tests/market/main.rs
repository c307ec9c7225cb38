//! The market on Airo's own chain: what must be true on every chain, and what only this one has.

mod chain;
#[path = "../devchain/mod.rs"]
mod devchain;
mod hot_keys;
#[path = "../../../suite/mod.rs"]
mod suite;
