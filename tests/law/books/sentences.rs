//! What findings say, in both languages, as the short look shows it: the cases of sentences.yaml.

use std::collections::BTreeMap;

use atbilst_core::check::{Checker, Settings};
use atbilst_core::language::Language;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::{Style, format};
use serde::Deserialize;
use serde_yaml::Value;

use crate::cases::cases;
use crate::change::changed;
use crate::engine::{catalogue, check};

#[derive(Deserialize)]
struct Case {
    /// The book, where it is another than that of the grants.
    #[serde(default)]
    book: Option<String>,
    #[serde(default)]
    edit: Vec<[String; 2]>,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    drop: Vec<String>,
    #[serde(default)]
    copies: usize,
    /// What each of several applications sets besides.
    #[serde(default)]
    each: Vec<BTreeMap<String, Value>>,
    /// A piece of the application with what stands in its place.
    #[serde(default)]
    written: Option<[String; 2]>,
    lv: String,
    en: String,
}

#[test]
fn a_finding_says_in_words_what_was_compared() {
    let mut wrong = Vec::new();
    for case in cases::<Vec<Case>>("tests/law/books/sentences.yaml") {
        let book = case.book.as_deref().unwrap_or("grant");
        let path = format!("tests/books/{book}.yaml");
        let mut text = std::fs::read_to_string(path).expect("the book");
        for [from, to] in &case.edit {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        let whole: Value = serde_yaml::from_str(&text).expect("YAML");
        let files = (1..=case.copies.max(case.each.len()).max(1)).map(|copy| {
            let mut set = case.set.clone();
            set.extend(case.each.get(copy - 1).cloned().unwrap_or_default());
            let mut application = changed(&whole["complete"], &set, &case.drop);
            application["id"] = copy.to_string().into();
            let text = serde_yaml::to_string(&application).expect("YAML");
            let [from, to] = case.written.clone().unwrap_or_default();
            (format!("{copy}.yaml"), text.replacen(&from, &to, 1))
        });
        let files: Vec<_> = files.collect();
        let book = RuleBook::read("book.yaml", &text).unwrap_or_else(|said| panic!("{said:?}"));
        for (language, wanted) in [(Language::Lv, &case.lv), (Language::En, &case.en)] {
            let (own, settings) = (catalogue(language), Settings::on(book.verified_on));
            let checker = Checker::new(vec![book.clone()], own, settings);
            let (report, mut out) = (check(&checker, &files), Vec::new());
            let human = format("human").expect("a format");
            let written = human.write(&report, own, &Style::default(), &mut out);
            written.expect("written");
            let said = String::from_utf8(out).expect("UTF-8");
            let flat: Vec<&str> = said.split_whitespace().collect();
            if !flat.join(" ").contains(wanted.as_str()) {
                wrong.push(format!("{wanted}\n{said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
