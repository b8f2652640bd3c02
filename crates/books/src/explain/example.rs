//! A good and a bad example of a rule, taken from the tests that stand in its book, with what the check says of the bad one.

use serde_json::Value;

use super::excerpt::Excerpt;
use super::mentions;
use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::condition::Context;
use atbilst_core::evaluate::evaluate_rule;
use atbilst_core::finding::{Finding, Outcome};
use atbilst_core::language::Catalogue;
use atbilst_core::message::finding::{FindingMessages, MessageCache};
use atbilst_core::reading::KeptReading;
use atbilst_core::rulebook::{Example, Head, Rule, RuleBook};
use atbilst_yaml::source::Lines;

/// An example, cut down to what its rule looks at.
pub(super) struct Shown {
    /// One text for each application.
    pub(super) applications: Vec<String>,
    /// What the check says of it; nothing where it says nothing.
    pub(super) finding: Option<Finding>,
}

/// An example that meets the requirement; one that a person must still judge where no other does.
pub(super) fn good(book: &RuleBook, head: &Head, catalogue: &Catalogue) -> Option<Shown> {
    let first = |wanted| head.examples.iter().find(|one| one.expect == wanted);
    let passes = first(Outcome::Pass).filter(|_| head.review.is_none());
    let example = passes.or_else(|| first(Outcome::Review).filter(|_| head.review.is_some()));
    Some(show(book, head, example?, catalogue, false))
}

/// An example that does not.
pub(super) fn bad(book: &RuleBook, head: &Head, catalogue: &Catalogue) -> Option<Shown> {
    head.message.as_ref()?;
    let examples = head.examples.iter();
    let wrong = examples.filter(|example| example.expect == head.otherwise);
    let shown = wrong.map(|example| show(book, head, example, catalogue, true));
    // Of several, one that the requirement itself is about, not a value that is left out.
    let mut all: Vec<_> = shown.collect();
    let stated = |shown: &Shown| {
        shown
            .finding
            .as_ref()
            .is_some_and(|finding| finding.found.is_some())
    };
    let place = all.iter().position(stated).unwrap_or(0);
    (place < all.len()).then(|| all.swap_remove(place))
}

fn show(
    book: &RuleBook,
    head: &Head,
    example: &Example,
    catalogue: &Catalogue,
    bad: bool,
) -> Shown {
    let texts = example.documents(&book.complete);
    let rule = book
        .rules
        .iter()
        .find(|rule| std::ptr::eq(&rule.head, head));
    let Some((rule, text)) = rule.zip(texts.first()) else {
        return together(book, head, example, &texts, catalogue);
    };
    let kept = KeptReading::read(book, text.clone(), example.as_of);
    let context = kept.under(book).context();
    let judged = RuleOnExample::of(rule, &context, catalogue, book);
    let items = if bad { &judged.missed } else { &judged.applies };
    let list = |pointer: &str| pointer.rsplit_once('/').map(|(list, _)| list.to_owned());
    let keep = |pointer: &str| {
        let of_judged_list = items.iter().any(|item| list(item) == list(pointer));
        !of_judged_list || items.iter().any(|item| item == pointer)
    };
    let mentions = mentions::of(book, head);
    let excerpt = Excerpt {
        form: &book.form,
        fields: &mentions.fields,
        item: &keep,
    };
    let value = serde_json::from_str(text).unwrap_or(Value::Null);
    Shown {
        applications: vec![excerpt.of(&value)],
        finding: judged.finding,
    }
}

/// What one rule says of one application, and of which items.
struct RuleOnExample {
    /// Pointers of the items it applies to.
    applies: Vec<String>,
    /// Pointers of those that do not meet it.
    missed: Vec<String>,
    finding: Option<Finding>,
}

impl RuleOnExample {
    fn of(rule: &Rule, context: &Context<'_>, catalogue: &Catalogue, book: &RuleBook) -> Self {
        let lines = Lines::of(context.document.text);
        let messages = FindingMessages {
            book,
            catalogue,
            context: *context,
            lines: &lines,
            cache: &MessageCache::default(),
        };
        let (mut applies, mut missed, mut finding) = (Vec::new(), Vec::new(), None);
        evaluate_rule(rule, context, &mut |evaluation| {
            let innermost = evaluation.scope.innermost();
            let node = context.application.value(innermost, 0).node;
            let pointer = node.map(|node| context.document.pointer(node));
            let item = pointer.filter(|pointer| !pointer.is_empty());
            if evaluation.outcome != Outcome::NotApplicable {
                applies.extend(item.clone());
            }
            if evaluation.why.is_some() {
                missed.extend(item);
                finding.get_or_insert_with(|| messages.tell(evaluation));
            }
        });
        Self {
            applies,
            missed,
            finding,
        }
    }
}

/// An example of the portfolio: every application of it.
fn together(
    book: &RuleBook,
    head: &Head,
    example: &Example,
    texts: &[String],
    catalogue: &Catalogue,
) -> Shown {
    let settings = Settings {
        as_of: example.as_of,
        ..Settings::on(book.verified_on)
    };
    let checker = Checker::new(std::slice::from_ref(book), catalogue, settings);
    let mut scratch = Scratch::default();
    let checked = texts.iter().enumerate();
    let checked = checked.map(|(place, text)| {
        checker.check(&mut scratch, &place.to_string().into(), text.as_bytes())
    });
    let report = checker.report(checked.collect(), &|path| {
        let place: usize = path.parse().ok()?;
        texts.get(place).map(|text| text.clone().into_bytes())
    });
    let finding = report
        .portfolios
        .into_iter()
        .flat_map(|portfolio| portfolio.findings)
        .find(|finding| finding.rule == head.id);
    let mut mentions = mentions::of(book, head);
    // Every application is told apart by its id.
    mentions.fields.extend(book.form.find("id"));
    let excerpt = Excerpt {
        form: &book.form,
        fields: &mentions.fields,
        item: &|_| true,
    };
    let value = |text: &String| serde_json::from_str(text).unwrap_or(Value::Null);
    Shown {
        applications: texts.iter().map(|text| excerpt.of(&value(text))).collect(),
        finding,
    }
}
