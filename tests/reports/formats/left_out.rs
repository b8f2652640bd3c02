//! What was left out of a check is said by the report itself, in every format.

use std::io::Cursor;

use atbilst_render::FORMATS;
use calamine::{Reader as _, Xlsx};

use crate::folder::Folder;

/// Each text of a report, whatever it is written in.
fn text(format: &str, bytes: Vec<u8>) -> String {
    if format != "xlsx" {
        let text = String::from_utf8(bytes).expect("UTF-8");
        return text.replace(['\\', '\n'], " ");
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheets = workbook.worksheets();
    let cells = sheets.iter().flat_map(|(_, sheet)| sheet.rows().flatten());
    cells.map(ToString::to_string).collect()
}

#[test]
fn every_format_says_that_the_applications_are_not_judged_together() {
    let folder = Folder::new();
    folder.copy("examples/review/not-stated.yaml", "a.yaml");
    folder.copy("examples/violations/period-order.yaml", "b.yaml");
    for (language, said, of_a_row) in [
        (
            "en",
            "applications are not judged together",
            "no, each by itself",
        ),
        ("lv", "Iesniegumi kopā nav vērtēti", "nē, katrs atsevišķi"),
    ] {
        // What has no place for notes says it in each row, or has none for that either.
        for format in FORMATS.iter().filter(|one| one.notes || one.name == "csv") {
            let name = format.name;
            let of = |arguments: &[&str]| {
                let report = format!("--report={name}=report");
                let with = [
                    "a.yaml",
                    "b.yaml",
                    "--lang",
                    language,
                    &report,
                    "--format=csv",
                ];
                let checked = folder.check(&[&with, arguments].concat());
                assert_eq!(checked.code, Some(1), "{}", checked.err);
                let bytes = std::fs::read(folder.at("report")).expect("a report");
                std::fs::remove_file(folder.at("report")).expect("own file");
                text(name, bytes)
            };
            let [all, single] = [of(&[]), of(&["--no-portfolio"])];
            let said = if name == "csv" { of_a_row } else { said };
            assert!(!all.contains(said), "{name}: {all}");
            assert!(single.contains(said), "{name}: {single}");
            // No rule is shown as applied that was not.
            assert!(!single.contains("portfolio-envelope"), "{name}: {single}");
        }
    }
}
