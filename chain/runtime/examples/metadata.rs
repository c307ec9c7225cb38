//! Writes the runtime's metadata (version 15, SCALE) to standard output.

use std::io::{self, Write};

fn main() -> io::Result<()> {
	let metadata =
		airo_runtime::metadata_v15().ok_or_else(|| io::Error::other("metadata 15 is not supported"))?;
	io::stdout().write_all(&metadata)
}
