//! A text as a tree: every key and value with its place, its raw text and its style, and nothing typed yet.
//! Knows nothing of forms, rules or formats. Applications, rule books, waivers and the catalogues of sentences are all read here.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod around;
mod backslashes;
mod comments;
pub mod decode;
mod diagnosis;
mod duplicates;
pub mod invisible;
mod limits;
mod mend;
pub mod order;
pub mod outline;
mod parsed;
mod pasted;
mod place;
mod plain;
pub mod pointer;
mod problem;
mod quotes;
mod reader;
mod remark;
mod separators;
pub mod source;
mod tree;
pub mod write;

pub use comments::DoubtfulComment;
pub use limits::Limits;
pub use mend::{Fields, Mended, Named, Names, Under, items_go_on, mended};
pub use parsed::Parsed;
pub use pasted::{is_no_break, item_sign};
pub use plain::read as read_plain;
pub use problem::{Problem, ProblemKind};
pub use remark::Remark;
pub use tree::{Document, Kind, Node, NodeId, Style, Tree};

use crate::source::Span;

/// The bytes of a file as text. Only UTF-8 is read: a guess at any other encoding could change a name or an amount.
///
/// # Errors
/// At the first byte that is not UTF-8, at a NUL, and for UTF-16 and UTF-32, which a byte-order mark gives away.
pub fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    // The mark of UTF-32 begins with that of UTF-16.
    let other = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some(("UTF-32", 4)),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some(("UTF-16", 2)),
        _ => None,
    };
    if let Some((name, mark)) = other {
        let kind = ProblemKind::OtherEncoding(name);
        return Err(Problem::new(kind, span(0, mark)));
    }
    if let Some(name) = pasted::document(bytes) {
        return Err(Problem::new(ProblemKind::NoText(name), span(0, 0)));
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        if pasted::is_utf16(bytes) {
            return Err(Problem::new(
                ProblemKind::OtherEncoding("UTF-16"),
                span(0, 0),
            ));
        }
        return Err(Problem::new(
            ProblemKind::Nul,
            span(at, at.saturating_add(1)),
        ));
    }
    simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        // Where the text breaks off within a letter, all that is left of it.
        let end = error
            .error_len()
            .map_or(bytes.len(), |length| at.saturating_add(length));
        Problem::new(ProblemKind::NotUtf8, span(at, end))
    })
}

/// What a person can see of bytes that are no text: each that cannot be read is a `?`, so that every place is that of the bytes.
pub fn legible(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

/// Reads `text` into `tree`, which is cleared first, and adds what is wrong with it to `problems`, in the order of the text.
/// After a fatal problem the tree holds only what stood before it.
pub fn read(text: &str, limits: &Limits, tree: &mut Tree, problems: &mut Vec<Problem>) {
    tree.clear();
    if text.len() > limits.bytes.min(u32::MAX as usize) {
        problems.push(Problem::new(
            ProblemKind::TooLarge(limits.bytes),
            Span::default(),
        ));
        return;
    }
    let found = problems.len();
    if let Some(problem) = pasted::left_by_versions(text) {
        problems.push(problem);
        return;
    }
    if !(limits.fast && plain::read(text, limits, tree, problems)) {
        reader::read(text, limits, tree, problems);
    }
    let twice = |problem: &Problem| !problem.kind.is_fatal();
    if problems.iter().skip(found).all(twice)
        && let Some(problem) = pasted::no_break_key(Document { text, tree })
    {
        // What does not stand under its part stands there twice.
        problems.truncate(found);
        problems.push(problem);
    }
    // Duplicates are found where a mapping ends, the rest where it stands.
    if let Some(new) = problems.get_mut(found..) {
        for problem in new.iter_mut() {
            around::narrow(text, problem);
        }
        problem::in_text(new);
    }
    if problems.len() > found {
        duplicates::not_of_keys(Document { text, tree }, problems);
    }
    if problems.len().saturating_sub(found) > 1 {
        duplicates::again(Document { text, tree }, problems);
        duplicates::without_dash(Document { text, tree }, problems);
        once_a_line(text, problems);
    }
}

/// Offsets are 32 bits: a text of 4 GiB is refused before it is read.
fn span(start: usize, end: usize) -> Span {
    Span::from(start..end)
}

/// What cannot be read behind what cannot be read in the same line is no mistake of its own.
fn once_a_line(text: &str, problems: &mut Vec<Problem>) {
    let mut last: Option<u32> = None;
    problems.retain(|problem| {
        let start = problem.span.start;
        let same = last.is_some_and(|last| {
            let between = Span::new(last, start.max(last));
            !between.of(text).contains('\n')
        });
        let fatal = problem.kind.is_fatal();
        if fatal {
            last = Some(start);
        }
        !(same && fatal)
    });
}
