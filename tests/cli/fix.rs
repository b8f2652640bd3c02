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
    let wrong = ["wrong-type.yaml", "yaml-syntax.yaml"];
    let is_right = |path: &&std::path::PathBuf| !wrong.iter().any(|name| path.ends_with(name));
    for path in all.iter().filter(is_right) {
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
fn a_correction_of_several_lines_is_told_line_by_line() {
    let folder = Folder::new();
    folder.write("a.yaml", "call: 2.1.2.1.i\r\ntitle: A: b\r\n  c\r\n  d\r\n");
    let said = folder.check(&["--fix", "a.yaml"]);
    for told in [
        "a.yaml:2: `title: A: b` → `title: \"A: b`\n",
        "a.yaml:4: `  d` → `  d\"`\n",
    ] {
        assert!(said.err.contains(told), "{said:?}");
    }
    assert!(!said.err.contains("a.yaml:3"), "{said:?}");
    let after = "call: 2.1.2.1.i\r\ntitle: \"A: b\r\n  c\r\n  d\"\r\n";
    assert_eq!(folder.read("a.yaml"), after);
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

/// Two thousand names or fifty thousand that may all mean one field: the time grows with the text alone.
#[test]
fn names_that_may_all_mean_one_field_take_no_time() {
    let keys = (0..49_000_u32).map(|number| {
        let marks = (0..16).map(|bit| if number >> bit & 1 == 1 { '-' } else { '_' });
        format!("  name{}: x\n", marks.collect::<String>())
    });
    let text = format!("call: 2.1.2.1.i\napplicant:\n{}", keys.collect::<String>());
    let begun = std::time::Instant::now();
    assert_eq!(fixed(&text).edits, []);
    // Half a second where the machine is idle, and minutes where each is held against each.
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
}

const WRONG: &str = "call: 2.1.2.1.i\nsubmitted: 5.1.2023.\n";
const RIGHT: &str = "call: 2.1.2.1.i\nsubmitted: 2023-01-05\n";

/// What cannot be corrected is named, the rest is, everything is checked, and the end is 2.
#[cfg(unix)]
#[test]
fn one_file_that_cannot_be_corrected_stops_no_other() {
    let folder = Folder::new();
    for name in ["a", "b", "c", "d", "e"] {
        folder.write(&format!("all/{name}.yaml"), WRONG);
    }
    folder.permit("all/b.yaml", 0o444);
    std::fs::hard_link(folder.at("all/d.yaml"), folder.at("second")).expect("a link");
    let said = folder.check(&["all", "--fix", "--report=json=report.json", "--format=csv"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    for expected in [
        "cannot be written to all/b.yaml: all/b.yaml is read-only",
        "cannot be written to all/d.yaml: all/d.yaml has 2 names (hard links)",
    ] {
        assert!(said.err.contains(expected), "{said:?}");
    }
    let texts = ["a", "b", "c", "d", "e"].map(|name| folder.read(&format!("all/{name}.yaml")));
    assert_eq!(texts, [RIGHT, WRONG, RIGHT, WRONG, RIGHT]);
    assert_eq!(folder.read("second"), WRONG);
    let report: serde_json::Value =
        serde_json::from_str(&folder.read("report.json")).expect("JSON");
    assert_eq!(report["summary"]["applications"], 5);
    // Once nothing is in the way, the end is what the check says.
    folder.permit("all/b.yaml", 0o644);
    std::fs::remove_file(folder.at("second")).expect("removed");
    let said = folder.check(&["all", "--fix"]);
    assert_eq!(said.code, Some(1), "{said:?}");
}

/// A link stays one, and the file it leads to stays whose it was.
#[cfg(unix)]
#[test]
fn links_and_owners_stay() {
    use std::os::unix::fs::{MetadataExt as _, chown, symlink};
    let folder = Folder::new();
    folder.write("elsewhere/a.yaml", WRONG);
    symlink(folder.at("elsewhere/a.yaml"), folder.at("link.yaml")).expect("a link");
    // Only root may give a file away.
    let given = chown(folder.at("elsewhere/a.yaml"), Some(4_321), Some(1_234)).is_ok();
    folder.permit("elsewhere/a.yaml", 0o640);
    let said = folder.check(&["link.yaml", "--fix", "--backup"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let kept = ["elsewhere/a.yaml", "elsewhere/a.bak"];
    assert_eq!(kept.map(|name| folder.read(name)), [RIGHT, WRONG]);
    assert!(
        std::fs::symlink_metadata(folder.at("link.yaml"))
            .expect("a link")
            .is_symlink()
    );
    for name in kept {
        let now = std::fs::metadata(folder.at(name)).expect("a file");
        assert_eq!(now.mode() & 0o777, 0o640, "{name}");
        if given {
            assert_eq!((now.uid(), now.gid()), (4_321, 1_234), "{name}");
        }
    }
    assert_eq!(folder.names(), ["elsewhere", "link.yaml"]);
}

/// What stood in a file is kept where that is asked for, and never in the place of something else.
#[test]
fn a_copy_is_kept_where_it_is_asked_for() {
    let folder = Folder::new();
    folder.write("a.bak", "mine");
    folder.write("right.yaml", RIGHT);
    for (kept, names) in [
        ("a.2.bak", &["a.2.bak", "a.bak", "a.yaml", "right.yaml"][..]),
        (
            "a.3.bak",
            &["a.2.bak", "a.3.bak", "a.bak", "a.yaml", "right.yaml"],
        ),
    ] {
        folder.write("a.yaml", WRONG);
        let said = folder.check(&[".", "--fix", "--backup"]);
        assert_eq!(said.code, Some(1), "{said:?}");
        let told = format!("a.yaml: what stood in it is kept in {kept}");
        assert!(said.err.contains(&told), "{said:?}");
        assert_eq!(folder.names(), names);
        assert_eq!(folder.read(kept), WRONG);
    }
    assert_eq!(folder.read("a.bak"), "mine");
    // Without corrections there is nothing to keep a copy of.
    assert_eq!(folder.check(&[".", "--backup"]).code, Some(2));
}

/// What is gone on with is written anew, without the remarks that stood beside its fields: each text so far is kept.
#[test]
fn each_text_that_is_gone_on_with_is_kept() {
    let folder = Folder::new();
    let complete = include_str!("../../examples/complete.yaml");
    let begun = complete.replace("funding:\n", "funding:\n  # in euro\n");
    for (remark, kept) in [
        ("# one", "a.bak"),
        ("# two", "a.2.bak"),
        ("# two", "a.2.bak"),
    ] {
        let text = format!("{begun}{remark}\n");
        folder.write("a.yaml", &text);
        let said = folder.run(&["init", "--continue", "a.yaml"]);
        assert!(said.out.contains(kept), "{said:?}");
        assert_eq!(folder.read(kept), text);
    }
    assert_eq!(folder.names(), ["a.2.bak", "a.bak", "a.yaml"]);
}
