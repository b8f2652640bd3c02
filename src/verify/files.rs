//! Files, rule books, waivers and answers that are not what they were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::difference::{Difference, FileChange};
use super::parsed::ParsedReport;
use super::tree::Tree;

/// SHA-256 of files by their paths; none of a file that could not be read.
type Sums<'v> = BTreeMap<&'v str, Option<&'v str>>;

/// What differs of them.
pub(super) fn differing(
    report: &ParsedReport<'_>,
    now: &ParsedReport<'_>,
    gone: &BTreeSet<String>,
) -> Vec<Difference> {
    let applications = [FileChange::Changed, FileChange::Missing, FileChange::Added];
    let waivers = [
        FileChange::WaiversChanged,
        FileChange::WaiversMissing,
        FileChange::WaiversAdded,
    ];
    let answers = [
        FileChange::AnswersChanged,
        FileChange::AnswersMissing,
        FileChange::AnswersAdded,
    ];
    let mut found = Vec::new();
    let mut was = of_applications(report);
    was.retain(|path, _| !gone.contains(*path));
    let mut is = of_applications(now);
    // What was named and is not there is told of too, as if it were an application.
    let inputs: BTreeSet<&str> = report
        .head
        .get("inputs")
        .iter()
        .flat_map(|all| all.texts())
        .collect();
    // Nor is what cannot be read, or the folder in which it lies.
    let lies = |path: &str| gone.iter().any(|own| Path::new(own).starts_with(path));
    is.retain(|path, sum| sum.is_some() || !lies(path));
    is.retain(|path, sum| sum.is_some() || was.contains_key(path) || !inputs.contains(path));
    listed(&was, &is, applications, &mut found);
    for (list, changes) in [("waivers", waivers), ("answers", answers)] {
        listed(&sums(report, list), &sums(now, list), changes, &mut found);
    }
    let twice = twice(report).into_iter();
    found.extend(twice.map(|path| file(FileChange::Twice, path)));
    books(report, now, &mut found);
    found
}

fn file(change: FileChange, path: &str) -> Difference {
    let path = path.to_owned();
    Difference::File { change, path }
}

fn of_applications<'v>(report: &'v ParsedReport<'_>) -> Sums<'v> {
    let applications = report.applications.iter();
    applications
        .map(|one| (&*one.path, one.sha256.as_deref()))
        .collect()
}

/// The files of a list of the report.
fn sums<'v>(report: &'v ParsedReport<'_>, list: &str) -> Sums<'v> {
    let files = report.head.items(list).iter();
    let named = |one: &'v Tree<'_>| Some((one.text("path")?, one.text("sha256")));
    files.filter_map(named).collect()
}

/// The files of one list.
fn listed(
    was: &Sums<'_>,
    is: &Sums<'_>,
    [changed, missing, added]: [FileChange; 3],
    found: &mut Vec<Difference>,
) {
    for (path, sum) in was {
        match is.get(path) {
            Some(now) if now == sum => {}
            // A file that is named itself is told of also when it is not there.
            Some(None) | None => found.push(file(missing, path)),
            Some(Some(_)) => found.push(file(changed, path)),
        }
    }
    let new = is.keys().filter(|path| !was.contains_key(*path));
    found.extend(new.map(|path| file(added, path)));
}

/// The paths of applications that a report names again.
fn twice<'v>(report: &'v ParsedReport<'_>) -> BTreeSet<&'v str> {
    let mut seen = BTreeSet::new();
    let paths = report.applications.iter().map(|one| &*one.path);
    paths.filter(|path| !seen.insert(*path)).collect()
}

fn books(report: &ParsedReport<'_>, now: &ParsedReport<'_>, found: &mut Vec<Difference>) {
    let (was, is) = (
        by(&report.head, "rule_books", "call"),
        by(&now.head, "rule_books", "call"),
    );
    let is_applied = |call: &str| {
        now.applications
            .iter()
            .any(|one| one.call.as_deref() == Some(call))
    };
    let left_out = is.keys().filter(|call| !was.contains_key(*call));
    let left_out = left_out.filter(|call| is_applied(call));
    found.extend(left_out.map(|call| file(FileChange::BookLeftOut, call)));
    for (call, was) in was {
        let version = |book: &Tree<'_>| book.text("version").unwrap_or_default().to_owned();
        match is.get(call) {
            Some(now) if now.get("sha256") == was.get("sha256") => {}
            Some(now) => found.push(Difference::Book {
                call: call.to_owned(),
                was: version(was),
                now: version(now),
            }),
            None => found.push(file(FileChange::BookMissing, call)),
        }
    }
}

/// The items of a list by one of their texts.
pub(super) fn by<'v, 't>(
    report: &'v Tree<'t>,
    list: &str,
    key: &str,
) -> BTreeMap<&'v str, &'v Tree<'t>> {
    let named = |item: &'v Tree<'t>| Some((item.text(key)?, item));
    report.items(list).iter().filter_map(named).collect()
}
