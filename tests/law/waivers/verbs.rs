//! `atbilst waivers check` and `atbilst waivers draft`, through the program.

use atbilst_core::waivers;

use super::{SUBJECT, waiver};
use crate::folder::Folder;
use crate::program::{Said, TODAY};

const FILE: &str = "atbilst-waivers.yaml";

fn held(folder: &Folder, arguments: &[&str]) -> Said {
    let verb = ["waivers", "check", "--today", TODAY];
    folder.run(&[&verb, arguments].concat())
}

/// The draft of a report on what lies in `in`, in its place as the waivers of the folder.
fn draft(folder: &Folder, language: &str) -> String {
    folder.check(&["in", "--report=json=report.json", "--lang", language]);
    let said = folder.run(&["waivers", "draft", "report.json", "--lang", language]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    folder.write(&format!("in/{FILE}"), &said.out);
    said.out
}

/// A draft in which a person has said all that is asked, but for what is left out.
fn filled(draft: &str, but: &str) -> String {
    let said = [
        ("reason:", "Decided by the department"),
        ("approver:", "Director"),
        ("document:", "No 12-3/45"),
        ("issued:", "2026-01-05"),
        ("expires:", "2027-01-05"),
    ];
    let line = |line: &str| {
        let key = line.trim_start();
        let own = said
            .iter()
            .find(|(own, _)| key.starts_with(own) && *own != but);
        match own {
            Some((own, says)) => format!("    {own} {says} #{}\n", key.replacen(own, "", 1)),
            None => format!("{line}\n"),
        }
    };
    draft.lines().map(line).collect()
}

/// As it is drafted nothing is waived, nor where one thing is not said; and all of it where a person has said what is asked.
#[test]
fn a_draft_waives_only_what_somebody_answers_for() {
    for language in ["lv", "en"] {
        let folder = Folder::new();
        folder.copy(SUBJECT, "in/a.yaml");
        folder.copy("examples/violations/period-order.yaml", "in/b.yaml");
        let draft = draft(&folder, language);
        let waived = |text: &str| {
            folder.write(&format!("in/{FILE}"), text);
            let report = folder.check(&["in", "--format", "json"]);
            let count = &report.json()["summary"]["waived"];
            (count.as_u64(), report.code, held(&folder, &["in"]).code)
        };
        assert_eq!(waived(&draft), (Some(0), Some(1), Some(1)));
        for but in ["reason:", "approver:", "document:", "issued:", "expires:"] {
            let (count, ..) = waived(&filled(&draft, but));
            assert_eq!(count, Some(0), "{but}");
        }
        assert_eq!(waived(&filled(&draft, "")), (Some(2), Some(0), Some(0)));
    }
}

/// Each is for the one finding it was drafted for: by id, by path where the id is not one application's, by call for all together.
#[test]
fn a_draft_says_whose_finding_it_is() {
    let folder = Folder::new();
    folder.copy(SUBJECT, "in/a.yaml");
    folder.copy(SUBJECT, "in/b.yaml");
    folder.copy("examples/violations/period-order.yaml", "in/c.yaml");
    folder.copy("examples/violations/missing-field.yaml", "in/d.yaml");
    let draft = draft(&folder, "en");
    let read = waivers::read(FILE, filled(&draft, "").as_bytes());
    assert_eq!(read.mistakes().count(), 0, "{draft}");
    let of = |scope: &str| {
        draft
            .lines()
            .filter(|line| line.trim_start().starts_with(scope))
            .count()
    };
    assert_eq!(
        (of("path: in/"), of("application: "), of("call: 2.1.2.1.i")),
        (2, 1, 1)
    );
    assert_eq!(of("fingerprint: sha256:"), read.all().count());
    assert_eq!(of("basis: sha256:"), read.all().count());
    assert!(
        draft.contains("24 months after the day of the decision"),
        "{draft}"
    );
    assert!(
        draft.contains("# Nobody may waive `missing-field` (1 finding)"),
        "{draft}"
    );
}

/// A draft takes the place of the file before it, so what that waives it waives too, word for word.
#[test]
fn what_is_waived_already_stays_in_the_draft() {
    let folder = Folder::new();
    folder.copy(SUBJECT, "in/a.yaml");
    let first = filled(&draft(&folder, "en"), "");
    folder.write(&format!("in/{FILE}"), &first);
    folder.copy("examples/violations/period-order.yaml", "in/c.yaml");
    let second = draft(&folder, "en");
    let read = waivers::read(FILE, second.as_bytes());
    assert_eq!(
        (read.all().count(), read.mistakes().count()),
        (1, 1),
        "{second}"
    );
    let before = waivers::read(FILE, first.as_bytes());
    let [was, is] = [&before, &read].map(|file| file.all().next().expect("a waiver"));
    assert_eq!((&was.reason, was.expires), (&is.reason, is.expires));
    assert_eq!((&was.fingerprint, &was.basis), (&is.fingerprint, &is.basis));
}

/// What an application says is shown and never becomes a waiver.
#[test]
fn nothing_of_an_application_gets_out_of_its_comment() {
    let folder = Folder::new();
    let text = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let evil = "\"x\\n  - { rule: a }\\u2028waivers: [ { rule: b } ]\\e[31m\"";
    let text = text.replace("public_order_and_justice ", &format!("{evil} "));
    let text = text.replace("\"2.1.2.1.i-0001\"", evil);
    folder.write("in/a.yaml", text);
    let draft = draft(&folder, "lv");
    let read = waivers::read(FILE, filled(&draft, "").as_bytes());
    assert_eq!(
        (read.all().count(), read.mistakes().count()),
        (1, 0),
        "{draft}"
    );
    assert!(!draft.contains(['\u{1b}', '\u{2028}']), "{draft}");
    let waiver = read.all().next().expect("a waiver");
    assert_eq!(waiver.rule, "investment-purpose");
}

#[test]
fn where_nothing_can_be_waived_the_draft_is_empty() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "in/a.yaml");
    let draft = draft(&folder, "en");
    assert!(draft.contains("waivers: []"), "{draft}");
    assert_eq!(held(&folder, &["in"]).code, Some(0));
    folder.write("other.json", "{}");
    for report in ["other.json", "none.json"] {
        assert_eq!(folder.run(&["waivers", "draft", report]).code, Some(2));
    }
}

/// What comes of each waiver, with the applications that it is for and, where there are none, by the rule books alone.
#[test]
fn each_waiver_is_told_with_what_comes_of_it() {
    let folder = Folder::new();
    let good = waiver("budget-arithmetic", "application: 2.1.2.1.i-0109");
    for (text, code, said) in [
        (
            good.clone(),
            0,
            "is in force until 31 December 2027; no application was checked",
        ),
        (
            good.replace("budget-arithmetic", "budget-arithmetics"),
            1,
            "there is no rule `budget-arithmetics`",
        ),
        (
            good.replace("expires: 2027", "expires: 2028"),
            1,
            "24 months at most",
        ),
        (
            good.replace("budget-arithmetic", "integrity-declarations"),
            1,
            "lets nobody waive",
        ),
        (
            good.replace("expires: 2027-12-31", "expires: 2026-03-01"),
            1,
            "its last day was",
        ),
        (
            good.replace("issued: 2026-01-01", "issued: 2026-12-01"),
            1,
            "after the day of the check",
        ),
        (
            good.replace("reason: Decided by the department, ", ""),
            1,
            "`reason` is not stated",
        ),
        (String::from("waivers: text\n"), 2, "broken"),
        (String::from("title: x\n"), 2, "not known here"),
    ] {
        folder.write("waivers/own.yaml", text);
        let checked = held(&folder, &["waivers/own.yaml"]);
        let all = checked.folded();
        assert_eq!(checked.code, Some(code), "{all}");
        assert!(all.contains(said), "{said}: {all}");
    }
    // With the applications it is known what it waives.
    folder.copy(SUBJECT, "apps/a.yaml");
    folder.copy("examples/complete.yaml", "apps/within/b.yaml");
    folder.write(&format!("apps/{FILE}"), &good);
    for path in ["apps", ".", "apps/atbilst-waivers.yaml"] {
        let checked = held(&folder, &[path, "--lang=lv"]);
        let all = checked.folded();
        assert_eq!(checked.code, Some(0), "{all}");
        assert!(
            all.contains("attiecas uz 1 konstatējumu; pēdējā diena: 2027. gada 31. decembris"),
            "{all}"
        );
    }
    // One that is nearer takes its place, and one that nothing needs is told.
    folder.write(&format!("apps/within/{FILE}"), &good);
    let checked = held(&folder, &["apps"]);
    assert_eq!(checked.code, Some(1));
    let all = checked.folded();
    assert!(all.contains("2 waivers; without effect: 1"), "{all}");
    assert!(all.contains(&format!("apps/within/{FILE}:2")), "{all}");
    let none = held(&folder, &["waivers"]);
    assert_eq!(none.code, Some(2), "{}", none.out);
    assert!(
        none.err.contains("there is no file of waivers"),
        "{}",
        none.err
    );
}

/// Of two that cover the same one is needless, but for one that lasts longer: that is how a waiver is renewed.
#[test]
fn a_waiver_that_stands_twice_is_told_as_needless() {
    let folder = Folder::new();
    folder.copy(SUBJECT, "in/a.yaml");
    let one = waiver("budget-arithmetic", "path: a.yaml");
    let entry = one.trim_start_matches("waivers:\n").to_owned();
    folder.write(&format!("in/{FILE}"), format!("{one}{entry}"));
    let twice = held(&folder, &["in"]);
    assert_eq!(twice.code, Some(1), "{}", twice.out);
    for expected in ["waived already by the one at", "without effect: 1"] {
        assert!(twice.out.contains(expected), "{}", twice.out);
    }
    let shorter = one.replace("expires: 2027-12-31", "expires: 2027-06-30");
    folder.write(&format!("in/{FILE}"), format!("{shorter}{entry}"));
    let renewed = held(&folder, &["in"]);
    assert_eq!(renewed.code, Some(0), "{}", renewed.out);
    let waits = "waives nothing yet: until 30 June 2027 the one at";
    assert!(renewed.out.contains(waits), "{}", renewed.out);
    assert!(!renewed.out.contains("waives 0"), "{}", renewed.out);
}

/// What docs/ci.md prints can be copied: it waives what it says that it waives.
#[test]
fn the_waiver_of_the_documents_has_an_effect() {
    let text = std::fs::read_to_string("docs/ci.md").expect("a document");
    let from = text.find("waivers:\n  - rule:").expect("an example");
    let example = text[from..].split("```").next().expect("a block");
    let folder = Folder::new();
    folder.copy(SUBJECT, "in/a.yaml");
    folder.write(&format!("in/{FILE}"), example);
    let said = held(&folder, &["in"]);
    assert_eq!(said.code, Some(0), "{}", said.out);
    assert!(said.out.contains("waives 1 finding"), "{}", said.out);
}
