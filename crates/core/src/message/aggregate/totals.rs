//! What sums and numbers over all applications are by verdict, and of which applications they could not be read.

use super::{AggregateMessages, MAX_NAMED};
use crate::context::Truth;
use crate::evaluate::aggregate::{AggregateEvaluation, Totals, number_of};
use crate::language::Catalogue;
use crate::message::{figure, quantity_value};
use crate::rulebook::{PortfolioRule, Requirement};
use crate::scalar::Quantity;
use rust_decimal::Decimal;

impl AggregateMessages<'_> {
    /// What sums and numbers are by verdict, where that makes a difference, and which applications could not be read for them.
    pub(super) fn by_verdict(
        &self,
        rule: &PortfolioRule,
        results: &[AggregateEvaluation],
    ) -> Vec<String> {
        let (mut differing, mut sentences) = (Vec::new(), Vec::new());
        for (requirement, result) in rule.require.iter().zip(results) {
            let Some(title) = figure::title(&self.wording(), requirement) else {
                continue;
            };
            for (title, totals) in self.told_by_verdict(&title, requirement, result) {
                if totals.complies == totals.all {
                    continue;
                }
                let written = [totals.complies, totals.with_review, totals.all];
                let written = written.map(|one| {
                    let language = self.catalogue.language();
                    quantity_value(one).write(language).into_owned()
                });
                differing.push(format!("{title}: {}", written.join(" / ")));
            }
            if !result.unread.is_empty() {
                let about = [
                    ("title", title.into()),
                    ("count", result.unread.len().into()),
                    ("names", self.unread(requirement, result).into()),
                ];
                sentences.push(self.catalogue.say("form.totals_unread", &about));
            }
        }
        differing.dedup();
        if !differing.is_empty() {
            let about = [("totals", differing.join("; ").into())];
            sentences.insert(0, self.catalogue.say("form.totals", &about));
        }
        sentences.dedup();
        sentences
    }

    /// What a requirement adds up and counts, on both sides of its comparison.
    fn told_by_verdict(
        &self,
        title: &str,
        requirement: &Requirement,
        result: &AggregateEvaluation,
    ) -> Vec<(String, Totals)> {
        let Some((overall, compares, _)) = requirement.compared() else {
            return Vec::new();
        };
        let mut titles = Vec::new();
        let mut title_of = |title: String, overall| match figure::detail(&self.wording(), overall) {
            // Of two that are called the same, which is which.
            Some(detail) if !result.wholes.is_empty() => titles.push(format!("{title} ({detail})")),
            _ => titles.push(title),
        };
        title_of(title.to_owned(), overall);
        compares.to.each_overall(&mut |overall| {
            title_of(figure::counted(&self.wording(), overall), overall);
        });
        let all = std::iter::once(result.totals.as_ref()).chain(result.wholes.iter());
        let all = titles.into_iter().zip(all);
        all.filter_map(|(title, totals)| Some((title, *totals?)))
            .collect()
    }

    /// The first applications that could not be read, or do not state what is asked for, each with what that is.
    fn unread(&self, requirement: &Requirement, result: &AggregateEvaluation) -> String {
        let number = number_of(self.book, requirement);
        let told = |&member: &u32| {
            let member = member as usize;
            let path = self.members.path(member)?;
            let cited = self.cited(member);
            let left_out = cited.and_then(|cited| cited.parts(number)?.left_out);
            Some(left_out.map_or_else(
                || path.to_string(),
                |field| {
                    let title = &self.book.form.field(field).title;
                    let field = title.get(self.catalogue.language()).as_str();
                    let about = [("path", (&*path).into()), ("field", field.into())];
                    self.catalogue.say("note.not_stated_in", &about)
                },
            ))
        };
        let named = result.unread.iter().take(MAX_NAMED);
        let named: Vec<_> = named.filter_map(told).collect();
        self.catalogue.first_of(&named, result.unread.len())
    }

    /// The first of some applications, and how many more there are.
    pub(super) fn first_paths(&self, members: &[u32]) -> String {
        let named = members.iter().take(MAX_NAMED);
        let named = named.filter_map(|&member| self.members.path(member as usize));
        let named: Vec<_> = named.collect();
        self.catalogue.first_of(&named, members.len())
    }

    /// What is known of a rule that could not be decided, and which applications could not be read for it; nothing where it is other
    /// files that stand in the way.
    pub fn undecided(
        &self,
        rule: &PortfolioRule,
        results: &[AggregateEvaluation],
    ) -> Vec<Undecided> {
        let all = rule.require.iter().zip(results);
        let open = all.filter(|(_, result)| result.truth == Truth::Open);
        let open = open.filter(|(_, result)| !result.unread.is_empty());
        let note = |(requirement, result): (&Requirement, &AggregateEvaluation)| {
            let rule = rule.head.title.get(self.catalogue.language()).to_owned();
            let (count, names) = (result.unread.len(), self.unread(requirement, result));
            let title = figure::title(&self.wording(), requirement);
            let known = result.totals.and(result.quantity);
            let known = known.filter(|known| *known != Quantity::Money(Decimal::ZERO));
            let known = title.zip(known).map(|(title, quantity)| {
                let mut about = vec![
                    ("rule", rule.as_str().into()),
                    ("count", count.into()),
                    ("names", names.as_str().into()),
                    ("title", title.into()),
                    ("sum", quantity_value(quantity)),
                ];
                let Some(limit) = result.limit else {
                    return self.catalogue.say("note.portfolio_known", &about);
                };
                about.push(("limit", quantity_value(limit)));
                // What is of all applications as well may still grow with those.
                let grows = result.wholes.iter().flatten().next().is_some();
                let sentence = match grows {
                    true => "note.portfolio_known_limit_so_far",
                    false => "note.portfolio_known_limit",
                };
                self.catalogue.say(sentence, &about)
            });
            Undecided {
                rules: vec![rule],
                count,
                names,
                known,
            }
        };
        open.map(note).collect()
    }
}

/// A rule over all applications that could not be decided.
#[derive(Debug)]
pub struct Undecided {
    rules: Vec<String>,
    /// How many applications could not be read for it.
    count: usize,
    /// The first of them.
    names: String,
    /// What is known of it nevertheless, as a sentence.
    known: Option<String>,
}

impl Undecided {
    /// A sentence for each of which something is known, and one for all that the same applications keep open.
    pub fn told(all: Vec<Self>, catalogue: &Catalogue) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        let mut open: Vec<Self> = Vec::new();
        for one in all {
            if let Some(known) = one.known {
                notes.push(known);
                continue;
            }
            match open.iter_mut().find(|other| other.names == one.names) {
                Some(other) => other.rules.extend(one.rules),
                None => open.push(one),
            }
        }
        for mut one in open {
            // Of several things that are asked of the same applications once.
            one.rules.dedup();
            let rules: Vec<String> = one
                .rules
                .iter()
                .map(|rule| catalogue.say("note.named", &[("name", rule.as_str().into())]))
                .collect();
            let about = [
                ("rules", rules.join(", ").into()),
                ("count", one.count.into()),
                ("names", one.names.into()),
            ];
            notes.push(catalogue.say("note.portfolio_undecided", &about));
        }
        notes.dedup();
        notes
    }
}
