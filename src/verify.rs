//! Whether a report in JSON is still true: what must be checked again, and what came out otherwise.
//! Knows nothing of files, of languages or of how a check is made; it compares two reports.

mod compared;
mod difference;
mod files;
mod findings;
mod parsed;
mod parts;
mod recorded;
mod shape;
mod text;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use compared::Compared;
use files::by;
use shape::Shape;
use tree::Tree;

pub(crate) use difference::{Difference, FileChange};
pub(crate) use findings::{RecordedFinding, RecordedStatement};
pub(crate) use parsed::{NotReport, ParsedReport, other_version};
pub(crate) use recorded::{RecordedCheck, RecordedWaivers};
pub(crate) use text::text;
pub(crate) use tree::Fault;

/// What comes of comparing two reports.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// What differs: the first of it.
    pub(crate) differences: Vec<Difference>,
    /// How much more does.
    pub(crate) more: usize,
    /// How many texts read otherwise that are words of the program. Where another version of it made the report, whether that
    /// version wrote them so cannot be told; where the same did, each is in the differences.
    pub(crate) words: usize,
    /// Whether what hangs on the files that differ was left out: totals, notes, and what is said of all applications together.
    pub(crate) left_out: bool,
}

/// So many differences are told; the rest is counted.
const TOLD: usize = 1_000;

impl Comparison {
    /// Notes that what was named does not lead to what the report tells of.
    pub(crate) fn inputs_differ(&mut self) {
        self.add([Difference::Part("inputs".to_owned())]);
    }

    fn add(&mut self, differences: impl IntoIterator<Item = Difference>) {
        for difference in differences {
            if self.differences.len() < TOLD {
                self.differences.push(difference);
            } else {
                self.more = self.more.saturating_add(1);
            }
        }
    }
}

/// Compares all of a report with one that was just made of the same files in the same language and by the same settings.
/// The words of the two must be the same where the same program made both. The applications of the paths that are `gone`,
/// or cannot be read, are left out.
pub(crate) fn compare(
    report: &ParsedReport<'_>,
    now: &ParsedReport<'_>,
    same_tool: bool,
    gone: &BTreeSet<String>,
) -> Comparison {
    let files = files::differing(report, now, gone);
    let mut comparing = Comparing {
        report,
        now,
        same_tool,
        found: Comparison::default(),
    };
    // A file of which the check says just what the report says changes nothing of what hangs on all files.
    let files_differ = comparing.applications(files) || !gone.is_empty();
    comparing.found.left_out = files_differ;
    if gone.is_empty() {
        comparing.portfolios(files_differ);
    }
    let mut found = comparing.found;
    // Whoever takes an application out of a report, or puts one in, changes its content and not its totals.
    let own = own_totals(report);
    if let Some((said, held)) = own {
        found
            .differences
            .insert(0, Difference::OwnTotals { said, held });
        for difference in &mut found.differences {
            if let Difference::File { change, .. } = difference
                && *change == FileChange::Added
                && held < said
            {
                *change = FileChange::TakenOut;
            }
        }
    }
    let totals = [report, now].map(|side| side.head.get("summary"));
    // Of other applications other totals are no news, nor where what differs of one is told.
    let alike = |one: &Difference| match one {
        Difference::File { change, .. } => *change == FileChange::ChangedAlike,
        _ => false,
    };
    let are_alike = found.differences.iter().all(alike);
    if gone.is_empty() && !files_differ && are_alike && totals[0] != totals[1] {
        found.add([Difference::Totals]);
    }
    let (parts, words) = parts::differing(report, now, same_tool, files_differ);
    found.add(parts.into_iter().map(Difference::Part));
    found.words = found.words.saturating_add(words);
    found
}

/// How many applications the totals of a report say, and how many it holds, where that is not the same.
fn own_totals(report: &ParsedReport<'_>) -> Option<(usize, usize)> {
    let said = report.head.get("summary")?.count("applications")?;
    let said = usize::try_from(said).ok()?;
    let held = report.applications.len();
    (said != held).then_some((said, held))
}

struct Comparing<'c, 't> {
    report: &'c ParsedReport<'t>,
    now: &'c ParsedReport<'t>,
    same_tool: bool,
    found: Comparison,
}

impl<'t> Comparing<'_, 't> {
    /// What differs of the files themselves, with what comes of it where one was changed; then what else is said of each. Whether more
    /// differs of the files than the bytes of some.
    fn applications(&mut self, files: Vec<Difference>) -> bool {
        let shape = item_of(self.report.shape, "applications");
        let mut differ = false;
        let fresh = self.now.applications.iter();
        let fresh: BTreeMap<&str, _> = fresh.map(|one| (&*one.path, one)).collect();
        let was = self.report.applications.iter();
        let pairs = was.filter_map(|was| Some((&*was.path, (was, *fresh.get(&*was.path)?))));
        let pairs: BTreeMap<&str, _> = pairs.collect();
        for file in files {
            let Difference::File {
                change: FileChange::Changed,
                path,
            } = &file
            else {
                self.found.add([file]);
                differ = true;
                continue;
            };
            let pair = pairs.get(path.as_str()).copied();
            let sides =
                pair.map(|(was, is)| (self.report.taken_apart(was), self.now.taken_apart(is)));
            let is_same = sides.as_ref().is_some_and(|(was, is)| {
                let [was, is] = [was, is].map(|side| side.without("sha256"));
                !Compared::of(&shape, &was, &is).differs(self.same_tool)
            });
            differ |= !is_same;
            let outcomes = sides.iter().flat_map(|(was, is)| outcomes(path, was, is));
            let mut outcomes = outcomes.peekable();
            self.found.add([match outcomes.peek() {
                Some(_) => file.clone(),
                None => Difference::File {
                    change: FileChange::ChangedAlike,
                    path: path.clone(),
                },
            }]);
            self.found.add(outcomes);
        }
        for (path, (was, is)) in pairs {
            if was.sha256 == is.sha256 {
                let (was, is) = (self.report.taken_apart(was), self.now.taken_apart(is));
                self.said(path, &shape, &was, &is);
            }
        }
        differ
    }

    /// What is said of one file, or of all applications of a call together: the outcomes, or else whatever differs first.
    /// Words that another version may have chosen are counted.
    fn said(&mut self, path: &str, shape: &Shape, was: &Tree<'_>, is: &Tree<'_>) {
        let mut outcomes = outcomes(path, was, is).peekable();
        let untold = outcomes.peek().is_none();
        self.found.add(outcomes);
        let compared = Compared::of(shape, was, is);
        self.found.words = self.found.words.saturating_add(compared.words);
        if untold && compared.differs(self.same_tool) {
            self.found.add([Difference::Content {
                path: path.to_owned(),
                part: compared.part.unwrap_or_default(),
            }]);
        }
    }

    /// What is said of all applications of a call together; where files differ, only what comes out otherwise.
    fn portfolios(&mut self, files_differ: bool) {
        let shape = item_of(self.report.shape, "portfolio");
        let sides = [self.report, self.now].map(|side| by(&side.head, "portfolio", "call"));
        let calls: BTreeSet<&str> = sides.iter().flat_map(BTreeMap::keys).copied().collect();
        for call in calls {
            let [was, is] = sides.each_ref().map(|side| side.get(call).copied());
            match (files_differ, was, is) {
                (false, was, is) => {
                    let [was, is] = [was, is].map(|side| side.unwrap_or(&Tree::Null));
                    self.said(call, &shape, was, is);
                }
                (true, Some(was), Some(is)) => self.found.add(outcomes(call, was, is)),
                (true, _, _) => {}
            }
        }
    }
}

/// The shape of the items of a list.
fn item_of(shape: &Shape, list: &str) -> Shape {
    let list = shape.field(list).and_then(|list| list.items.as_deref());
    list.cloned().unwrap_or_default()
}

/// The rules that come out otherwise, and another verdict.
fn outcomes<'v>(
    path: &'v str,
    was: &'v Tree<'_>,
    is: &'v Tree<'_>,
) -> impl Iterator<Item = Difference> {
    let sides = [was, is].map(|side| side.get("outcomes").unwrap_or(&Tree::Null));
    let rules = sides.into_iter().flat_map(Tree::fields);
    let rules: BTreeSet<&str> = rules.map(|(rule, _)| &**rule).collect();
    let otherwise = |sides: [&Tree<'_>; 2], key: &str| {
        let [was, now] = sides.map(|side| side.text(key).unwrap_or_default().to_owned());
        (was != now).then_some((was, now))
    };
    let rules = rules.into_iter().filter_map(move |rule| {
        let (was, now) = otherwise(sides, rule)?;
        let (path, rule) = (path.to_owned(), rule.to_owned());
        Some(Difference::Outcome {
            path,
            rule,
            was,
            now,
        })
    });
    let verdict = otherwise([was, is], "verdict").map(|(was, now)| {
        let path = path.to_owned();
        Difference::Verdict { path, was, now }
    });
    rules.chain(verdict)
}
