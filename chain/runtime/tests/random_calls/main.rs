//! The random calls of the suite on the appchain's runtime.

mod chain;
#[path = "../devchain/mod.rs"]
mod devchain;
mod parameters;
#[path = "../../../suite/random_calls/mod.rs"]
mod random_calls;
