//! The parts of the page, each a template with what it needs.

use askama::Template;

use super::chart::Chart;
use super::words::Words;
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
}

/// From the last application to the script.
#[derive(Template)]
#[template(path = "html/laws.html")]
pub(super) struct Laws<'a> {
    pub(super) words: &'a Words<'a>,
}

/// What is after the script.
#[derive(Template)]
#[template(source = "</script>\n</body>\n</html>\n", ext = "html")]
pub(super) struct Foot;

impl<'a> Overview<'a> {
    fn charts(&self, portfolio: &'a Portfolio) -> Vec<Chart<'a>> {
        let figures = portfolio.figures.iter();
        figures
            .map(|figure| Chart::of(figure, self.words))
            .collect()
    }
}
