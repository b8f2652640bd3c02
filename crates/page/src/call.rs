//! A text that does not name its call: of which calls it may be, and the text with one of them named in it.

use atbilst_core::rulebook::RuleBook;
use atbilst_core::suggest;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Document, Kind, NodeId, write};

use crate::answers;
use crate::patch::patch;
use atbilst_yaml::Parsed;

const CALL: &str = "call";

/// The calls that a text may be of: the nearest to what it names; where it names none, those some of whose fields it has; all of them,
/// where it holds nothing yet.
pub(crate) fn candidates<'b>(books: &'b [RuleBook], document: Document<'_>) -> Vec<&'b str> {
    let calls = || books.iter().map(|book| &*book.call);
    let Some(root) = document.root() else {
        return calls().collect();
    };
    if let Some(call) = document.get(root, CALL) {
        if document.kind(call) != Kind::Scalar {
            return Vec::new();
        }
        let written = document.scalar(call);
        if !document.is_null(call) && !is_blank(written) {
            let pairs = calls().map(|call| (call, call));
            return suggest::nearest(written, pairs).into_iter().collect();
        }
    }
    let has = |book: &&RuleBook| {
        let mut names = book.form.root.iter().map(|&id| &book.form.field(id).name);
        names.any(|name| name != CALL && document.get(root, name).is_some())
    };
    let found = books.iter().filter(has);
    found.map(|book| &*book.call).collect()
}

/// The text with its call named in it: where it is named otherwise, else in front of all other fields.
pub(crate) fn name(book: &RuleBook, text: &str) -> String {
    let parsed = Parsed::of(text);
    let document = parsed.document();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("{CALL}: {}{end}", write::text(&book.call));
    let Some(root) = document.root() else {
        let open = !text.is_empty() && !text.ends_with('\n') && text != "\u{feff}";
        return format!("{text}{}{line}", if open { end } else { "" });
    };
    let instead = |at: std::ops::Range<usize>, to: &str| {
        let (before, after) = (text.get(..at.start), text.get(at.end..));
        format!(
            "{}{to}{}",
            before.unwrap_or_default(),
            after.unwrap_or_default()
        )
    };
    let tries = match (document.get(root, CALL), key(document, root)) {
        (Some(_), _) => Vec::new(),
        (None, Some(key)) => {
            let span = document.span(key);
            vec![instead(span.start as usize..span.end as usize, CALL)]
        }
        (None, None) => {
            let at = document.span(root).start as usize;
            let before = text.get(..at).unwrap_or_default();
            let indent = before.rsplit(['\n', '\r', '\u{feff}']).next();
            vec![instead(
                at..at,
                &format!("{line}{}", indent.unwrap_or_default()),
            )]
        }
    };
    let tries = tries.into_iter().chain([text.to_owned()]);
    let mut named = tries.filter_map(|text| with(book, &text));
    named.next().unwrap_or_else(|| text.to_owned())
}

/// The only key that is meant to be that of the call.
fn key(document: Document<'_>, root: NodeId) -> Option<NodeId> {
    let keys = document.entries(root).map(|(key, _)| key);
    let mut near = keys.filter(|&key| suggest::same(document.scalar(key), CALL));
    near.next().filter(|_| near.next().is_none())
}

/// The text with this call, where it can be read; all else as it stands.
fn with(book: &RuleBook, text: &str) -> Option<String> {
    let parsed = Parsed::of(text);
    let document = parsed.document();
    let root = document.root().filter(|_| parsed.is_whole())?;
    let named = |of: Document<'_>, root| {
        let call = of.get(root, CALL);
        call.is_some_and(|call| of.scalar(call) == &*book.call)
    };
    if named(document, root) {
        return Some(text.to_owned());
    }
    let mut to = answers::of(book, document);
    let call = to.as_object_mut()?;
    call.insert(CALL.to_owned(), (&*book.call).into());
    let patched = patch(book, text, &to, false);
    let again = Parsed::of(&patched);
    let root = again.document().root().filter(|_| again.is_whole())?;
    named(again.document(), root).then_some(patched)
}
