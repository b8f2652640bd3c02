//! Corrections of form: each case is a text and what becomes of it.

use std::path::Path;

use atbilst_core::fix::fixed;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_yaml::Limits;

use crate::cases::is_golden;
use crate::program::{here, said};

fn books() -> Vec<RuleBook> {
    vec![RuleBook::read(BOOKS[0].path, BOOKS[0].text).expect("a book")]
}

#[test]
fn every_case_becomes_what_stands_beside_it() {
    let books = books();
    let mut cases = 0;
    let folder = here().join("tests/cli/fix");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".before.yaml") else {
            continue;
        };
        let before = std::fs::read_to_string(&path).expect("a text");
        let after = Path::new(stem).with_extension("after.yaml");
        let fixed = fixed(&books, &before, &Limits::default());
        let after = after.to_str().expect("UTF-8");
        assert!(is_golden(after, &fixed.text), "{after}: {}", fixed.text);
        assert_eq!(fixed.edits.is_empty(), before == fixed.text, "{name}");
        // What is corrected needs no more correction.
        assert!(
            self::fixed(&books, &fixed.text, &Limits::default())
                .edits
                .is_empty(),
            "{name}"
        );
        cases += 1;
    }
    assert!(cases >= 4, "{cases} cases");
}

#[test]
fn what_has_the_right_form_is_left_alone() {
    let books = books();
    let mut files = 0;
    for folder in [
        "examples",
        "examples/violations",
        "examples/review",
        "examples/real",
    ] {
        for entry in std::fs::read_dir(here().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if !name.ends_with(".yaml") || name == "wrong-type.yaml" {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a text");
            assert_eq!(fixed(&books, &text, &Limits::default()).edits, [], "{name}");
            files += 1;
        }
    }
    assert!(files > 20, "{files} files");
}

#[test]
fn line_ends_and_permissions_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    std::fs::write(
        &file,
        "\u{feff}call: 2.1.2.1.i\r\nsubmitted: 5.1.2023.  # piezīme\r\n",
    )
    .expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("set");
    }
    let said = said(folder.path(), "en", &["check", "--fix", "a.yaml"]);
    assert!(
        said.err.contains("a.yaml:2: `5.1.2023.` → `2023-01-05`"),
        "{said:?}"
    );
    let text = std::fs::read_to_string(&file).expect("a text");
    assert_eq!(
        text,
        "\u{feff}call: 2.1.2.1.i\r\nsubmitted: 2023-01-05  # piezīme\r\n"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file)
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o640);
    }
    // Nothing but the file is left in the folder.
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        1
    );
}

#[test]
fn standard_input_is_not_corrected() {
    let said = said(here(), "lv", &["check", "--fix", "-"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("standarta ievadi nevar izlabot"),
        "{said:?}"
    );
}

/// What the check refuses to read, `--fix` does not correct; what it reads, it does.
#[test]
fn a_text_is_read_by_the_limits_of_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    let before = "call: 2.1.2.1.i\nsubmitted: 5.1.2023.\n";
    for (limit, after) in [
        ("4", before),
        ("5", "call: 2.1.2.1.i\nsubmitted: 2023-01-05\n"),
    ] {
        std::fs::write(&file, before).expect("written");
        said(
            folder.path(),
            "en",
            &["check", "--fix", "--max-nodes", limit, "a.yaml"],
        );
        let text = std::fs::read_to_string(&file).expect("a text");
        assert_eq!(text, after, "{limit} nodes");
    }
}
