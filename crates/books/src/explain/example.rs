//! A good and a bad example of a rule, taken from the tests that stand in its book, with what the check says of the bad one.

use super::excerpt::Excerpt;
use crate::examples::{PreparedExample, RuleIndex};
use atbilst_core::application::Frame;
use atbilst_core::context::Computed;
use atbilst_core::evaluate::aggregate::Members;
use atbilst_core::evaluate::evaluate_rule;
use atbilst_core::finding::{Finding, Outcome};
use atbilst_core::language::Catalogue;
use atbilst_core::message::aggregate::{AggregateMessages, Cited};
use atbilst_core::message::finding::{FindingMessages, MessageCache};
use atbilst_core::reading::KeptReading;
use atbilst_core::rulebook::{Example, Head, RuleBook};
use atbilst_yaml::source::Lines;

/// An example, cut down to what its rule looks at.
pub(super) struct ShownExample {
    /// One text for each application.
    pub(super) applications: Vec<String>,
    /// What the check says of it; nothing where it says nothing.
    pub(super) finding: Option<Finding>,
}

/// Shows the examples of one rule.
pub(super) struct Examples<'b> {
    pub(super) book: &'b RuleBook,
    pub(super) rule: RuleIndex,
    pub(super) head: &'b Head,
    pub(super) catalogue: &'b Catalogue,
}

impl Examples<'_> {
    /// An example that meets the requirement; one that a person must still judge where no other does.
    pub(super) fn good(&self) -> Option<ShownExample> {
        let wanted = match self.head.review {
            None => Outcome::Pass,
            Some(_) => Outcome::Review,
        };
        let mut examples = self.head.examples.iter();
        let example = examples.find(|example| example.expect == wanted)?;
        Some(self.show(example, false))
    }

    /// An example that does not.
    pub(super) fn bad(&self) -> Option<ShownExample> {
        self.head.message.as_ref()?;
        let examples = self.head.examples.iter();
        let wrong = examples.filter(|example| example.expect == self.head.otherwise);
        let mut all: Vec<_> = wrong.map(|example| self.show(example, true)).collect();
        // Of several, one that the requirement itself is about, not a value that is left out.
        let stated = |shown: &ShownExample| {
            let finding = shown.finding.as_ref();
            finding.is_some_and(|finding| finding.found.is_some())
        };
        let index = all.iter().position(stated).unwrap_or(0);
        (index < all.len()).then(|| all.swap_remove(index))
    }

    fn show(&self, example: &Example, bad: bool) -> ShownExample {
        let prepared = PreparedExample::new(self.book, self.rule, self.head, example);
        let mut fields = self.book.uses_of(self.head).fields;
        let (items, finding) = match self.rule {
            RuleIndex::Single(index) => self.single(index, &prepared, bad),
            RuleIndex::Portfolio(index) => {
                // Every application is told apart by its id.
                fields.extend(self.book.form.find("id"));
                (Vec::new(), self.together(index, &prepared))
            }
        };
        let list = |pointer: &str| pointer.rsplit_once('/').map(|(list, _)| list.to_owned());
        let keep = |pointer: &str| {
            let of_judged_list = items.iter().any(|item| list(item) == list(pointer));
            !of_judged_list || items.iter().any(|item| item == pointer)
        };
        let excerpt = Excerpt {
            form: &self.book.form,
            fields: &fields,
            item: &keep,
        };
        let applications = example.applications(&self.book.complete);
        ShownExample {
            applications: applications.iter().map(|one| excerpt.of(one)).collect(),
            finding,
        }
    }

    /// Pointers of the items that the rule applies to, or of those that do not meet it; and what it finds first.
    fn single(
        &self,
        index: usize,
        prepared: &PreparedExample<'_>,
        bad: bool,
    ) -> (Vec<String>, Option<Finding>) {
        let (mut items, mut finding) = (Vec::new(), None);
        let reading = prepared.readings().next();
        let Some((rule, reading)) = self.book.rules.get(index).zip(reading) else {
            return (items, finding);
        };
        let computed = Computed::default();
        let context = reading.under(self.book, &computed).context();
        let messages = FindingMessages {
            book: self.book,
            catalogue: self.catalogue,
            context,
            lines: &Lines::of(context.document.text),
            cache: &MessageCache::default(),
        };
        evaluate_rule(rule, &context, &mut |evaluation| {
            let is_found = evaluation.why.is_some();
            if is_found {
                finding.get_or_insert_with(|| messages.tell(evaluation));
            }
            if is_found || !bad && evaluation.outcome != Outcome::NotApplicable {
                let item = context.application.value(evaluation.scope.innermost(), 0);
                let pointer = item.node.map(|node| context.document.pointer(node));
                items.extend(pointer.filter(|pointer| !pointer.is_empty()));
            }
        });
        (items, finding)
    }

    /// What a rule finds over all applications.
    fn together(&self, index: usize, prepared: &PreparedExample<'_>) -> Option<Finding> {
        let rule = self.book.portfolio.get(index)?;
        let aggregates = prepared.aggregates(self.book);
        let (outcome, results) = prepared.together(self.book)?;
        let readings: Vec<&KeptReading> = prepared.readings().collect();
        let id = self.book.form.find("id")?;
        let mut members = Members::default();
        for reading in &readings {
            let computed = Computed::default();
            let context = reading.under(self.book, &computed).context();
            members.add("", Some(context.text_in(Frame::ROOT, id)), None);
        }
        let messages = AggregateMessages {
            book: self.book,
            catalogue: self.catalogue,
            as_of: prepared.as_of(&aggregates)?,
            members: &members,
            aggregates: &aggregates,
            cite: &|members| {
                let own = members.iter().map(|&member| readings.get(member));
                let cited = own.map(|reading| {
                    let computed = Computed::default();
                    let context = reading?.under(self.book, &computed).context();
                    let lines = Lines::of(context.document.text);
                    Some(Cited::of(self.book, &context, &lines))
                });
                cited.collect()
            },
        };
        let judged = (rule, outcome, results);
        let mut commons = messages.commons(std::slice::from_ref(&judged));
        let findings = messages.tell(&judged, &mut commons);
        findings.into_iter().next().map(|(finding, _)| finding)
    }
}
