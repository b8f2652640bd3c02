//! `atbilst waivers draft`: a file of waivers for what a report says is not met, with the place for what a person must say left empty.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use atbilst_books::template::comment;
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::own_rules::is_own;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::waivers::WaiverTerms;
use atbilst_render::Style;
use atbilst_render::escape::shown;

use crate::cli::recorded::{self, ReportLimit};
use crate::cli::stored;
use crate::cli::subjects::Subjects;
use crate::cli::{Ending, books, output};
use crate::verify::RecordedFinding;

#[derive(Debug, Args)]
pub(super) struct WaiversDraftArguments {
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    limit: ReportLimit,
}

pub(super) fn run(
    arguments: &WaiversDraftArguments,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let text = recorded::read(&arguments.report, &arguments.limit, catalogue)?;
    let report = recorded::parsed(&arguments.report, &text, catalogue)?;
    stored::agrees_with_itself(&arguments.report, &text, catalogue)?;
    let books = books::load(&arguments.rules, catalogue, &Style::default())?;
    let mut draft = WaiverDraft {
        catalogue,
        books: &books,
        subjects: Subjects::of(&report),
        text: String::new(),
        refused: BTreeMap::new(),
    };
    report.each_finding(&mut |finding| draft.add(finding));
    output::print(draft.file(&arguments.report).as_bytes(), catalogue)?;
    Ok(Ending::Clean)
}

struct WaiverDraft<'a> {
    catalogue: &'a Catalogue,
    books: &'a [RuleBook],
    subjects: Subjects,
    text: String,
    /// How many findings of which rules nobody may waive.
    refused: BTreeMap<String, usize>,
}

impl WaiverDraft<'_> {
    /// On which terms a finding may be waived; nothing is known where the book is not.
    fn terms(&self, finding: &RecordedFinding<'_>) -> Option<WaiverTerms> {
        let mut books = self.books.iter();
        let book = books.find(|book| Some(&*book.call) == finding.call)?;
        book.head(finding.rule).map(|head| head.waiver)
    }

    fn add(&mut self, finding: &RecordedFinding<'_>) {
        // What is waived already stays so: the draft takes the place of the file that says it.
        if finding.kind != "fail" && finding.waiver.is_none() {
            return;
        }
        let terms = self.terms(finding);
        if is_own(finding.rule) || terms.is_some_and(|terms| !terms.allowed) {
            let count = self.refused.entry(finding.rule.to_owned()).or_default();
            *count = count.saturating_add(1);
            return;
        }
        let waiver = finding.waiver.as_ref();
        let waiver = waiver.map_or(&[][..], |fields| fields);
        let entry = self.subjects.entry(finding, waiver, self.catalogue);
        self.text.push_str(&entry);
        if !waiver.is_empty() {
            self.text.push('\n');
            return;
        }
        let last = match terms {
            None => self.catalogue.say("waivers.fill.expires", &[]),
            Some(terms) => {
                let months = [("months", Value::from(terms.months))];
                self.catalogue.say("waivers.fill.expires_within", &months)
            }
        };
        let what = |key: &str| self.catalogue.say(key, &[]);
        let fields = [
            ("reason:  ", what("waivers.fill.reason")),
            ("approver:", what("waivers.fill.approver")),
            ("document:", what("waivers.fill.document")),
            ("issued:  ", what("waivers.fill.issued")),
            ("expires: ", last),
        ];
        let fields = fields.map(|(key, what)| format!("    {key}   # {what}\n"));
        self.text.extend(fields);
        self.text.push('\n');
    }

    /// The whole file.
    fn file(self, report: &std::path::Path) -> String {
        let say = |key: &str, about: &[(&str, Value<'_>)]| {
            comment(&shown(&self.catalogue.say(key, about)))
        };
        let about = [("report", report.to_string_lossy().into_owned().into())];
        let mut lines = say("waivers.head", &about);
        let key = match self.text.is_empty() {
            true => "waivers.nothing",
            false => "waivers.how",
        };
        lines.extend(say(key, &[]));
        for (rule, count) in &self.refused {
            let about = [("rule", (&**rule).into()), ("count", (*count).into())];
            lines.extend(say("waivers.refused", &about));
        }
        let list = match self.text.is_empty() {
            true => " []",
            false => "",
        };
        format!("{}\n\nwaivers:{list}\n{}", lines.join("\n"), self.text)
    }
}
