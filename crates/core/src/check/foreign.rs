//! A text that is no application may be anybody's, and a report is read by many: nothing of it is quoted, and where nobody called it
//! an application it is passed over.

use std::collections::HashSet;

use super::evaluated::Evaluated;
use crate::finding::{Excerpt, Finding};
use crate::form::FieldId;
use crate::language::Catalogue;
use crate::message::form::call_inside;
use crate::reading::{ReadText, Unread};
use crate::rulebook::RuleBook;
use atbilst_yaml::{Document, NodeId, Problem, ProblemKind};

/// Whether a text is an application by what it says: it has a field for its call. Where that cannot be known, as the text cannot be
/// read, it is one as soon as it may be.
pub(super) fn is_application(evaluated: &Evaluated<'_>, books: &[RuleBook]) -> bool {
    let ReadText {
        document,
        reading,
        text_problems,
        ..
    } = match &evaluated.read {
        Ok(read) => read,
        Err(unread) => return may_be_application(&unread.legible, books),
    };
    // Only where the text is kept is known what it says.
    let is_elsewhere = |problem: &Problem| problem.kind == ProblemKind::VersionPointer;
    match reading {
        Ok(_) | Err(Unread::UnknownCall(_)) => true,
        // The line that names the call is easily lost.
        Err(Unread::NoCall) => document.root().is_some_and(|root| {
            let keys = || document.entries(root).map(|(key, _)| document.scalar(key));
            names_call(*document, root, books) || has_a_form(books, keys)
        }),
        Err(Unread::NotAMapping(_) | Unread::NotYaml) => {
            may_be_application(document.text, books) || text_problems.iter().any(is_elsewhere)
        }
    }
}

/// Whether one of these fields is that of the call, whatever stands in it and however large it is written, or holds the code of a call;
/// or the call with its code stands among fields further in: under a name, or in an item.
fn names_call(document: Document<'_>, root: NodeId, books: &[RuleBook]) -> bool {
    let is_call = |value: &str| books.iter().any(|book| *book.call == *value.trim());
    let is_named = |(key, value)| {
        document.scalar(key).trim().eq_ignore_ascii_case(CALL) || is_call(document.scalar(value))
    };
    document.entries(root).any(is_named) || call_inside(books, document, root).is_some()
}

const CALL: &str = "call";

/// Fewest outermost fields by which a text that names no call is known as the form of one.
const LEAST_FIELDS: usize = 4;

/// Whether half of the outermost fields that the form of a book requires are among those that are named, by their keys or titles.
fn has_a_form<'t, N: Iterator<Item = &'t str>>(books: &[RuleBook], named: impl Fn() -> N) -> bool {
    books.iter().any(|book| {
        let there: HashSet<FieldId> = named()
            .filter_map(|name| book.form.outermost(name))
            .collect();
        let required = book.form.root.iter();
        let required = required.filter(|&&field| book.form.field(field).required);
        let (there, missing): (Vec<&FieldId>, Vec<&FieldId>) =
            required.partition(|field| there.contains(field));
        there.len() >= LEAST_FIELDS.max(missing.len())
    })
}

/// Whether a line of a text begins with the word `call`, whatever stands around it, the code of a call stands in the text, or its lines
/// begin as those of a form do.
pub(super) fn may_be_application(text: &str, books: &[RuleBook]) -> bool {
    // In an encoding of two bytes there is a NUL beside each letter; a byte-order mark is no part of the first line.
    let text = text.replace('\0', "");
    let text = text.trim_start_matches('\u{feff}');
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let begins = |line: &str| {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word = line.split(|c| !is_word(c)).next().unwrap_or_default();
        word.eq_ignore_ascii_case(CALL)
    };
    let names = |code: &str| {
        let mut found = text.match_indices(code);
        found.any(|(at, _)| {
            let (before, after) = (text.get(..at), text.get(at.saturating_add(code.len())..));
            let before = before.and_then(|before| before.chars().next_back());
            let after = after.and_then(|after| after.chars().next());
            !before.is_some_and(|c| is_word(c) || c == '.')
                && !after.is_some_and(char::is_alphanumeric)
        })
    };
    let lines = || text.split(['\n', '\r']);
    let named = || lines().filter_map(|line| Some(line.split_once(':')?.0.trim_end()));
    lines().any(begins) || books.iter().any(|book| names(&book.call)) || has_a_form(books, named)
}

/// Whether no line of a text begins with the name of a field or with what it is called, as those of an application do.
pub(super) fn is_foreign(text: &str, books: &[RuleBook]) -> bool {
    let quote = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let mark = |c: char| quote(c) || "{,->*•·|–—\u{feff}".contains(c);
    let is_field = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name);
        // Behind the name may stand what it is called.
        let name = name.map(|name| name.split(" (").next().unwrap_or(name));
        let name = name.map(|name| name.trim_start_matches(mark).trim_end_matches(quote));
        name.is_some_and(|name| {
            let mut forms = books.iter().map(|book| &book.form);
            name.eq_ignore_ascii_case(CALL) || forms.any(|form| form.outermost(name).is_some())
        })
    };
    !text.split(['\n', '\r']).any(is_field)
}

/// Takes from findings what they quote: the lines, the words, and the way through the text.
pub(super) fn withhold(findings: &mut [Finding], catalogue: &Catalogue) {
    for finding in findings {
        let Excerpt { text, marked, .. } = std::mem::take(&mut finding.place.excerpt);
        let marked = text.get(marked).unwrap_or("").trim();
        let found = finding.found.take().unwrap_or_default();
        // A single sign says nothing of a text.
        let quoted = [found.trim(), marked].into_iter();
        let quoted: Vec<&str> = quoted.filter(|quoted| quoted.len() > 1).collect();
        let without = |sentence: &str| {
            let all = quoted.iter();
            all.fold(sentence.to_owned(), |sentence, quoted| {
                sentence.replace(quoted, "…")
            })
        };
        // Of what holds nothing that could be shown nothing is kept back.
        let would_show = !marked.is_empty() || !found.trim().is_empty();
        let withheld = would_show.then(|| catalogue.say("form.withheld", &[]));
        let help = finding.help.as_deref().map(&without);
        let said: Vec<String> = help.into_iter().chain(withheld).collect();
        finding.help = Some(said.join(" ").into());
        finding.message = without(&finding.message);
        finding.place.pointer = String::new();
        finding.related.clear();
        finding.cure = None;
    }
}
