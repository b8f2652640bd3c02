//! What proves a book: the examples that are missing, the changes that none notices, and why one is wrong. The cases of proof.yaml.

use atbilst_books::companions::Companions;
use atbilst_books::coverage::coverage;
use atbilst_books::lint::lint;
use atbilst_books::{examples, mutate::mutate};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook::{Mistake, RuleBook};
use serde::Deserialize;

use crate::cases::cases;

/// A book that lacks what the cases give: values, figures, and the rule that is looked at.
const BOOK: &str = include_str!("proof-book.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    #[serde(default)]
    values: String,
    #[serde(default)]
    figures: String,
    /// Whether a rule asks a person of every application.
    #[serde(default)]
    question: bool,
    /// Whether the rule is one over all applications.
    #[serde(default)]
    portfolio: bool,
    /// A line of the rule, such as its `when`.
    #[serde(default)]
    head: String,
    require: String,
    examples: Vec<String>,
    #[serde(default)]
    wrong: Vec<String>,
    #[serde(default)]
    untouched: Vec<String>,
    #[serde(default)]
    survivors: Vec<String>,
    lint: Option<Vec<String>>,
    /// What is said of the first wrong example, in each language.
    #[serde(default)]
    says: Vec<String>,
}

impl Case {
    fn book(&self) -> String {
        let indented =
            |text: &str| -> String { text.lines().map(|line| format!("  {line}\n")).collect() };
        let examples: String = self
            .examples
            .iter()
            .map(|example| format!("      - {example}\n"))
            .collect();
        let head = match self.head.as_str() {
            "" => String::new(),
            head => format!("    {head}\n"),
        };
        let rule = format!(
            "  - id: x\n    title: {{ lv: T, en: Title }}\n    law: {{ source: page }}\n{head}    require: {}\n    \
             message: {{ lv: L, en: Sentence }}\n    help: {{ lv: Dari., en: Do. }}\n    examples:\n{examples}",
            self.require
        );
        let question = "  - id: asks\n    title: { lv: Jautā, en: Asks }\n    law: { source: page }\n    \
                        review: { lv: Vai labi?, en: Is it good? }\n    help: { lv: Dari., en: Do. }\n    \
                        examples: [ { expect: review } ]\n";
        let (single, all) = if self.portfolio {
            (String::new(), format!("portfolio:\n{rule}"))
        } else {
            (rule, String::new())
        };
        let figures = match self.figures.as_str() {
            "" => String::new(),
            figures => format!("figures:\n{}", indented(figures)),
        };
        BOOK.replace("# VALUES\n", &indented(&self.values))
            .replace("# FIGURES\n", &figures)
            .replace("# QUESTION\n", if self.question { question } else { "" })
            .replace("# RULE\n", &single)
            .replace("# PORTFOLIO\n", &all)
    }

    /// What the program says of the book where it should say something else.
    fn differences(&self) -> Vec<String> {
        let text = self.book();
        let book = match RuleBook::read("proof", &text) {
            Ok(book) => book,
            Err(mistakes) => return differs("wrong", &text, &mistakes, &self.wrong),
        };
        let wrong = examples::mistakes(&book, &Catalogue::load(Language::En));
        let mut all = differs("wrong", &text, &wrong, &self.wrong);
        for (language, sentence) in Language::ALL.into_iter().zip(&self.says) {
            let wrong = examples::mistakes(&book, &Catalogue::load(language));
            let said = wrong.first().map(|mistake| sentence_of(mistake, language));
            if said.as_ref() != Some(sentence) {
                all.push(format!("says: {said:?}"));
            }
        }
        if self.wrong.is_empty() && self.lint.is_none() {
            all.extend(differs(
                "untouched",
                &text,
                &coverage(&book).untouched,
                &self.untouched,
            ));
            all.extend(differs(
                "survivors",
                &text,
                &mutate(&book).survivors,
                &self.survivors,
            ));
        }
        if let Some(expected) = &self.lint {
            let beside = Companions {
                sources: Vec::new(),
                ids: None,
            };
            let said = lint(&book, &beside, book.verified_on);
            let said = said.into_iter().map(|finding| finding.mistake);
            let said: Vec<_> = said
                .filter(|mistake| !mistake.key.ends_with("_unused"))
                .collect();
            all.extend(differs("lint", &text, &said, expected));
        }
        all
    }
}

fn sentence_of(mistake: &Mistake, language: Language) -> String {
    let about: Vec<_> = mistake
        .args
        .iter()
        .map(|(name, value)| (*name, value.as_str().into()))
        .collect();
    Catalogue::load(language).say(mistake.key, &about)
}

fn differs(what: &str, text: &str, said: &[Mistake], expected: &[String]) -> Vec<String> {
    let told = |mistake: &Mistake| {
        let about: Vec<&str> = mistake
            .args
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        let about = about.join(" → ");
        format!("{}: {} ({about})", mistake.key, mistake.span.of(text))
    };
    let mut said: Vec<String> = said.iter().map(told).collect();
    let mut expected = expected.to_vec();
    said.sort();
    expected.sort();
    match said == expected {
        true => Vec::new(),
        false => vec![format!("{what}: {said:#?}")],
    }
}

#[test]
fn what_proves_a_book_asks_for_all_that_can_be_and_for_nothing_else() {
    let mut wrong = Vec::new();
    for case in cases::<Vec<Case>>("tests/law/books/proof.yaml") {
        let differences = case.differences();
        if !differences.is_empty() {
            wrong.push(format!("{}\n{}", case.about, differences.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
