//! Everything that is made from a rule book: its examples tried, lint, coverage, mutants, differences, explanations, the template of
//! an application and its schema, and the skeleton of a book. Knows nothing of files or terminals.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod bands;
pub mod captured;
mod cells;
pub mod companions;
pub mod coverage;
mod days;
pub mod diff;
pub mod examples;
pub mod explain;
pub mod law_coverage;
pub mod lint;
pub mod mutate;
mod numbers;
mod outcomes;
pub mod schema;
pub mod skeleton;
pub mod template;
