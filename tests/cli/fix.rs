//! Corrections of form: each case is a text and what becomes of it.

use atbilst_core::fix::Fixed;
use atbilst_yaml::Limits;

use crate::cases::is_golden;
use crate::engine::EMBEDDED;
use crate::files::files;
use crate::folder::Folder;
use crate::program::{here, said};

/// What is corrected in a text.
fn fixed(text: &str) -> Fixed {
    atbilst_core::fix::fixed(&EMBEDDED, text, &Limits::default())
}

#[test]
fn every_case_becomes_what_stands_beside_it() {
    let mut cases = 0;
    for path in files("tests/cli/fix", &["yaml"]) {
        let name = path.to_str().expect("UTF-8");
        let Some(stem) = name.strip_suffix(".before.yaml") else {
            continue;
        };
        let before = std::fs::read_to_string(&path).expect("a text");
        let (after, fixed) = (format!("{stem}.after.yaml"), fixed(&before));
        assert!(is_golden(&after, &fixed.text), "{after}: {}", fixed.text);
        assert_eq!(fixed.edits.is_empty(), before == fixed.text, "{name}");
        // What is corrected needs no more correction.
        assert_eq!(self::fixed(&fixed.text).edits, [], "{name}");
        cases += 1;
    }
    assert!(cases >= 4, "{cases} cases");
}

#[test]
fn what_has_the_right_form_is_left_alone() {
    let all = files("examples", &["yaml"]);
    assert!(all.len() > 20);
    for path in all.iter().filter(|path| !path.ends_with("wrong-type.yaml")) {
        let text = std::fs::read_to_string(path).expect("a text");
        assert_eq!(fixed(&text).edits, [], "{}", path.display());
    }
}

#[test]
fn line_ends_and_permissions_stay() {
    let folder = Folder::new();
    folder.write(
        "a.yaml",
        "\u{feff}call: 2.1.2.1.i\r\nsubmitted: 5.1.2023.  # piezīme\r\n",
    );
    #[cfg(unix)]
    folder.permit("a.yaml", 0o640);
    let said = folder.check(&["--fix", "a.yaml"]);
    let told = "a.yaml:2: `5.1.2023.` → `2023-01-05`";
    assert!(said.err.contains(told), "{said:?}");
    assert_eq!(
        folder.read("a.yaml"),
        "\u{feff}call: 2.1.2.1.i\r\nsubmitted: 2023-01-05  # piezīme\r\n"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = std::fs::metadata(folder.at("a.yaml")).expect("a file");
        assert_eq!(file.permissions().mode() & 0o777, 0o640);
    }
    // Nothing but the file is left in the folder.
    assert_eq!(folder.names(), ["a.yaml"]);
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
    let folder = Folder::new();
    let before = "call: 2.1.2.1.i\nsubmitted: 5.1.2023.\n";
    for (limit, after) in [
        ("4", before),
        ("5", "call: 2.1.2.1.i\nsubmitted: 2023-01-05\n"),
    ] {
        folder.write("a.yaml", before);
        folder.check(&["--fix", "--max-nodes", limit, "a.yaml"]);
        assert_eq!(folder.read("a.yaml"), after, "{limit} nodes");
    }
}
