//! The report and the words for it, as the parts of the page ask for them. Every text from outside goes through [`Words`] and is
//! escaped once more by its template.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::sheet::Sheet;
use crate::escape::{link, pictured, shown, shown_lines};
use crate::found::{call, together};
use crate::words::asked;
use crate::words::{answer, has_money, level_word, of_complying, subject_line};
use atbilst_core::finding::{Counts, Excerpt, Finding, Hex, Law, Outcome, Verdict};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::message::trace::TraceStep;
use atbilst_core::reading::{AsOf, AsOfSource};
use atbilst_core::report::{
    self, BookSummary, Portfolio, Report, RuleSummary, RuleTotal, SourceSummary,
};
use atbilst_core::rulebook::IDENTITY;
use atbilst_core::tool::Tool;

/// The report and the words for it.
pub(super) struct Words<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) report: &'a Report,
    /// Where each application stands in the report, by its path.
    pub(super) indices: HashMap<&'a str, usize>,
}

/// The rules of one application that had one outcome.
pub(super) struct Group<'a> {
    pub(super) outcome: Outcome,
    pub(super) rules: Vec<(String, &'a str)>,
}

/// The verdicts over applications that could be read.
const JUDGED: [Verdict; 3] = [
    Verdict::Complies,
    Verdict::NeedsReview,
    Verdict::DoesNotComply,
];

/// The money behind a verdict, as a piece of a bar.
pub(super) struct MoneyPiece {
    pub(super) verdict: &'static str,
    pub(super) at: String,
    pub(super) length: String,
    pub(super) title: String,
}

/// The values of a grouping.
pub(super) struct GroupTable<'a> {
    pub(super) title: &'a str,
    pub(super) rows: Vec<GroupRow>,
}

/// What stands behind one value of a grouping.
pub(super) struct GroupRow {
    /// How the list is filtered by it.
    pub(super) link: Option<String>,
    pub(super) name: String,
    pub(super) applications: String,
    /// The number and the money of each verdict.
    pub(super) cells: [(String, String); 3],
    pub(super) money: String,
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let byte = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// An excerpt in three: before the place, the place, after it.
pub(super) struct MarkedExcerpt<'a> {
    pub(super) first_line: u32,
    pub(super) before: Cow<'a, str>,
    pub(super) place: Cow<'a, str>,
    pub(super) after: Cow<'a, str>,
}

impl<'a> Words<'a> {
    /// A sentence of the program.
    pub(super) fn say(&self, key: &str) -> String {
        self.catalogue.say(key, &[])
    }

    /// A text from outside, on one line.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        shown(text)
    }

    /// A text from outside with its lines.
    pub(super) fn lines<'t>(&self, text: &'t str) -> Cow<'t, str> {
        shown_lines(text)
    }

    pub(super) fn number<'v>(&self, count: impl Into<Value<'v>>) -> String {
        count.into().write(self.catalogue.language()).into_owned()
    }

    pub(super) fn date(&self, date: &NaiveDate) -> String {
        self.number(*date)
    }

    pub(super) fn captured(&self, source: &SourceSummary) -> String {
        crate::words::captured(source, self.catalogue)
    }

    /// The captured words of the source that a law cites, with their hash, where the book of an application states it.
    pub(super) fn sealed(&self, application: &report::Application, law: &Law) -> Option<String> {
        let mut sources = self.book(application)?.sources.iter();
        let source = sources.find(|source| source.id == law.id)?;
        let hash = self.hex(source.sealed()?);
        Some(format!("{}; SHA-256 {hash}", self.captured(source)))
    }

    pub(super) fn hex(&self, bytes: &[u8; 32]) -> String {
        Hex(bytes).to_string()
    }

    pub(super) fn outcome(&self, outcome: &Outcome) -> String {
        self.say(&format!("outcome.{}", outcome.name()))
    }

    pub(super) fn verdict(&self, verdict: &Verdict) -> String {
        self.say(&format!("verdict.{}", verdict.name()))
    }

    /// What is to be said of some of those with a verdict.
    pub(super) fn of_them(&self, verdict: &Verdict) -> Option<String> {
        let said = || of_complying(self.report, self.catalogue);
        (*verdict == Verdict::Complies).then(said).flatten()
    }

    /// The rules over all applications that found something which concerns one of them, each with its anchor and title.
    pub(super) fn concerning(
        &self,
        application: &'a report::Application,
    ) -> Vec<(String, Cow<'a, str>)> {
        let rules = application.together.iter();
        rules
            .map(|rule| {
                let anchor = self.anchor_of(&application.book.as_ref(), rule);
                (anchor, self.title(rule))
            })
            .collect()
    }

    /// The application whose day is that of all.
    pub(super) fn day_of(&self, portfolio: &'a Portfolio) -> Option<Cow<'a, str>> {
        portfolio.as_of_application.as_deref().map(shown)
    }

    pub(super) fn verdicts(&self) -> [Verdict; 4] {
        Verdict::ALL
    }

    pub(super) fn outcomes(&self) -> [Outcome; 7] {
        Outcome::ALL
    }

    /// What a person decided about a question.
    pub(super) fn decided(&self, finding: &Finding) -> Option<String> {
        let answer = answer(finding, self.catalogue)?;
        Some(shown_lines(&answer).into_owned())
    }

    /// A sign beside a verdict, for those who see no colours.
    pub(super) fn sign(&self, verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Complies => "✓",
            Verdict::NeedsReview => "?",
            Verdict::DoesNotComply => "✗",
            Verdict::Unreadable => "!",
        }
    }

    pub(super) fn level(&self, finding: &Finding) -> String {
        level_word(finding, self.catalogue)
    }

    /// An address that may be a link.
    pub(super) fn link<'t>(&self, law: &'t Law) -> Option<&'t str> {
        link(&law.url)
    }

    pub(super) fn tool(&self) -> String {
        let tool = &self.report.settings.tool;
        format!("{} {}", Tool::NAME, tool.version)
    }

    pub(super) fn commit(&self) -> String {
        let commit = self.report.settings.tool.commit;
        commit.map_or_else(|| self.say("page.unknown"), str::to_owned)
    }

    /// How the as-of date was found, in words.
    pub(super) fn as_of_from(&self, as_of: &AsOf) -> String {
        match &as_of.from {
            AsOfSource::Option => self.say("page.from_option"),
            AsOfSource::Field(name) | AsOfSource::Value(name) => {
                let about = [("name", shown(name).into_owned().into())];
                self.catalogue.say("page.from_book", &about)
            }
        }
    }

    /// Where an application stands in the report.
    pub(super) fn index(&self, path: &str) -> Option<&usize> {
        self.indices.get(path)
    }

    /// What an application is called: its id, else its path.
    pub(super) fn name(&self, application: &'a report::Application) -> Cow<'a, str> {
        shown(application.id.as_deref().unwrap_or(&application.path))
    }

    /// The rule book of an application.
    pub(super) fn book(&self, application: &report::Application) -> Option<&'a BookSummary> {
        self.report.rule_books.get(application.book?)
    }

    /// What its call is called.
    pub(super) fn book_title(&self, application: &report::Application) -> Option<Cow<'a, str>> {
        self.book(application).map(|book| shown(&book.title))
    }

    /// The requirements of an application that its table tells of.
    pub(super) fn sheet(&self, application: &'a report::Application) -> Sheet<'a> {
        Sheet::of(self, application)
    }

    /// The rules that the table of requirements leaves out: those that do not apply, and the program's own that hold.
    pub(super) fn groups(&self, application: &'a report::Application) -> Vec<Group<'a>> {
        let own = self.report.own_rules.len();
        let rules: Vec<_> = self.report.rules_of(application.book).enumerate().collect();
        let group = |&outcome: &Outcome| {
            let rules: Vec<_> = rules
                .iter()
                .zip(&*application.outcomes)
                .filter(|((index, _), one)| {
                    let left_out = outcome == Outcome::NotApplicable
                        || (outcome == Outcome::Pass && *index < own);
                    **one == outcome && left_out
                })
                .map(|((index, rule), _)| {
                    let anchor = match &application.book {
                        Some(book) if *index >= own => self.anchor_in(book, &rule.id),
                        _ => self.anchor_own(&rule.id),
                    };
                    (anchor, &*rule.id)
                })
                .collect();
            Group { outcome, rules }
        };
        let groups = Outcome::ALL.iter().rev().map(group);
        groups.filter(|group| !group.rules.is_empty()).collect()
    }

    /// The anchor of a rule of the tool.
    pub(super) fn anchor_own(&self, rule: &str) -> String {
        format!("rule-{}", shown(rule))
    }

    /// The anchor of a rule of a book.
    pub(super) fn anchor_in(&self, book: &usize, rule: &str) -> String {
        format!("rule-{book}-{}", shown(rule))
    }

    /// The anchor of the rule that found something in an application or a portfolio of a book.
    pub(super) fn anchor_of(&self, book: &Option<&usize>, rule: &str) -> String {
        let own = self.report.own_rules.iter().any(|own| *own.id == *rule);
        match book.filter(|_| !own) {
            Some(book) => self.anchor_in(book, rule),
            None => self.anchor_own(rule),
        }
    }

    /// How many applications got a verdict.
    pub(super) fn of_verdict(&self, verdict: &Verdict) -> String {
        self.number(self.report.summary.of(*verdict))
    }

    /// The known money of the applications with a verdict, where a rule book says what their money is.
    pub(super) fn money_of(&self, verdict: &Verdict) -> Option<String> {
        let known = *verdict != Verdict::Unreadable && has_money(self.report);
        known.then(|| self.number(self.report.totals.all.money(*verdict)))
    }

    /// The rules with findings, and what they come to.
    pub(super) fn by_rule(&self) -> Vec<(&RuleSummary, &RuleTotal)> {
        self.report.by_rule().collect()
    }

    /// Whose project an application is about, and its money, on one line.
    pub(super) fn subject(&self, application: &report::Application) -> String {
        subject_line(self.report, application, self.catalogue)
    }

    /// The report in one sentence or two.
    pub(super) fn lead(&self) -> String {
        let (summary, tally) = (&self.report.summary, &self.report.totals.all);
        let about = [
            ("count", summary.applications.into()),
            ("fails", summary.of(Verdict::DoesNotComply).into()),
            ("reviews", summary.of(Verdict::NeedsReview).into()),
            ("money", tally.all_money().into()),
            ("complying", tally.money(Verdict::Complies).into()),
        ];
        let said = self.catalogue.say("page.lead", &about);
        match has_money(self.report) {
            true => format!("{said} {}", self.catalogue.say("page.lead_money", &about)),
            false => said,
        }
    }

    /// The verdicts over applications that could be read.
    pub(super) fn judged(&self) -> [Verdict; 3] {
        JUDGED
    }

    /// The money behind each verdict as pieces of a bar.
    pub(super) fn money_bar(&self) -> Vec<MoneyPiece> {
        let tally = &self.report.totals.all;
        let share = |money: Decimal| {
            let share = money.checked_div(tally.all_money()).unwrap_or_default();
            share.to_f64().unwrap_or(0.0) * 1000.0
        };
        let mut at = 0.0;
        let pieces = JUDGED.into_iter().map(|verdict| {
            let money = tally.money(verdict);
            let piece = MoneyPiece {
                verdict: verdict.name(),
                at: format!("{at:.2}"),
                length: format!("{:.2}", share(money)),
                title: format!("{}: {}", self.verdict(&verdict), self.number(money)),
            };
            at += share(money);
            piece
        });
        let some = !tally.all_money().is_zero();
        pieces.filter(|_| some).collect()
    }

    /// Each grouping with its values, and what stands behind them.
    pub(super) fn group_tables(&self) -> Vec<(usize, GroupTable<'a>)> {
        let all = self.report.all_groupings().into_iter().enumerate();
        let tables = all.filter_map(|(place, grouping)| {
            let values = self.report.totals.groups.get(&grouping.path)?;
            let rows = values.iter().map(|(value, tally)| GroupRow {
                link: (!value.is_empty()).then(|| format!("g{place}={}", encoded(value))),
                name: match &**value {
                    "" => self.say("form.nothing"),
                    value => shown(grouping.called(value)).into_owned(),
                },
                applications: self.number(tally.applications()),
                cells: JUDGED
                    .map(|one| (self.number(tally.of(one)), self.number(tally.money(one)))),
                money: self.number(tally.all_money()),
            });
            let rows: Vec<_> = rows.collect();
            let title = &*grouping.title;
            Some((place, GroupTable { title, rows }))
        });
        tables.filter(|(_, table)| table.rows.len() > 1).collect()
    }

    /// Whose project an application is about, its groups and its money, each with its name.
    pub(super) fn identity(&self, application: &'a report::Application) -> Vec<(String, String)> {
        let subject = &application.subject;
        let parts = IDENTITY.iter().zip(&subject.identity);
        let parts = parts.filter_map(|(name, part)| {
            let part = part.as_deref().filter(|part| !part.is_empty())?;
            Some((self.column(name), shown(part).into_owned()))
        });
        let groups = self.report.groupings(application.book).iter();
        let groups = groups
            .zip(&subject.groups)
            .filter(|(_, value)| !value.is_empty());
        let groups = groups.map(|(grouping, value)| {
            let value = shown(grouping.called(value)).into_owned();
            (shown(&grouping.title).into_owned(), value)
        });
        let book = application
            .book
            .and_then(|book| self.report.rule_books.get(book));
        let title = book.and_then(|book| book.money.clone());
        let money = subject.money.map(|money| {
            let title = title.unwrap_or_else(|| self.column("money"));
            (shown(&title).into_owned(), self.number(money))
        });
        let near = |column: &str, said: String, limit: &report::NearLimit| {
            (
                self.column(column),
                format!("{said} – {}", self.title(&limit.rule)),
            )
        };
        let report::NearestLimits { amount, day } = &*application.nearest;
        let amount = amount.as_ref().map(|(limit, percent)| {
            let said = self.number(Value::Percent(*percent));
            near("percent", said, limit)
        });
        let days = day.as_ref().map(|(limit, days)| {
            let days = usize::try_from(*days).unwrap_or_default();
            near("days", self.number(days), limit)
        });
        let all = parts.chain(groups).chain(money);
        all.chain(amount).chain(days).collect()
    }

    /// The heading of a column.
    pub(super) fn column(&self, name: &str) -> String {
        self.say(&format!("column.{name}"))
    }

    /// The money of an application, or that it is not known.
    pub(super) fn money(&self, application: &report::Application) -> String {
        let money = application.subject.money;
        money.map_or_else(|| "–".to_owned(), |money| self.number(money))
    }

    /// The rules with findings of an application.
    pub(super) fn rules_of(&self, application: &'a report::Application) -> Vec<&'a str> {
        let own = application.findings.iter().flat_map(Finding::rules);
        let own = own.map(|rule| &**rule);
        let together = application.together.iter().map(|rule| &**rule);
        let mut rules: Vec<&str> = own.chain(together).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// How many outcomes of one kind.
    pub(super) fn of_outcome(&self, outcome: &Outcome) -> String {
        self.number(self.report.summary.outcomes.of(*outcome))
    }

    /// How many findings of each kind.
    pub(super) fn kinds(&self, counts: &Counts) -> [String; 3] {
        [Outcome::Fail, Outcome::Review, Outcome::Waived]
            .map(|outcome| self.number(counts.of(outcome)))
    }

    pub(super) fn title(&self, rule: &str) -> Cow<'a, str> {
        let books = self.report.rule_books.iter();
        let rules = books.flat_map(|book| book.rules.iter());
        let mut all = self.report.own_rules.iter().chain(rules);
        all.find(|known| *known.id == *rule)
            .map_or(Cow::Borrowed(""), |known| shown(&known.title))
    }

    pub(super) fn marked<'t>(&self, excerpt: &'t Excerpt) -> Option<MarkedExcerpt<'t>> {
        let (before, rest) = excerpt.text.split_at_checked(excerpt.marked.start)?;
        let covered = excerpt.marked.end.checked_sub(excerpt.marked.start)?;
        let (place, after) = rest.split_at_checked(covered)?;
        (!excerpt.text.trim().is_empty()).then(|| MarkedExcerpt {
            first_line: excerpt.first_line,
            before: pictured(before),
            place: pictured(place),
            after: pictured(after),
        })
    }

    /// What the office states of an application.
    pub(super) fn stated(&self, application: &report::Application) -> Vec<String> {
        let said = crate::words::stated(application, self.catalogue);
        said.iter().map(|said| shown(said).into_owned()).collect()
    }

    /// What the rules over all applications said.
    pub(super) fn together(&self, portfolio: &'a Portfolio) -> Vec<(&'a RuleSummary, Outcome)> {
        together(self.report, portfolio).collect()
    }

    pub(super) fn call(&self, portfolio: &Portfolio) -> Cow<'a, str> {
        shown(call(self.report, portfolio))
    }

    /// What a step asked, with what its answer decides.
    pub(super) fn asked(&self, step: &TraceStep) -> String {
        asked(step, self.catalogue)
    }

    pub(super) fn answer(&self, step: &TraceStep) -> String {
        self.say(&format!("trace.answer.{}", step.answer.name()))
    }

    pub(super) fn with(&self, key: &str, name: &str, value: impl Into<Value<'a>>) -> String {
        self.catalogue.say(key, &[(name, value.into())])
    }
}
