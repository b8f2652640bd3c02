//! Corrections of form that cannot change what is meant: an amount, date, flag or number whose right form is certain,
//! and names of fields and codes that differ from exactly one by capitals, accents, spaces, or are its own title.
//! Only the bytes of the corrected value change; comments and layout stay. Knows nothing of files.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::application::cut_values;
use crate::finding::{Finding, Slip};
use crate::form::{Field, FieldId, Form, Kind, both_amounts, both_answers, both_days};
use crate::message::cure::with_remark;
use crate::message::form::{FieldNames, call_meant, corrected, uncut};
use crate::order::sort_by;
use crate::own_rules::WRONG_TYPE;
use crate::reading::{ReadBuffers, ReadOptions, ReadText, Reading, Unread};
use crate::rulebook::RuleBook;
use crate::suggest::{self, Name, is_commented_out};
use atbilst_yaml as yaml;
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Document, Limits, NodeId, Parsed, Style};

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes it replaces.
    pub span: Span,
    /// What stood there.
    pub from: String,
    /// What is to stand there.
    pub to: String,
}

/// A text with its corrections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The corrected text.
    pub text: String,
    /// The corrections, with the line of each; lines stay what they were, for no correction adds or removes one.
    pub edits: Vec<(u32, Edit)>,
}

/// A name that is corrected opens what stands under it: so deep can that go.
const ROUNDS: usize = 8;

/// Corrects a text as far as that is certain; without a correction it comes back as it was.
pub fn fixed(books: &[RuleBook], text: &str, limits: &Limits) -> Fixed {
    let mut fixed = Fixed {
        text: text.to_owned(),
        edits: Vec::new(),
    };
    for _ in 0..ROUNDS {
        let edits = edits(books, &fixed.text, limits);
        if edits.is_empty() {
            break;
        }
        let lines = Lines::of(&fixed.text);
        let placed = edits
            .iter()
            .map(|edit| (lines.position(edit.span.start).line, edit.clone()));
        fixed.edits.extend(placed);
        let changed = applied(&fixed.text, &edits);
        fixed.text = changed;
    }
    sort_by(&mut fixed.edits, |(one, _), (other, _)| one.cmp(other));
    fixed
}

/// What may be meant by what a finding is about, where only whoever wrote it knows; nothing where that is certain, or cannot be told.
pub fn choices(finding: &Finding) -> Vec<String> {
    if finding.slip != Some(Slip::Likely) {
        return Vec::new();
    }
    let found = finding.found.as_deref();
    let several = || {
        let text = found?;
        let other = || both_days(text).or_else(|| both_answers(text));
        both_amounts(text).or_else(other)
    };
    if &*finding.rule == WRONG_TYPE
        && finding.expected.is_none()
        && let Some(several) = several()
    {
        return several;
    }
    let one = match (&finding.found, &finding.cure) {
        (Some(_), _) => finding.expected.clone(),
        (None, Some(cure)) if cure.lines == 1 => Some(cure.text.clone()),
        _ => None,
    };
    one.into_iter().collect()
}

/// A choice in the place of what its finding is about: a value or a name in the quotes it has, or a whole line.
pub fn chosen(text: &str, finding: &Finding, choice: &str) -> Option<Edit> {
    let location = finding.place.location;
    let lines = Lines::of(text);
    let (span, to) = match (&finding.found, &finding.cure) {
        (None, Some(cure)) => {
            let start = lines.start(cure.line);
            let length = u32::try_from(lines.line(cure.line)?.len()).ok()?;
            (
                Span::new(start, start.saturating_add(length)),
                choice.to_owned(),
            )
        }
        _ => {
            let span = Span::new(location.start.byte, location.end.byte);
            let quote = span.of(text).chars().next();
            let quote = quote.filter(|quote| matches!(quote, '"' | '\''));
            let quote = quote.map(String::from).unwrap_or_default();
            (span, format!("{quote}{choice}{quote}"))
        }
    };
    let from = span.of(text).to_owned();
    (from != to).then_some(Edit { span, from, to })
}

/// A text with these edits, which stand in its order.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(16));
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        out.push_str(text.get(at..start).unwrap_or(""));
        out.push_str(&edit.to);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// The corrections of the text as it stands, in its order: those that [`fixed`] begins with.
pub fn edits(books: &[RuleBook], text: &str, limits: &Limits) -> Vec<Edit> {
    // What is no text is not read, whatever else stands in it.
    if yaml::utf8(text.as_bytes()).is_err() {
        return Vec::new();
    }
    let options = ReadOptions {
        limits: *limits,
        ..ReadOptions::default()
    };
    let mut buffers = ReadBuffers::default();
    let ReadText {
        document,
        text_problems,
        reading,
        ..
    } = buffers.read(text, books, &options);
    // Of a text with mistakes nobody knows where its values belong, but a line itself may be put right.
    if let [problem, ..] = text_problems {
        return mended(books, text, problem).into_iter().collect();
    }
    let Some(root) = document.root().filter(|_| text_problems.is_empty()) else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    match reading {
        Ok((_, Reading { book, as_of, .. })) => Fixer {
            book,
            document,
            day: as_of.date,
            edits: &mut edits,
            fields: HashMap::new(),
        }
        .record(None, root),
        // Before the call is known, so is nothing else.
        Err(why) => edits.extend(call(why, books, document, root)),
    }
    sort_by(&mut edits, |one, other| {
        one.span.start.cmp(&other.span.start)
    });
    edits
}

/// The correction of lines that cannot be read, where nothing else can be meant; only such as brings the reader further.
fn mended(books: &[RuleBook], text: &str, problem: &yaml::Problem) -> Option<Edit> {
    let lines = Lines::of(text);
    let names = FieldNames::of(books, &lines);
    let (_, mended) = yaml::mended(&lines, problem, &names);
    let mended = names.value_alone(&lines, problem, mended?);
    let mended = Some(mended).filter(|mended| mended.sure)?;
    let last = mended.line.saturating_add(mended.lines).saturating_sub(1);
    let length = u32::try_from(lines.line(last)?.len()).ok()?;
    let span = Span::new(
        lines.start(mended.line),
        lines.start(last).saturating_add(length),
    );
    let mut to = mended.text;
    if span.of(text).contains("\r\n") {
        to = to.replace('\n', "\r\n");
    }
    let edit = Edit {
        span,
        from: span.of(text).to_owned(),
        to,
    };
    let after = applied(text, std::slice::from_ref(&edit));
    let again = Parsed::of(&after);
    let further = again
        .problems
        .first()
        .is_none_or(|next| Lines::of(&after).position(next.span.start).line > mended.line);
    (further && edit.from != edit.to).then_some(edit)
}

/// The correction of a misspelt call, or of the key that names it.
fn call(why: Unread, books: &[RuleBook], document: Document<'_>, root: NodeId) -> Option<Edit> {
    match why {
        Unread::NoCall if document.get(root, "call").is_none() => {
            edit(document, call_meant(books, document, root)?, "call")
        }
        Unread::UnknownCall(call) => {
            let written = document.scalar(call);
            let mut near = books
                .iter()
                .filter(|book| suggest::same(&book.call, written));
            match (near.next(), near.next()) {
                (Some(book), None) => edit(document, call, &book.call),
                _ => None,
            }
        }
        _ => None,
    }
}

struct Fixer<'a> {
    book: &'a RuleBook,
    document: Document<'a>,
    /// The day whose codes may be used.
    day: NaiveDate,
    edits: &'a mut Vec<Edit>,
    /// What may be written for the fields of each record that has a name which is none.
    fields: HashMap<Option<FieldId>, Vec<Name<'a, FieldId>>>,
}

impl<'a> Fixer<'a> {
    fn record(&mut self, parent: Option<FieldId>, node: NodeId) {
        let form = &self.book.form;
        let mut unknown = false;
        let document = self.document;
        let is_field = |name: &str| child(form, parent, name).is_some();
        let cut = cut_values(document, node, &is_field);
        for cut in &cut {
            let field = child(form, parent, document.scalar(cut.key));
            let span = cut.span(document);
            let from = span.of(document.text);
            let right = field.and_then(|(_, field)| uncut(field, from));
            self.edits
                .extend(right.filter(|(_, sure)| *sure).map(|(to, _)| Edit {
                    span,
                    from: from.to_owned(),
                    to,
                }));
        }
        let is_cut = |key: NodeId| {
            let mut cut = cut.iter();
            cut.any(|cut| cut.key == key || cut.rests.contains(&key))
        };
        for (key, value) in document.entries(node).filter(|&(key, _)| !is_cut(key)) {
            match child(form, parent, self.document.scalar(key)) {
                Some((id, field)) => self.field(id, field, value),
                None => unknown = true,
            }
        }
        if unknown {
            self.names(parent, node);
        }
    }

    /// The names that the form does not have, where each means a field that nothing else in the record means.
    fn names(&mut self, parent: Option<FieldId>, record: NodeId) {
        let (form, document) = (&self.book.form, self.document);
        let names = self.fields.entry(parent);
        let names = &*names.or_insert_with(|| form.names(form.children(parent).iter().copied()));
        let keys = document.entries(record).map(|(key, _)| key);
        let keys = keys.filter(|&key| !is_commented_out(document.scalar(key)));
        let meant = |key| suggest::sure(document.scalar(key), names.iter().cloned());
        let keys: Vec<_> = keys.filter_map(|key| Some((key, meant(key)?))).collect();
        let mut named: HashMap<FieldId, usize> = HashMap::new();
        for (_, id) in &keys {
            let count = named.entry(*id).or_default();
            *count = count.saturating_add(1);
        }
        for (key, id) in keys {
            // Two keys may mean the same field: then a person must say which of them counts.
            if named.get(&id) == Some(&1) && child(form, parent, document.scalar(key)).is_none() {
                self.edits.extend(edit(document, key, &form.field(id).name));
            }
        }
    }

    fn field(&mut self, id: FieldId, field: &Field, node: NodeId) {
        let document = self.document;
        match (&field.kind, document.kind(node)) {
            (Kind::Record(_), yaml::Kind::Mapping) => self.record(Some(id), node),
            (Kind::List(items), yaml::Kind::Sequence) => {
                for item in document.items(node) {
                    if items.records {
                        self.record(Some(id), item);
                    } else if let Some(&of) = self.book.form.children(Some(id)).first() {
                        self.field(of, self.book.form.field(of), item);
                    }
                }
            }
            (kind, yaml::Kind::Scalar) if !document.is_null(node) => {
                let text = document.scalar(node);
                let edit = match kind {
                    Kind::Code(list) => self.code(list.index(), node),
                    _ => corrected(field, text).and_then(|to| edit(document, node, &to)),
                };
                self.edits.extend(edit);
            }
            _ => {}
        }
    }

    /// The one code that is meant by what is no code of the list; what else is said there stays, as a remark.
    fn code(&self, index: usize, node: NodeId) -> Option<Edit> {
        let document = self.document;
        let text = document.scalar(node);
        let list = self.book.lists.get(index)?;
        if list.find(text).is_some() {
            return None;
        }
        let code = list.sure(text, self.day)?;
        let edit = edit(document, node, code)?;
        match list.aside(text, code) {
            None => Some(edit),
            Some(aside) => {
                let to = with_remark(document.text, edit.span, &edit.to, aside)?;
                Some(Edit { to, ..edit })
            }
        }
    }
}

fn child<'f>(form: &'f Form, parent: Option<FieldId>, name: &str) -> Option<(FieldId, &'f Field)> {
    let children = form.children(parent).iter();
    children
        .map(|&id| (id, form.field(id)))
        .find(|(_, field)| field.name == name)
}

/// The correction of a scalar, in the quotes it had; none of a text block, whose lines would move.
fn edit(document: Document<'_>, node: NodeId, to: &str) -> Option<Edit> {
    let written = document.node(node);
    let from = written.span.of(document.text);
    if document.scalar(node) == to || from.contains(['\n', '\r']) {
        return None;
    }
    let to = match written.style {
        Style::Plain => to.to_owned(),
        Style::SingleQuoted => format!("'{to}'"),
        Style::DoubleQuoted => format!("\"{to}\""),
        Style::Literal | Style::Folded => return None,
    };
    Some(Edit {
        span: written.span,
        from: from.to_owned(),
        to,
    })
}
