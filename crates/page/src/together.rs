//! Many files at once: checked together as a folder is, with the waivers among them, and what the table of the page shows of each.

use std::sync::Arc;

use serde_json::{Value, json};

use atbilst_core::finding::{Finding, Verdict};
use atbilst_core::language::{Catalogue, Value as Said};
use atbilst_core::report::Application;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::waivers::{self, Nature, Waivers};
use atbilst_core::{Checker, Report, Scratch, Settings};

/// How a file of waivers is called.
const WAIVERS: &str = "atbilst-waivers.yaml";

/// What was added, and the report on it.
#[derive(Debug, Default)]
pub(crate) struct Together {
    files: Vec<(Arc<str>, Vec<u8>)>,
    waivers: Waivers,
    report: Option<Report>,
}

impl Together {
    /// Takes one file.
    pub(crate) fn add(&mut self, path: String, bytes: &[u8]) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        if name == WAIVERS {
            let read = waivers::read(&path, bytes);
            if read.nature(bytes) == Nature::Waivers {
                self.waivers.merge(read.within(folder));
                return;
            }
        }
        self.files.push((path.into(), bytes.to_vec()));
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&[u8]> {
        let file = self.files.iter().find(|(name, _)| **name == *path);
        file.map(|(_, bytes)| bytes.as_slice())
    }

    /// The report on all of them.
    pub(crate) fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// Checks all of them and tells of each.
    pub(crate) fn tell(
        &mut self,
        books: &[RuleBook],
        catalogue: &'static Catalogue,
        settings: Settings,
    ) -> Value {
        let checker = Checker::new(books.to_vec(), catalogue, settings);
        let checker = checker.with_waivers(self.waivers.clone());
        let mut scratch = Scratch::default();
        let files = self.files.iter();
        let checked = files.map(|(path, bytes)| checker.check(&mut scratch, path, bytes));
        let again = |path: &str| self.text(path).map(<[u8]>::to_vec);
        let mut report = checker.report(checked.collect(), &again);
        report.inputs = self
            .files
            .iter()
            .map(|(path, _)| path.to_string())
            .collect();
        let told = json!({
            "rows": report.applications.iter().map(|one| row(one, catalogue)).collect::<Vec<_>>(),
            "money": report.rule_books.iter().find_map(|book| book.money.as_deref()),
            "together": report.portfolios.iter().flat_map(|all| &all.findings).map(of_all).collect::<Vec<_>>(),
            "notes": report.notes,
            "verdicts": Verdict::ALL.map(|verdict| json!({
                "verdict": verdict.name(), "count": report.summary.of(verdict),
            })),
        });
        self.report = Some(report);
        told
    }
}

fn row(application: &Application, catalogue: &Catalogue) -> Value {
    let [title, applicant, _] = &application.subject.identity;
    let money = application.subject.money.map(|amount| {
        let words = Said::from(amount).write(catalogue.language()).into_owned();
        json!({ "cents": format!("{amount:.2}").replace('.', ""), "words": words })
    });
    json!({
        "path": &*application.path, "id": application.id, "title": title.as_deref(), "applicant": applicant.as_deref(),
        "verdict": application.verdict.name(), "findings": application.counts.findings(), "money": money,
    })
}

fn of_all(finding: &Finding) -> Value {
    json!({
        "rule": &*finding.rule, "outcome": finding.outcome.name(),
        "message": finding.message, "help": finding.help.as_deref(),
    })
}
