//! What is to be said of a text beside its findings: where it may say something else than was meant.

mod behind_sign;
mod item_places;
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
use std::cell::OnceCell;
use written::Written;

/// So many fields are named in one remark, and so many remarks of a kind are told; of the others their texts.
const TOLD: usize = 10;

/// So many texts are named of whose remarks no more is told.
const NAMED: usize = 50;

/// A line that is longer is not written out.
const LINE: usize = 200;

/// A field that is stated nowhere but where it counts for nothing.
#[derive(Clone, Copy, Debug)]
struct StrayField<'t> {
    field: &'t Field,
    /// Where it stands.
    span: Span,
}

/// Remarks on texts: the sentence for each of the first of a kind, and of which texts there are more.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Asides {
    told: Vec<Aside>,
    more: Vec<String>,
}

/// A remark on a text.
#[derive(Debug, Serialize, Deserialize)]
struct Aside {
    /// Of which kind it is: the key of its sentence.
    kind: String,
    /// Of which text.
    path: String,
    told: String,
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
        let lines = OnceCell::new();
        let lines = || lines.get_or_init(|| Lines::of(document.text));
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
            (
                "note.no_remark",
                remarks::behind_other_space(document, &written),
            ),
        ] {
            if told.is_empty() {
                continue;
            }
            let fields = told
                .iter()
                .map(|text| (text.field, document.span(text.node)));
            let found = told.first().map_or("", |text| text.says);
            let about = [
                ("path", Value::from(path)),
                ("fields", named(fields, lines(), catalogue).into()),
                ("found", found.into()),
            ];
            asides.add(key, path, || catalogue.say(key, &about));
        }
        let stray = book.zip(read).map(|(book, (_, values))| {
            [
                (
                    "note.behind_sign",
                    behind_sign::behind_sign(book, values, document),
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
            let fields = stray.iter().map(|one| (one.field, one.span));
            let about = [
                ("path", Value::from(path)),
                ("fields", named(fields, lines(), catalogue).into()),
            ];
            asides.add(key, path, || catalogue.say(key, &about));
        }
        let line_or_place = |[alone, with_line]: [&str; 2], offset: u32, written: &str| {
            let line = lines().position(offset).line;
            let place = ("place", Value::from(format!("{path}:{line}")));
            if written.len() > LINE {
                return catalogue.say(alone, &[place]);
            }
            let args = [place, ("line", written.trim_start().into())];
            catalogue.say(with_line, &args)
        };
        for node in document.odd_backslashes() {
            let told = || {
                let written = document.with_backslashes(node);
                let keys = ["note.backslash", "note.backslash_line"];
                line_or_place(keys, document.span(node).start, &written)
            };
            asides.add("note.backslash", path, told);
        }
        for comment in document.doubtful_comments() {
            let told = || {
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
                let keys = ["note.comment", "note.comment_line"];
                line_or_place(keys, comment.span.start, &written)
            };
            asides.add("note.comment", path, told);
        }
        asides
    }

    /// Adds a remark of a kind on a text.
    pub(super) fn add(&mut self, kind: &str, path: &str, told: impl FnOnce() -> String) {
        if self.has_room(kind) {
            self.told.push(Aside {
                kind: kind.to_owned(),
                path: path.to_owned(),
                told: told(),
            });
        } else if self.more.last().is_none_or(|last| last != path) {
            self.more.push(path.to_owned());
        }
    }

    fn has_room(&self, kind: &str) -> bool {
        self.told.iter().filter(|aside| aside.kind == kind).count() < TOLD
    }

    /// Adds those of another text.
    pub(super) fn append(&mut self, other: Self) {
        for Aside { kind, path, told } in other.told {
            self.add(&kind, &path, || told);
        }
        for path in other.more {
            if self.more.last() != Some(&path) {
                self.more.push(path);
            }
        }
    }

    /// The notes.
    pub(super) fn notes(self, catalogue: &Catalogue) -> Vec<String> {
        let mut notes: Vec<String> = self.told.into_iter().map(|aside| aside.told).collect();
        let (count, more) = (self.more.len(), self.more.len().saturating_sub(NAMED));
        let named: Vec<String> = self.more.into_iter().take(NAMED).collect();
        let args = [
            ("count", count.into()),
            ("paths", named.join(", ").into()),
            ("more", more.into()),
        ];
        match (count, more) {
            (0, _) => {}
            (_, 0) => notes.push(catalogue.say("note.more_remarks", &args)),
            _ => notes.push(catalogue.say("note.more_remarks_beside", &args)),
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
    let texts = texts.filter(|text| match text.is_open {
        true => text.field.puts_off(text.says),
        false => text.field.defers(text.says),
    });
    texts.filter(|text| !is_told(text.node)).collect()
}
