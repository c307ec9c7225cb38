//! The market on a chain of another kind.

mod chain;
#[path = "../../../suite/mod.rs"]
mod suite;
