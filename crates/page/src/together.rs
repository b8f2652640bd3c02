//! Many files at once: checked together as a folder is, with the waivers among them, and what the table of the page shows of each.

use std::sync::Arc;

use serde_json::{Value, json};

use atbilst_core::answers::{self, Answers};
use atbilst_core::check::Unreadable;
use atbilst_core::finding::{Finding, Verdict};
use atbilst_core::language::{Catalogue, Value as Said};
use atbilst_core::order::sort_by;
use atbilst_core::part::LeftOut;
use atbilst_core::report::Application;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::waivers::{self, Nature, Waivers};
use atbilst_core::{Checker, Report, Scratch, Settings};
use atbilst_render::HTML;

/// How a file of waivers is called.
const WAIVERS: &str = "atbilst-waivers.yaml";

/// How a file of answers is called.
const ANSWERS: &str = "atbilst-answers.yaml";

#[derive(Debug)]
struct File {
    path: Arc<str>,
    bytes: Vec<u8>,
    /// Whether these are its first bytes alone, as it is larger than what is checked.
    cut: bool,
}

/// What was added, and the report on it.
#[derive(Debug, Default)]
pub(crate) struct Together {
    files: Vec<File>,
    waivers: Waivers,
    answers: Answers,
    report: Option<Report>,
}

impl Together {
    /// Takes one file.
    pub(crate) fn add(&mut self, path: String, bytes: &[u8], cut: bool) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        if name == WAIVERS {
            let read = waivers::read(&path, bytes);
            if read.nature(bytes) == Nature::Waivers {
                self.waivers.merge(read.within(folder));
                return;
            }
        }
        if name == ANSWERS {
            let read = answers::read(&path, bytes);
            if read.broken().is_none() {
                self.answers.merge(read.within(folder));
                return;
            }
        }
        self.files.push(File {
            path: path.into(),
            bytes: bytes.to_vec(),
            cut,
        });
    }

    /// Takes what one file was changed to.
    pub(crate) fn change(&mut self, path: &str, bytes: &[u8]) {
        let files = self.files.iter_mut();
        for file in files.filter(|file| *file.path == *path) {
            file.bytes = bytes.to_vec();
            file.cut = false;
        }
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&[u8]> {
        let file = self.files.iter().find(|file| *file.path == *path);
        file.map(|file| file.bytes.as_slice())
    }

    /// The report on all of them.
    pub(crate) fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// Checks all of them and tells of each.
    pub(crate) fn tell(
        &mut self,
        books: &Arc<[RuleBook]>,
        catalogue: &'static Catalogue,
        settings: Settings,
    ) -> Value {
        let checker = Checker::new(Arc::clone(books), catalogue, settings);
        let checker = checker
            .with_waivers(self.waivers.clone())
            .with_answers(self.answers.clone())
            .with_sheets(self.files.len() <= HTML.sheets);
        let mut scratch = Scratch::default();
        let (mut checked, mut left_out) = (Vec::new(), LeftOut::default());
        for File { path, bytes, cut } in &self.files {
            // What was chosen by itself is checked; in a folder, what is an application.
            let found = path.contains('/');
            if found && checker.is_book(bytes) {
                left_out.books.push(Arc::clone(path));
                continue;
            }
            let one = match (found, cut) {
                (true, true) if !checker.may_be_application(bytes) => None,
                (_, true) => Some(checker.unreadable(path, &Unreadable::TooLarge)),
                (true, false) => checker.check_found(&mut scratch, path, bytes, false),
                (false, false) => Some(checker.check(&mut scratch, path, bytes)),
            };
            match one {
                Some(one) => checked.push(one),
                None => left_out.foreign.push(Arc::clone(path)),
            }
        }
        sort_by(&mut left_out.foreign, Ord::cmp);
        let again = |path: &str| self.text(path).map(<[u8]>::to_vec);
        let mut report = checker.report(checked, &again);
        // A folder is named as such.
        let named = self.files.iter().map(|file| {
            let folder = file.path.split_once('/');
            folder.map_or(&*file.path, |(folder, _)| folder).to_owned()
        });
        report.inputs = named.collect();
        sort_by(&mut report.inputs, Ord::cmp);
        report.inputs.dedup();
        left_out.count(&mut report.summary);
        let mut notes = report.notes.clone();
        report.notes.extend(left_out.notes(catalogue));
        // Of what is passed over the page has a list.
        let foreign = std::mem::take(&mut left_out.foreign);
        notes.extend(left_out.notes(catalogue));
        let told = json!({
            "rows": report.applications.iter().map(|one| row(one, catalogue)).collect::<Vec<_>>(),
            "money": report.rule_books.iter().find_map(|book| book.money.as_deref()),
            "together": report.portfolios.iter().flat_map(|all| &all.findings).map(of_all).collect::<Vec<_>>(),
            "notes": notes,
            "foreign": foreign.iter().map(|path| &**path).collect::<Vec<_>>(),
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
