//! Types and traits in which the Airo pallets meet.
//!
//! A pallet of Airo knows no other pallet crate: it asks for one of the traits here in its `Config`, and every trait
//! has an implementation for `()` so that a runtime can take one pallet without the others.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod agreement;
pub mod holds;
pub mod model;
pub mod money;
pub mod parameters;
pub mod provider;
// What `decl_runtime_apis` makes has no docs.
#[allow(missing_docs)]
pub mod runtime_apis;
mod types;
pub mod voucher;
mod window;

pub use types::*;
pub use window::WindowBounds;
