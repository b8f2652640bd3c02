//! What is told of one application.

use std::borrow::Cow;

use super::Words;
use crate::escape::{pictured, shown, shown_lines};
use crate::html::sheet::Sheet;
use crate::words::{answer, subject_line};
use atbilst_core::finding::{Excerpt, Finding, Law, Outcome};
use atbilst_core::language::Value;
use atbilst_core::order::sort_by;
use atbilst_core::reading::{AsOf, AsOfSource};
use atbilst_core::report::{self, BookSummary};
use atbilst_core::rulebook::IDENTITY;

/// The rules of one application that had one outcome.
pub(in crate::html) struct Group<'a> {
    pub(in crate::html) outcome: Outcome,
    pub(in crate::html) rules: Vec<(String, &'a str)>,
}

/// An excerpt in three: before the place, the place, after it.
pub(in crate::html) struct MarkedExcerpt<'a> {
    pub(in crate::html) first_line: u32,
    pub(in crate::html) before: Cow<'a, str>,
    pub(in crate::html) place: Cow<'a, str>,
    pub(in crate::html) after: Cow<'a, str>,
}

impl<'a> Words<'a> {
    /// The captured words of the source that a law cites, with their hash, where the book of an application states it.
    pub(in crate::html) fn sealed(
        &self,
        application: &report::Application,
        law: &Law,
    ) -> Option<String> {
        let mut sources = self.book(application)?.sources.iter();
        let source = sources.find(|source| source.id == law.id)?;
        let hash = self.hex(source.sealed()?);
        Some(format!("{}; SHA-256 {hash}", self.captured(source)))
    }

    /// The rules over all applications that found something which concerns one of them, each with its anchor and title.
    pub(in crate::html) fn concerning(
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

    /// What a person decided about a question.
    pub(in crate::html) fn decided(&self, finding: &Finding) -> Option<String> {
        let answer = answer(finding, self.catalogue)?;
        Some(shown_lines(&answer).into_owned())
    }

    /// How the as-of date was found, in words.
    pub(in crate::html) fn as_of_from(&self, as_of: &AsOf) -> String {
        match &as_of.from {
            AsOfSource::Option => self.say("page.from_option"),
            AsOfSource::Field(name) | AsOfSource::Value(name) => {
                let about = [("name", shown(name).into_owned().into())];
                self.catalogue.say("page.from_book", &about)
            }
        }
    }

    /// What an application is called: its id, else its path.
    pub(in crate::html) fn name(&self, application: &'a report::Application) -> Cow<'a, str> {
        shown(application.id.as_deref().unwrap_or(&application.path))
    }

    /// The rule book of an application.
    pub(in crate::html) fn book(
        &self,
        application: &report::Application,
    ) -> Option<&'a BookSummary> {
        self.report.rule_books.get(application.book?)
    }

    /// What its call is called.
    pub(in crate::html) fn book_title(
        &self,
        application: &report::Application,
    ) -> Option<Cow<'a, str>> {
        self.book(application).map(|book| shown(&book.title))
    }

    /// The requirements of an application that its table tells of.
    pub(in crate::html) fn sheet(&self, application: &'a report::Application) -> Sheet<'a> {
        Sheet::of(self, application)
    }

    /// The rules that the table of requirements leaves out: those that do not apply, and the program's own that hold.
    pub(in crate::html) fn groups(&self, application: &'a report::Application) -> Vec<Group<'a>> {
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

    /// Whose project an application is about, and its money, on one line.
    pub(in crate::html) fn subject(&self, application: &report::Application) -> String {
        subject_line(self.report, application, self.catalogue)
    }

    /// Whose project an application is about, its groups and its money, each with its name.
    pub(in crate::html) fn identity(
        &self,
        application: &'a report::Application,
    ) -> Vec<(String, String)> {
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

    /// The money of an application, or that it is not known.
    pub(in crate::html) fn money(&self, application: &report::Application) -> String {
        let money = application.subject.money;
        money.map_or_else(|| "–".to_owned(), |money| self.number(money))
    }

    /// The rules with findings of an application.
    pub(in crate::html) fn rules_of(&self, application: &'a report::Application) -> Vec<&'a str> {
        let own = application.findings.iter().flat_map(Finding::rules);
        let own = own.map(|rule| &**rule);
        let together = application.together.iter().map(|rule| &**rule);
        let mut rules: Vec<&str> = own.chain(together).collect();
        sort_by(&mut rules, Ord::cmp);
        rules.dedup();
        rules
    }

    pub(in crate::html) fn marked<'t>(&self, excerpt: &'t Excerpt) -> Option<MarkedExcerpt<'t>> {
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
    pub(in crate::html) fn stated(&self, application: &report::Application) -> Vec<String> {
        let said = crate::words::stated(application, self.catalogue);
        said.iter().map(|said| shown(said).into_owned()).collect()
    }
}
