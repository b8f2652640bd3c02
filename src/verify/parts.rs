//! The parts of a report as a whole: which of them are not as the check writes them.
//! Applications and portfolios that are in both reports are compared elsewhere, one by one.

use std::collections::BTreeSet;

use super::compared::Compared;
use super::parsed::ParsedReport;
use super::tree::Tree;

/// What hangs on the files, so that of other files it is no news.
const OF_FILES: [&str; 7] = [
    "applications",
    "rule_books",
    "waivers",
    "answers",
    "portfolio",
    "notes",
    "totals",
];

/// The names of the parts that differ, and how many words do.
pub(super) fn differing(
    report: &ParsedReport<'_>,
    now: &ParsedReport<'_>,
    same_tool: bool,
    files_differ: bool,
) -> (Vec<String>, usize) {
    let names = [report, now].map(|side| side.head.fields());
    let names: BTreeSet<&str> = names
        .into_iter()
        .flatten()
        .map(|(name, _)| &**name)
        .collect();
    let told = |name: &str| match name {
        // By these it was read and made again; the totals are told of in their own words.
        "schema" | "inputs" | "summary" => true,
        name => files_differ && OF_FILES.contains(&name),
    };
    let mut words = 0_usize;
    let mut differs = |name: &str| match name {
        // Another version has another number, and is the same program.
        "tool" if !same_tool => name_of_tool(report) != name_of_tool(now),
        // Here it is their number and order.
        "applications" => paths(report) != paths(now),
        "portfolio" => calls(report) != calls(now),
        // In whatever order the rule books are named again.
        "rule_books" => books(report) != books(now),
        name => {
            let [was, is] = [report, now].map(|side| side.head.get(name).unwrap_or(&Tree::Null));
            let Some(shape) = report.shape.field(name) else {
                return true;
            };
            let compared = Compared::of(shape, was, is);
            words = words.saturating_add(compared.words);
            compared.differs(same_tool)
        }
    };
    let names = names.into_iter().filter(|name| !told(name));
    let differing = names.filter(|name| differs(name)).map(str::to_owned);
    (differing.collect(), words)
}

fn name_of_tool<'v>(report: &'v ParsedReport<'_>) -> Option<&'v str> {
    report.head.get("tool")?.text("name")
}

fn paths<'v>(report: &'v ParsedReport<'_>) -> Vec<&'v str> {
    report.applications.iter().map(|one| &*one.path).collect()
}

fn calls<'v>(report: &'v ParsedReport<'_>) -> Vec<Option<&'v str>> {
    let portfolios = report.head.items("portfolio").iter();
    portfolios.map(|one| one.text("call")).collect()
}

fn books<'v, 't>(report: &'v ParsedReport<'t>) -> Vec<&'v Tree<'t>> {
    let mut books: Vec<_> = report.head.items("rule_books").iter().collect();
    books.sort_by_key(|book| book.text("call"));
    books
}
