//! What is to be said of a text beside its findings: where it may say something else than was meant.

mod behind_sign;
mod lost_letters;
mod own_words;
mod remarks;
mod value;
mod within_text;
mod written;

use crate::application::Application;
use crate::form::Field;
use crate::language::{Catalogue, Value};
use crate::rulebook::RuleBook;
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Document, NodeId};
use serde::{Deserialize, Serialize};
use written::Written;

/// So many are told of one text, and of all; the others by number.
const TOLD: usize = 10;

/// A line that is longer is not written out.
const LINE: usize = 200;

/// A field that is stated nowhere but where it counts for nothing.
#[derive(Clone, Copy, Debug)]
struct StrayField<'t> {
    field: &'t Field,
    /// Where it stands.
    span: Span,
}

/// Remarks on texts: the sentence for each of the first, and how many more there are.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Asides {
    told: Vec<String>,
    more: usize,
}

impl Asides {
    /// Those of one document, of this path; what a finding tells at its pointer is not told again.
    pub(super) fn of(
        document: Document<'_>,
        read: Option<(&RuleBook, &Application)>,
        (path, findings): (&str, &[&str]),
        catalogue: &Catalogue,
    ) -> Self {
        let mut asides = Self::default();
        let mut lines = None;
        let book = read.map(|(book, _)| book);
        let read = read.map(|(book, values)| (&book.form, values));
        let written = read.map(|(form, values)| written::written(form, values, document));
        let written = written.unwrap_or_default();
        let remarks = read.map(|(form, _)| remarks::remarks(form, &written));
        let remarks = remarks.unwrap_or_default();
        for (key, told) in [
            ("note.own_words", own_words::own_words(&written)),
            (
                "note.put_off",
                put_off(&written, |node| {
                    findings.contains(&&*document.pointer(node))
                }),
            ),
            ("note.lost_letters", lost_letters::lost_letters(&written)),
            ("note.remarks", remarks),
        ] {
            if told.is_empty() {
                continue;
            }
            let lines = lines.get_or_insert_with(|| Lines::of(document.text));
            let fields = told
                .iter()
                .map(|text| (text.field, document.span(text.node)));
            let found = told.first().map_or("", |text| text.says);
            let about = [
                ("path", Value::from(path)),
                ("fields", named(fields, lines, catalogue).into()),
                ("found", found.into()),
            ];
            asides.told.push(catalogue.say(key, &about));
        }
        let stray = book.zip(read).map(|(book, (form, values))| {
            [
                (
                    "note.behind_sign",
                    behind_sign::behind_sign(form, values, document),
                ),
                (
                    "note.within_text",
                    within_text::within_text(book, values, document, &written),
                ),
            ]
        });
        for (key, stray) in stray.into_iter().flatten() {
            if stray.is_empty() {
                continue;
            }
            let lines = lines.get_or_insert_with(|| Lines::of(document.text));
            let fields = stray.iter().map(|one| (one.field, one.span));
            let about = [
                ("path", Value::from(path)),
                ("fields", named(fields, lines, catalogue).into()),
            ];
            asides.told.push(catalogue.say(key, &about));
        }
        for node in document.odd_backslashes().take(TOLD) {
            let lines = lines.get_or_insert_with(|| Lines::of(document.text));
            let line = lines.position(document.span(node).start).line;
            let place = ("place", Value::from(format!("{path}:{line}")));
            let written = document.with_backslashes(node);
            asides.told.push(if written.len() > LINE {
                catalogue.say("note.backslash", &[place])
            } else {
                let args = [place, ("line", written.trim_start().into())];
                catalogue.say("note.backslash_line", &args)
            });
        }
        for comment in document.doubtful_comments() {
            if asides.told.len() >= TOLD {
                asides.more = asides.more.saturating_add(1);
                continue;
            }
            let lines = lines.get_or_insert_with(|| Lines::of(document.text));
            let line = lines.position(comment.span.start).line;
            let place = ("place", Value::from(format!("{path}:{line}")));
            let field = book.and_then(|book| field_at(book, &document.pointer(comment.node)));
            let said = comment.span.of(document.text).trim_start_matches('#');
            let value = book.zip(field).and_then(|(book, field)| {
                let value = value::value_of(book, field, said)?;
                Some(field.kind.in_yaml(&value).into_owned())
            });
            let value = value.filter(|_| document.span(comment.node).is_empty());
            let written = match value {
                // No code and no amount begins with the sign.
                Some(value) => document.with_value(comment, &value),
                None => document.with_comment(comment),
            };
            asides.told.push(if written.len() > LINE {
                catalogue.say("note.comment", &[place])
            } else {
                let args = [place, ("line", written.trim_start().into())];
                catalogue.say("note.comment_or_text", &args)
            });
        }
        asides
    }

    /// Adds those of another text.
    pub(super) fn append(&mut self, other: Self) {
        let room = TOLD.saturating_sub(self.told.len());
        let over = other.told.len().saturating_sub(room);
        self.more = self.more.saturating_add(over).saturating_add(other.more);
        self.told.extend(other.told.into_iter().take(room));
    }

    /// The notes.
    pub(super) fn notes(self, catalogue: &Catalogue) -> Vec<String> {
        let mut notes = self.told;
        if self.more > 0 {
            let args = [("count", self.more.into())];
            notes.push(catalogue.say("note.more_remarks", &args));
        }
        notes
    }
}

/// The field at a place of a document.
fn field_at<'b>(book: &'b RuleBook, pointer: &str) -> Option<&'b Field> {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        match part.bytes().all(|byte| byte.is_ascii_digit()) {
            true => path.push_str("[]"),
            false if path.is_empty() => path.push_str(part),
            false => path.extend([".", part]),
        }
    }
    Some(book.form.field(book.form.find(&path)?))
}

/// Fields with their lines, as a sentence names them.
fn named<'t>(
    fields: impl Iterator<Item = (&'t Field, Span)>,
    lines: &Lines<'_>,
    catalogue: &Catalogue,
) -> String {
    let named = fields.take(TOLD).map(|(field, span)| {
        let line = lines.position(span.start).line;
        let about = [
            ("field", Value::from(&*field.path)),
            ("line", line.to_string().into()),
        ];
        catalogue.say("note.own_word", &about)
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Texts that only say that something is still to come.
fn put_off<'t>(written: &[Written<'t>], is_told: impl Fn(NodeId) -> bool) -> Vec<Written<'t>> {
    let texts = written.iter().copied();
    let texts = texts.filter(|text| text.field.puts_off(text.says));
    texts.filter(|text| !is_told(text.node)).collect()
}
