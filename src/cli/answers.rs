//! `atbilst answers`: the verbs of those who answer the questions of rules, each a file of its own; and the answers of a check.

mod draft;
mod found;
mod read;

use clap::Command;

use super::verb::Verb;

pub(super) use found::FoundAnswers;

/// The verbs, in the order of the help.
pub(super) fn verb() -> Verb {
    let verbs = vec![Verb::new("draft", draft::run), Verb::new("read", read::run)];
    Verb::group(Command::new("answers"), verbs, [])
}
