//! Likeness: which names two people would take for one another, and why. Always a question to a person, never a judgement.
//!
//! A name becomes words ([`Name`]); a rule of words looks at two names and nothing else ([`alike`]), so neither their order nor
//! how they are spread over parts makes a difference; and of a million names those pairs are found without comparing all with
//! all ([`find`]).

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod blocks;
mod columns;
mod compare;
mod dictionary;
mod equal;
mod fold;
mod groups;
mod kept;
mod kin;
mod letters;
mod looks;
mod misspelt;
mod name;
mod names;
mod pairs;
mod unlike;
mod vocabulary;

pub use blocks::TooLarge;
pub use compare::{Reason, Side, alike};
pub use fold::{Folder, written};
pub use groups::{Found, find, groups};
pub use looks::latin;
pub use name::{Name, Place};
pub use names::Names;
pub use pairs::{Group, Link};
