//! Every format, in both languages, on one report; beside each its golden file.
//! `ATBILST_UPDATE=1 cargo test --test reports render` writes the golden files anew.

mod fixture;

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::report::Report;
use atbilst_render::{FORMATS, Style, escape};

use crate::cases::is_golden;

fn written(format: &str, report: &Report, style: Style) -> String {
    let format = atbilst_render::format(format).expect("a format");
    let catalogue = Catalogue::load(report.language);
    let mut out = Vec::new();
    format
        .write(report, &catalogue, &style, &mut out)
        .expect("written");
    String::from_utf8(out).expect("UTF-8")
}

/// The formats that are text; of a workbook its reader speaks, in `evidence/workbook.rs`.
fn texts() -> impl Iterator<Item = &'static atbilst_render::Format> {
    FORMATS.iter().filter(|format| format.name != "xlsx")
}

fn compare(name: &str, text: &str) {
    let path = format!("tests/reports/render/{name}.golden");
    assert!(
        is_golden(&path, text),
        "{path} differs; ATBILST_UPDATE=1 writes it anew. Now it is:\n{text}"
    );
}

#[test]
fn every_format_is_as_it_was() {
    for language in Language::ALL {
        for format in texts() {
            let report = match format.name {
                "sarif" => fixture::short(language),
                _ => fixture::report(language),
            };
            let widths: &[usize] = match format.name {
                "human" | "full" => &[60, 100],
                "table" => &[60, 100, 200],
                _ => &[100],
            };
            for &width in widths {
                let style = Style {
                    width,
                    ..Style::default()
                };
                let name = match widths {
                    [_] => format!("{}-{}", format.name, language.name()),
                    _ => format!("{}-{}-{width}", format.name, language.name()),
                };
                compare(&name, &written(format.name, &report, style));
            }
        }
    }
}

#[test]
fn every_format_says_what_it_is_for() {
    let catalogue = Catalogue::load(Language::En);
    let said = catalogue.keys().filter(|key| key.starts_with("format."));
    let said: std::collections::BTreeSet<_> = said.map(str::to_owned).collect();
    let named = FORMATS
        .iter()
        .map(|format| format!("format.{}", format.name));
    assert_eq!(named.collect::<std::collections::BTreeSet<_>>(), said);
}

#[test]
fn colours_and_links_change_no_word() {
    for language in Language::ALL {
        let report = fixture::report(language);
        let style = Style {
            color: true,
            hyperlinks: true,
            ..Style::default()
        };
        let colored = written("full", &report, style);
        assert!(colored.contains("\u{1b}]8;;https://www.varam.gov.lv"));
        assert!(!colored.contains("\u{1b}]8;;javascript"));
        assert_eq!(plain(&colored), written("full", &report, Style::default()));
    }
}

/// Without the program's own colours and links; anything else that begins with ESC stays.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        rest = if let Some(link) = after.strip_prefix("]8;;") {
            link.split_once("\u{1b}\\").map_or("", |(_, rest)| rest)
        } else if let Some(paint) = after.strip_prefix('[') {
            paint.split_once('m').map_or("", |(_, rest)| rest)
        } else {
            out.push('\u{1b}');
            after
        };
    }
    out + rest
}

#[test]
fn no_format_lets_hidden_characters_through() {
    for language in Language::ALL {
        let report = fixture::report(language);
        for format in texts() {
            let text = written(format.name, &report, Style::default());
            // Rows end with CR LF.
            let hidden = text
                .replace("\r\n", "\n")
                .chars()
                .find(|&c| c != '\n' && escape::is_hidden(c));
            assert_eq!(hidden, None, "{} in {language:?}", format.name);
        }
    }
}

#[test]
fn no_format_says_a_key_in_place_of_its_sentence() {
    for language in Language::ALL {
        let report = fixture::report(language);
        let catalogue = Catalogue::load(language);
        let sections = catalogue.keys().filter_map(|key| key.split('.').next());
        let sections: std::collections::BTreeSet<_> = sections.collect();
        for format in texts() {
            let text = written(format.name, &report, Style::default());
            for section in &sections {
                // As the catalogue says it, and as HTML and XML write that.
                for open in ["<", "&lt;", "&#60;"] {
                    let key = format!("{open}{section}.");
                    assert!(!text.contains(&key), "{} says {key}…", format.name);
                }
            }
        }
    }
}

#[test]
fn texts_keep_to_the_width() {
    for language in Language::ALL {
        let report = fixture::report(language);
        for width in [60, 80, 120] {
            let style = Style {
                width,
                ..Style::default()
            };
            for line in written("table", &report, style).lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
            // An address and the name of a file are never broken.
            let human = written("human", &report, style) + &written("full", &report, style);
            let whole = |line: &&str| !line.contains("https") && !line.contains("evil");
            let lines = human.lines().filter(whole);
            for line in lines {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn json_is_what_the_schema_promises() {
    let schema = std::fs::read_to_string("schemas/report.schema.json").expect("the schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for language in Language::ALL {
        let report = fixture::report(language);
        let text = written("json", &report, Style::default());
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let errors: Vec<_> = schema
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, [""; 0]);
        let mut wrong = value.clone();
        wrong["applications"][0]["verdict"] = "approved".into();
        assert!(!schema.is_valid(&wrong));
        let summary = &value["summary"];
        let number = |key: &str| summary[key].as_u64().expect("a number");
        let verdicts = ["complies", "does_not_comply", "needs_review", "unreadable"];
        assert_eq!(
            verdicts.map(number).iter().sum::<u64>(),
            number("applications")
        );
        assert_eq!(
            value["applications"][0]["path"],
            "examples/\u{1b}[31mevil\n\u{9b}.yaml"
        );
    }
}

#[test]
fn many_complying_applications_are_only_counted() {
    let mut report = fixture::report(Language::En);
    let clean = |index: usize| atbilst_core::report::Application {
        path: format!("many/{index}.yaml").into(),
        ..fixture::application("", atbilst_core::finding::Verdict::Complies, Vec::new())
    };
    report.applications = (0..20).map(clean).collect();
    let twenty = written("full", &report, Style::default());
    assert!(twenty.contains("many/19.yaml: complies"), "{twenty}");
    report.applications = (0..21).map(clean).collect();
    let more = written("full", &report, Style::default());
    assert!(!more.contains("many/"), "{more}");
    assert!(more.contains("21 applications comply"), "{more}");
    let quiet = Style {
        quiet: true,
        ..Style::default()
    };
    assert!(!written("full", &report, quiet).contains("21 applications comply"));
}
