//! The door: arguments in, an exit code out.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod cli;
mod discover;
mod verify;

use std::process::ExitCode;

use atbilst_core::tool::Tool;

/// This program; `build.rs` finds its commit.
pub(crate) const THIS: Tool = Tool {
    version: env!("CARGO_PKG_VERSION"),
    commit: option_env!("ATBILST_COMMIT"),
    home: option_env!("ATBILST_HOMEPAGE"),
};

// Cargo.toml says why.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
