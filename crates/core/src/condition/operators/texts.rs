//! Texts of which one would do: some that the rule writes, or the codes of a list that may be used on the as-of date.

use super::{Found, Operator, TestLine, Wanted};
use crate::context::{TELLS_AUTHORS, Uses, Variant, any_of_several, without_each};
use crate::form::{Kind, ListId};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

/// What of several texts an operator names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// These.
    Written(Vec<String>),
    /// The codes of a list.
    OfList(ListId),
}

impl Texts {
    /// A text, several, or the name of a list.
    pub(super) fn read(line: &TestLine<'_, '_>) -> Option<Self> {
        let text = |node| own_text(line, node, line.reader.text(node)?).map(str::to_owned);
        match line.reader.document.kind(line.node) {
            yaml::Kind::Scalar => {
                let text = text(line.node)?;
                let mut lists = line.names.lists.iter();
                let list = lists.position(|list| list.name == text);
                let list = list.and_then(|list| u16::try_from(list).ok());
                Some(list.map_or_else(
                    || Self::Written(vec![text]),
                    |list| Self::OfList(ListId(list)),
                ))
            }
            yaml::Kind::Sequence | yaml::Kind::Mapping => {
                let written = line.reader.every(line.node, text)?;
                let is_list = |own: &str| line.names.lists.iter().any(|list| list.name == own);
                match written.as_slice() {
                    // A word among others may well be the text that is looked for.
                    [only] if TELLS_AUTHORS && is_list(only) => {
                        let about = [("found", only.as_str()), ("word", line.word)];
                        line.reader
                            .refuse(line.node, "book.list_in_brackets", &about)
                    }
                    _ => Some(Self::Written(written)),
                }
            }
        }
    }

    /// Whether one of them is as it is asked.
    pub(super) fn any(&self, found: &Found<'_, '_>, is_so: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Written(texts) => texts.iter().any(|text| is_so(text)),
            Self::OfList(list) => found.codes_in_force(*list).any(|code| is_so(&code.code)),
        }
    }

    pub(super) fn wanted(&self) -> Wanted<'_> {
        match self {
            Self::Written(texts) => Wanted::Texts(texts),
            Self::OfList(list) => Wanted::List(Some(*list)),
        }
    }

    pub(super) fn uses(&self, to: &mut Uses) {
        match self {
            Self::Written(texts) => to.texts.push(texts.clone()),
            Self::OfList(list) => to.lists.extend([*list]),
        }
    }

    /// One text left out, or shorter by its last letter. The codes of a list are changed where the book says them.
    pub(super) fn variants(&self, with: impl Fn(Self) -> Operator) -> Vec<Variant<Operator>> {
        let Self::Written(texts) = self else {
            return Vec::new();
        };
        let with = |texts| with(Self::Written(texts));
        let dropped = without_each(texts);
        let dropped = dropped.map(|(out, rest)| Variant::dropped(with(rest), out));
        let shorter = texts.iter().enumerate().filter_map(|(index, text)| {
            let mut short = text.clone();
            short.pop();
            let mut all = texts.clone();
            all.get_mut(index)?.clone_from(&short);
            let is_text = !short.is_empty();
            is_text.then(|| Variant::becomes(with(all), text, short))
        });
        dropped.chain(shorter).collect()
    }
}

/// The text that is asked for, as it stands. What names something of the book is none that an application would write: nothing would ever
/// be so, and `not` always.
pub(super) fn own_text<'a>(
    line: &TestLine<'_, '_>,
    node: NodeId,
    text: &'a str,
) -> Option<&'a str> {
    if TELLS_AUTHORS && let Some(similar) = of_pattern(line.word, text) {
        let about = [("found", text), ("similar", &*similar)];
        return line.reader.refuse(node, "book.pattern_for_a_text", &about);
    }
    let names = line.names;
    let is_field = names.field(text).is_some();
    // One word alone may well be the text that is looked for.
    let is_path = text.contains(['.', '_', '[']);
    let is_asked_itself = is_field && line.word == "is";
    if !is_path && !is_asked_itself {
        return Some(text);
    }
    let list = text
        .split_once('[')
        .and_then(|(list, _)| names.form.find(list));
    let is_of_items = list.is_some_and(|list| matches!(names.form.field(list).kind, Kind::List(_)));
    let is_computed = || names.figure(text).is_some() || names.table(text).is_some();
    if !is_field && !is_of_items && names.value(text).is_none() && !is_computed() {
        return Some(text);
    }
    if matches!(line.word, "is" | "one_of") {
        if is_field {
            return line
                .reader
                .refuse(node, "book.is_a_field", &[("found", text)]);
        }
        // The number of an item names no more than the items.
        let pieces = text
            .split('[')
            .map(|piece| piece.trim_start_matches(|c: char| c.is_ascii_digit()));
        let text = &*pieces.collect::<Vec<_>>().join("[");
        if let Some((list, field)) = text.rsplit_once("].").filter(|_| is_of_items) {
            let about = [
                ("found", text),
                ("list", list),
                ("field", field),
                ("word", line.word),
            ];
            return line.reader.refuse(node, "book.one_of_items", &about);
        }
    }
    let about = [("found", text), ("word", line.word)];
    line.reader.refuse(node, "book.name_for_a_text", &about)
}

/// `a, b`, which is one text where several are meant; that one stands in brackets.
pub(super) fn not_several(line: &TestLine<'_, '_>, sentence: &'static str) -> Option<()> {
    let alone = line.reader.document.scalar(line.node);
    let Some(all) = any_of_several(alone).filter(|_| TELLS_AUTHORS) else {
        return Some(());
    };
    let all: Vec<String> = all.iter().map(|one| format!("\"{one}\"")).collect();
    let similar = format!("[ {} ]", all.join(", "));
    let about = [("found", alone), ("similar", &*similar)];
    line.reader.refuse(line.node, sentence, &about)
}

/// What asks for the texts of a pattern: `*http*`, `/http|www/`, `%http%`, of which each sign would be looked for.
fn of_pattern(word: &str, text: &str) -> Option<String> {
    let around = |sign: char| text.len() > 2 && text.starts_with(sign) && text.ends_with(sign);
    let inner = match around('/') || around('%') {
        true => text.get(1..text.len().saturating_sub(1))?,
        false => text,
    };
    let bare = |piece: &str| piece.trim_matches(['*', '^', '$', ' ']).to_owned();
    let is_text = |piece: &str| !piece.is_empty() && piece.chars().all(|c| c != '*' && c != '/');
    let pieces: Vec<String> = inner.split('|').map(bare).collect();
    let starred = text.starts_with('*') || text.ends_with('*');
    let is_pattern = inner != text || pieces.len() > 1 || starred;
    if !is_pattern || !pieces.iter().all(|piece| is_text(piece)) {
        return None;
    }
    let begins = text.ends_with('*') && !text.starts_with('*') && word != "contains";
    let word = if begins { "begins_with" } else { "contains" };
    Some(match pieces.as_slice() {
        [piece] => format!("{word}: {piece}"),
        pieces => format!("{word}: [ {} ]", pieces.join(", ")),
    })
}
