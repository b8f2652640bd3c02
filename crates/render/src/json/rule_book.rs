//! The rule books that were applied, and what their sources rest on.

use chrono::NaiveDate;

use super::values::{Json, List, Text, json};
use atbilst_core::finding::Hex;
use atbilst_core::law::Captured;
use atbilst_core::report::{BookSummary, SourceSummary};

json! { it: &BookSummary => {
    call: *it.call,
    version: *it.version,
    sha256: Text(Hex(&it.sha256)),
    sources: List(&it.sources),
}}

json! { it: &SourceSummary => {
    source: *it.id,
    title: *it.title,
    url: *it.url,
    words: it.captured.as_ref().and_then(Sealed::of).map(Json),
}}

/// The captured words of a source, where the book seals them.
struct Sealed<'a> {
    captured: &'a Captured,
    sha256: &'a [u8],
    on: NaiveDate,
}

impl<'a> Sealed<'a> {
    fn of(captured: &'a Captured) -> Option<Self> {
        let (sha256, on) = captured.seal.as_ref()?;
        Some(Self {
            captured,
            sha256,
            on: *on,
        })
    }
}

json! { it: Sealed<'_> => {
    path: *it.captured.path,
    sha256: Text(Hex(it.sha256)),
    captured_on: Text(it.on),
    excerpt: it.captured.excerpt,
    compared: it.captured.compared,
}}
