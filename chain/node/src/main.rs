//! # airo-node
//!
//! A node of an Airo appchain: Aura makes blocks, GRANDPA makes them final, ParityDB keeps them. It holds no runtime: what
//! the chain does is in the Wasm of its chain specification, so that a new runtime needs no new node.

// `sc_service::Error`, which every service returns, is that large.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod rpc;
mod runtime_api;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("airo-node: {error}");
			ExitCode::FAILURE
		}
	}
}
