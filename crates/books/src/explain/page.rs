//! A page of explanation, and how it is put together.

use super::example::ShownExample;
use super::tables;
use super::words::Words;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::law::{Citation, Code, Dated, DatedValue, Period, Table};
use atbilst_core::message::quantity_value;
use atbilst_core::message::wording::cite;
use atbilst_core::rulebook::{Head, RuleBook};
use atbilst_core::scalar::Quantity;

/// A page: a name, what it is, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The name that was asked for.
    pub name: String,
    /// What it is: a rule, a code, a field.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// What is said.
    pub blocks: Vec<Block>,
}

/// A sentence among others, or what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Below how many others it stands.
    pub depth: usize,
    /// What it says.
    pub text: String,
}

impl Point {
    pub(super) const fn new(depth: usize, text: String) -> Self {
        Self { depth, text }
    }
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// Sentences.
    Text(String),
    /// Names with what they mean.
    Pairs(Vec<(String, String)>),
    /// Sentences one below another.
    Points(Vec<Point>),
    /// A piece of an application.
    Yaml(String),
    /// Words of the law.
    Law {
        /// Title of the source, with the point.
        source: String,
        /// Its words, in quotation marks.
        quote: Option<String>,
        /// Its address.
        url: String,
    },
}

/// A page while it is being put together.
pub(super) struct PageBuilder<'c> {
    catalogue: &'c Catalogue,
    blocks: Vec<Block>,
}

impl<'c> PageBuilder<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        let blocks = Vec::new();
        Self { catalogue, blocks }
    }

    pub(super) fn done(self, name: String, kind: &str, title: &str) -> Page {
        Page {
            name,
            kind: self.catalogue.say(kind, &[]),
            title: title.to_owned(),
            blocks: self.blocks,
        }
    }

    fn say(&mut self, key: &str, args: &[(&str, Value<'_>)]) {
        self.text(self.catalogue.say(key, args));
    }

    pub(super) fn text(&mut self, text: String) {
        self.blocks.push(Block::Text(text));
    }

    pub(super) fn heading(&mut self, key: &str) {
        let heading = self.catalogue.say(key, &[]);
        self.blocks.push(Block::Heading(heading));
    }

    pub(super) fn yaml(&mut self, lines: String) {
        self.blocks.push(Block::Yaml(lines));
    }

    pub(super) fn pairs(&mut self, pairs: impl Iterator<Item = (String, String)>) {
        self.blocks.push(Block::Pairs(pairs.collect()));
    }

    pub(super) fn laws(&mut self, book: &RuleBook, citations: &[Citation]) {
        for citation in citations {
            let law = cite(book, citation, self.catalogue.language());
            let quote = law.quote.as_deref().map(str::trim);
            let quote = quote.map(|quote| [("quote", quote.into())]);
            let quote = quote.map(|args| self.catalogue.say("human.quote", &args));
            self.blocks.push(Block::Law {
                source: self.source(book, citation),
                quote,
                url: law.url,
            });
        }
    }

    /// Title of the source of a citation, with the point.
    fn source(&self, book: &RuleBook, citation: &Citation) -> String {
        let law = cite(book, citation, self.catalogue.language());
        let Some(point) = law.point else {
            return law.source;
        };
        let point = point.trim_end_matches('.');
        let args = [
            ("source", law.source.as_str().into()),
            ("point", point.into()),
        ];
        self.catalogue.say("human.point", &args)
    }

    /// What is asked, behind a sentence that leads to it: one for a single thing, one for several.
    pub(super) fn points(&mut self, [one, all]: [&str; 2], points: Vec<Point>) {
        let several = points.iter().filter(|point| point.depth == 0).count() > 1;
        if !points.is_empty() {
            self.say(if several { all } else { one }, &[]);
            self.blocks.push(Block::Points(points));
        }
    }

    pub(super) fn period(&mut self, of: Period) {
        let said = period(self.catalogue, of);
        self.text(said);
    }

    /// A dated value: what it is from which day on, and by which law.
    pub(super) fn value(&mut self, book: &RuleBook, value: &DatedValue) {
        let (catalogue, language) = (self.catalogue, self.catalogue.language());
        let title = value.title.get(language).as_str();
        self.say("explain.value", &[("value", title.into())]);
        let entry = |dated: &Dated| {
            let from = catalogue.say("explain.value_from", &[("from", dated.from.into())]);
            let is = self.amount(book, value, dated);
            (from, self.with_source(book, dated, is))
        };
        let entries: Vec<_> = value.history.iter().map(entry).collect();
        self.pairs(entries.into_iter());
    }

    /// A table: by what it is read, and from each day on its cells.
    pub(super) fn table(&mut self, words: &Words<'_>, table: &Table) {
        let (book, language) = (words.book(), self.catalogue.language());
        let axes = table.by.iter().map(|axis| tables::axis(words, axis));
        let about = [
            ("value", table.title.get(language).as_str().into()),
            ("by", words.joined("explain.and", axes.collect()).into()),
        ];
        self.say("explain.table", &about);
        let cells = table
            .cells
            .iter()
            .filter_map(|cell| book.values.get(cell.index()));
        let cells: Vec<&DatedValue> = cells.collect();
        let days = cells.first().map_or(&[][..], |first| &first.history);
        for (at, day) in days.iter().enumerate() {
            let from = self
                .catalogue
                .say("explain.value_from", &[("from", day.from.into())]);
            self.text(self.with_source(book, day, from));
            let of_day = cells.iter().enumerate().filter_map(|(place, cell)| {
                let name = tables::cell(words, table, place, day.from)?;
                Some((name, self.amount(book, cell, cell.history.get(at)?)))
            });
            let of_day: Vec<_> = of_day.collect();
            self.pairs(of_day.into_iter());
        }
    }

    fn amount(&self, book: &RuleBook, value: &DatedValue, dated: &Dated) -> String {
        let language = self.catalogue.language();
        match dated.is {
            Some(quantity) => match cell_code(book, value, quantity) {
                Some(code) => code.title.get(language).clone(),
                None => quantity_value(quantity).write(language).into_owned(),
            },
            None => self.catalogue.say("form.not_known", &[]),
        }
    }

    fn with_source(&self, book: &RuleBook, dated: &Dated, said: String) -> String {
        match dated.law.first() {
            Some(citation) => format!("{said} ({})", self.source(book, citation)),
            None => said,
        }
    }

    pub(super) fn example(&mut self, heading: &str, shown: Option<&ShownExample>) {
        let Some(shown) = shown else { return };
        self.heading(heading);
        for text in &shown.applications {
            match text.is_empty() {
                true => self.say("explain.none_stated", &[]),
                false => self.yaml(text.clone()),
            }
        }
    }

    /// Fields with their titles, and who states them where that is not the applicant, under a heading where there is any.
    pub(super) fn fields(&mut self, heading: &str, book: &RuleBook, fields: &[FieldId]) {
        if !fields.is_empty() {
            let (catalogue, language) = (self.catalogue, self.catalogue.language());
            self.heading(heading);
            self.pairs(fields.iter().map(|&id| {
                let field = book.form.field(id);
                let title = field.title.get(language).as_str();
                let said = field.office.as_ref().map(|register| {
                    let register = register.get(language).as_str();
                    let about = [("field", title.into()), ("register", register.into())];
                    catalogue.say("explain.field_of_office", &about)
                });
                (field.path.clone(), said.unwrap_or_else(|| title.to_owned()))
            }));
        }
    }

    /// Rules with their titles, under a heading where there is any.
    pub(super) fn rules<'b>(&mut self, heads: impl Iterator<Item = &'b Head>) {
        let language = self.catalogue.language();
        let mut heads = heads.peekable();
        if heads.peek().is_some() {
            self.heading("explain.rules");
            self.pairs(heads.map(|head| (head.id.to_string(), head.title.get(language).clone())));
        }
    }
}

/// When something is in force.
pub(super) fn period(catalogue: &Catalogue, period: Period) -> String {
    match (period.from, period.until) {
        (None, None) => catalogue.say("explain.always", &[]),
        (Some(from), None) => catalogue.say("explain.from", &[("from", from.into())]),
        (None, Some(until)) => catalogue.say("explain.until", &[("until", until.into())]),
        (Some(from), Some(until)) => {
            let about = [("from", from.into()), ("until", until.into())];
            catalogue.say("explain.between", &about)
        }
    }
}

/// The code that stands in a cell of a table.
fn cell_code<'b>(book: &'b RuleBook, value: &DatedValue, is: Quantity) -> Option<&'b Code> {
    let (Kind::Code(list), Quantity::Code(word)) = (&value.kind, is) else {
        return None;
    };
    let list = book.list(*list)?;
    list.code(list.find(&word.name())?)
}
