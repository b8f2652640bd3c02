//! Rows of the sheet of questions whose cells are of different questions.

use super::super::{RULE, asked};

/// In the place of a cell whose column is not there.
const LEFT_OUT: &str = "left out";

/// Whoever changes what identifies a question makes another question of it, which the report does not ask.
#[test]
fn a_row_that_names_another_question_is_told() {
    let folder = asked();
    let hash = |digit: &str| format!("sha256:{}", digit.repeat(64));
    let read = |rule: &str, fingerprint: &str, [id, question, stated, line]: [&str; 4]| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheets = [
            (
                "Questions",
                vec![
                    ("Application", id),
                    ("Question", question),
                    ("Stated", stated),
                    ("Line", line),
                    ("Rule", rule),
                    ("Fingerprint", fingerprint),
                    ("What it rests on", &*hash("b")),
                    ("Answer", "complies"),
                    ("Why", "Compared with the plan."),
                    ("Decided by", "Anna Bērziņa"),
                    ("Decided on", "2026-11-20"),
                    ("Document", "5-1/17"),
                ],
            ),
            (
                "Findings",
                vec![
                    ("Application", "1"),
                    ("Finding", "Is it needed?"),
                    ("Found", "point 3.2"),
                    ("Line", "20"),
                    ("Rule", RULE),
                    ("Fingerprint", &*hash("a")),
                ],
            ),
        ]
        .map(|(name, cells)| {
            (
                name,
                cells
                    .into_iter()
                    .filter(|(_, b)| *b != LEFT_OUT)
                    .map(|(a, b)| (a, b.to_owned()))
                    .collect::<Vec<_>>(),
            )
        });
        for (name, cells) in sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).expect("a name");
            for (column, (heading, cell)) in (0..).zip(cells) {
                sheet.write_string(0, column, heading).expect("written");
                sheet.write_string(1, column, cell).expect("written");
            }
        }
        workbook.save(folder.at("filled.xlsx")).expect("saved");
        folder.run(&["answers", "read", "filled.xlsx"])
    };
    let own = ["1", "Is it needed?", "point 3.2", "20"];
    for row in [own, ["1", "", "", ""]] {
        let same = read(RULE, &hash("a"), row);
        assert_eq!(same.code, Some(0), "{}", same.err);
    }
    // Of two questions alike in one application the line alone says which is which.
    let without = read(RULE, &hash("a"), ["1", own[1], own[2], LEFT_OUT]);
    assert_eq!(
        (without.code, &*without.out),
        (Some(2), ""),
        "{}",
        without.err
    );
    assert!(
        without.err.contains("has no column “Line”"),
        "{}",
        without.err
    );
    for (rule, digit, row, told) in [
        (
            "local-government-capacity",
            "a",
            own,
            "row 2: the report in this workbook",
        ),
        (RULE, "c", own, "row 2: the report in this workbook"),
        // Sorted without the columns that name the finding.
        (RULE, "a", ["2", own[1], own[2], own[3]], "of two questions"),
        (
            RULE,
            "a",
            ["1", "Is it cheap?", own[2], own[3]],
            "“Question” of one",
        ),
        (
            RULE,
            "a",
            ["1", own[1], "point 7.7", own[3]],
            "“Stated” of one",
        ),
        (RULE, "a", ["1", own[1], own[2], "25"], "“Line” of one"),
    ] {
        let other = read(rule, &hash(digit), row);
        assert_eq!((other.code, &*other.out), (Some(2), ""), "{}", other.err);
        assert!(other.err.contains(told), "{}", other.err);
    }
}
