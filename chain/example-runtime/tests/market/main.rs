//! The market on a chain of another kind.

mod chain;
#[path = "../genesis/mod.rs"]
mod genesis;
mod late_collection;
#[path = "../../../suite/mod.rs"]
mod suite;
