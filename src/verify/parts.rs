//! The parts of a report as a whole: which of them are not as the check writes them.
//! Files, applications and portfolios that are in both reports are compared elsewhere, one by one.

use std::collections::BTreeSet;

use serde_json::Value;

/// What hangs on the files, so that of other files it is no news.
const OF_FILES: [&str; 5] = [
    "applications",
    "rule_books",
    "waivers",
    "portfolio",
    "notes",
];

/// The names of the parts that differ. Of another program's report only those are compared that both have.
pub(super) fn differing(
    report: &Value,
    now: &Value,
    same_tool: bool,
    files_differ: bool,
) -> Vec<String> {
    let names = [report, now].into_iter().filter_map(Value::as_object);
    let names: BTreeSet<&String> = names.flat_map(|fields| fields.keys()).collect();
    // The totals are told of in their own words.
    let told = |name: &str| name == "summary" || (files_differ && OF_FILES.contains(&name));
    let differs = |name: &str| {
        let sides = [report, now].map(|side| side.get(name));
        let [was, is] = sides;
        match name {
            // Here it is their number and order.
            "applications" => differ(sides, |list| texts(list, "path")),
            "portfolio" => differ(sides, |list| texts(list, "call")),
            // In whatever order the rule books are named again.
            "rule_books" => differ(sides, sorted),
            // What came through standard input is not there any more.
            "inputs" => differ(sides, without_stdin),
            "notes" | "tool" => same_tool && was != is,
            _ => was != is && (same_tool || (was.is_some() && is.is_some())),
        }
    };
    let names = names.into_iter().filter(|name| !told(name));
    names.filter(|name| differs(name)).cloned().collect()
}

/// Whether something made of each list differs.
fn differ<'v, T: PartialEq>(sides: [Option<&'v Value>; 2], of: impl Fn(&'v [Value]) -> T) -> bool {
    let [was, is] = sides.map(|side| side.and_then(Value::as_array).map(|list| of(list)));
    was != is
}

fn texts<'v>(list: &'v [Value], key: &str) -> Vec<Option<&'v Value>> {
    list.iter().map(|item| item.get(key)).collect()
}

fn sorted(list: &[Value]) -> Vec<String> {
    let mut items: Vec<String> = list.iter().map(Value::to_string).collect();
    items.sort();
    items
}

fn without_stdin(list: &[Value]) -> Vec<&Value> {
    list.iter().filter(|item| **item != "-").collect()
}
