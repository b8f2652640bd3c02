//! The parts of the page, each a template with what it needs.

use askama::Template;

use super::chart::Chart;
use super::words::Words;
use atbilst_core::finding::{Finding, Law};
use atbilst_core::report::{self, Portfolio};

/// The head of the page, up to its style.
#[derive(Template)]
#[template(path = "html/head.html")]
pub(super) struct Head<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) policy: String,
}

/// From the style to the first application.
#[derive(Template)]
#[template(path = "html/overview.html")]
pub(super) struct Overview<'a> {
    pub(super) words: &'a Words<'a>,
}

/// One application.
#[derive(Template)]
#[template(path = "html/application.html")]
pub(super) struct ApplicationSection<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) index: usize,
    pub(super) application: &'a report::Application,
    pub(super) open: bool,
    /// Whether the report tells of it and of no other.
    pub(super) alone: bool,
    /// Whether it stands in the page itself.
    pub(super) inline: bool,
}

/// A field by which applications are grouped, with its values and what they are called.
pub(super) struct Grouped<'a> {
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    pub(super) values: Vec<(&'a str, &'a str)>,
}

/// The list that the script fills, and the place of what is said of one application.
#[derive(Template)]
#[template(path = "html/listing.html")]
pub(super) struct Listing<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) groups: &'a [Grouped<'a>],
    /// By what a column sorts, its heading, and whether numbers stand in it.
    pub(super) columns: Vec<(String, String, bool)>,
}

/// The same list where no script runs.
#[derive(Template)]
#[template(path = "html/plain.html")]
pub(super) struct PlainList<'a> {
    pub(super) words: &'a Words<'a>,
}

impl<'a> ApplicationSection<'a> {
    const fn finding(&self, finding: &'a Finding) -> FindingArticle<'a> {
        FindingArticle {
            words: self.words,
            finding,
            book: self.application.book.as_ref(),
            placed: true,
        }
    }
}

impl<'a> PlainList<'a> {
    /// Blocks that a browser lays out only when they come into sight.
    fn blocks(&self) -> std::slice::Chunks<'a, report::Application> {
        self.words.report.applications.chunks(BLOCK)
    }
}

/// So many applications make a block.
const BLOCK: usize = 200;

/// From the last application to the script.
#[derive(Template)]
#[template(path = "html/laws.html")]
pub(super) struct Laws<'a> {
    pub(super) words: &'a Words<'a>,
}

/// One finding.
#[derive(Template)]
#[template(path = "html/finding.html")]
pub(super) struct FindingArticle<'a> {
    words: &'a Words<'a>,
    finding: &'a Finding,
    /// The rule book of its rules.
    book: Option<&'a usize>,
    /// Whether it is about a place in the file.
    placed: bool,
}

/// A law with its words.
#[derive(Template)]
#[template(path = "html/law.html")]
pub(super) struct CitedLaw<'a> {
    words: &'a Words<'a>,
    law: &'a Law,
}

const fn cited<'a>(words: &'a Words<'a>, law: &'a Law) -> CitedLaw<'a> {
    CitedLaw { words, law }
}

/// What is after the script.
#[derive(Template)]
#[template(source = "</script>\n</body>\n</html>\n", ext = "html")]
pub(super) struct Foot;

impl<'a> Overview<'a> {
    /// The sections of the page, by their anchors.
    fn contents(&self) -> Vec<(&'static str, String)> {
        let say = |key: &str| self.words.say(key);
        vec![
            ("evidence", say("page.evidence")),
            ("totals", say("page.verdict")),
            ("by-rule", say("page.by_rule")),
            ("applications", say("page.each")),
            ("rules", say("page.rules")),
        ]
    }

    const fn finding(&self, portfolio: &'a Portfolio, finding: &'a Finding) -> FindingArticle<'a> {
        FindingArticle {
            words: self.words,
            finding,
            book: Some(&portfolio.book),
            placed: false,
        }
    }

    fn charts(&self, portfolio: &'a Portfolio) -> Vec<Chart<'a>> {
        let figures = portfolio.figures.iter();
        figures
            .map(|figure| Chart::of(figure, self.words))
            .collect()
    }
}
