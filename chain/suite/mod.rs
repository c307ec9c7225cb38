//! What must be true on every chain that has the four pallets, whatever its token, its accounts' rights and its numbers.
//!
//! Each runtime's tests include this folder by its path and say in `crate::chain` what they run on.

pub mod accounts;
pub mod agreements;
mod doomed;
mod metadata;
pub mod orders;
mod settlement;
pub mod transactions;
