//! What can be said against a rule book without an application: quotes that the law does not have, parts that nobody uses,
//! texts that are not finished, days that cannot be meant, ids that were renamed.

mod ceilings;
mod cells;
mod comparisons;
mod conditions;
mod contradictions;
mod cut_off;
mod examples;
mod flags;
mod floors;
mod ids;
mod items;
mod lengths;
mod names;
mod quoted;
mod rates;
mod sides;
mod sources;
mod texts;
mod ungrouped;
mod unused;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use crate::captured::TO_FILL_IN;
use crate::companions::Companions;
use atbilst_core::context::Uses;
use atbilst_core::language::{Template, Translated};
use atbilst_core::law::{DatedValue, Period};
use atbilst_core::rulebook::{Head, Mistake, PortfolioRule, Rule, RuleBook};
use atbilst_core::scalar::Quantity;
use atbilst_yaml::source::Span;

/// The years in which the law of a call may sensibly have a day.
const YEARS: RangeInclusive<i32> = 1990..=2099;

/// The years of what such a law speaks of: when a house was built, or somebody was born.
const YEARS_OF_LIFE: RangeInclusive<i32> = 1800..=2099;

/// The file in which a finding has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileRef {
    /// The rule book.
    Book,
    /// The words of one of its sources, by its index in the book.
    Source(usize),
    /// The list of ids.
    Ids,
}

/// Something to mend, and the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintFinding {
    /// The file.
    pub file: FileRef,
    /// What, and where in it.
    pub mistake: Mistake,
}

impl LintFinding {
    /// A mistake in the book itself.
    pub fn of_book(mistake: Mistake) -> Self {
        let file = FileRef::Book;
        Self { file, mistake }
    }

    /// Where it stands, by which findings are sorted.
    pub fn place(&self) -> (FileRef, Span) {
        (self.file, self.mistake.span)
    }
}

/// Everything that can be said against a book, file by file in the order of their places.
pub fn lint(book: &RuleBook, companions: &Companions, today: NaiveDate) -> Vec<LintFinding> {
    let mut lint = Lint {
        book,
        findings: Vec::new(),
    };
    lint.filled_in();
    lint.sources(companions);
    lint.texts();
    lint.cut_off();
    lint.examples();
    lint.plain_words();
    lint.days(today);
    let uses = book.uses();
    lint.unused_fields(&uses);
    lint.unused_values(&uses);
    lint.unused_lists(&uses);
    lint.unused_month_end(&uses);
    lint.same_requirement();
    lint.cells();
    lint.comparisons();
    lint.ceilings();
    lint.floors();
    lint.lengths();
    lint.said_to_be_not_so();
    lint.of_no_group();
    lint.conditions();
    lint.items();
    lint.parts_of_one();
    lint.limits_quoted();
    lint.sides_quoted();
    lint.contradictions(today);
    lint.words_of_two();
    lint.figures_of_one_name();
    if let Some((_, list)) = &companions.ids {
        let (in_book, in_list) = ids::compare(book, list);
        lint.add(FileRef::Book, in_book);
        lint.add(FileRef::Ids, in_list);
    }
    let mut findings = lint.findings;
    findings.sort_by_key(LintFinding::place);
    findings
}

struct Lint<'b> {
    book: &'b RuleBook,
    findings: Vec<LintFinding>,
}

impl Lint<'_> {
    fn say(&mut self, key: &'static str, span: Span, args: &[(&'static str, &str)]) {
        self.add(FileRef::Book, [Mistake::new(key, span, args)]);
    }

    fn add(&mut self, file: FileRef, mistakes: impl IntoIterator<Item = Mistake>) {
        let findings = mistakes.into_iter();
        self.findings
            .extend(findings.map(|mistake| LintFinding { file, mistake }));
    }

    /// The place of a key of the head.
    fn key(&self, key: &str) -> Span {
        let start = self.book.text.find(key).unwrap_or(0);
        Span::from(start..start.saturating_add(key.len()))
    }

    fn filled_in(&mut self) {
        let mut start = 0_usize;
        for line in self.book.text.split_inclusive('\n') {
            if let Some(at) = line.find(TO_FILL_IN) {
                let at = start.saturating_add(at);
                let end = at.saturating_add(TO_FILL_IN.len());
                self.say("rules.to_fill_in", (at..end).into(), &[]);
            }
            start = start.saturating_add(line.len());
        }
    }

    /// Where some rules are told in plain words, all are that rest on law; the others have their reason.
    fn plain_words(&mut self) {
        let told = |head: &Head| head.plain.is_some() || head.because.is_some();
        if self.book.heads().any(|head| head.plain.is_some()) {
            let missing: Vec<_> = self.book.heads().filter(|head| !told(head)).collect();
            for head in missing {
                self.say("rules.no_plain_words", head.span, &[("rule", &head.id)]);
            }
        }
    }

    fn days(&mut self, today: NaiveDate) {
        let verified = self.key("verified_on");
        let found = self.book.verified_on.to_string();
        if self.book.verified_on > today {
            self.say("rules.verified_later", verified, &[("found", &found)]);
        }
        let mut days = vec![(verified, self.book.verified_on)];
        for source in &self.book.sources {
            let seal = source.captured.as_ref().and_then(|one| one.seal);
            let Some((_, day)) = seal else { continue };
            days.push((source.span, day));
            if day > today {
                let args = [("source", &*source.id), ("found", &*day.to_string())];
                self.say("rules.captured_later", source.span, &args);
            }
        }
        let mut period = |span: Span, period: Period| {
            let both = period.from.into_iter().chain(period.until);
            days.extend(both.map(|day| (span, day)));
        };
        for head in self.book.heads() {
            period(head.span, head.period);
        }
        for code in self.book.lists.iter().flat_map(|list| &list.codes) {
            period(code.span, code.period);
        }
        let mut of_life = Vec::new();
        for dated in self.book.values.iter().flat_map(|value| &value.history) {
            days.push((dated.from_span, dated.from));
            if let Some(Quantity::Date(day)) = dated.is {
                of_life.push((dated.span, day));
            }
        }
        for condition in self.book.conditions() {
            condition.all_tests(&mut |test| {
                let mut uses = Uses::default();
                test.uses(&self.book.form, &mut uses);
                of_life.extend(uses.constants.iter().filter_map(|constant| match constant {
                    Quantity::Date(day) => Some((test.span, *day)),
                    Quantity::Money(_)
                    | Quantity::Count(_)
                    | Quantity::Percent(_)
                    | Quantity::Amount(..)
                    | Quantity::Code(_) => None,
                }));
            });
        }
        self.later_than_the_selection();
        for (days, years) in [(days, YEARS), (of_life, YEARS_OF_LIFE)] {
            for (span, day) in days {
                if !years.contains(&day.year()) {
                    let [found, first, last] = [
                        day.to_string(),
                        years.start().to_string(),
                        years.end().to_string(),
                    ];
                    let about = [("found", &*found), ("first", &first), ("last", &last)];
                    self.say("rules.day_not_sensible", span, &about);
                }
            }
        }
    }

    /// A value that first is stated from a day on which nobody applies any more: its day is most often a slip of the pen.
    fn later_than_the_selection(&mut self) {
        let book = self.book;
        let end = book.values.get(book.as_of_otherwise.index());
        let Some(Quantity::Date(end)) = end.and_then(DatedValue::newest) else {
            return;
        };
        let first = book.values.iter().filter_map(|value| value.history.first());
        let late: BTreeSet<_> = first
            .filter(|dated| dated.from > end)
            .map(|dated| (dated.from_span, dated.from))
            .collect();
        for (span, from) in late {
            let about = [("found", &*from.to_string()), ("end", &*end.to_string())];
            self.say("rules.after_selection", span, &about);
        }
    }

    /// No two rules in force at the same time ask the same.
    fn same_requirement(&mut self) {
        let book = self.book;
        let mut pairs: Vec<(&Head, &Head)> = Vec::new();
        for (index, rule) in book.rules.iter().enumerate() {
            let asks = rule.cases.iter().all(|case| case.require.is_some());
            let same = |other: &&Rule| {
                asks && (&other.each, &other.cases) == (&rule.each, &rule.cases)
                    && overlap(other.head.period, rule.head.period)
            };
            let first = book.rules.iter().take(index).find(same);
            pairs.extend(first.map(|first| (&first.head, &rule.head)));
        }
        for (index, rule) in book.portfolio.iter().enumerate() {
            let same = |other: &&PortfolioRule| {
                (&other.when, &other.require, other.among)
                    == (&rule.when, &rule.require, rule.among)
                    && overlap(other.head.period, rule.head.period)
            };
            let first = book.portfolio.iter().take(index).find(same);
            pairs.extend(first.map(|first| (&first.head, &rule.head)));
        }
        for (first, second) in pairs {
            let args = [("rule", &*second.id), ("first", &*first.id)];
            self.say("rules.same_requirement", second.span, &args);
        }
    }
}

/// What a rule says in sentences.
fn phrases(head: &Head) -> impl Iterator<Item = &Translated<Template>> {
    let phrases = [
        head.message.as_ref(),
        head.review.as_ref(),
        Some(&head.help),
    ];
    phrases.into_iter().flatten()
}

/// The names that a message uses in one language.
fn names(message: &Template) -> Vec<&str> {
    message.placeholders().map(|(name, _)| name).collect()
}

fn overlap(one: Period, other: Period) -> bool {
    let before = |end: Option<NaiveDate>, start: Option<NaiveDate>| {
        end.zip(start).is_some_and(|(end, start)| end < start)
    };
    !before(one.until, other.from) && !before(other.until, one.from)
}
