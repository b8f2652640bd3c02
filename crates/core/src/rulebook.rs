//! The rule book of a call: the one source of its form, codes, values and rules, read from a YAML file.
//! Knows nothing of how applications are judged or shown.

pub mod embedded;
mod examples;
mod figures;
mod form;
mod head;
mod law;
mod month_end;
mod particulars;
mod portfolio;
mod reader;
mod refined;
mod requirement;
mod rules;
mod templates;
mod uses;

use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::condition::Condition;
use crate::condition::quantity::{Figures, Operand};
use crate::context::{FieldRef, FieldSelector, FigureSign, Names};
use crate::finding::{Level, Outcome};
use crate::form::{Codes, FieldId, Form, ListId};
use crate::language::{Template, Translated};
use crate::law::{Citation, CodeList, DatedValue, Period, Source, Table, ValueId};
use crate::waivers::WaiverTerms;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Span;

pub use examples::{Change, Example, Subject};
pub use particulars::{IDENTITY, Particulars};
pub use reader::Mistake;
pub use requirement::{Among, Requirement, UniqueKey};
pub use templates::placeholders;

/// Everything atbilst knows of one call.
#[derive(Clone, Debug)]
pub struct RuleBook {
    /// Path of the file, or the name of an embedded book.
    pub name: Arc<str>,
    /// Its text.
    pub text: String,
    /// Whether another book of its call ships inside the program.
    pub replaces: bool,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Code of the call.
    pub call: Arc<str>,
    /// Title of the call.
    pub title: Translated<String>,
    /// Version of the file.
    pub version: String,
    /// The day it was last compared with its sources.
    pub verified_on: NaiveDate,
    /// The field whose day says which law applies.
    pub as_of_field: FieldRef,
    /// Its path.
    pub as_of_path: Arc<str>,
    /// The value that says it where that field cannot.
    pub as_of_otherwise: ValueId,
    /// Which fields say whose project an application is about, its groups and its money.
    pub(crate) particulars: Particulars,
    /// Where the law stands.
    pub sources: Vec<Source>,
    /// The form.
    pub form: Form,
    /// The law that fields meet by being asked for.
    pub field_laws: Vec<(FieldId, Vec<Citation>)>,
    /// Lists of codes.
    pub lists: Vec<CodeList>,
    /// What the law may change.
    pub values: Vec<DatedValue>,
    /// Values for codes and bands; their cells are among the values.
    pub tables: Vec<Table>,
    /// Quantities with a name.
    pub figures: Figures,
    /// Why a day that a month lacks becomes what it does, where the book counts in months.
    pub month_end: Option<Grounds>,
    /// One application that complies.
    pub complete: serde_json::Value,
    /// The rules for each application, in order.
    pub rules: Vec<Rule>,
    /// The rules over all applications.
    pub portfolio: Vec<PortfolioRule>,
    /// What comes after an application of which nothing was found.
    pub next_steps: Vec<NextStep>,
}

/// What comes after an application of which nothing was found.
#[derive(Clone, Debug)]
pub struct NextStep {
    /// What is to be done, and by whom.
    pub text: Translated<String>,
    /// Where it is said.
    pub law: Vec<Citation>,
}

/// What a choice of a book rests on: sentences of law, or a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The law; empty where `because` says why.
    pub law: Vec<Citation>,
    /// Why, where no sentence of law says it.
    pub because: Option<Translated<String>>,
}

/// What every rule says of itself.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its id: kebab-case, never renamed.
    pub id: Arc<str>,
    /// What it asks, in a few words.
    pub title: Translated<String>,
    /// The same in plain words, for those who do not read law.
    pub plain: Option<Translated<String>>,
    /// The law it rests on; empty where `because` says why.
    pub law: Vec<Citation>,
    /// Why it holds where no sentence of law says it.
    pub because: Option<Translated<String>>,
    /// When it is in force.
    pub period: Period,
    /// The weight of its failures.
    pub level: Level,
    /// On which terms its findings may be waived.
    pub waiver: WaiverTerms,
    /// What it means when the requirement does not hold: `Fail` or `Review`.
    pub otherwise: Outcome,
    /// The question a person must answer where the requirement holds.
    pub review: Option<Translated<Template>>,
    /// Said when the requirement does not hold.
    pub message: Option<Translated<Template>>,
    /// What to do.
    pub help: Translated<Template>,
    /// Its tests.
    pub examples: Vec<Example>,
    /// The place of its id in the rule book.
    pub span: Span,
}

/// A rule for one application.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it says of itself.
    pub head: Head,
    /// What it judges.
    pub each: Each,
    /// The field to point at; without it, the one that decided.
    pub at: Option<FieldRef>,
    /// When it applies and what it requires: one case, or one for each field that `each: record.*` names.
    pub cases: Vec<Case>,
}

/// What a rule judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Each {
    /// The application.
    Application,
    /// Every item of a list.
    Items(FieldSelector),
    /// Every field of a record; each has a [`Case`].
    Fields,
}

/// One condition to apply, and one to meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// When the rule applies; always, without it.
    pub when: Option<Condition>,
    /// What it requires; without it, only a person can judge.
    pub require: Option<Condition>,
}

/// A rule over all applications of the call.
#[derive(Clone, Debug)]
pub struct PortfolioRule {
    /// What it says of itself.
    pub head: Head,
    /// Whose applications it looks at; without it, what is added up or counted looks at those that do not fail, `unique` at all.
    pub among: Option<Among>,
    /// When it applies: where all of these hold of all applications.
    pub when: Vec<Requirement>,
    /// What must hold; all of them.
    pub require: Vec<Requirement>,
}

impl PortfolioRule {
    /// All that it asks: when it applies, and what must hold.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.when.iter().chain(&self.require)
    }
}

/// A rule book is trusted more than an application and may be larger.
fn limits() -> yaml::Limits {
    yaml::Limits {
        bytes: 16 << 20,
        nodes: 2_000_000,
        ..yaml::Limits::default()
    }
}

impl Codes for RuleBook {
    fn code(&self, list: ListId, text: &str) -> Option<u16> {
        self.lists.get(list.index())?.find(text)
    }

    fn calls(&self, list: ListId, text: &str) -> bool {
        let list = self.lists.get(list.index());
        list.is_some_and(|list| list.called(text.trim()).is_some())
    }

    fn may_mean(&self, list: ListId, text: &str) -> bool {
        let list = self.lists.get(list.index());
        list.is_some_and(|list| list.may_mean(text, self.verified_on))
    }
}

impl RuleBook {
    /// Reads a rule book. `name` is what reports and mistakes call it.
    ///
    /// # Errors
    /// Every mistake in the book, each with its place.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Mistake>> {
        Self::decode(name, text).map_err(|mistakes| refined::refined(mistakes, text))
    }

    /// Reads a rule book that was read before; nothing where it has a mistake. A program that never tells one holds none of what there
    /// is to say of them.
    pub fn read_again(name: &str, text: &str) -> Option<Self> {
        Self::decode(name, text).ok()
    }

    fn decode(name: &str, text: &str) -> Result<Self, Vec<Mistake>> {
        yaml::decode::read(text, &limits(), &reader::SENTENCES, |reader| {
            head::book(reader, name, text, Sha256::digest(text).into())
        })
        .map_err(|mistakes| match mistakes.is_empty() {
            true => vec![Mistake::new("book.unread", Span::default(), &[])],
            false => mistakes,
        })
    }

    /// Whether a text with these outermost keys is meant as a rule book, whatever is still wrong with it.
    pub fn is_meant<'k>(keys: impl Iterator<Item = &'k str>) -> bool {
        head::is_meant(keys)
    }

    /// The names that could stand in the place of a span of a text, as the mistake says that is made there; nothing where none is.
    pub fn allowed(text: &str, at: Span) -> Vec<String> {
        let read = yaml::decode::read(text, &limits(), &reader::SENTENCES, |reader| {
            head::book(reader, "", text, [0; 32])
        });
        let mistakes = read.err().unwrap_or_default();
        let here = mistakes.iter().filter(|mistake| mistake.span == at);
        here.flat_map(reader::names).collect()
    }

    /// Its text, read once more.
    pub fn parsed(&self) -> yaml::Parsed<'_> {
        yaml::Parsed::within(&self.text, &limits())
    }

    /// The book as plain data: every value is the text it is written as.
    pub fn plain(&self) -> serde_json::Value {
        let parsed = self.parsed();
        let document = parsed.document();
        let root = document.root();
        root.map_or(serde_json::Value::Null, |root| {
            crate::data::plain(document, root)
        })
    }

    /// The place in the book of what a pointer names in the complete application; of a thing that is missing, the key it should stand under.
    pub fn complete_span(&self, pointer: &str) -> Span {
        let parsed = self.parsed();
        let document = parsed.document();
        let mut place = Span::default();
        let mut at = document.root();
        for name in std::iter::once("complete").chain(pointer.split('/').skip(1)) {
            let Some(node) = at else { break };
            let mut entries = document.entries(node);
            at = match entries.find(|&(key, _)| document.scalar(key) == name) {
                Some((key, value)) => {
                    let is_text = document.kind(value) == yaml::Kind::Scalar;
                    place = document.span(if is_text { value } else { key });
                    Some(value)
                }
                None => {
                    let index = name.parse().ok();
                    index.and_then(|index| document.items(node).nth(index))
                }
            };
        }
        place
    }

    fn names<'b>(&'b self, figures: &'b [FigureSign]) -> Names<'b> {
        Names {
            form: &self.form,
            lists: &self.lists,
            values: &self.values,
            tables: &self.tables,
            figures,
            month_end: None,
            together: false,
            inside: Vec::new(),
            own: 0,
            it: None,
        }
    }

    /// A field as a message or condition inside the items of `lists` names it; `it` is what `it` means there.
    pub fn resolve(&self, lists: &[FieldId], it: Option<FieldId>, name: &str) -> Option<FieldRef> {
        let root = Names {
            it,
            ..self.names(&[])
        };
        root.within(lists).field(name)
    }

    /// A figure or a table as a message inside the items of `lists` names it.
    pub fn quantity_named(&self, lists: &[FieldId], name: &str) -> Option<Operand> {
        let signs: Vec<_> = self
            .figures
            .0
            .iter()
            .map(|figure| figure.sign.clone())
            .collect();
        Operand::named_so(name, &self.names(&signs).within(lists))
    }

    /// A rule by its id.
    pub fn head(&self, id: &str) -> Option<&Head> {
        self.heads().find(|head| &*head.id == id)
    }

    /// What each rule says of itself, those of the portfolio last.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        self.rules
            .iter()
            .map(|rule| &rule.head)
            .chain(self.portfolio.iter().map(|rule| &rule.head))
    }

    /// The list of codes that a field takes.
    pub fn list(&self, id: ListId) -> Option<&CodeList> {
        self.lists.get(id.index())
    }

    /// A value by its name.
    pub fn value(&self, name: &str) -> Option<&DatedValue> {
        self.values.iter().find(|value| &*value.name == name)
    }

    /// The day from which on it says what every value is.
    pub fn first_day(&self) -> Option<NaiveDate> {
        let first = self.values.iter().filter_map(|value| value.history.first());
        first.map(|dated| dated.from).max()
    }
}
