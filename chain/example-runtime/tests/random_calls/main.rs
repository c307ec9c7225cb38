//! The random calls of the suite on a chain of another kind.

mod chain;
#[path = "../genesis/mod.rs"]
mod genesis;
#[path = "../../../suite/random_calls/mod.rs"]
mod random_calls;
