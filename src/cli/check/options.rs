//! A check as it was asked for, by whoever typed it or by a report that is held against its files again.

use std::path::PathBuf;

use chrono::NaiveDate;

use atbilst_core::check::Settings;
use atbilst_core::message::trace::Traced;
use atbilst_core::report::Selection;
use atbilst_render::Format;

use crate::cli::decisions::DecisionChoice;
use crate::cli::targets::{ReportFile, Target};

/// What is checked, how, and in which formats it is told.
pub(in crate::cli) struct CheckOptions {
    /// Files and folders as they were named; without any, and without a list, the current folder.
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// A list of more paths.
    pub(in crate::cli) files_from: Option<PathBuf>,
    /// What code scanning keeps its results under.
    pub(in crate::cli) category: Option<String>,
    /// The applications that are told of, where a report that tells of some is made again.
    pub(in crate::cli) only: Option<Vec<String>>,
    /// Which of the files there are taken.
    pub(in crate::cli) selection: Selection,
    /// What reports call standard input.
    pub(in crate::cli) stdin_filename: Option<String>,
    /// Whether it may be that there is nothing to check.
    pub(in crate::cli) allow_empty: bool,
    /// Rule books beside the embedded ones: files, and folders of them.
    pub(in crate::cli) rules: Vec<PathBuf>,
    /// Which waivers are applied.
    pub(in crate::cli) waivers: DecisionChoice,
    /// Which answers are applied.
    pub(in crate::cli) answers: DecisionChoice,
    /// A file of what the office states, beside those.
    pub(in crate::cli) office: Option<PathBuf>,
    /// The files of settings that are named, and of which settings count.
    pub(in crate::cli) settings_files: Vec<PathBuf>,
    /// The rules of which it is told why they came out as they did.
    pub(in crate::cli) traced: Traced,
    /// Days, limits, and whether the applications are judged together.
    pub(in crate::cli) settings: Settings,
    /// Whether the surroundings say which day it is.
    pub(in crate::cli) day_is_set: bool,
    /// How many files are checked at a time; 0 is as many as there are processors.
    pub(in crate::cli) jobs: usize,
    /// The format that is shown.
    pub(in crate::cli) format: &'static Format,
    /// Whether a report is shown, and nothing in its place.
    pub(in crate::cli) shows_report: bool,
    /// Reports that are written to files as well.
    pub(in crate::cli) reports: Vec<ReportFile>,
    /// Where a part is written, for `merge`.
    pub(in crate::cli) part: Option<Target>,
    /// Where the manifest of the reports and of what they rest on is written.
    pub(in crate::cli) manifest: Option<Target>,
    /// Whether all applications are kept to the end, whatever the format.
    pub(in crate::cli) keeps: bool,
    /// What becomes of corrections.
    pub(in crate::cli) corrections: Corrections,
}

/// What becomes of what is merely written wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Corrections {
    /// It stays.
    None,
    /// It is corrected in the files before they are checked.
    Written {
        /// Whether what stood there is kept beside them.
        backup: bool,
        /// Whether the person at the terminal is asked about what is not certain.
        ask: bool,
    },
    /// What would be corrected is shown in the place of the report.
    Shown,
}

impl CheckOptions {
    /// A check of the current folder as it is made on a day where nothing else is asked for.
    pub(in crate::cli) fn on(today: NaiveDate, format: &'static Format) -> Self {
        Self {
            paths: Vec::new(),
            files_from: None,
            category: None,
            only: None,
            selection: Selection::default(),
            stdin_filename: None,
            allow_empty: false,
            rules: Vec::new(),
            waivers: DecisionChoice::default(),
            answers: DecisionChoice::default(),
            office: None,
            settings_files: Vec::new(),
            traced: Traced::Nothing,
            settings: Settings {
                findings: Settings::FINDINGS,
                tool: crate::THIS,
                ..Settings::on(today)
            },
            day_is_set: false,
            jobs: 0,
            format,
            shows_report: true,
            reports: Vec::new(),
            part: None,
            manifest: None,
            keeps: false,
            corrections: Corrections::None,
        }
    }

    /// Every format that is written.
    pub(super) fn formats(&self) -> impl Iterator<Item = &'static Format> {
        let reports = self.reports.iter().map(|report| report.format);
        reports.chain([self.format])
    }

    /// Whether what is shown has a place for the notes of the report; corrections have none.
    pub(super) fn shows_notes(&self) -> bool {
        self.format.notes && self.shows_report
    }
}
