//! Natural mistakes of those who write rule books, each a small change of a good book: each is named once, in its line, by a
//! sentence that stands in every language. The cases of authors.yaml.

use atbilst_books::companions::Companions;
use atbilst_books::lint::lint;
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook::{Mistake, RuleBook};
use serde::Deserialize;

use crate::cases::cases;

#[derive(Deserialize)]
struct Case {
    /// The good book.
    #[serde(default = "grant")]
    book: String,
    from: String,
    to: String,
    key: Option<String>,
    #[serde(default)]
    keys: Vec<String>,
    /// What a sentence must name: what it advises, most often.
    names: Option<String>,
    /// Whether it is named where its consequence stands.
    #[serde(default)]
    elsewhere: bool,
    /// What lint says of a book that can be used.
    lint: Option<String>,
}

fn grant() -> String {
    "grant".to_owned()
}

#[test]
fn every_mistake_of_an_author_is_named_in_its_line() {
    let mut wrong = Vec::new();
    let cases: Vec<Case> = cases("tests/law/books/authors.yaml");
    for case in &cases {
        let path = format!("tests/books/{}.yaml", case.book);
        let good = std::fs::read_to_string(path).expect("the book");
        assert!(good.contains(&case.from), "{}", case.from);
        let text = good.replacen(&case.from, &case.to, 1);
        if let Some(key) = &case.lint {
            let book = RuleBook::read("grant", &text).expect("a book that can be used");
            let beside = Companions {
                sources: Vec::new(),
                ids: None,
            };
            let said = lint(&book, &beside, book.verified_on);
            let names = |mistake: &Mistake| {
                let mut args = mistake.args.iter();
                let named = case.names.as_ref();
                named.is_none_or(|named| args.any(|(_, said)| said == named))
            };
            let mut said = said.iter().map(|finding| &finding.mistake);
            if !said.any(|said| said.key == key && names(said)) {
                wrong.push(format!("{} → {}: lint is silent", case.from, case.to));
            }
            continue;
        }
        let expected: Vec<&str> = case
            .key
            .iter()
            .chain(&case.keys)
            .map(String::as_str)
            .collect();
        let mistakes =
            RuleBook::read("grant", &text).map_or_else(|mistakes| mistakes, |_| Vec::new());
        let mut told: Vec<&str> = mistakes.iter().map(|mistake| mistake.key).collect();
        let mut sorted = expected.clone();
        sorted.sort_unstable();
        told.sort_unstable();
        if told != sorted {
            wrong.push(format!("{} → {}: {mistakes:?}", case.from, case.to));
            continue;
        }
        let mut args = mistakes.iter().flat_map(|mistake| &mistake.args);
        if let Some(named) = &case.names
            && !args.any(|(_, said)| said == named)
        {
            wrong.push(format!("{} → {named}: {mistakes:?}", case.to));
        }
        let first = good.find(&case.from).expect("its place");
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count();
        let mut places = mistakes
            .iter()
            .map(|mistake| line(mistake.span.start as usize));
        let (begin, end) = (line(first), line(first + case.to.len()));
        if !case.elsewhere && !places.any(|place| (begin..=end).contains(&place)) {
            wrong.push(format!(
                "{} → {}: not in its line: {mistakes:?}",
                case.from, case.to
            ));
        }
        for language in Language::ALL {
            for mistake in &mistakes {
                let (message, help) = mistake.sentences();
                for key in std::iter::once(message).chain(help) {
                    assert!(Catalogue::load(language).has(&key), "{key}");
                }
            }
        }
    }
    assert!(cases.len() >= 50, "{}", cases.len());
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Every example is made of the complete application: what is wrong there is told there.
#[test]
fn a_mistake_of_the_complete_application_is_none_of_its_examples() {
    let good = std::fs::read_to_string("tests/books/grant.yaml").expect("the book");
    let text = good.replacen("submitted: 2026-06-15", "submitted: 15.06.2026", 1);
    let book = RuleBook::read("grant", &text).expect("a book that can be used");
    let beside = Companions {
        sources: Vec::new(),
        ids: None,
    };
    let said = lint(&book, &beside, book.verified_on);
    let mut said = said.iter().map(|finding| finding.mistake.key);
    assert!(!said.any(|key| key == "rules.example_unread"));
}

/// What the law says in other ways, in words, as half of an amount, or as a limit of another rule, is no mistake.
#[test]
fn no_limit_of_a_good_book_is_told_as_mistyped() {
    let folders = ["tests/books", "rules"];
    let files = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let books = files.map(|file| file.expect("a file").path());
    let books = books.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let mut read = 0;
    for path in books {
        let text = std::fs::read_to_string(&path).expect("a book");
        let Ok(book) = RuleBook::read("book", &text) else {
            continue;
        };
        read += 1;
        let beside = Companions {
            sources: Vec::new(),
            ids: None,
        };
        let said = lint(&book, &beside, book.verified_on);
        let told = said
            .iter()
            .filter(|one| one.mistake.key == "rules.limit_not_quoted");
        assert_eq!(told.count(), 0, "{}", path.display());
    }
    assert!(read > 10, "{read}");
}
