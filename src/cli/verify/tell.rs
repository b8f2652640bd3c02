//! What came of making the check of a report once more, as it is told, and how the program ends with it.

use atbilst_core::language::{Catalogue, Value};
use atbilst_render::escape::shown;

use super::files_again::FilesAgain;
use crate::cli::{Ending, output, today};
use crate::verify::{Comparison, Difference, FileChange, RecordedCheck};

/// So many places are named of those that were read.
const NAMED: usize = 5;

/// A report held against its files.
pub(super) struct Verified<'v> {
    pub(super) recorded: &'v RecordedCheck,
    pub(super) files: &'v FilesAgain,
    pub(super) comparison: Comparison,
    /// Whether the report says that this very program made it.
    pub(super) same_tool: bool,
    /// Whether which applications are told of was taken from the report.
    pub(super) as_told: bool,
    /// Whether it is enough that the outcomes are the same.
    pub(super) outcomes_only: bool,
}

/// Whether a version and a commit are those of this program.
pub(super) fn is_this_program((version, commit): &(String, Option<String>)) -> bool {
    version == crate::THIS.version && commit.as_deref() == crate::THIS.commit
}

impl Verified<'_> {
    /// Tells it.
    pub(super) fn tell(&self, catalogue: &Catalogue) -> anyhow::Result<Ending> {
        self.other_tool(catalogue);
        self.still_to_come(catalogue);
        let (verdict, ending) = self.verdict(catalogue);
        let head = self.head(catalogue);
        output::to_stdout(|out| {
            writeln!(out, "{head}")?;
            for difference in &self.comparison.differences {
                writeln!(out, "  {}", shown(&sentence(difference, catalogue)))?;
            }
            if self.comparison.more > 0 {
                let about = [("count", self.comparison.more.into())];
                writeln!(out, "  {}", catalogue.say("verify.more", &about))?;
            }
            let gone = self.files.gone.iter().map(|path| ("verify.gone", path));
            let unread = self.files.unread.iter();
            for (key, path) in gone.chain(unread.map(|path| ("verify.unread", path))) {
                let about = [("path", path.as_str().into())];
                writeln!(out, "  {}", shown(&catalogue.say(key, &about)))?;
            }
            verdict.iter().try_for_each(|line| writeln!(out, "{line}"))
        })?;
        Ok(ending)
    }

    /// Which report it is, and what was read.
    fn head(&self, catalogue: &Catalogue) -> String {
        let paths = self.files.paths.iter();
        let places: Vec<String> = paths
            .clone()
            .take(NAMED)
            .map(|path| {
                // As a path is written: `.` is the folder itself.
                let place: std::path::PathBuf = self.files.base.join(path).components().collect();
                shown(&place.to_string_lossy()).into_owned()
            })
            .collect();
        let more = paths.len().saturating_sub(NAMED);
        let about = [
            ("date", self.recorded.today.to_string().into()),
            ("count", self.recorded.paths.len().into()),
            ("places", places.join(", ").into()),
            ("more", more.into()),
        ];
        let key = match more {
            0 => "verify.compared",
            _ => "verify.compared_more",
        };
        catalogue.say(key, &about)
    }

    fn verdict(&self, catalogue: &Catalogue) -> (Vec<String>, Ending) {
        let say = |key: &str, count: usize| catalogue.say(key, &[("count", count.into())]);
        let Comparison {
            differences, more, ..
        } = &self.comparison;
        let differences = differences.len().saturating_add(*more);
        if differences > 0 {
            let mut lines = vec![say("verify.differs", differences)];
            if self.comparison.left_out {
                lines.push(say("verify.left_out", 0));
            }
            let mut paths = self.recorded.paths.iter();
            let is_elsewhere = |path| !self.files.base.join(path).exists();
            if paths.len() > 0 && paths.all(is_elsewhere) {
                lines.push(say("verify.elsewhere", 0));
            }
            if self.recorded.limits.is_none() {
                lines.push(say("verify.no_settings", 0));
            }
            return (lines, Ending::Findings);
        }
        let unknown = catalogue.say(
            "verify.unknown",
            &[("date", self.recorded.today.to_string().into())],
        );
        let apart = self.files.apart().len();
        if apart > 0 {
            return (vec![say("verify.not_all", apart)], Ending::NotChecked);
        }
        if self.as_told {
            let since = self.recorded.selection.since.as_deref();
            let about = [("since", Value::from(since.unwrap_or_default()))];
            let told = catalogue.say("verify.since_unknown", &about);
            return (vec![told, unknown], Ending::NotChecked);
        }
        let selection = &self.recorded.selection;
        let list = selection.list.then(|| say("verify.by_list", 0));
        let part = |key: &str, part: &str| catalogue.say(key, &[("part", part.into())]);
        let shard = selection
            .shard
            .map(|shard| part("verify.shard", &shard.to_string()));
        let since = selection.since.as_deref();
        let since = since.map(|since| part("verify.since", since));
        let (line, ending) = match (self.same_tool, self.outcomes_only) {
            (true, _) => (say("verify.same", 0), Ending::Clean),
            (false, true) => (
                say("verify.same_outcomes", self.comparison.words),
                Ending::Clean,
            ),
            (false, false) => (
                say("verify.other_words", self.comparison.words),
                Ending::NotChecked,
            ),
        };
        let parts = shard.into_iter().chain(since).chain(list);
        let parts = parts.chain(self.left_aside(catalogue));
        let lines = std::iter::once(line).chain(parts).chain([unknown]);
        (lines.collect(), ending)
    }

    /// What the check was told to leave aside, so that a report is true and says less than another would.
    fn left_aside(&self, catalogue: &Catalogue) -> Vec<String> {
        let recorded = self.recorded;
        let exclude = recorded.selection.exclude.as_ref();
        let patterns = exclude.map(|exclude| exclude.patterns.join(", "));
        let patterns = patterns.filter(|patterns| !patterns.is_empty());
        let excluded =
            patterns.map(|part| catalogue.say("verify.excluded", &[("part", part.into())]));
        let ways = [
            (recorded.portfolio, "verify.without_portfolio"),
            (recorded.with_waivers, "verify.without_waivers"),
            (recorded.with_answers, "verify.without_answers"),
        ];
        let without = ways.into_iter().filter(|(with, _)| !with);
        let without = without.map(|(_, key)| catalogue.say(key, &[]));
        excluded.into_iter().chain(without).collect()
    }

    fn other_tool(&self, catalogue: &Catalogue) {
        if self.same_tool {
            return;
        }
        let unknown = || catalogue.say("page.unknown", &[]);
        let (was, was_commit) = &self.recorded.tool;
        let commit = |commit: Option<&str>| Value::from(commit.map_or_else(unknown, str::to_owned));
        let about = [
            ("was", shown(was).into()),
            ("was_commit", commit(was_commit.as_deref())),
            ("now", crate::THIS.version.into()),
            ("now_commit", commit(crate::THIS.commit)),
        ];
        output::note(&catalogue.say("verify.other_tool", &about));
    }

    /// A report may be made for another day; no check was made on one that is still to come.
    fn still_to_come(&self, catalogue: &Catalogue) {
        if self.recorded.today > today::of_the_clock() {
            let about = [("date", self.recorded.today.to_string().into())];
            output::note(&catalogue.say("verify.still_to_come", &about));
        }
    }
}

fn sentence(difference: &Difference, catalogue: &Catalogue) -> String {
    let about = |key: &str, path: &str| catalogue.say(key, &[("path", path.into())]);
    let word = |list: &str, name: &str| {
        let word = catalogue.known_word(list, name);
        word.unwrap_or_else(|| String::from("–"))
    };
    match difference {
        Difference::File { change, path } => about(key(*change), path),
        Difference::Book { call, was, now } => {
            let about = [
                ("path", call.as_str().into()),
                ("was", was.as_str().into()),
                ("now", now.as_str().into()),
            ];
            catalogue.say("verify.book_changed", &about)
        }
        Difference::Verdict { path, was, now } => {
            let about = [
                ("path", path.as_str().into()),
                ("was", word("verdict", was).into()),
                ("now", word("verdict", now).into()),
            ];
            catalogue.say("verify.verdict", &about)
        }
        Difference::Outcome {
            path,
            rule,
            was,
            now,
        } => {
            let about = [
                ("path", path.as_str().into()),
                ("rule", rule.as_str().into()),
                ("was", word("outcome", was).into()),
                ("now", word("outcome", now).into()),
            ];
            catalogue.say("verify.outcome", &about)
        }
        Difference::Content { path, part } => {
            let about = [
                ("path", path.as_str().into()),
                ("part", part.as_str().into()),
            ];
            let key = if part.is_empty() {
                "verify.words"
            } else {
                "verify.content"
            };
            catalogue.say(key, &about)
        }
        Difference::OwnTotals { said, held } => {
            let about = [("said", (*said).into()), ("held", (*held).into())];
            catalogue.say("verify.own_totals", &about)
        }
        Difference::Totals => catalogue.say("verify.totals", &[]),
        Difference::Part(name) => catalogue.say("verify.part", &[("name", name.as_str().into())]),
    }
}

fn key(change: FileChange) -> &'static str {
    match change {
        FileChange::Changed => "verify.file_changed",
        FileChange::ChangedAlike => "verify.file_changed_alike",
        FileChange::Missing => "verify.file_missing",
        FileChange::Added => "verify.file_added",
        FileChange::TakenOut => "verify.taken_out",
        FileChange::Twice => "verify.file_twice",
        FileChange::BookMissing => "verify.book_missing",
        FileChange::BookLeftOut => "verify.book_left_out",
        FileChange::WaiversChanged => "verify.waivers_changed",
        FileChange::WaiversMissing => "verify.waivers_missing",
        FileChange::WaiversAdded => "verify.waivers_added",
        FileChange::AnswersChanged => "verify.answers_changed",
        FileChange::AnswersMissing => "verify.answers_missing",
        FileChange::AnswersAdded => "verify.answers_added",
    }
}
