//! What is said of each application, packed for the script of the page in chunks. Most say the same, but for their amounts and names:
//! every line, or part between numbers, that two of a chunk share is kept once a chunk, the rest once an application. It is set by the
//! templates of the page and escaped there.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use askama::Template;
use serde::Serialize;

use super::packed::{CHUNK, element};
use super::view::ApplicationSection;
use super::words::Words;
use atbilst_core::report::Application;

#[derive(Serialize)]
struct Chunk<'a> {
    /// What several applications say.
    shared: Vec<&'a str>,
    /// What one says alone.
    own: Vec<Vec<&'a str>>,
    /// What each says, in order: a place among what is shared, or, below zero, among its own, -1 for the first.
    apps: Vec<Vec<i64>>,
}

/// Writes what is said of each application as elements that the script unpacks one by one.
pub(super) fn dossiers(words: &Words<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (number, chunk) in words.report.applications.chunks(CHUNK).enumerate() {
        let mut lines = Interned::default();
        for (place, application) in chunk.iter().enumerate() {
            let index = number.saturating_mul(CHUNK).saturating_add(place);
            let text = told(words, index, application)?;
            lines.add(text.split_inclusive('\n'));
        }
        let mut parts = Interned::default();
        for own in &lines.said {
            parts.add(own.iter().flat_map(|&line| lines.parts(line)));
        }
        element(&format!("chunk{number}"), &parts.chunk(), out)?;
    }
    Ok(())
}

fn told(words: &Words<'_>, index: usize, application: &Application) -> io::Result<String> {
    let section = ApplicationSection {
        words,
        index,
        application,
        open: true,
        alone: false,
        inline: false,
    };
    // Written as a page of its own is, so that the template is compiled once.
    let mut text = Vec::new();
    section.write_into(&mut text)?;
    String::from_utf8(text).map_err(io::Error::other)
}

/// Texts, each once, and which of them each application says.
#[derive(Default)]
struct Interned {
    places: HashMap<Box<str>, usize>,
    /// Each text, and which application alone says it.
    texts: Vec<(Box<str>, Option<usize>)>,
    said: Vec<Vec<usize>>,
}

impl Interned {
    /// What the next application says.
    fn add<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let speaker = self.said.len();
        let said = texts.map(|text| self.place(text, speaker)).collect();
        self.said.push(said);
    }

    fn place(&mut self, text: &str, speaker: usize) -> usize {
        if let Some(&place) = self.places.get(text) {
            if let Some((_, alone)) = self.texts.get_mut(place) {
                *alone = alone.filter(|&one| one == speaker);
            }
            return place;
        }
        let place = self.texts.len();
        self.texts.push((text.into(), Some(speaker)));
        self.places.insert(text.into(), place);
        place
    }

    /// A text that only one application says, in parts; others as they are.
    fn parts(&self, place: usize) -> impl Iterator<Item = &str> {
        let (text, alone) = match self.texts.get(place) {
            Some((text, alone)) => (&**text, alone.is_some()),
            None => ("", false),
        };
        let mut numbers = if alone { numbers(text) } else { Vec::new() }.into_iter();
        let (mut end, mut next) = (0, None);
        std::iter::from_fn(move || {
            let number: Option<Range<usize>> = next.take().or_else(|| numbers.next());
            let part = match number {
                Some(number) if number.start == end => number,
                Some(number) => {
                    let before = end..number.start;
                    next = Some(number);
                    before
                }
                None => end..text.len(),
            };
            end = part.end;
            text.get(part).filter(|part| !part.is_empty())
        })
    }

    fn chunk(&self) -> Chunk<'_> {
        let mut shared = Vec::new();
        let mut at = vec![None; self.texts.len()];
        let (mut all_own, mut apps) = (Vec::new(), Vec::new());
        for said in &self.said {
            let mut own = Vec::new();
            let codes = said.iter().filter_map(|&place| {
                let (text, alone) = self.texts.get(place)?;
                let known = at.get_mut(place)?;
                let code = match (*known, alone) {
                    (Some(code), _) => code,
                    (None, Some(_)) => {
                        own.push(&**text);
                        -i64::try_from(own.len()).ok()?
                    }
                    (None, None) => {
                        shared.push(&**text);
                        i64::try_from(shared.len().saturating_sub(1)).ok()?
                    }
                };
                *known = Some(code);
                Some(code)
            });
            apps.push(codes.collect());
            all_own.push(own);
        }
        Chunk {
            shared,
            own: all_own,
            apps,
        }
    }
}

/// Where numbers stand in a text, with the marks and gaps within them, but not in words.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, letter)) = letters.next() {
        let begins = letter.is_ascii_digit() && !before.is_alphanumeric();
        before = letter;
        if !begins {
            continue;
        }
        let mut end = start.saturating_add(1);
        while let Some((at, letter)) = letters.next_if(|(_, letter)| {
            letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\u{a0}' | '\u{202f}')
        }) {
            before = letter;
            if letter.is_ascii_digit() {
                end = at.saturating_add(1);
            }
        }
        let goes_on = letters
            .peek()
            .is_some_and(|(_, next)| next.is_alphanumeric());
        if !goes_on || !before.is_ascii_digit() {
            numbers.push(start..end);
        }
    }
    numbers
}
