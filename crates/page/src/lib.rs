//! The applicant's page: one HTML file with the form of a call, which checks while a person types. [`door::Door`] is what the page
//! asks of the core; compiled for the browser it is `built/core.wasm.gz`, which [`html::page`] puts into the page with its script.
//! Knows nothing of files, a clock or a network.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod answers;
mod asked;
mod call;
pub mod door;
mod form;
#[cfg(not(target_arch = "wasm32"))]
pub mod html;
mod open;
mod patch;
mod sums;
mod together;
mod told;
#[cfg(target_arch = "wasm32")]
#[expect(
    unsafe_code,
    reason = "a name under which something is exported is unsafe to the compiler: two could have it"
)]
mod wasm;
mod write;
