//! The way of somebody who knows law and not Rust: from `rules new` to a call that is checked, and the book shown in the README.

use sha2::{Digest, Sha256};

use super::{atbilst, here};
use crate::cases::cases;
use crate::folder::Folder;

#[test]
fn a_new_book_works_and_shows_what_must_be_filled_in() {
    for language in ["lv", "en"] {
        let new = atbilst(&["rules", "new", "7.7.7.i"], language);
        assert_eq!((new.code, new.err.as_str()), (Some(0), ""));
        let folder = Folder::new();
        folder.write("book.yaml", &new.out);
        let path = folder.name("book.yaml");
        let test = atbilst(&["rules", "test", "--coverage", &path], language);
        assert_eq!(test.code, Some(0), "{}", test.folded());
        let lint = atbilst(&["rules", "lint", &path], language);
        assert_eq!(lint.code, Some(1));
        let text = lint.folded();
        let open = new
            .out
            .lines()
            .skip_while(|line| line.starts_with('#'))
            .filter(|line| line.contains("???"))
            .count();
        assert_eq!(text.matches("[rule-book]: ").count(), open, "{text}");
        let sentence = if language == "lv" {
            "Šeit vēl kaut kas jāieraksta"
        } else {
            "Something must still be filled in"
        };
        assert_eq!(
            text.matches(sentence).count(),
            open,
            "nothing else is said: {text}"
        );
    }
}

#[test]
fn from_a_new_book_to_a_checked_application() {
    let folder = Folder::new();
    let path = folder.name("book.yaml");
    let new = atbilst(&["rules", "new", "7.7.7.i"], "lv").out;
    // The words of the law, saved beside the book.
    let law = "Pieteikties var biedrības un nodibinājumi ar pieredzi.\nVienam projektam ir 80 000 eiro.\nPieteikties līdz 2027. gada 31. martam.\n";
    folder.write("sources/7.7.7.i.txt", law);
    // Filling in, from the top to the bottom.
    let sha256 = Sha256::digest(law)
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let mut book = new
        .replace("    # text:", "    text:")
        .replace("    # sha256: 0000", &format!("    sha256: {sha256}"))
        .replace(
            "    # captured_on: 2026-01-01",
            "    captured_on: 2026-11-22",
        )
        .replace("verified_on: 2026-01-01", "verified_on: 2026-11-22");
    for filled in [
        "title: { lv: Sabiedriskais labums, en: Public benefit }",
        "title: { lv: Likums, en: The law }",
    ] {
        book = book.replacen("title: { lv: \"???\", en: \"???\" }", filled, 1);
    }
    for filled in ["biedrība, en: association", "nodibinājums, en: foundation"] {
        book = book.replacen(
            "{ lv: \"???\", en: \"???\" }",
            &format!("{{ lv: {filled} }}"),
            1,
        );
    }
    for quote in [
        "biedrības",
        "nodibinājumi",
        "80 000 eiro",
        "līdz 2027. gada 31. martam",
        "Pieteikties var biedrības un nodibinājumi ar pieredzi.",
        "Vienam projektam ir 80 000 eiro.",
        "Pieteikties līdz 2027. gada 31. martam.",
        "nodibinājumi ar pieredzi",
    ] {
        book = book.replacen("quote: \"???\"", &format!("quote: \"{quote}\""), 1);
    }
    let book: Vec<String> = book
        .replace("https://example.org/???", "https://example.org/likums")
        .replace("100000.0", "80000.0")
        .replace("is: 2026-12-31", "is: 2027-03-31")
        .replace("submitted: 2026-12-31", "submitted: 2027-03-31")
        .replace("submitted: 2027-01-01", "submitted: 2027-04-01")
        .lines()
        .map(|line| {
            line.split_once("???")
                .map_or(line, |(before, _)| before.trim_end_matches([' ', '#']))
                .to_owned()
        })
        .collect();
    folder.write("book.yaml", book.join("\n"));
    let lint = atbilst(&["rules", "lint", &path, "--today", "2026-11-22"], "lv");
    assert_eq!(lint.code, Some(0), "{}", lint.folded());
    for verb in ["test --coverage", "mutate"] {
        let mut arguments = vec!["rules"];
        arguments.extend(verb.split(' '));
        arguments.push(&path);
        let said = atbilst(&arguments, "lv");
        assert_eq!(said.code, Some(0), "{}", said.folded());
    }
    let application = "call: 7.7.7.i\nid: \"1\"\nsubmitted: 2027-03-31\napplicant: { type: first_type }\namount: 80000.01\n";
    folder.write("application.yaml", application);
    let application = folder.name("application.yaml");
    let said = atbilst(&["check", &application, "--rules", &path], "lv");
    assert_eq!(said.code, Some(1), "{}", said.folded());
    let text = said.folded().replace('\u{a0}', " ");
    assert!(
        text.contains("Prasītais finansējums ir par lielu: 80 000,01 €."),
        "{text}"
    );
    assert!(text.contains("Vienam projektam ir 80 000 eiro."), "{text}");
}

#[test]
fn both_skeletons_are_one_book() {
    let plain = |language| {
        let text = atbilst(&["rules", "new", "7.7.7.i"], language).out;
        atbilst_core::rulebook::RuleBook::read("new", &text)
            .expect("a good book")
            .plain()
    };
    assert_eq!(plain("lv"), plain("en"));
    assert_eq!(atbilst(&["rules", "new", "7 7"], "en").code, Some(2));
}

/// The complete example of the README is the book that its other parts speak of.
#[test]
fn the_example_of_the_readme_is_a_good_book() {
    let readme = std::fs::read_to_string("rules/README.md").expect("the README");
    let (_, from) = readme.split_once("```yaml\n").expect("an example");
    let (example, _) = from.split_once("\n```").expect("its end");
    let folder = Folder::new();
    folder.write("book.yaml", example);
    let path = folder.name("book.yaml");
    for verb in ["test --coverage", "mutate", "lint --today 2026-11-22"] {
        let mut arguments = vec!["rules"];
        arguments.extend(verb.split(' '));
        arguments.push(&path);
        let said = atbilst(&arguments, "en");
        assert_eq!(said.code, Some(0), "{verb}: {}", said.folded());
    }
}

/// Where a book of one's own is used, neither the end of a report nor the example of a rule of form speaks of another call.
#[test]
fn only_the_book_that_is_used_is_named() {
    let folder = Folder::new();
    let path = here().join("tests/books/minimal.yaml");
    let path = path.to_str().expect("UTF-8");
    let application: serde_json::Value = cases::<serde_json::Value>(path)["complete"].clone();
    folder.write("application.yaml", application.to_string());
    for format in ["full", "table", "markdown"] {
        let arguments = ["application.yaml", "--format", format, "--rules", path];
        let report = folder.check(&arguments).out;
        assert!(report.contains("9.9.8.i"), "{report}");
        assert!(!report.contains("2.1.2.1.i"), "{report}");
    }
    // The commands that the short look ends with name the book, without which they would not know its rules.
    let mut more = application.clone();
    more["amount"] = "99999999.00".into();
    folder.write("more.yaml", more.to_string());
    let short = folder
        .check(&["more.yaml", "--lang", "en", "--rules", path])
        .out;
    for command in [
        "atbilst explain amount-limit",
        "atbilst check --format full more.yaml",
    ] {
        let whole = format!("{command} --rules {path}");
        let flat: Vec<&str> = short.split_whitespace().collect();
        assert!(flat.join(" ").contains(&whole), "{whole}: {short}");
    }
    let explained = atbilst(&["explain", "duplicate-key", "--rules", path], "en").out;
    assert!(explained.contains("call: 9.9.8.i"), "{explained}");
    assert!(!explained.contains("2.1.2.1.i"), "{explained}");
    // Where no book could be applied, every book that could have been is named.
    folder.write("application.yaml", "call: 1.1.1.i\n");
    let report = folder.check(&["application.yaml", "--rules", path]).out;
    assert!(
        report.contains("9.9.8.i") && report.contains("2.1.2.1.i"),
        "{report}"
    );
}
