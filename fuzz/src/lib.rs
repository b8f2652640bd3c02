//! What every target does: a text is checked as a file of a folder would be, and what is shown must hold its word on the report.
//! Texts are changed as YAML: by lines, indentation and pieces, which bytes changed by chance seldom hit.

use std::sync::LazyLock;

use atbilst_core::check::{Checker, Settings};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar;
use atbilst_core::waivers::Waivers;
use atbilst_render::{FORMATS, Style};

use changes::{changed, glued, plain_texts};
use engine::{EMBEDDED, adds_up};
use sample::Numbers;

#[path = "../../tests/yaml/changes.rs"]
mod changes;
#[path = "../../tests/helpers/engine.rs"]
mod engine;
#[path = "../../tests/yaml/sample.rs"]
mod sample;

static PIECES: LazyLock<Vec<String>> = LazyLock::new(plain_texts);

/// The next text to try, made from the `size` bytes at the start of `data` and put in their place; its length.
pub fn change(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut n = Numbers(seed.into());
    let text = match (n.below(8), std::str::from_utf8(&data[..size])) {
        (0, _) => glued(&mut n),
        (1..=5, Ok(text)) => changed(text, &PIECES, &mut n),
        _ => return libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    };
    let end = text.floor_char_boundary(max_size);
    data[..end].copy_from_slice(&text.as_bytes()[..end]);
    end
}

/// The catalogue of English, or of Latvian.
pub fn catalogue(latvian: bool) -> &'static Catalogue {
    engine::catalogue(if latvian { Language::Lv } else { Language::En })
}

/// Checks texts together, as the files of one folder, against the embedded books.
pub fn check(texts: &[&[u8]], latvian: bool) -> Report {
    check_with(&EMBEDDED, texts, latvian)
}

/// The same, with waivers.
pub fn check_waived(texts: &[&[u8]], latvian: bool, waivers: Waivers) -> Report {
    checked(&EMBEDDED, texts, latvian, waivers)
}

/// Checks texts together against some books.
pub fn check_with(books: &[RuleBook], texts: &[&[u8]], latvian: bool) -> Report {
    checked(books, texts, latvian, Waivers::default())
}

fn checked(books: &[RuleBook], texts: &[&[u8]], latvian: bool, waivers: Waivers) -> Report {
    let settings = Settings {
        findings: 100,
        ..Settings::on(scalar::date("2026-11-22").expect("a day"))
    };
    let checker = Checker::new(books, catalogue(latvian), settings).with_waivers(waivers);
    let named = |(index, text): (usize, &&[u8])| (format!("{index}.yaml"), text.to_vec());
    let files: Vec<_> = texts.iter().enumerate().map(named).collect();
    engine::check(&checker, &files)
}

/// Writes a report as JSON and in the format that a number picks, and sees that it adds up. All formats for each text would
/// leave time for few texts.
pub fn show(report: &Report, latvian: bool, pick: usize) -> serde_json::Value {
    let catalogue = catalogue(latvian);
    let write = |format: &atbilst_render::Format| {
        let mut out = Vec::new();
        format
            .write(report, catalogue, &Style::default(), &mut out)
            .expect("memory can be written");
        out
    };
    let format = &FORMATS[pick % FORMATS.len()];
    let out = write(format);
    if ["human", "table"].contains(&format.name) {
        let text = std::str::from_utf8(&out).expect("UTF-8");
        let obeyed = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(obeyed, None, "a terminal would obey it ({})", format.name);
    }
    adds_up(report);
    let json = FORMATS.iter().find(|format| format.name == "json");
    serde_json::from_slice(&write(json.expect("there is JSON"))).expect("JSON")
}
