//! A rule book as a report names it, with its sources and rules.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::finding::{Law, Level};
use crate::law::Captured;
use crate::waivers::WaiverTerms;

/// A rule book as a report names it.
#[derive(Debug, Clone)]
pub struct BookSummary {
    /// Path of its file, or the name of an embedded book.
    pub name: Arc<str>,
    /// Code of the call.
    pub call: Arc<str>,
    /// Title of the call.
    pub title: String,
    /// Version of the book.
    pub version: String,
    /// The day it was last compared with the law.
    pub verified_on: NaiveDate,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Where its law stands, in the order of the book.
    pub sources: Arc<[SourceSummary]>,
    /// Whether it was applied to any application.
    pub applied: bool,
    /// By what its applications are grouped.
    pub groups: Arc<[Grouping]>,
    /// What the money of an application is, where the book says it.
    pub money: Option<String>,
    /// What comes after an application of which nothing was found, each with where it is said.
    pub next_steps: Vec<(String, Arc<[Law]>)>,
    /// Its rules in order, those of the portfolio last.
    pub rules: Arc<[RuleSummary]>,
}

/// A source of law as a report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSummary {
    /// Its name in the book.
    pub id: String,
    /// Its official title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its words, where they stand beside the book.
    pub captured: Option<Captured>,
}

impl SourceSummary {
    /// The SHA-256 of its words, where the book states it.
    pub fn sealed(&self) -> Option<&[u8; 32]> {
        let seal = self.captured.as_ref()?.seal.as_ref();
        seal.map(|(sha256, _)| sha256)
    }
}

/// A field by which applications are grouped, as a report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// Its path in the form.
    pub path: Arc<str>,
    /// What it is called.
    pub title: String,
    /// What its codes are called.
    pub codes: Vec<(String, String)>,
}

impl Grouping {
    /// What a value is called: a code by its title, any other as it is.
    pub fn called<'v>(&'v self, value: &'v str) -> &'v str {
        let code = self.codes.iter().find(|(code, _)| code == value);
        code.map_or(value, |(_, title)| title)
    }
}

/// A rule as a report names it.
#[derive(Debug, Clone)]
pub struct RuleSummary {
    /// Its id.
    pub id: Arc<str>,
    /// What it asks, in a few words.
    pub title: String,
    /// What to do when it fails.
    pub help: String,
    /// The weight of its failures.
    pub level: Level,
    /// By which law.
    pub law: Arc<[Law]>,
    /// Why it holds where no sentence of law says it.
    pub because: Option<String>,
    /// On which terms its findings may be waived.
    pub waiver: WaiverTerms,
    /// Whether it judges all applications together.
    pub portfolio: bool,
}
