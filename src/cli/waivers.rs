//! `atbilst waivers`: the verbs of those who answer for findings, each a file of its own; and the files of waivers of a check.

mod check;
mod draft;
pub(super) mod found;

use clap::Command;

use super::verb::Verb;

/// The verbs, in the order of the help.
pub(super) fn verb() -> Verb {
    let verbs = vec![
        Verb::new("check", check::run),
        Verb::new("draft", draft::run),
    ];
    Verb::group(Command::new("waivers"), verbs, [])
}
