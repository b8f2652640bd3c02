//! What was read and evaluated, put into words: findings, figures and traces, in the language of a catalogue.
//! Nothing is decided here, so that what was evaluated once can be told in any language.

pub mod aggregate;
pub(crate) mod cure;
pub mod figure;
pub mod finding;
pub mod form;
pub mod place;
mod quantity;
mod shortened;
pub mod trace;
mod unseen;
pub mod wording;

pub use quantity::{bound_of, difference, explained, quantity_value, remarked, written_in_words};
