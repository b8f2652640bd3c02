//! The examples of one rule, run when a person asks.

use atbilst_books::examples;
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::outline::Outline;
use lsp_types::MessageType;

/// The rule whose lines hold a byte.
pub(crate) fn rule_at(text: &str, byte: u32) -> Option<String> {
    let outline = Outline::of(text);
    let entries = outline.entries();
    let behind = entries.partition_point(|entry| entry.name.start <= byte);
    let way = outline.way(behind.checked_sub(1));
    let [section, rule, ..] = way.as_slice() else {
        return None;
    };
    let section = outline.entry(*section)?.key(text);
    let id = outline.get(text, Some(*rule), "id")?.text(text);
    ["rules", "portfolio"]
        .contains(&section)
        .then(|| id.to_owned())
}

/// Runs the examples of a rule: what is to be shown of them.
pub(crate) fn run(text: &str, rule: &str, catalogue: &Catalogue) -> (MessageType, String) {
    let about = |count: usize| [("rule", rule.into()), ("count", count.into())];
    let book = match RuleBook::read("", text) {
        Ok(book) => book,
        Err(mistakes) => {
            let sentence = catalogue.say("lsp.examples_broken", &about(mistakes.len()));
            return (MessageType::WARNING, sentence);
        }
    };
    let Some(head) = book.head(rule) else {
        return (
            MessageType::WARNING,
            catalogue.say("lsp.examples_none", &about(0)),
        );
    };
    let mistakes = examples::mistakes(&book, catalogue);
    // What is found in the complete application stands before all examples.
    let of_rule = |args: &[(&'static str, String)]| args.contains(&("rule", rule.to_owned()));
    let own = mistakes
        .iter()
        .filter(|mistake| mistake.key == "book.complete_finding" || of_rule(&mistake.args));
    let wrong: Vec<String> = own.map(|mistake| catalogue.mistake(mistake).0).collect();
    if wrong.is_empty() {
        let sentence = catalogue.say("lsp.examples_pass", &about(head.examples.len()));
        (MessageType::INFO, sentence)
    } else {
        (MessageType::ERROR, wrong.join("\n"))
    }
}
