//! Files, rule books and waivers that are not what they were.

use std::collections::BTreeSet;

use serde_json::Value;

use super::difference::{Difference, FileChange};
use super::lists::{by, items, text};

/// What differs of them.
pub(super) fn differing(report: &Value, now: &Value) -> Vec<Difference> {
    let applications = [FileChange::Changed, FileChange::Missing, FileChange::Added];
    let waivers = [
        FileChange::WaiversChanged,
        FileChange::WaiversMissing,
        FileChange::WaiversAdded,
    ];
    let mut found = Vec::new();
    listed(report, now, "applications", applications, &mut found);
    listed(report, now, "waivers", waivers, &mut found);
    let twice = twice(report).into_iter();
    found.extend(twice.map(|path| file(FileChange::Twice, path)));
    books(report, now, &mut found);
    found
}

fn file(change: FileChange, path: &str) -> Difference {
    let path = path.to_owned();
    Difference::File { change, path }
}

/// The files of one list.
fn listed(
    report: &Value,
    now: &Value,
    list: &str,
    [changed, missing, added]: [FileChange; 3],
    found: &mut Vec<Difference>,
) {
    let (was, is) = (by(report, list, "path"), by(now, list, "path"));
    for (path, one) in &was {
        match is.get(path).map(|now| now.get("sha256")) {
            Some(now) if now == one.get("sha256") => {}
            // A file that is named itself is told of also when it is not there.
            Some(Some(Value::Null) | None) | None => found.push(file(missing, path)),
            Some(Some(_)) => found.push(file(changed, path)),
        }
    }
    let new = is.keys().filter(|path| !was.contains_key(*path));
    found.extend(new.map(|path| file(added, path)));
}

/// The paths of applications that a report names again.
fn twice(report: &Value) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    let paths = items(report, "applications").filter_map(|one| text(one, "path"));
    paths.filter(|path| !seen.insert(*path)).collect()
}

fn books(report: &Value, now: &Value, found: &mut Vec<Difference>) {
    let (was, is) = (
        by(report, "rule_books", "call"),
        by(now, "rule_books", "call"),
    );
    let is_applied =
        |call: &str| items(now, "applications").any(|one| text(one, "call") == Some(call));
    let left_out = is.keys().filter(|call| !was.contains_key(*call));
    let left_out = left_out.filter(|call| is_applied(call));
    found.extend(left_out.map(|call| file(FileChange::BookLeftOut, call)));
    for (call, was) in was {
        let version = |book| text(book, "version").unwrap_or_default().to_owned();
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
