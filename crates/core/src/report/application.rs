//! One application of a report, and what of it needs no rule: whose project it is, and what the office stated.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::finding::{Counts, Finding, Outcome, Verdict};
use crate::message::trace::Trace;
use crate::reading::AsOf;
use crate::rulebook::IDENTITY;

/// Whose project an application is about, its groups and its money, as far as its rule book says where they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The parts of its identity, in the order of [`IDENTITY`]; an empty text where one is not stated.
    pub identity: [Option<Box<str>>; IDENTITY.len()],
    /// For each [`Grouping`](super::Grouping) of its book what stands in the field; empty where nothing does.
    pub groups: Box<[Box<str>]>,
    /// Its money; `None` where that is not stated or cannot be read.
    pub money: Option<Decimal>,
}

/// One file and what was said of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Application {
    /// Path as the report names it, with forward slashes.
    pub path: Arc<str>,
    /// SHA-256 of the file; `None` where it could not be read.
    pub sha256: Option<[u8; 32]>,
    /// Place of its rule book in [`Report::rule_books`](super::Report::rule_books).
    pub book: Option<usize>,
    /// The call it names.
    pub call: Option<Arc<str>>,
    /// Its own id.
    pub id: Option<String>,
    /// Whose project it is about, its groups and its money.
    pub subject: Subject,
    /// The day whose law was applied.
    pub as_of: Option<AsOf>,
    /// The verdict over its findings.
    pub verdict: Verdict,
    /// The worst outcome of each rule: the tool's own, then the book's, in their order;
    /// the tool's own alone where the file could not be held against a book. Applications that agree in all of them share them.
    pub outcomes: Box<[Outcome]>,
    /// In order of their places.
    pub findings: Vec<Finding>,
    /// How many outcomes of each kind; a rule that judges a list has one for each item.
    pub counts: Counts,
    /// Why each rule came out as it did; empty unless it was asked.
    #[serde(skip)]
    pub traces: Vec<Trace>,
    /// The same for its sheet on paper, which shows what each rule looked at; empty unless a report of few applications has sheets.
    pub sheet: Vec<Trace>,
    /// The rules over all applications with a finding that concerns this one and is not waived.
    pub together: Vec<Arc<str>>,
    /// What the office states of it.
    pub stated: Box<[StatedByOffice]>,
    /// The limits that it comes nearest to.
    pub nearest: Box<NearestLimits>,
}

/// The limits that an application comes nearest to and keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearestLimits {
    /// Of all that is measured, and how much of the limit is reached, in hundredths.
    pub amount: Option<(NearLimit, Decimal)>,
    /// Of all last days that the law sets, and how many days are left.
    pub day: Option<(NearLimit, i64)>,
}

/// A limit that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearLimit {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// JSON Pointer to what was compared.
    pub pointer: String,
    /// What was found, as an application writes it.
    pub found: String,
    /// The limit, written so.
    pub limit: String,
}

/// Something that the office states of an application, which its applicant is not asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedByOffice {
    /// The path of the field, with the items it stands in.
    pub field: String,
    /// What the field is called.
    pub title: String,
    /// What is stated.
    pub is: String,
    /// The same as the language says it, for people.
    pub in_words: String,
    /// Who looked it up.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// Where.
    pub register: String,
    /// The file it stands in.
    pub file: Arc<str>,
}

impl Application {
    /// A file that no rule book was applied to, with nothing said of it yet.
    pub(crate) fn unread(path: &Arc<str>) -> Self {
        Self {
            path: Arc::clone(path),
            sha256: None,
            book: None,
            call: None,
            id: None,
            subject: Subject::default(),
            as_of: None,
            verdict: Verdict::Unreadable,
            outcomes: Box::default(),
            findings: Vec::new(),
            counts: Counts::default(),
            traces: Vec::new(),
            sheet: Vec::new(),
            together: Vec::new(),
            stated: Box::default(),
            nearest: Box::default(),
        }
    }

    /// How many findings were counted and not kept.
    pub fn left_out(&self) -> u32 {
        let counted = self.counts.findings();
        let told = self.findings.iter();
        let told = told.map(|finding| finding.rules().count());
        counted.saturating_sub(u32::try_from(told.sum::<usize>()).unwrap_or(u32::MAX))
    }

    /// Whether it complies only because somebody answers for what was found.
    pub(crate) fn complies_by_waivers(&self) -> bool {
        self.verdict == Verdict::Complies && self.counts.of(Outcome::Waived) > 0
    }

    /// Whether it complies only because a person answered its questions.
    pub(crate) fn complies_by_answers(&self) -> bool {
        self.verdict == Verdict::Complies && self.counts.of(Outcome::Answered) > 0
    }

    /// Whether a person must judge it though no finding that counts says so: what stands for its open rules is waived.
    pub(crate) fn is_undecided(&self) -> bool {
        let counts =
            |finding: &Finding| !matches!(finding.outcome, Outcome::Waived | Outcome::Answered);
        self.verdict == Verdict::NeedsReview
            && self.left_out() == 0
            && !self.findings.iter().any(counts)
    }
}
