//! What people read: the sentences of every rule in both languages as they were, and no English word in the Latvian ones.
//! `ATBILST_UPDATE=1 cargo test --test reports words` writes the golden files anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use atbilst_books::explain;
use atbilst_books::template::template;
use atbilst_core::check::{Checker, Settings};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_render::{Style, format, page};

use crate::cases::is_golden;
use crate::engine::{EMBEDDED, catalogue, check};
use crate::files::files;

/// The report on some files by the embedded books, on the day of the first.
fn report(language: Language, paths: &[PathBuf]) -> Report {
    let settings = Settings::on(EMBEDDED[0].verified_on);
    let checker = Checker::new(&*EMBEDDED, catalogue(language), settings);
    let file = |path: &PathBuf| {
        let name = path.to_string_lossy().replace('\\', "/");
        (name, std::fs::read(path).expect("an example"))
    };
    let files: Vec<_> = paths.iter().map(file).collect();
    check(&checker, &files)
}

fn examples(folder: &str) -> Vec<PathBuf> {
    files(Path::new("examples").join(folder), &["yaml"])
}

fn written(name: &str, report: &Report, catalogue: &Catalogue, width: usize) -> String {
    let mut out = Vec::new();
    let style = Style {
        width,
        ..Style::default()
    };
    let format = format(name).expect("a format");
    format
        .write(report, catalogue, &style, &mut out)
        .expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn every_rule_says_what_it_said() {
    let books = &*EMBEDDED;
    let mut rules = BTreeSet::new();
    let mut sets: Vec<(String, Vec<PathBuf>)> = vec![("portfolio".into(), examples("portfolio"))];
    for folder in ["violations", "review"] {
        for path in examples(folder) {
            let stem = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default();
            sets.push((format!("{folder}-{stem}"), vec![path.clone()]));
        }
    }
    let mut stale = Vec::new();
    for (name, paths) in sets {
        for language in Language::ALL {
            let catalogue = catalogue(language);
            let report = report(language, &paths);
            let findings = report.findings();
            rules.extend(findings.map(|(_, finding)| finding.rule.to_string()));
            let text = written("full", &report, catalogue, 100);
            // The totals change with every new rule; the findings are what is held here.
            let (findings, _) = text.split_once(&totals(catalogue)).expect("totals");
            let path = format!("tests/reports/words/{name}.{}.golden", language.name());
            if !is_golden(&path, findings) {
                stale.push(format!("{path}; now it is:\n{findings}"));
            }
        }
    }
    assert_eq!(stale, [""; 0], "ATBILST_UPDATE=1 writes them anew");
    for head in books[0].heads() {
        assert!(rules.contains(&*head.id), "no example shows {}", head.id);
    }
}

/// The first word of the totals, at the start of its line.
fn totals(catalogue: &Catalogue) -> String {
    format!("\n{} ", catalogue.say("summary.applications", &[]))
}

#[test]
fn no_english_is_left_in_latvian() {
    let books = &*EMBEDDED;
    let lv = catalogue(Language::Lv);
    let allowed = std::fs::read_to_string("tests/reports/words/allowed.txt").expect("the list");
    let mut allowed: BTreeSet<&str> = allowed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    allowed.extend(books[0].form.fields.iter().map(|field| field.name.as_str()));
    allowed.extend(books[0].values.iter().map(|value| &*value.name));
    let codes = books[0].lists.iter().flat_map(|list| &list.codes);
    allowed.extend(codes.map(|code| code.code.as_str()));
    let english = english(books);
    assert!(
        english.len() > 600,
        "{} English words are known",
        english.len()
    );

    let mut said = Vec::new();
    for key in lv.keys() {
        said.push(lv.sentence(key).unwrap_or_default().to_owned());
    }
    let report = report(Language::Lv, &examples(""));
    said.push(without_excerpts(&written("full", &report, lv, 100)));
    said.push(without_excerpts(&written("table", &report, lv, 200)));
    for topic in explain::topics(books) {
        let mut text = Vec::new();
        page::write(&topic.page(lv), &Style::default(), &mut text).expect("written");
        said.push(without_excerpts(&String::from_utf8(text).expect("UTF-8")));
    }
    let form = template(
        &books[0],
        lv,
        &serde_json::json!({}),
        "iesniegums.yaml",
        "shema.json",
    );
    let remarks = form
        .lines()
        .filter(|line| line.trim_start().starts_with("# "));
    said.extend(remarks.skip(1).map(str::to_owned));

    let mut found = BTreeSet::new();
    for text in &said {
        for word in words(text) {
            if english.contains(&word) && !allowed.contains(word.as_str()) {
                found.insert(word);
            }
        }
    }
    assert_eq!(found, BTreeSet::new(), "English words in Latvian texts");
}

/// Every word that is said in English, by the program or by a book.
fn english(books: &[RuleBook]) -> BTreeSet<String> {
    let en = catalogue(Language::En);
    let mut english = BTreeSet::new();
    for key in en.keys() {
        english.extend(words(en.sentence(key).unwrap_or_default()));
    }
    for topic in explain::topics(books) {
        let mut text = Vec::new();
        page::write(&topic.page(en), &Style::default(), &mut text).expect("written");
        english.extend(words(&without_excerpts(
            &String::from_utf8(text).expect("UTF-8"),
        )));
    }
    english.retain(|word| word.is_ascii());
    // What is Latvian stands in the words of the law.
    for (_, source) in BOOKS[0].sources {
        for word in words(source) {
            english.remove(&word);
        }
    }
    let values = books.iter().flat_map(|book| &book.values);
    let history = values.flat_map(|value| &value.history);
    let law = history.flat_map(|dated| &dated.law);
    for quote in law.filter_map(|law| law.quote.as_deref()) {
        for word in words(quote) {
            english.remove(&word);
        }
    }
    english
}

/// Without the lines of an application: those of an excerpt, and those that are indented by four.
fn without_excerpts(text: &str) -> String {
    let is_excerpt = |line: &str| {
        let body = line.trim_start();
        let number = body.trim_start_matches(|c: char| c.is_ascii_digit());
        (number.len() < body.len() && number.starts_with(" |"))
            || body.starts_with(['|', '-', ':'])
            || (line.starts_with("    ") && (body.contains(": ") || body.ends_with(':')))
    };
    let lines = text.lines().filter(|line| !is_excerpt(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The words of a text in lower case, without what names something: codes, ids, paths, addresses, placeholders.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut plain = String::new();
    // Between backquotes and braces stand names.
    let mut name = None;
    for c in text.chars() {
        match (name, c) {
            (None, '`') => name = Some('`'),
            (None, '{') => name = Some('}'),
            (Some(end), c) if c == end => {
                name = None;
                plain.push(' ');
            }
            (Some(_), '\n') => plain.push(' '),
            (Some(_), _) => {}
            (None, c) => plain.push(c),
        }
    }
    let tokens: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
    tokens.into_iter().flat_map(|token| {
        let is_name = token.contains(['_', '/', '=', '@'])
            || token.starts_with('-')
            || token
                .trim_matches(|c: char| !c.is_alphanumeric())
                .contains(['.', '[', ':'])
            || (token.contains('-') && token.is_ascii());
        let words = token
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_lowercase);
        if is_name { Vec::new() } else { words.collect() }
    })
}
