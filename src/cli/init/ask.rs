//! Questions on a terminal, every word of them in the language of the catalogue.
//! Knows nothing of applications.

use std::io::{self, Write};

use inquire::ui::{RenderConfig, Styled};
use inquire::{InquireError, Select, Text};

use atbilst_core::language::Catalogue;
use atbilst_render::escape::shown_lines;

/// Why no more is asked.
#[derive(Debug)]
pub(super) enum Stopped {
    /// The person ended it.
    Interrupted,
    /// The terminal failed.
    Failed(InquireError),
}

impl From<InquireError> for Stopped {
    fn from(error: InquireError) -> Self {
        match error {
            InquireError::OperationInterrupted => Self::Interrupted,
            other => Self::Failed(other),
        }
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Failed(InquireError::IO(error))
    }
}

/// Asks one thing at a time.
pub(super) struct Asker<'a> {
    catalogue: &'a Catalogue,
    skipped: &'static str,
}

impl<'a> Asker<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        // The library keeps this word for the rest of the run.
        let skipped: &'static str = Box::leak(catalogue.say("ask.skipped", &[]).into_boxed_str());
        Self { catalogue, skipped }
    }

    fn look(&self) -> RenderConfig<'static> {
        RenderConfig::default().with_canceled_prompt_indicator(Styled::new(self.skipped))
    }

    /// Says something between two questions.
    pub(super) fn tell(&self, text: &str) -> io::Result<()> {
        let lines = textwrap::fill(&shown_lines(text), width());
        writeln!(io::stdout(), "{lines}\n")
    }

    /// Explains the question that follows. The library's own line for that breaks in the middle of words.
    fn explain(&self, help: &str) -> io::Result<()> {
        if help.is_empty() {
            return Ok(());
        }
        let options = textwrap::Options::new(width())
            .initial_indent("  ")
            .subsequent_indent("  ");
        let lines = textwrap::fill(&shown_lines(help), options);
        writeln!(io::stdout(), "\n{lines}")
    }

    /// A text; `None` where the question is left out.
    pub(super) fn text(
        &self,
        question: &str,
        help: &str,
        written: &str,
    ) -> Result<Option<String>, Stopped> {
        self.explain(help)?;
        let prompt = Text::new(question)
            .with_initial_value(written)
            .with_render_config(self.look());
        Ok(prompt.prompt_skippable()?)
    }

    /// One of several; its index, or `None` where the question is left out.
    pub(super) fn choice(
        &self,
        question: &str,
        help: &str,
        choices: Vec<String>,
    ) -> Result<Option<usize>, Stopped> {
        self.explain(help)?;
        let how = self.catalogue.say("ask.choose", &[]);
        let prompt = Select::new(question, choices)
            .with_help_message(&how)
            .with_page_size(12)
            .without_filtering()
            .with_render_config(self.look());
        let chosen = prompt.raw_prompt_skippable()?;
        Ok(chosen.map(|choice| choice.index))
    }

    /// Yes or no; a question left out is a no.
    pub(super) fn yes(&self, question: &str) -> Result<bool, Stopped> {
        let words = ["ask.no", "ask.yes"].map(|key| self.catalogue.say(key, &[]));
        Ok(self.choice(question, "", words.to_vec())? == Some(1))
    }

    /// What the file shall be called.
    pub(super) fn file(&self) -> Result<String, Stopped> {
        let question = self.catalogue.say("ask.file", &[]);
        let usual = self.catalogue.say("ask.file_default", &[]);
        let prompt = Text::new(&question)
            .with_default(&usual)
            .with_render_config(self.look());
        Ok(prompt.prompt_skippable()?.unwrap_or(usual))
    }
}

/// The columns in which text is set.
pub(super) fn width() -> usize {
    terminal_size::terminal_size()
        .map_or(80, |(width, _)| usize::from(width.0))
        .clamp(40, 100)
}
