//! The verbs for rule books, through the program itself and in both languages: mistakes and their places, the law in time,
//! what a change changes, the way of somebody who writes a new book, and books that nobody would write.

mod authors;
mod changes;
mod examples;
mod expected;
mod hostile;
mod mistakes;
mod newcomer;
mod proof;
mod sentences;
mod time;

use crate::program::{Said, here, said};

/// What the program says in a language, at the root of the repository.
fn atbilst(arguments: &[&str], language: &str) -> Said {
    said(here(), language, arguments)
}
