//! The mistakes of a book at their places: those for which it cannot be read; else what lint says and the examples that come out
//! otherwise, as `rules lint` and `rules test` tell them.

use std::path::Path;
use std::rc::Rc;

use atbilst_books::companions::Companions;
use atbilst_books::lint::{FileRef, lint};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_core::rulebook::{Mistake, RuleBook};
use atbilst_core::tool::Tool;
use lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Uri};

use crate::address;
use crate::project::{Project, Projects};
use crate::text::{Encoding, Text};

/// What is said of a book.
pub(crate) struct Checked {
    /// The book, where it could be read.
    pub(crate) book: Option<Rc<RuleBook>>,
    /// What is to be mended in it.
    pub(crate) own: Vec<Diagnostic>,
    /// What is to be mended in the files beside it.
    pub(crate) beside: Vec<(Uri, Vec<Diagnostic>)>,
}

/// The name under which mistakes of a book are told; no rule has it.
const RULE_BOOK: &str = "rule-book";

/// Reads a book, holds it against its companions, and tries its examples.
pub(crate) fn check(
    name: &str,
    path: Option<&Path>,
    (text, encoding): (&str, Encoding),
    project: &Project,
    projects: &dyn Projects,
) -> Checked {
    let catalogue = project.catalogue;
    let places = Text::of(text, encoding);
    let told = |mistakes: &[Mistake], severity| -> Vec<Diagnostic> {
        let one = |mistake| diagnostic(mistake, &places, severity, catalogue);
        mistakes.iter().map(one).collect()
    };
    let book = match RuleBook::read(name, text) {
        Ok(book) => book,
        Err(mistakes) => {
            return Checked {
                book: None,
                own: told(&mistakes, DiagnosticSeverity::ERROR),
                beside: Vec::new(),
            };
        }
    };
    let companions = companions(&book, path, projects);
    let wrong = atbilst_books::examples::mistakes(&book, catalogue);
    let mut own = told(&wrong, DiagnosticSeverity::ERROR);
    let mut beside: Vec<(Uri, Vec<Diagnostic>)> = Vec::new();
    let findings = lint(&book, &companions, project.today);
    for part in findings.chunk_by(|one, other| one.file == other.file) {
        let mistakes: Vec<Mistake> = part.iter().map(|one| one.mistake.clone()).collect();
        let file = part.first().map(|first| first.file);
        let (name, text) = match file {
            Some(FileRef::Source(index)) => {
                let source = book.sources.get(index);
                let captured = source.and_then(|one| one.captured.as_ref());
                let name = captured.map_or("", |captured| &captured.path);
                (name, companions.source(name))
            }
            Some(FileRef::Ids) => {
                let ids = companions.ids.as_ref();
                (Companions::IDS, ids.map(|(_, text)| text.as_str()))
            }
            Some(FileRef::Book) | None => {
                own.extend(told(&mistakes, DiagnosticSeverity::WARNING));
                continue;
            }
        };
        let uri = path.and_then(|path| address::of_file(&path.with_file_name(name)));
        let (Some(uri), Some(text)) = (uri, text) else {
            continue;
        };
        let places = Text::of(text, encoding);
        let severity = DiagnosticSeverity::WARNING;
        let one = |mistake| diagnostic(mistake, &places, severity, catalogue);
        beside.push((uri, mistakes.iter().map(one).collect()));
    }
    Checked {
        book: Some(Rc::new(book)),
        own,
        beside,
    }
}

fn companions(book: &RuleBook, path: Option<&Path>, projects: &dyn Projects) -> Companions {
    // Those of a book that is part of the program are part of it, too.
    let own = BOOKS.iter().find(|own| own.text == book.text);
    let Some(path) = path else {
        return own.map_or_else(Companions::default, Companions::embedded);
    };
    Companions::beside(book, |name| projects.beside(&path.with_file_name(name)))
}

fn diagnostic(
    mistake: &Mistake,
    places: &Text,
    severity: DiagnosticSeverity,
    catalogue: &Catalogue,
) -> Diagnostic {
    let (message, help) = catalogue.mistake(mistake);
    let sentences = [Some(message), help].into_iter().flatten();
    let message = sentences.collect::<Vec<_>>().join("\n");
    Diagnostic {
        range: places.range(mistake.span),
        severity: Some(severity),
        code: Some(NumberOrString::String(RULE_BOOK.to_owned())),
        source: Some(Tool::NAME.to_owned()),
        message: atbilst_render::escape::shown_lines(&message).into_owned(),
        ..Diagnostic::default()
    }
}
