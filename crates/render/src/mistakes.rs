//! The mistakes of a rule book, shown as the findings of an application are.

use crate::format::Style;
use crate::full::FullWriter;
use atbilst_core::language::Catalogue;
use atbilst_core::message::form::finding;
use atbilst_core::message::place::place;
use atbilst_core::rulebook::Mistake;
use atbilst_yaml::source::Lines;

/// The name under which mistakes of a rule book are shown; no rule has it.
const RULE_BOOK: &str = "rule-book";

/// Every mistake with its place and its sentence.
pub fn mistakes(
    name: &str,
    text: &str,
    mistakes: &[Mistake],
    catalogue: &Catalogue,
    style: &Style,
) -> String {
    let lines = Lines::of(text);
    let writer = FullWriter::new(catalogue, style);
    let one = |mistake: &Mistake| {
        let (message, help) = catalogue.mistake(mistake);
        let mut finding = finding(
            RULE_BOOK,
            message,
            String::new(),
            place(&lines, String::new(), mistake.span),
        );
        finding.help = help.map(Into::into);
        writer.finding(Some(name), &finding)
    };
    mistakes.iter().map(one).collect::<Vec<_>>().join("\n\n")
}
