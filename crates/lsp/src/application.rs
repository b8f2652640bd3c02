//! An application while it is written: what stands at a place of it by the form of its call, also where it cannot be read yet.

mod actions;
mod complete;
mod diagnostics;
mod offered;
mod symbols;

use atbilst_books::explain::Topic;
use atbilst_core::finding::Finding;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar::Quantity;
use atbilst_core::{own_rules, scalar};
use atbilst_yaml::outline::{Cursor, Entry, EntryIndex, Outline};
use atbilst_yaml::source::Span;
use chrono::NaiveDate;

use crate::project::Project;

pub(crate) use actions::actions;
pub(crate) use complete::complete;
pub(crate) use diagnostics::{check, diagnostics};
pub(crate) use symbols::symbols;

/// An application while it is written.
pub(crate) struct Draft<'a> {
    pub(crate) text: &'a str,
    pub(crate) outline: Outline,
    pub(crate) project: &'a Project,
    /// The rule book of the call that it names; of the only call there is, where it names none and is nobody else's.
    pub(crate) book: Option<&'a RuleBook>,
}

/// A place of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormPlace {
    Root,
    Field(FieldId),
    /// An item of this list.
    Item(FieldId),
}

impl<'a> Draft<'a> {
    /// A text, and the byte at which somebody writes.
    pub(crate) fn of(text: &'a str, project: &'a Project, at: Option<u32>) -> Self {
        let outline = Outline::of(text);
        let books = project.checker.books();
        let call = outline
            .get(text, None, "call")
            .map(|entry| entry.text(text));
        let named = books.iter().find(|book| Some(&*book.call) == call);
        let only = match books {
            [book] if project.strict || !is_foreign(text, &outline, book, at) => Some(book),
            _ => None,
        };
        Self {
            text,
            outline,
            project,
            book: named.or(only),
        }
    }

    /// The place of the form that an entry stands for.
    fn place(&self, entry: Option<EntryIndex>) -> Option<FormPlace> {
        let form = &self.book?.form;
        let mut place = FormPlace::Root;
        for index in self.outline.way(entry) {
            let entry = self.outline.entry(index)?;
            place = match (place, entry.item) {
                (FormPlace::Field(id), Some(_)) if matches!(form.field(id).kind, Kind::List(_)) => {
                    FormPlace::Item(id)
                }
                (_, Some(_)) => return None,
                (around, None) => {
                    let mut children = self.children(around).iter();
                    let key = entry.key(self.text);
                    FormPlace::Field(*children.find(|&&id| form.field(id).name == key)?)
                }
            };
        }
        Some(place)
    }

    /// The fields directly at a place.
    fn children(&self, place: FormPlace) -> &'a [FieldId] {
        let of = match place {
            FormPlace::Root => None,
            FormPlace::Field(id) | FormPlace::Item(id) => Some(id),
        };
        self.book.map_or(&[], |book| book.form.children(of))
    }

    /// The field whose single value stands behind an entry.
    fn single(&self, entry: EntryIndex) -> Option<FieldId> {
        let form = &self.book?.form;
        match self.place(Some(entry))? {
            FormPlace::Field(id) if form.field(id).kind.is_single() => Some(id),
            FormPlace::Item(list) => match &form.field(list).kind {
                Kind::List(items) if !items.records => items.fields.first().copied(),
                _ => None,
            },
            FormPlace::Field(_) | FormPlace::Root => None,
        }
    }

    /// The day whose law applies, as far as it can be told of what is written.
    fn day(&self, book: &RuleBook) -> NaiveDate {
        let stated = || {
            let mut names = book.as_of_path.split('.');
            let first = self.outline.get(self.text, None, names.next()?)?;
            names
                .next()
                .is_none()
                .then(|| scalar::date(first.text(self.text)))?
        };
        let otherwise = || {
            let value = book.values.get(book.as_of_otherwise.index())?;
            match value.newest()? {
                Quantity::Date(day) => Some(day),
                _ => None,
            }
        };
        let asked = self.project.as_of;
        asked
            .or_else(stated)
            .or_else(otherwise)
            .unwrap_or(book.verified_on)
    }

    /// What stands at a byte: its stretch of the text, and what there is to explain.
    fn at(&self, byte: u32) -> Option<(Span, Topic<'a>)> {
        let book = self.book?;
        let (entry, word, is_value) = match self.outline.cursor(self.text, byte)? {
            Cursor::Key { entry, word, .. } => (entry?, word, false),
            Cursor::Value { entry, word } => (entry, word, true),
        };
        let id = match self.single(entry) {
            Some(id) => id,
            None => match self.place(Some(entry))? {
                FormPlace::Field(id) => id,
                FormPlace::Root | FormPlace::Item(_) => return None,
            },
        };
        if let Kind::Code(list) = book.form.field(id).kind
            && is_value
        {
            let written = self.outline.entry(entry)?.text(self.text);
            let code = book.list(list).and_then(|list| list.find(written));
            if let Some(code) = code {
                return Some((word, Topic::Code(book, list.index(), code.into())));
            }
        }
        // The value of a list has no name of its own.
        let of_list = book
            .form
            .field(id)
            .list
            .filter(|_| book.form.field(id).name == "it");
        Some((word, Topic::Field(book, of_list.unwrap_or(id))))
    }

    /// What there is to explain at a byte: what stands there, and the rules of what was found there.
    pub(crate) fn topics(&self, byte: u32, findings: &[Finding]) -> Option<(Span, Vec<Topic<'a>>)> {
        let there = self.at(byte);
        let mut topics: Vec<Topic<'a>> = there.iter().map(|(_, topic)| *topic).collect();
        let mut span = there.map(|(span, _)| span);
        let mut seen: Vec<&str> = Vec::new();
        for finding in findings.iter().filter(|finding| covers(finding, byte)) {
            let start = finding.place.location.start.byte;
            span = span.or(Some(Span::new(start, finding.place.location.end.byte)));
            for rule in finding.rules() {
                if !seen.contains(&&**rule) {
                    seen.push(rule);
                    topics.extend(self.rule(rule));
                }
            }
        }
        Some((span?, topics))
    }

    /// A rule by its id.
    fn rule(&self, id: &str) -> Option<Topic<'a>> {
        let books = self.project.checker.books();
        let book = self.book.or(books.last())?;
        match book.head(id) {
            Some(head) => Some(Topic::Rule(book, head)),
            None => own_rules::OWN
                .into_iter()
                .find(|own| *own == id)
                .map(|own| Topic::Own(book, own)),
        }
    }
}

/// Whether a text that names no call is that of somebody else: most of its outermost keys are none of the form. The key that is being
/// written says nothing yet.
fn is_foreign(text: &str, outline: &Outline, book: &RuleBook, at: Option<u32>) -> bool {
    let is_written = |entry: &Entry| {
        at.is_some_and(|at| entry.name.start <= at && at <= entry.name.end) && !entry.colon
    };
    let is_field = |entry: &Entry| {
        let key = entry.key(text);
        let mut fields = book.form.root.iter().map(|&id| book.form.field(id));
        entry.item.is_none() && (key == "call" || fields.any(|field| field.name == key))
    };
    let outermost = outline.inside(None).map(|(_, entry)| entry);
    let outermost = outermost.filter(|entry| !is_written(entry));
    let fields: Vec<bool> = outermost.map(is_field).collect();
    let own = fields.iter().filter(|&&own| own).count();
    fields.len() > own.saturating_mul(2)
}

/// Whether what was found stands at a byte.
fn covers(finding: &Finding, byte: u32) -> bool {
    let location = finding.place.location;
    location.start.byte <= byte && byte <= location.end.byte
}
