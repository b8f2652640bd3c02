//! The pages of what a rule book compares with: values of the law with their history, tables of them, and figures.

use super::page::{Page, PageBuilder};
use atbilst_core::context::Uses;
use atbilst_core::language::Catalogue;
use atbilst_core::law::{Citation, DatedValue};
use atbilst_core::rulebook::{Head, RuleBook};

/// The page of a value.
pub(super) fn value(book: &RuleBook, index: usize, catalogue: &Catalogue) -> Page {
    let mut page = PageBuilder::new(catalogue);
    let Some(value) = book.values.get(index) else {
        return page.done(String::new(), "explain.law_value", "");
    };
    page.value(book, value);
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
    for cell in cells() {
        page.value(book, cell);
    }
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

/// The page of a figure: how the book writes it.
pub(super) fn figure(book: &RuleBook, index: usize, catalogue: &Catalogue) -> Page {
    let mut page = PageBuilder::new(catalogue);
    let Some(figure) = book.figures.0.get(index) else {
        return page.done(String::new(), "explain.figure", "");
    };
    page.text(catalogue.say("explain.computed_so", &[]));
    page.yaml(figure.written.clone());
    let mut uses = Uses::default();
    figure.is.uses(false, &book.form, &mut uses);
    let fields: Vec<_> = uses.fields.into_iter().collect();
    page.fields("explain.fields", book, &fields);
    page.rules(using(book, |uses| {
        uses.figures.iter().any(|id| id.index() == index)
    }));
    let title = figure.title.get(catalogue.language());
    page.done(figure.sign.path.clone(), "explain.figure", title)
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
