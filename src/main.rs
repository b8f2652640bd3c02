//! The door: arguments in, an exit code out.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
