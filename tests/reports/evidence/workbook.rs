//! The workbook: text stays text, and every number and word is that of the JSON report.

use std::collections::BTreeMap;
use std::io::Cursor;

use atbilst_render::escape;
use calamine::{Data, Range, Reader, Xlsx};
use roxmltree::Document;
use serde_json::Value;

use atbilst_core::language::Catalogue;

use super::{CHECKED, Findings, catalogue, column, findings};
use crate::applications;
use crate::folder::Folder;
use crate::program::{TODAY, atbilst, here};

fn sheet(workbook: &[u8], name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let name = catalogue().say(&format!("page.{name}_sheet"), &[]);
    let formulas = workbook.worksheet_formula(&name).expect("its formulas");
    assert!(
        formulas.cells().all(|(_, _, formula)| formula.is_empty()),
        "no formula in {name}"
    );
    workbook.worksheet_range(&name).expect("a sheet")
}

fn headings(sheet: &Range<Data>) -> Vec<String> {
    let first = sheet.rows().next().expect("headings");
    first.iter().map(ToString::to_string).collect()
}

#[test]
fn the_workbook_says_what_the_json_says() {
    let (_, made) = &*CHECKED;
    let catalogue = catalogue();
    let rows = sheet(&made.xlsx, "findings");
    let names = headings(&rows);
    let columns = ["path", "rule", "outcome", "fingerprint"].map(|name| column(&names, name));
    let told: Findings = rows
        .rows()
        .skip(1)
        .map(|row| columns.map(|column| row[column].to_string()))
        .collect();
    assert_eq!(told, findings(&made.json));
    let found = column(&names, "found");
    for (place, hostile) in applications::HOSTILE.iter().enumerate() {
        let shown = escape::shown(hostile);
        let cell = rows.rows().find_map(|row| match &row[found] {
            Data::String(text) if *text == shown => Some(text),
            _ => None,
        });
        assert!(cell.is_some(), "{place}: {shown} is text as it was");
    }
    let cut = |cell: &Data| matches!(cell, Data::String(text) if text.chars().count() == 32_767);
    assert!(rows.rows().any(|row| cut(&row[found])));
    let day = column(&names, "checked_on");
    assert!(matches!(rows.get((1, day)), Some(Data::DateTime(_))));

    // A verdict and an outcome may be called by the same word; the verdicts stand first.
    let mut summary: BTreeMap<String, f64> = BTreeMap::new();
    for row in sheet(&made.xlsx, "summary").rows() {
        if let [Data::String(name), Data::Float(number), ..] = row {
            summary.entry(name.clone()).or_insert(*number);
        }
    }
    let names = [
        (
            "verdict",
            ["complies", "needs_review", "does_not_comply", "unreadable"].as_slice(),
        ),
        (
            "outcome",
            ["fail", "pass", "open", "not_applicable", "waived"].as_slice(),
        ),
    ];
    for (kind, name) in names
        .iter()
        .flat_map(|(kind, names)| names.iter().map(move |n| (kind, n)))
    {
        let word = catalogue.say(&format!("{kind}.{name}"), &[]);
        assert_eq!(
            summary.get(&word).copied(),
            made.json["summary"][name].as_f64(),
            "{word}"
        );
    }

    let applications = sheet(&made.xlsx, "applications");
    let verdict = column(&headings(&applications), "verdict");
    let recorded = made.json["applications"].as_array().expect("applications");
    assert_eq!(applications.height(), recorded.len() + 1);
    let money = sum_of_last_column(&applications);
    assert_eq!(
        money,
        amount(&made.json["portfolio"][0]["figures"][0]["all"])
    );
    let outcomes = sheet(&made.xlsx, "outcomes");
    let rules = headings(&outcomes);
    for ((row, told), one) in applications
        .rows()
        .skip(1)
        .zip(outcomes.rows().skip(1))
        .zip(recorded)
    {
        let word = |kind: &str, name: &Value| {
            catalogue.say(&format!("{kind}.{}", name.as_str().expect("a name")), &[])
        };
        assert_eq!(row[verdict].to_string(), word("verdict", &one["verdict"]));
        for (rule, outcome) in one["outcomes"].as_object().expect("outcomes") {
            let place = rules
                .iter()
                .position(|name| name == rule)
                .expect("a column");
            assert_eq!(told[place].to_string(), word("outcome", outcome), "{rule}");
        }
    }
}

/// The last column of the applications, added up in cents.
fn sum_of_last_column(applications: &Range<Data>) -> i64 {
    let amounts = applications
        .rows()
        .skip(1)
        .filter_map(|row| match row.last() {
            Some(Data::Float(amount)) => Some((amount * 100.0).round() as i64),
            _ => None,
        });
    amounts.sum()
}

fn amount(text: &Value) -> i64 {
    let digits = text.as_str().expect("an amount").replace('.', "");
    digits.parse().expect("cents")
}

const SHEETS: [&str; 7] = [
    "summary",
    "applications",
    "findings",
    "questions",
    "outcomes",
    "waivers",
    "rules",
];

/// A place as a spreadsheet names it, `'Sheet'!B12`, as sheet, row and column from nought.
fn place(name: &str) -> (String, usize, usize) {
    let (sheet, cell) = name.rsplit_once('!').unwrap_or(("", name));
    let (letters, digits) = cell.split_at(cell.find(|c: char| c.is_ascii_digit()).expect("a row"));
    let column = letters
        .bytes()
        .fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    let row: usize = digits.parse().expect("a row");
    (sheet.trim_matches('\'').to_owned(), row - 1, column - 1)
}

/// An application leads to its outcomes and findings, a finding and a question to their application and rule, and every sheet back.
/// How many links lead from each sheet to each other; that each leads to what it names.
fn leads(xlsx: &[u8], catalogue: &Catalogue) -> BTreeMap<(String, String), usize> {
    let names = SHEETS.map(|key| catalogue.say(&format!("page.{key}_sheet"), &[]));
    let sheets: BTreeMap<String, Range<Data>> = SHEETS
        .iter()
        .zip(&names)
        .map(|(key, name)| (name.clone(), sheet(xlsx, key)))
        .collect();
    let text = |of: &str, row: usize, column: usize| {
        sheets[of]
            .get((row, column))
            .map_or(String::new(), ToString::to_string)
    };
    let mut zip = zip::ZipArchive::new(Cursor::new(xlsx)).expect("a package");
    let mut leads: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (number, name) in (1..).zip(&names) {
        let part = zip.by_name(&format!("xl/worksheets/sheet{number}.xml"));
        let xml = std::io::read_to_string(part.expect("a sheet")).expect("a text");
        let xml = Document::parse(&xml).expect("XML");
        let links = xml
            .descendants()
            .filter(|one| one.has_tag_name("hyperlink"));
        // Links of the web have no place here.
        for link in links.filter(|link| link.has_attribute("location")) {
            let (_, row, column) = place(link.attribute("ref").expect("where it stands"));
            let (to, to_row, _) = place(link.attribute("location").expect("where it leads"));
            *leads.entry((name.clone(), to.clone())).or_default() += 1;
            if to_row == 0 {
                continue;
            }
            let own = match to == catalogue.say("page.rules_sheet", &[]) {
                true => text(name, row, column),
                false => {
                    let heading = headings(&sheets[name]);
                    let path = heading.iter().position(|heading| {
                        [
                            catalogue.say("column.path", &[]),
                            catalogue.say("question.path", &[]),
                        ]
                        .contains(heading)
                    });
                    text(name, row, path.expect("a path"))
                }
            };
            // Rules of two calls may have one id.
            let calls = [(name, row), (&to, to_row)].map(|(of, row)| {
                let call = catalogue.say("column.call", &[]);
                let column = headings(&sheets[of]).iter().position(|one| *one == call);
                let call = column.map(|column| text(of, row, column));
                call.filter(|call| !call.is_empty())
            });
            if let [Some(own), Some(there)] = &calls {
                assert_eq!(own, there, "{name}, row {row}");
            }
            // A rule is called by its id or by its title.
            let call = format!("{} ({})", text(&to, to_row, 0), text(&to, to_row, 8));
            let there = [text(&to, to_row, 0), text(&to, to_row, 1), call];
            assert!(there.contains(&own), "{name}: {own} leads to {there:?}");
        }
    }
    leads
}

#[test]
fn sheets_are_tables_that_lead_to_one_another() {
    let (_, made) = &*CHECKED;
    let catalogue = catalogue();
    let names = SHEETS.map(|key| catalogue.say(&format!("page.{key}_sheet"), &[]));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&made.xlsx)).expect("a workbook");
    workbook.load_tables().expect("its tables");
    let mut tables: Vec<_> = workbook.table_names().into_iter().cloned().collect();
    tables.sort_unstable();
    let mut expected: Vec<_> = SHEETS[1..].into();
    expected.sort_unstable();
    assert_eq!(tables, expected);
    let leads = leads(&made.xlsx, catalogue);
    let [
        summary,
        applications,
        findings,
        questions,
        outcomes,
        waivers,
        rules,
    ] = &names;
    for (from, to) in [
        (summary, applications),
        (summary, rules),
        (summary, findings),
        (applications, outcomes),
        (applications, findings),
        (findings, applications),
        (findings, rules),
        (questions, applications),
        (questions, rules),
        (outcomes, applications),
        (waivers, summary),
        (rules, summary),
    ] {
        let there = leads.get(&(from.clone(), to.clone()));
        assert!(there > Some(&0), "{from} leads to {to}");
    }
}

/// Also where one finding stands in the rows of several rules, and rules of two calls have one id.
#[test]
fn links_lead_to_what_they_name_however_many_rules_have_a_finding() {
    let folder = Folder::new();
    let complete = include_str!("../../../examples/complete.yaml");
    let (before, rest) = complete.split_once("milestones:").expect("milestones");
    let (_, after) = rest.split_once("platforms:").expect("platforms");
    folder.write("a/1.yaml", format!("{before}platforms:{after}"));
    for (name, from) in [
        ("2", "examples/violations/selection-deadline.yaml"),
        ("3", "tests/cli/calls/apart/long.yaml"),
        ("4", "tests/cli/calls/apart/longer.yaml"),
    ] {
        folder.copy(from, &format!("a/{name}.yaml"));
    }
    let books = ["first", "second"].map(|book| {
        let book = here().join(format!("tests/cli/calls/{book}.yaml"));
        format!("--rules={}", book.to_str().expect("UTF-8"))
    });
    let [first, second] = &books;
    let catalogue = catalogue();
    let lang = ["--lang", catalogue.language().name()];
    let report = ["a", first, second, "--report=xlsx=r.xlsx"];
    folder.check(&[&report[..], &lang].concat());
    let xlsx = std::fs::read(folder.at("r.xlsx")).expect("a workbook");
    assert!(leads(&xlsx, catalogue).len() > 7);
}

/// Money that a spreadsheet rounds and days that it counts wrongly are text, as they were written.
#[test]
fn what_a_spreadsheet_would_change_is_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("application.yaml");
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let cases = [
        (
            "recovery_fund: 730000.00",
            "recovery_fund: ",
            "99999999999999.99",
            false,
        ),
        (
            "recovery_fund: 730000.00",
            "recovery_fund: ",
            "9999999999999.99",
            true,
        ),
        ("start: 2023-04-01", "start: ", "9999-12-31", true),
        ("end: 2026-06-30", "end: ", "1900-02-28", false),
        ("end: 2026-06-30", "end: ", "1900-03-01", true),
        ("end: 2026-06-30", "end: ", "0001-01-01", false),
    ];
    for (from, key, value, number) in cases {
        assert!(complete.contains(from), "{from}");
        std::fs::write(&path, complete.replace(from, &format!("{key}{value}"))).expect("written");
        let mut command = atbilst();
        command.args(["check", "--format=xlsx", "--today", TODAY]);
        let output = command.arg(&path).output().expect("the program starts");
        let rows = sheet(&output.stdout, "findings");
        let names = headings(&rows);
        let columns = ["found", "expected"].map(|name| column(&names, name));
        let cells: Vec<&Data> = rows
            .rows()
            .skip(1)
            .flat_map(|row| columns.map(|column| &row[column]))
            .collect();
        let text = Data::String(value.to_owned());
        assert_eq!(!cells.contains(&&text), number, "{value}: {cells:?}");
        let typed = |cell: &&Data| matches!(cell, Data::Float(_) | Data::DateTime(_));
        assert!(cells.iter().any(typed), "{value}: {cells:?}");
    }
}

/// Each side is what it is by itself: also where the other says nothing, or words.
#[test]
fn amounts_and_days_are_numbers_and_days_also_where_they_stand_alone() {
    let mut command = atbilst();
    command.args(["check", "--format=xlsx", "--today", TODAY]);
    command.arg("examples/review/odd.yaml");
    let output = command.output().expect("the program starts");
    let catalogue = catalogue();
    for (name, heading) in [
        ("findings", "column.found"),
        ("questions", "question.found"),
    ] {
        let rows = sheet(&output.stdout, name);
        let heading = catalogue.say(heading, &[]);
        let column = headings(&rows).iter().position(|one| *one == heading);
        let column = column.expect("what was found");
        let cells: Vec<&Data> = rows.rows().skip(1).map(|row| &row[column]).collect();
        for number in [0.0, 680_000.0, 5_000_000.0] {
            let number = Data::Float(number);
            assert!(cells.contains(&&number), "{name}: {cells:?}");
        }
        let days = cells
            .iter()
            .filter(|cell| matches!(cell, Data::DateTime(_)));
        assert!(days.count() > 2, "{name}: {cells:?}");
        let registration = Data::String("90000000000".to_owned());
        assert!(cells.contains(&&registration), "{name}: {cells:?}");
    }
}
