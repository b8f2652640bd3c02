//! The pages of what a rule book compares with: values of the law with their history, tables of them, and figures; and what of these
//! a rule makes use of.

use super::months;
use super::page::{Page, PageBuilder};
use super::words::Words;
use atbilst_core::condition::quantity::Figure;
use atbilst_core::context::Uses;
use atbilst_core::form::FieldId;
use atbilst_core::language::Catalogue;
use atbilst_core::law::{Citation, DatedValue, Table, ValueId};
use atbilst_core::message::wording::Wording;
use atbilst_core::rulebook::{Head, RuleBook};
use atbilst_yaml::source::indent;

/// The page of a value.
pub(super) fn value(book: &RuleBook, index: usize, catalogue: &Catalogue) -> Page {
    let mut page = PageBuilder::new(catalogue);
    let Some(value) = book.values.get(index) else {
        return page.done(String::new(), "explain.law_value", "");
    };
    page.value(book, value);
    on_which_day(
        &mut page,
        &words(book, catalogue),
        std::iter::once((value, false)),
    );
    laws(&mut page, book, std::iter::once(value));
    page.rules(using(book, |uses| {
        uses.values.keys().any(|id| id.index() == index)
    }));
    let title = value.title.get(catalogue.language());
    page.done(value.name.to_string(), "explain.law_value", title)
}

/// The page of a table: every cell with its history.
pub(super) fn table(book: &RuleBook, index: usize, catalogue: &Catalogue) -> Page {
    let mut page = PageBuilder::new(catalogue);
    let Some(table) = book.tables.get(index) else {
        return page.done(String::new(), "explain.law_value", "");
    };
    let cells = || {
        let cells = table.cells.iter();
        cells.filter_map(|cell| book.values.get(cell.index()))
    };
    let words = words(book, catalogue);
    page.table(&words, table);
    on_which_day(&mut page, &words, cells().map(|cell| (cell, false)));
    laws(&mut page, book, cells().take(1));
    let mut fields: Vec<_> = table.by.iter().flat_map(|axis| axis.fields()).collect();
    let mut figures = book.figures.0.iter();
    let figure = figures.find(|figure| table.figure() == Some(&*figure.sign.path));
    if let Some(figure) = figure {
        let mut uses = Uses::default();
        figure.is.uses(false, &book.form, &mut uses);
        fields.extend(uses.fields);
    }
    page.fields("explain.fields", book, &fields);
    page.rules(using(book, |uses| {
        table
            .cells
            .iter()
            .any(|cell| uses.values.contains_key(cell))
    }));
    let title = table.title.get(catalogue.language());
    page.done(table.name.to_string(), "explain.law_value", title)
}

/// The page of a figure: how it is made, in words and as the book writes it.
pub(super) fn figure(book: &RuleBook, index: usize, catalogue: &Catalogue) -> Page {
    let mut page = PageBuilder::new(catalogue);
    let Some(figure) = book.figures.0.get(index) else {
        return page.done(String::new(), "explain.figure", "");
    };
    page.text(catalogue.say("explain.computed_so", &[]));
    let made = made(&words(book, catalogue), figure);
    page.pairs(std::iter::once((
        figure.title.get(catalogue.language()).clone(),
        made,
    )));
    let mut uses = Uses::default();
    figure.is.uses(false, &book.form, &mut uses);
    let words = words(book, catalogue);
    used(&mut page, &words, &uses);
    months::of_figure(&mut page, &words, &figure.is, &uses);
    let fields: Vec<_> = uses.fields.into_iter().collect();
    page.text(catalogue.say("explain.written_so", &[]));
    page.yaml(flush(&figure.written));
    page.fields("explain.fields", book, &fields);
    page.rules(using(book, |uses| {
        uses.figures.iter().any(|id| id.index() == index)
    }));
    let title = figure.title.get(catalogue.language());
    page.done(figure.sign.path.clone(), "explain.figure", title)
}

/// The values, tables and figures that something makes use of: what they are from which day on, and how they are made.
pub(super) fn used(page: &mut PageBuilder<'_>, words: &Words<'_>, uses: &Uses) {
    let book = words.book();
    let is_used = |table: &&Table| {
        table
            .cells
            .iter()
            .any(|cell| uses.values.contains_key(cell))
    };
    let tables: Vec<&Table> = book.tables.iter().filter(is_used).collect();
    let is_cell = |id: &&ValueId| tables.iter().any(|table| table.cells.contains(id));
    for id in uses.values.keys().filter(|id| !is_cell(id)) {
        if let Some(value) = book.values.get(id.index()) {
            page.value(book, value);
        }
    }
    for table in &tables {
        page.table(words, table);
    }
    let values = uses
        .values
        .iter()
        .filter_map(|(id, &exact)| Some((book.values.get(id.index())?, exact)));
    on_which_day(page, words, values);
    let figures = uses
        .figures
        .iter()
        .filter_map(|id| book.figures.0.get(id.index()));
    let figures: Vec<&Figure> = figures.collect();
    if !figures.is_empty() {
        page.text(words.say("explain.figures_of_rule", &[]));
        let language = words.wording.catalogue.language();
        page.pairs(
            figures
                .into_iter()
                .map(|figure| (figure.title.get(language).clone(), made(words, figure))),
        );
    }
}

/// Says on which day values count that were ever another, and what becomes of a day on which one is not known. Of what is compared for
/// equality nothing lies beside what is known.
fn on_which_day<'v>(
    page: &mut PageBuilder<'_>,
    words: &Words<'_>,
    values: impl Iterator<Item = (&'v DatedValue, bool)>,
) {
    let (mut changes, mut unknown) = (false, false);
    for (value, exact) in values {
        changes |= value.history.len() > 1;
        unknown |= !exact && value.history.iter().any(|dated| dated.is.is_none());
    }
    if changes {
        let field = words.field(words.book().as_of_field.field);
        page.text(words.of("explain.on_which_day", "field", field));
    }
    if unknown {
        page.text(words.say("explain.not_known", &[]));
    }
}

/// What a book writes over several lines, without what indents all but the first of them.
fn flush(written: &str) -> String {
    let mut lines = written.lines();
    let first = lines.next().unwrap_or_default();
    let rest = lines.clone().filter(|line| !line.trim().is_empty());
    let least = rest.map(indent).min().unwrap_or_default();
    let rest = lines.map(|line| format!("  {}", line.get(least..).unwrap_or_default()));
    let all: Vec<String> = std::iter::once(first.to_owned()).chain(rest).collect();
    all.join("\n")
}

/// How a figure is made, in words.
fn made(words: &Words<'_>, figure: &Figure) -> String {
    let lists: Vec<FieldId> = figure.sign.lists.clone();
    let made = words.within(&lists).quantity(&figure.is);
    match lists.last() {
        Some(&list) => {
            let about = [("made", made.into()), ("list", words.field(list).into())];
            words.say("explain.made_of_each", &about)
        }
        None => made,
    }
}

/// Words for a book, as it was last compared with its sources.
pub(super) fn words<'a>(book: &'a RuleBook, catalogue: &'a Catalogue) -> Words<'a> {
    Words::new(Wording {
        book,
        catalogue,
        as_of: book.verified_on,
    })
}

/// The law of every stretch of some values, each sentence once.
fn laws<'b>(
    page: &mut PageBuilder<'_>,
    book: &RuleBook,
    values: impl Iterator<Item = &'b DatedValue>,
) {
    page.heading("explain.law");
    let cited = values.flat_map(|value| value.history.iter().flat_map(|dated| &dated.law));
    let mut all: Vec<Citation> = Vec::new();
    for citation in cited {
        let same = |other: &Citation| {
            (other.source, &other.point, &other.quote)
                == (citation.source, &citation.point, &citation.quote)
        };
        if !all.iter().any(same) {
            all.push(citation.clone());
        }
    }
    page.laws(book, &all);
}

/// The rules that make use of something.
fn using(book: &RuleBook, does: impl Fn(&Uses) -> bool) -> impl Iterator<Item = &Head> {
    book.heads().filter(move |head| does(&book.uses_of(head)))
}
