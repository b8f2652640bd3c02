//! The rule books that were applied, and what their sources rest on.

use chrono::NaiveDate;
use serde::Serialize;

use super::values::{List, Text};
use atbilst_core::finding::Hex;
use atbilst_core::law::Captured;
use atbilst_core::report::{BookSummary, SourceSummary};

#[derive(Serialize)]
pub(super) struct JsonBook<'a> {
    call: &'a str,
    version: &'a str,
    sha256: Text<Hex<'a>>,
    sources: List<'a, SourceSummary, JsonSource<'a>>,
}

impl<'a> JsonBook<'a> {
    pub(super) fn of(book: &'a BookSummary) -> Self {
        Self {
            call: &book.call,
            version: &book.version,
            sha256: Text(Hex(&book.sha256)),
            sources: List(&book.sources, JsonSource::of),
        }
    }
}

#[derive(Serialize)]
struct JsonSource<'a> {
    source: &'a str,
    title: &'a str,
    url: &'a str,
    words: Option<JsonCaptured<'a>>,
}

impl<'a> JsonSource<'a> {
    fn of(source: &'a SourceSummary) -> Self {
        Self {
            source: &source.id,
            title: &source.title,
            url: &source.url,
            words: source.captured.as_ref().and_then(JsonCaptured::of),
        }
    }
}

/// The captured words of a source.
#[derive(Serialize)]
struct JsonCaptured<'a> {
    path: &'a str,
    sha256: Text<Hex<'a>>,
    captured_on: Text<NaiveDate>,
    excerpt: bool,
    compared: bool,
}

impl<'a> JsonCaptured<'a> {
    fn of(captured: &'a Captured) -> Option<Self> {
        let (sha256, on) = captured.seal.as_ref()?;
        Some(Self {
            path: &captured.path,
            sha256: Text(Hex(sha256)),
            captured_on: Text(*on),
            excerpt: captured.excerpt,
            compared: captured.compared,
        })
    }
}
