//! The mistakes of a rule book, shown as the findings of an application are.

use super::Style;
use super::human::Page;
use atbilst_core::judge::place::place;
use atbilst_core::judge::shape;
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::rulebook::Mistake;
use atbilst_yaml::source::Lines;

/// The name under which mistakes of a rule book are shown; no rule has it.
const RULE_BOOK: &str = "rule-book";

/// Every mistake with its place and its sentence.
#[must_use]
pub fn mistakes(
    name: &str,
    text: &str,
    mistakes: &[Mistake],
    catalogue: &Catalogue,
    style: &Style,
) -> String {
    let lines = Lines::of(text);
    let page = Page::new(catalogue, style);
    let one = |mistake: &Mistake| {
        let about: Vec<_> = mistake
            .about
            .iter()
            .map(|(name, value)| (*name, Value::from(value.as_str())))
            .collect();
        // A mistake of the text itself has its cure in a sentence of its own.
        let (message, help) = match mistake.key.starts_with("yaml.") {
            true => (
                format!("{}.message", mistake.key),
                Some(format!("{}.help", mistake.key)),
            ),
            false => (mistake.key.to_owned(), None),
        };
        let mut finding = shape::finding(
            RULE_BOOK,
            catalogue.say(&message, &about),
            String::new(),
            place(&lines, String::new(), mistake.span),
        );
        finding.help = help.map(|help| catalogue.say(&help, &about).into());
        page.finding(Some(name), &finding)
    };
    mistakes.iter().map(one).collect::<Vec<_>>().join("\n\n")
}
