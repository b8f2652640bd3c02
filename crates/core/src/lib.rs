//! atbilst.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

pub mod application;
pub mod check;
pub mod condition;
pub mod evaluate;
pub mod finding;
pub mod fix;
pub mod form;
pub mod language;
pub mod law;
pub mod message;
pub mod own_rules;
pub mod reading;
pub mod report;
pub mod rulebook;
pub mod scalar;
pub mod suggest;
pub mod tool;
pub mod waivers;
