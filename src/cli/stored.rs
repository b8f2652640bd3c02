//! A report that somebody hands in to be held against another or to draw a sample from, and where what comes of it is written.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use atbilst_core::finding::Verdict;
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::stored::{Contradiction, StoredReport};

use super::identity::FileIdentity;
use super::{files, output, recorded, targets};
use crate::verify::{other_version, text};

/// A report in JSON or JSON lines, of at most so many MiB, that says the same as its own totals.
pub(super) fn read(path: &Path, limit: u32, catalogue: &Catalogue) -> anyhow::Result<StoredReport> {
    let say = |key: &str| output::about(path, key, catalogue);
    let limit = (limit as usize).saturating_mul(1 << 20);
    let bytes = files::whole(path, limit, catalogue).with_context(|| say("verify.unreadable"))?;
    let text = text(&bytes);
    let report = text.as_deref().and_then(StoredReport::read);
    let report = report.ok_or_else(|| match text.as_deref().and_then(other_version) {
        Some(version) => recorded::of_version(path, &version, catalogue),
        None => anyhow!(say("stored.not_a_report")),
    })?;
    agrees(path, &report, catalogue)?;
    Ok(report)
}

/// Whether a report that is read otherwise says the same as its own totals; of what is no such report nothing is said.
pub(super) fn agrees_with_itself(
    path: &Path,
    text: &str,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let report = StoredReport::read(text);
    report.map_or(Ok(()), |report| agrees(path, &report, catalogue))
}

fn agrees(path: &Path, report: &StoredReport, catalogue: &Catalogue) -> anyhow::Result<()> {
    let Some(wrong) = report.contradiction() else {
        return Ok(());
    };
    let head = output::about(path, "stored.contradicts", catalogue);
    bail!("{head} {}", told(&wrong, catalogue))
}

/// What does not add up in a report.
fn told(wrong: &Contradiction, catalogue: &Catalogue) -> String {
    let verdict = |verdict: Verdict| catalogue.word("verdict", verdict.name());
    let say = |key: &str, [said, held]: [Value<'_>; 2], of: String| {
        let about = [("said", said), ("held", held), ("of", of.into())];
        catalogue.say(key, &about)
    };
    let counts = |counts: [usize; 2]| counts.map(Value::from);
    match wrong {
        Contradiction::Twice(path) => {
            catalogue.say("stored.twice", &[("path", path.as_str().into())])
        }
        Contradiction::FindingTwice(path) => {
            catalogue.say("stored.finding_twice", &[("path", path.as_str().into())])
        }
        Contradiction::Verdict(path) => {
            catalogue.say("stored.verdict", &[("path", path.as_str().into())])
        }
        Contradiction::Applications(None, both) => {
            say("stored.applications", counts(*both), String::new())
        }
        Contradiction::Applications(Some(one), both) => {
            say("stored.verdicts", counts(*both), verdict(*one))
        }
        Contradiction::Money(None, both) => {
            say("stored.money", both.map(Value::from), String::new())
        }
        Contradiction::Money(Some(one), both) => {
            say("stored.money_of", both.map(Value::from), verdict(*one))
        }
        Contradiction::WithoutMoney(both) => {
            say("stored.without_money", counts(*both), String::new())
        }
        Contradiction::Findings(outcome, both) => say(
            "stored.findings",
            counts(*both),
            catalogue.word("outcome", outcome.name()),
        ),
    }
}

/// `FORMAT=FILE`
#[derive(Clone, Debug)]
pub(super) struct NamedFile {
    pub(super) format: String,
    pub(super) path: PathBuf,
}

impl std::str::FromStr for NamedFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = text.split_once('=').map(|(format, path)| Self {
            format: format.to_owned(),
            path: PathBuf::from(path),
        });
        let named = named.filter(|named| named.path.file_name().is_some());
        named.ok_or_else(|| String::from("FORMAT=…"))
    }
}

/// What is written into files as well, each in a format that is known and none over what was read.
pub(super) fn write<F: Copy>(
    asked: &[NamedFile],
    formats: &[(&'static str, F)],
    read: &[&Path],
    catalogue: &Catalogue,
    mut render: impl FnMut(F, &mut dyn Write) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    for NamedFile { format, path } in asked {
        let known = formats.iter().find(|(name, _)| name == format);
        let Some((_, known)) = known else {
            let names: Vec<_> = formats.iter().map(|(name, _)| *name).collect();
            let about = [
                ("format", format.as_str().into()),
                ("formats", names.join(", ").into()),
            ];
            bail!(catalogue.say("stored.unknown_format", &about));
        };
        let own = FileIdentity::at(path);
        if own.is_some() && read.iter().any(|one| FileIdentity::at(one) == own) {
            bail!(output::about(path, "target.over_input", catalogue));
        }
        targets::save(path, &mut |out| render(*known, out))
            .with_context(|| output::about(path, "target.cannot_write", catalogue))?;
    }
    Ok(())
}
