//! The language server: a thin door on the core for editors. Applications and rule books are checked, explained and completed while a
//! person writes them, from what the core, the books and the outline of a text offer. It knows the protocol; it writes no file, and
//! what it reads of the place it runs in, it asks of [`Projects`].

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod address;
mod application;
mod book;
mod client;
mod document;
mod markdown;
mod project;
mod server;
mod symbols;
mod text;
mod wire;
mod write;

pub use project::{Meant, Project, Projects};
pub use server::{Served, serve};
