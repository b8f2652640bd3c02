//! What can be said against a rule book without an application: quotes that the law does not have, parts that nobody uses,
//! texts that are not finished, days that cannot be meant, ids that were renamed.

mod ids;

use chrono::{Datelike, NaiveDate};

use crate::companions::Companions;
use crate::law_coverage::words::Folded;
use crate::law_coverage::{citations, of_source};
use atbilst_core::condition::Condition;
use atbilst_core::context::Uses;
use atbilst_core::form::{Field, FieldId};
use atbilst_core::language::{Template, Translated};
use atbilst_core::law::{Period, Source};
use atbilst_core::operators::Test;
use atbilst_core::rulebook::{Case, Head, Mistake, Requirement, RuleBook};
use atbilst_core::scalar::Quantity;
use atbilst_yaml::source::Span;

/// Stands wherever a skeleton must still be filled in.
const TO_FILL_IN: &str = "???";

/// The years in which the law of a call may sensibly have a day.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

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

/// Everything that can be said against a book, file by file in the order of their places.
#[must_use]
pub fn lint(book: &RuleBook, companions: &Companions, today: NaiveDate) -> Vec<LintFinding> {
    let mut lint = Lint {
        book,
        findings: Vec::new(),
    };
    lint.filled_in();
    lint.quotes(companions);
    lint.sentences(companions);
    lint.texts();
    lint.days(today);
    let uses = book.uses();
    lint.unused_fields(&uses);
    lint.unused_codes(&uses);
    lint.unused_values(&uses);
    lint.same_requirement();
    if let Some((_, list)) = &companions.ids {
        let (in_book, in_list) = ids::compare(book, list);
        lint.add(FileRef::Book, in_book);
        lint.add(FileRef::Ids, in_list);
    }
    let mut findings = lint.findings;
    findings.sort_by_key(|finding| (finding.file, finding.mistake.span));
    findings
}

struct Lint<'b> {
    book: &'b RuleBook,
    findings: Vec<LintFinding>,
}

impl Lint<'_> {
    fn say(&mut self, key: &'static str, span: Span, about: &[(&'static str, &str)]) {
        self.add(FileRef::Book, [Mistake::new(key, span, about)]);
    }

    fn add(&mut self, file: FileRef, mistakes: impl IntoIterator<Item = Mistake>) {
        let findings = mistakes.into_iter();
        self.findings
            .extend(findings.map(|mistake| LintFinding { file, mistake }));
    }

    fn filled_in(&mut self) {
        let mut start = 0_usize;
        for line in self.book.text.split_inclusive('\n') {
            if let Some(at) = line.find(TO_FILL_IN) {
                let at = offset(start.saturating_add(at));
                self.say("rules.to_fill_in", Span::new(at, at.saturating_add(3)), &[]);
            }
            start = start.saturating_add(line.len());
        }
    }

    /// Every quote stands word for word in its source, and every source is cited.
    fn quotes(&mut self, companions: &Companions) {
        let quotes = citations(self.book);
        for (index, source) in self.book.sources.iter().enumerate() {
            let own = || {
                quotes
                    .iter()
                    .map(|quote| quote.citation)
                    .filter(|citation| citation.source.index() == index)
            };
            if own().next().is_none() {
                self.say("rules.source_unused", source.span, &[("found", &source.id)]);
            }
            let Some(text) = self.text(source, companions) else {
                continue;
            };
            let folded = Folded::of(text);
            for citation in own() {
                let Some(quote) = citation.quote.as_deref() else {
                    continue;
                };
                if folded.find(quote).is_empty() && !quote.contains(TO_FILL_IN) {
                    let about = [("source", source.id.as_str())];
                    self.say("rules.quote_not_found", citation.span, &about);
                }
            }
            for (sentence, span) in &source.not_obligations {
                if folded.find(sentence).is_empty() {
                    let about = [("source", source.id.as_str())];
                    self.say("rules.quote_not_found", *span, &about);
                }
            }
        }
    }

    fn text<'t>(&mut self, source: &Source, companions: &'t Companions) -> Option<&'t str> {
        let path = source.text.as_deref()?;
        let text = companions.source(path);
        if text.is_none() {
            let about = [("path", path), ("source", source.id.as_str())];
            self.say("rules.source_not_read", source.span, &about);
        }
        text
    }

    /// Every sentence of every source is carried by something of the book.
    fn sentences(&mut self, companions: &Companions) {
        for (index, source) in self.book.sources.iter().enumerate() {
            let text = source
                .text
                .as_deref()
                .and_then(|path| companions.source(path));
            let Some(text) = text else { continue };
            for sentence in of_source(self.book, index, text) {
                let Some(span) = sentence.missing else {
                    continue;
                };
                let about = [("found", span.of(text)), ("source", source.id.as_str())];
                let mistake = Mistake::new("rules.sentence_not_carried", span, &about);
                self.add(FileRef::Source(index), [mistake]);
            }
        }
    }

    /// A message speaks of the same values in every language, and is translated.
    fn texts(&mut self) {
        for head in self.book.heads() {
            let phrases = [
                head.message.as_ref(),
                head.review.as_ref(),
                Some(&head.help),
            ];
            for phrase in phrases.into_iter().flatten() {
                let said: Vec<Vec<&str>> = phrase.iter().map(names).collect();
                let by_all = |name: &&&str| said.iter().all(|names| names.contains(name));
                if let Some(name) = said.iter().flatten().find(|name| !by_all(name)) {
                    let about = [("rule", &*head.id), ("found", *name)];
                    self.say("rules.placeholder_in_one_language", head.span, &about);
                }
                let mut texts = phrase.iter().enumerate();
                let twice = |&(index, text): &(usize, &Template)| {
                    phrase.iter().take(index).any(|other| other == text)
                };
                let same = texts.find(twice);
                if same.is_some_and(|(_, text)| !format!("{text:?}").contains(TO_FILL_IN)) {
                    self.say("rules.not_translated", head.span, &[("rule", &head.id)]);
                }
            }
        }
    }

    fn days(&mut self, today: NaiveDate) {
        let verified = self.book.text.find("verified_on:").map_or(0, offset);
        let verified = Span::new(verified, verified.saturating_add(11));
        let found = self.book.verified_on.to_string();
        if self.book.verified_on > today {
            self.say("rules.verified_later", verified, &[("found", &found)]);
        }
        let mut days = vec![(verified, self.book.verified_on)];
        let mut period = |span: Span, period: Period| {
            days.extend(
                period
                    .from
                    .into_iter()
                    .chain(period.until)
                    .map(|day| (span, day)),
            );
        };
        for head in self.book.heads() {
            period(head.span, head.period);
        }
        for code in self.book.lists.iter().flat_map(|list| &list.codes) {
            period(code.span, code.period);
        }
        for dated in self.book.values.iter().flat_map(|value| &value.history) {
            days.push((dated.span, dated.from));
            if let Some(Quantity::Date(day)) = dated.is {
                days.push((dated.span, day));
            }
        }
        for condition in self.book.conditions() {
            condition.tests(&mut |test| {
                let mut uses = Uses::default();
                test.uses(&self.book.form, &mut uses);
                days.extend(uses.constants.iter().filter_map(|constant| match constant {
                    Quantity::Date(day) => Some((test.span, *day)),
                    Quantity::Money(_) | Quantity::Count(_) => None,
                }));
            });
        }
        for (span, day) in days {
            if !YEARS.contains(&day.year()) {
                let found = day.to_string();
                self.say("rules.day_not_sensible", span, &[("found", &found)]);
            }
        }
    }

    /// Every field is looked at by some rule, or the book says that it is not.
    fn unused_fields(&mut self, uses: &Uses) {
        let form = &self.book.form;
        let around = |field: &Field| field.parent.or(field.list);
        let chain =
            |id: FieldId| std::iter::successors(Some(id), move |&id| around(form.field(id)));
        let used = |id: FieldId| {
            uses.fields
                .iter()
                .any(|&used| chain(used).any(|up| up == id))
        };
        let excused = |id: FieldId| chain(id).any(|up| form.field(up).not_judged);
        let mut found = Vec::new();
        for (id, field) in form.iter() {
            let mine = uses.fields.contains(&id);
            if mine && excused(id) {
                found.push(("rules.judged_after_all", field));
            }
            // What stands in an unused list or record is unused with it.
            let told = around(field).is_some_and(|up| !used(up));
            if !used(id) && !told && !excused(id) && !["call", "id"].contains(&&*field.path) {
                found.push(("rules.field_unused", field));
            }
        }
        for (key, field) in found {
            self.say(key, field.span, &[("found", &field.path)]);
        }
    }

    /// Every code is asked for, by itself or with its list.
    fn unused_codes(&mut self, uses: &Uses) {
        for (index, list) in self.book.lists.iter().enumerate() {
            let this = |id: &atbilst_core::form::ListId| id.index() == index;
            let codes = list.codes.iter().map(|code| code.code.as_str());
            let as_texts = uses
                .texts
                .iter()
                .any(|texts| texts.iter().eq(codes.clone()));
            if uses.lists.iter().any(this) || as_texts {
                continue;
            }
            for (place, code) in list.codes.iter().enumerate() {
                let asked = uses
                    .codes
                    .iter()
                    .any(|(id, code)| this(id) && usize::from(*code) == place);
                if !asked {
                    let about = [("found", code.code.as_str()), ("list", list.name.as_str())];
                    self.say("rules.code_unused", code.span, &about);
                }
            }
        }
    }

    /// Every value is compared with something, said in a message, or tells whose law applies.
    fn unused_values(&mut self, uses: &Uses) {
        let said: Vec<&str> = self.book.heads().flat_map(said).collect();
        for (index, value) in self.book.values.iter().enumerate() {
            let this = |id: atbilst_core::law::ValueId| id.index() == index;
            let compared = uses.values.keys().any(|id| this(*id));
            let told = said.iter().any(|name| **name == *value.name);
            if !compared && !told && !this(self.book.as_of_otherwise) {
                self.say("rules.value_unused", value.span, &[("found", &value.name)]);
            }
        }
    }

    /// No two rules in force at the same time ask the same.
    fn same_requirement(&mut self) {
        let book = self.book;
        let mut pairs: Vec<(&Head, &Head)> = Vec::new();
        for (index, rule) in book.rules.iter().enumerate() {
            let same = |other: &&atbilst_core::rulebook::Rule| {
                let asks = other.cases.iter().all(|case| case.require.is_some());
                asks && other.each == rule.each
                    && other.cases.len() == rule.cases.len()
                    && bare_cases(&other.cases) == bare_cases(&rule.cases)
                    && overlap(other.head.period, rule.head.period)
            };
            let first = book.rules.iter().take(index).find(same);
            pairs.extend(first.map(|first| (&first.head, &rule.head)));
        }
        for (index, rule) in book.portfolio.iter().enumerate() {
            let bare = |rule: &atbilst_core::rulebook::PortfolioRule| -> Vec<Requirement> {
                rule.require.iter().map(bare_requirement).collect()
            };
            let same = |other: &&atbilst_core::rulebook::PortfolioRule| {
                bare(other) == bare(rule) && overlap(other.head.period, rule.head.period)
            };
            let first = book.portfolio.iter().take(index).find(same);
            pairs.extend(first.map(|first| (&first.head, &rule.head)));
        }
        for (first, second) in pairs {
            let about = [("rule", &*second.id), ("first", &*first.id)];
            self.say("rules.same_requirement", second.span, &about);
        }
    }
}

/// The names that a message uses in one language.
fn names(message: &Template) -> Vec<&str> {
    message.placeholders().map(|(name, _)| name).collect()
}

/// The names that the messages of a rule use.
fn said(head: &Head) -> impl Iterator<Item = &str> {
    let phrases = [
        head.message.as_ref(),
        head.review.as_ref(),
        Some(&head.help),
    ];
    let messages = phrases.into_iter().flatten().flat_map(Translated::iter);
    messages.flat_map(names)
}

fn overlap(one: Period, other: Period) -> bool {
    let before = |end: Option<NaiveDate>, start: Option<NaiveDate>| {
        end.zip(start).is_some_and(|(end, start)| end < start)
    };
    !before(one.until, other.from) && !before(other.until, one.from)
}

fn bare_cases(cases: &[Case]) -> Vec<[Option<Condition>; 2]> {
    let both = |case: &Case| [&case.when, &case.require].map(|part| part.as_ref().map(bare));
    cases.iter().map(both).collect()
}

/// A condition without its places, so that two can be compared.
fn bare(condition: &Condition) -> Condition {
    match condition {
        Condition::All(inner) => Condition::All(inner.iter().map(bare).collect()),
        Condition::Any(inner) => Condition::Any(inner.iter().map(bare).collect()),
        Condition::Not(inner) => Condition::Not(Box::new(bare(inner))),
        Condition::Items { list, every, is } => Condition::Items {
            list: *list,
            every: *every,
            is: Box::new(bare(is)),
        },
        Condition::Test(test) => Condition::Test(Test {
            span: Span::default(),
            ..test.clone()
        }),
    }
}

fn bare_requirement(requirement: &Requirement) -> Requirement {
    let mut bare = requirement.clone();
    match &mut bare {
        Requirement::Sum { span, .. } => *span = Span::default(),
        Requirement::Count {
            span, filter, name, ..
        } => {
            *span = Span::default();
            *name = None;
            *filter = filter.as_ref().map(self::bare);
        }
        Requirement::Unique { .. } => {}
    }
    bare
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
