//! Answers that somebody wrote into the sheet of questions of a workbook.

mod rows;

use serde_json::Value;

use super::{RULE, asked, checked, filled};

#[test]
fn what_was_written_into_the_workbook_is_taken_back() {
    let folder = asked();
    for language in ["lv", "en"] {
        folder.check(&["a", "--lang", language, "--report", "xlsx=report.xlsx"]);
        let open = folder.run(&["answers", "read", "report.xlsx"]);
        assert_eq!(
            (open.code, open.out.as_str()),
            (Some(0), "answers: []\n"),
            "{}",
            open.err
        );
        assert!(open.err.contains("without an answer: "), "{}", open.err);
    }
    let report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    let one = &report["applications"][0];
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook
        .add_worksheet()
        .set_name("Jautājumi")
        .expect("a name");
    let cells = [
        ("Iesniegums", text(&one["id"])),
        ("Prasība", RULE.to_owned()),
        (
            "Konstatējuma pazīme",
            text(&one["findings"][0]["fingerprint"]),
        ),
        ("Uz ko tas balstās", text(&one["findings"][0]["basis"])),
        ("Atbilde", "Neatbilst ".to_owned()),
        ("Pamatojums", "Uzdevums nav: \"nosaukts\"".to_owned()),
        ("Izlēma", "Anna Bērziņa".to_owned()),
        ("Dokuments", "17".to_owned()),
    ];
    for (column, (heading, value)) in (0..).zip(&cells) {
        sheet.write_string(0, column, *heading).expect("written");
        sheet.write_string(1, column, value).expect("written");
    }
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 20).expect("a day");
    let format = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy");
    sheet.write_string(0, 8, "Lēmuma datums").expect("written");
    sheet
        .write_datetime_with_format(1, 8, &day, &format)
        .expect("written");
    workbook.save(folder.at("filled.xlsx")).expect("saved");
    let taken = folder.run(&["answers", "read", "filled.xlsx"]);
    assert_eq!(taken.code, Some(0), "{}", taken.err);
    folder.write("a/atbilst-answers.yaml", &taken.out);
    let report = checked(&folder, &[]);
    assert_eq!(
        report["applications"][0]["verdict"], "does_not_comply",
        "{}",
        taken.out
    );
    assert_eq!(
        report["applications"][0]["findings"][0]["answer"]["on"],
        "2026-11-20"
    );
    let no = folder.run(&["answers", "read", "report.json"]);
    assert_eq!(no.code, Some(2));
    // What would not count, and a column that is missing, is told; then nothing is written.
    for (column, cell, written, expected) in [
        (8, "Lēmuma datums", Some("20.11.2026"), None),
        (
            8,
            "Lēmuma datums",
            Some("46346"),
            Some("row 2: “Decided on” is not a date: `46346`"),
        ),
        (
            8,
            "Lēmuma datums",
            None,
            Some("row 2: “Decided on” is not stated"),
        ),
        (6, "Izlēma", None, Some("row 2: “Decided by” is not stated")),
        (5, "Pamatojums", None, Some("row 2: “Why” is not stated")),
        (
            4,
            "Atbilde",
            Some("varbūt"),
            Some(
                "row 2: `varbūt` is no answer of the list, which has “complies”, “does not comply”",
            ),
        ),
        (
            8,
            "Lēmuma datums",
            Some("2099-11-20"),
            Some("row 2: it is of 20 November 2099, after the day of the check"),
        ),
        (
            4,
            "Atbilde",
            None,
            Some("row 2: “Answer” is empty, though somebody decided"),
        ),
        (
            3,
            "Uz ko tas balstās",
            None,
            Some("row 2: “What it rests on” is empty"),
        ),
        // The same question in a third row, with another answer.
        (
            9,
            "Cits",
            None,
            Some("row 3: row 2 says the opposite of the same question and day"),
        ),
        (2, "Cits", Some("x"), Some("has no column “Fingerprint”")),
        (
            3,
            "Cits",
            Some("x"),
            Some("has no column “What it rests on”"),
        ),
        // A row that somebody added, or whose cell was emptied or changed.
        (
            2,
            "Konstatējuma pazīme",
            None,
            Some("row 2: “Fingerprint” is empty"),
        ),
        (
            2,
            "Konstatējuma pazīme",
            Some("sha256:00"),
            Some("row 2: “Fingerprint” is not one that a report states"),
        ),
        (
            3,
            "Uz ko tas balstās",
            Some("sha256:00"),
            Some("row 2: “What it rests on” is not one that a report states"),
        ),
        (
            5,
            "Atbilde",
            Some("atbilst"),
            Some("has the column “Answer” twice"),
        ),
    ] {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Jautājumi").expect("a name");
        let day = ("Lēmuma datums", String::from("2026-11-20"));
        for (place, (heading, value)) in (0..).zip(cells.iter().chain([&day])) {
            let (heading, value) = match place == column {
                true => (cell, written.unwrap_or_default()),
                false => (*heading, &**value),
            };
            sheet.write_string(0, place, heading).expect("written");
            sheet.write_string(1, place, value).expect("written");
            if column == 9 {
                let value = if place == 4 { "atbilst" } else { value };
                sheet.write_string(2, place, value).expect("written");
            }
        }
        workbook.save(folder.at("filled.xlsx")).expect("saved");
        let said = folder.run(&["answers", "read", "filled.xlsx"]);
        match expected {
            None => assert!(
                said.out.contains("on: \"2026-11-20\""),
                "{}{}",
                said.out,
                said.err
            ),
            Some(expected) => {
                assert_eq!((said.code, &*said.out), (Some(2), ""), "{}", said.err);
                assert!(said.err.contains(expected), "{}", said.err);
            }
        }
    }
}

/// Nobody decides by naming a second person alone.
#[test]
fn a_row_with_a_second_person_alone_is_told() {
    let folder = asked();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Questions").expect("a name");
    for (column, heading) in (0..).zip([
        "Application",
        "Rule",
        "Fingerprint",
        "What it rests on",
        "Answer",
        "Why",
        "Decided by",
        "Decided on",
        "Document",
        "Second person",
    ]) {
        sheet.write_string(0, column, heading).expect("written");
    }
    sheet.write_string(1, 9, "Jānis Ozols").expect("written");
    workbook.save(folder.at("second.xlsx")).expect("saved");
    let said = folder.run(&["answers", "read", "second.xlsx"]);
    assert_eq!((said.code, &*said.out), (Some(2), ""), "{}", said.err);
    assert!(
        said.err.contains("row 2: “Answer” is empty"),
        "{}",
        said.err
    );
}

/// The second round loses nothing of the first: neither through the draft nor through the workbook.
#[test]
fn what_is_answered_already_stays_in_the_draft_and_in_the_workbook() {
    let folder = asked();
    folder.write("a/atbilst-answers.yaml", filled(&folder, "complies"));
    folder.copy("examples/review/odd.yaml", "a/odd.yaml");
    folder.check(&[
        "a",
        "--report=json=second.json",
        "--report=xlsx=second.xlsx",
    ]);
    let first = folder.read("a/atbilst-answers.yaml");
    let kept = [
        "reason: Compared with the plan.",
        "by: Anna Bērziņa",
        "second: Jānis Ozols",
    ];
    for arguments in [
        ["answers", "draft", "second.json"],
        ["answers", "read", "second.xlsx"],
    ] {
        let again = folder.run(&arguments).out;
        for line in kept {
            assert!(first.contains(line) && again.contains(line), "{again}");
        }
        folder.write("a/atbilst-answers.yaml", &again);
        let report = checked(&folder, &[]);
        assert_eq!(
            report["applications"][0]["outcomes"][RULE], "answered",
            "{again}"
        );
    }
}

/// Nothing is kept between the cells, and none that no sheet of questions has.
#[test]
fn a_cell_far_away_takes_no_memory() {
    let folder = asked();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Jautājumi").expect("a name");
    let headings = [
        "Iesniegums",
        "Prasība",
        "Konstatējuma pazīme",
        "Uz ko tas balstās",
        "Atbilde",
        "Pamatojums",
        "Izlēma",
        "Dokuments",
        "Lēmuma datums",
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string(0, column, heading).expect("written");
    }
    sheet.write_string(1_048_575, 16_383, "x").expect("written");
    workbook.save(folder.at("far.xlsx")).expect("saved");
    let taken = folder.run(&["answers", "read", "far.xlsx"]);
    assert_eq!((taken.code, taken.out.as_str()), (Some(0), "answers: []\n"));
}

/// A workbook keeps a time as a part of the day before its calendar begins.
#[test]
fn a_time_in_the_place_of_a_day_is_told() {
    let folder = asked();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Questions").expect("a name");
    let hash = format!("sha256:{}", "a".repeat(64));
    let cells = [
        ("Application", "1"),
        ("Rule", RULE),
        ("Fingerprint", &hash),
        ("What it rests on", &hash),
        ("Answer", "complies"),
        ("Why", "Compared with the plan."),
        ("Decided by", "Anna Bērziņa"),
        ("Document", "5-1/17"),
    ];
    for (column, (heading, cell)) in (1..).zip(cells) {
        sheet.write_string(0, column, heading).expect("written");
        sheet.write_string(1, column, cell).expect("written");
    }
    sheet.write_string(0, 0, "Decided on").expect("written");
    let time = rust_xlsxwriter::Format::new().set_num_format("hh:mm");
    let half = rust_xlsxwriter::ExcelDateTime::from_hms(12, 30, 0).expect("a time");
    sheet
        .write_datetime_with_format(1, 0, half, &time)
        .expect("written");
    workbook.save(folder.at("filled.xlsx")).expect("saved");
    let read = folder.run(&["answers", "read", "filled.xlsx"]);
    assert_eq!((read.code, &*read.out), (Some(2), ""), "{}", read.err);
    assert!(read.err.contains("`12:30`"), "{}", read.err);
}
