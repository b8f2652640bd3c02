//! Questions on a terminal, a line each: what is typed, pasted or left empty. The terminal itself lets a line be corrected.
//! Knows nothing of applications.

use std::io::{self, BufRead as _, Write};

use atbilst_core::form::Kind;
use atbilst_core::language::Catalogue;
use atbilst_core::suggest::plain;
use atbilst_render::escape::shown_lines;

use crate::cli::output::{columns, set};

/// Why no more is asked.
#[derive(Debug)]
pub(super) enum Stopped {
    /// Nothing more is typed.
    End,
    /// The terminal failed.
    Failed(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Nothing.
    Nothing,
    /// The question before, please.
    Back,
    /// Not now.
    Later,
    /// A text.
    Text(String),
}

/// Asks one thing at a time.
pub(super) struct Asker<'a> {
    pub(super) catalogue: &'a Catalogue,
}

impl Asker<'_> {
    /// Says something between two questions.
    pub(super) fn tell(&self, text: &str) -> io::Result<()> {
        writeln!(io::stdout(), "{}", set(text, ""))
    }

    /// Says something that belongs to the question that follows.
    pub(super) fn explain(&self, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        writeln!(io::stdout(), "{}", set(text, "  "))
    }

    /// The choices there are, each with its number.
    pub(super) fn choices(&self, choices: &[String]) -> io::Result<()> {
        let digits = choices.len().to_string().len();
        for (choice, number) in choices.iter().zip(1_usize..) {
            let head = format!("  {number:>digits$}  ");
            let options = textwrap::Options::new(columns())
                .initial_indent(&head)
                .subsequent_indent("     ")
                .break_words(false)
                .word_splitter(textwrap::WordSplitter::NoHyphenation);
            writeln!(
                io::stdout(),
                "{}",
                textwrap::fill(&shown_lines(choice), options)
            )?;
        }
        Ok(())
    }

    /// One line.
    pub(super) fn line(&self, question: &str) -> Result<Typed, Stopped> {
        let mut out = io::stdout();
        write!(out, "{} ", set(question, ""))?;
        out.flush()?;
        let mut bytes = Vec::new();
        if io::stdin().lock().read_until(b'\n', &mut bytes)? == 0 {
            writeln!(out)?;
            return Err(Stopped::End);
        }
        Ok(match clean(&String::from_utf8_lossy(&bytes)) {
            text if text.is_empty() => Typed::Nothing,
            text if text == "<" => Typed::Back,
            text if text == "-" || text == "–" => Typed::Later,
            text => Typed::Text(text),
        })
    }

    /// Yes or no, typed: nothing stands ready, so nobody says what they did not mean.
    pub(super) fn yes(&self, question: &str) -> Result<bool, Stopped> {
        let how = self.catalogue.say("ask.yes_or_no", &[]);
        loop {
            if let Typed::Text(text) = self.line(&format!("{question} {how}"))?
                && let Some(yes) = self.means_yes(&text)
            {
                return Ok(yes);
            }
            self.tell(&self.catalogue.say("ask.not_yes_or_no", &[]))?;
        }
    }

    /// Whether a text says yes or no: the word, its beginning, or what else people write for it.
    pub(super) fn means_yes(&self, text: &str) -> Option<bool> {
        let typed = plain(text);
        let begins = |key: &str| plain(&self.catalogue.say(key, &[])).starts_with(&typed);
        match (begins("ask.yes"), begins("ask.no")) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ if Kind::Flag.fits(text) => text.parse().ok(),
            _ => Kind::Flag.nearest(text)?.parse().ok(),
        }
    }
}

/// A text as it was meant: without what nobody sees, and with one space where a program that it was copied from had others.
fn clean(text: &str) -> String {
    let seen = text.chars().filter(|c| {
        let unseen = matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        );
        !unseen && (!c.is_control() || c.is_whitespace())
    });
    let seen: String = seen.collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ")
}
