//! Why the system refused something, in the reader's language where its kind is known, otherwise in the system's own words.

use std::io::{Error, ErrorKind};

use atbilst_core::check::Unreadable;
use atbilst_core::language::Catalogue;

/// As part of a sentence.
pub(super) fn of(error: &Error, catalogue: &Catalogue) -> String {
    let say = |key| catalogue.say(key, &[]);
    match error.kind() {
        ErrorKind::NotFound => say("reason.not_found"),
        ErrorKind::PermissionDenied => say("reason.permission"),
        ErrorKind::IsADirectory => say("reason.folder"),
        ErrorKind::NotADirectory => say("reason.no_folder"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => say("reason.full"),
        ErrorKind::FileTooLarge => say("reason.over_limit"),
        ErrorKind::ReadOnlyFilesystem => say("reason.read_only"),
        _ => of_system(&error.to_string(), catalogue),
    }
}

/// Why a file was not read, of which no more than `limit` bytes are taken.
pub(super) fn of_unreadable(why: &Unreadable, limit: usize, catalogue: &Catalogue) -> String {
    match why {
        Unreadable::NotFound => catalogue.say("reason.not_found", &[]),
        Unreadable::Permission => catalogue.say("reason.permission", &[]),
        Unreadable::NotAFile => catalogue.say("reason.not_a_file", &[]),
        Unreadable::LinkNowhere => catalogue.say("reason.link_nowhere", &[]),
        Unreadable::LinkOut => catalogue.say("reason.link_out", &[]),
        Unreadable::NotWritten => catalogue.say("reason.not_written", &[]),
        Unreadable::TooLarge => {
            catalogue.say("reason.too_large", &[("limit", (limit >> 20).into())])
        }
        Unreadable::Other(words) => of_system(words, catalogue),
    }
}

/// In the words of the system, which has no others.
fn of_system(words: &str, catalogue: &Catalogue) -> String {
    catalogue.say("reason.system", &[("words", words.into())])
}
