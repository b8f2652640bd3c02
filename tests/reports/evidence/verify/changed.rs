//! A report of a file that was changed since.

use super::{verified, verify};

/// A file that was corrected is told with what comes of it.
#[test]
fn a_changed_file_is_told_with_its_outcome() {
    let folder = verified();
    let path = "applications/complete.yaml";
    let before = folder.read(path);
    folder.write(path, before.replacen("730000.00", "730000.01", 1));
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 1, "{said}");
    for expected in [
        "the file was changed: applications/complete.yaml\n  another outcome: applications/complete.yaml, rule `budget-arithmetic`: “holds” in the report, now “fails”",
        "another verdict: applications/complete.yaml: “complies” in the report, now “does not comply”",
        "what hangs on all of them was not compared",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    folder.write(path, format!("{before}# .\n"));
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 1, "{said}");
    let alike = "the file was changed, and every rule comes out as in the report: applications/complete.yaml";
    assert!(said.contains(alike), "{said}");
    // Nothing else of the report hides behind that.
    let report = folder.read("report.json");
    for (from, to, expected) in [
        ("70177920.00", "99999999.00", "2.1.2.1.i"),
        ("\"notes\":[", "\"notes\":[\"All is well.\",", "`notes`"),
        ("\"fail\":", "\"fail\":1", "the totals"),
    ] {
        assert!(report.contains(from), "{from}");
        let forged = report.replacen(from, to, 1).replace(",]", "]");
        folder.write("report.json", forged);
        let (code, said) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("2 differences"), "{said}");
        assert!(said.contains(expected), "{said}");
        assert!(!said.contains("was not compared"), "{said}");
    }
    folder.write("report.json", report);
    folder.write(path, before);
    folder.write("atbilst-answers.yaml", "answers: []\n");
    let (_, said) = verify(folder.path(), &["report.json"]);
    assert!(
        said.contains("the answers were added: atbilst-answers.yaml"),
        "{said}"
    );
}
