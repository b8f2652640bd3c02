//! Who answers.

use super::{asked, checked, filled};

/// Nobody answers for himself without a word of it.
#[test]
fn an_answer_by_the_applicant_is_told() {
    let folder = asked();
    let text = filled(&folder, "complies");
    let note = "has the name of the applicant";
    for (by, told) in [
        ("Anna Bērziņa", false),
        ("VSIA Parauga datu centrs", true),
        ("VSIA „Parauga datu centrs” pārstāve", true),
    ] {
        folder.write(
            "a/atbilst-answers.yaml",
            text.replace("Jānis Ozols", &format!("'{by}'")),
        );
        let notes = checked(&folder, &[])["notes"].to_string();
        assert_eq!(notes.contains(note), told, "{by}: {notes}");
    }
}
