//! atbilst.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

pub mod bench;
pub mod draft;
pub mod explain;
pub mod schema;
pub mod trial;
