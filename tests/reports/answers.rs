//! The life of an answer: drafted, filled in, counted, told, and gone when what it looked at changes.

mod persons;
mod subjects;
mod workbook;

use serde_json::Value;

use crate::folder::Folder;

const RULE: &str = "capital-company-task";

/// What is said of a reason that gives none.
const IN_WORDS: &str = "say here, in words, why";

/// What nothing rests on; the rest of the line is a comment.
const OTHER_BASIS: &str =
    "basis: sha256:0000000000000000000000000000000000000000000000000000000000000000 #";

/// A folder with an application that leaves one question, and its report.
fn asked() -> Folder {
    let folder = Folder::new();
    let name = "a/capital-company-task.yaml";
    folder.copy("examples/review/capital-company-task.yaml", name);
    folder.check(&["a", "--report", "json=report.json"]);
    folder
}

/// The draft, with what a person writes into the fields of its answer.
fn filled(folder: &Folder, says: &str) -> String {
    let draft = folder.run(&["answers", "draft", "report.json"]);
    assert_eq!(draft.code, Some(0), "{}", draft.err);
    let fill = [
        ("says:", says),
        ("reason:", "Compared with the plan."),
        ("by:", "Anna Bērziņa"),
        ("second:", "Jānis Ozols"),
        ("on:", "2026-11-20"),
        ("document:", "5-1/17"),
    ];
    let line = |line: &str| {
        let begin = line.trim_start();
        let field = fill.iter().find(|(name, _)| begin.starts_with(name));
        field.map_or(line.to_owned(), |(name, value)| {
            format!("    {name} {value}")
        })
    };
    let lines: Vec<_> = draft.out.lines().map(line).collect();
    format!("{}\n", lines.join("\n"))
}

fn checked(folder: &Folder, more: &[&str]) -> Value {
    let arguments = [&["a", "--format", "json"], more].concat();
    folder.check(&arguments).json()
}

/// What is left out is one finding; its rules are answered, and waived, each by itself.
#[test]
fn what_is_left_out_is_one_finding_and_each_of_its_rules_is_answered() {
    let folder = Folder::new();
    let complete = include_str!("../../examples/complete.yaml");
    let (before, rest) = complete.split_once("milestones:").expect("milestones");
    let (_, after) = rest.split_once("platforms:").expect("platforms");
    folder.write("a/one.yaml", format!("{before}platforms:{after}"));
    folder.check(&["a", "--report", "json=report.json"]);
    let report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    let one = &report["applications"][0];
    let rules = [
        "milestone-plan",
        "milestone-description",
        "milestone-operation",
    ];
    for rule in rules {
        assert_eq!(one["outcomes"][rule], "review");
    }
    assert_eq!(one["findings"].as_array().expect("findings").len(), 1);
    let finding = &one["findings"][0];
    assert_eq!(finding["rule"], rules[0]);
    let also = finding["also"].as_array().expect("the other rules");
    let also: Vec<&str> = also.iter().filter_map(|one| one["rule"].as_str()).collect();
    assert_eq!(also, rules[1..]);
    assert_eq!(finding["law"].as_array().expect("the law").len(), 3);
    let text = finding["write"]["text"]
        .as_str()
        .expect("the lines to write");
    for field in [
        "plan_approved: …",
        "description_agreed: …",
        "platform_in_operation: …",
    ] {
        assert!(text.contains(field), "{text}");
    }
    let verified = folder.run(&["verify", "report.json"]);
    assert_eq!(verified.code, Some(0), "{}", verified.out);
    for format in ["gitlab", "github", "rdjson"] {
        let said = folder.check(&["a", "--format", format]).out;
        assert!(rules.iter().all(|rule| said.contains(rule)), "{said}");
    }
    let quality = folder.check(&["a", "--format", "gitlab"]).json();
    let named = quality.as_array().expect("findings").iter();
    let named: Vec<_> = named.map(|one| &one["fingerprint"]).collect();
    let also = finding["also"].as_array().expect("the other rules").iter();
    let wanted = std::iter::once(finding).chain(also);
    let wanted = wanted.map(|one| one["fingerprint"].as_str().unwrap_or_default());
    let wanted = wanted.map(|text| text.trim_start_matches("sha256:"));
    assert_eq!(named[..rules.len()], wanted.collect::<Vec<_>>());
    folder.write("a/atbilst-answers.yaml", filled(&folder, "complies"));
    let answered = checked(&folder, &[]);
    assert_eq!(answered["applications"][0]["verdict"], "complies");
    for rule in rules {
        assert_eq!(answered["applications"][0]["outcomes"][rule], "answered");
    }
    let waiver = "waivers:\n- rule: milestone-plan\n  path: a/one.yaml\n  reason: Decided by the council\n  approver: Director\n  document: No 1\n  issued: 2026-01-01\n  expires: 2027-06-30\n";
    folder.write("some.yaml", waiver);
    let waived = checked(&folder, &["--no-answers", "--waivers", "some.yaml"]);
    let findings = waived["applications"][0]["findings"].as_array();
    let kinds = findings.expect("findings").iter();
    let kinds = kinds.map(|one| (one["rule"].as_str(), one["kind"].as_str()));
    let kinds: Vec<_> = kinds
        .map(|(rule, kind)| (rule.unwrap_or(""), kind.unwrap_or("")))
        .collect();
    let wanted = [
        ("milestone-plan", "waived"),
        ("milestone-description", "review"),
    ];
    assert_eq!(kinds, wanted);
}

/// Who answered, and by which file, is told where it is told of waivers.
fn told_in_every_format_for_evidence(folder: &Folder, report: &Value) {
    let hash = report["answers"][0]["sha256"].as_str().expect("a hash");
    let hash = hash.trim_start_matches("sha256:");
    let sarif = folder.check(&["a", "--format", "sarif"]).out;
    assert!(sarif.contains(hash), "{sarif}");
    let csv = folder.check(&["a", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let row = reader.records().next().expect("a row").expect("cells");
    let file = "a/atbilst-answers.yaml";
    let with_hash = format!("{file} {hash}");
    for (heading, said) in [
        ("Reason of the answer", "Compared with the plan."),
        ("Answered by", "Anna Bērziņa"),
        ("Second person", "Jānis Ozols"),
        ("Answered on", "2026-11-20"),
        ("Document of the answer", "5-1/17"),
        ("File of the answer", file),
        ("Files of answers, SHA-256", &*with_hash),
    ] {
        let at = headings.iter().position(|one| one == heading);
        assert_eq!(&row[at.expect(heading)], said, "{heading}");
    }
}

#[test]
fn an_answer_lives_until_what_it_looked_at_changes() {
    let folder = asked();
    let draft = folder.run(&["answers", "draft", "report.json"]).out;
    folder.write("a/atbilst-answers.yaml", &draft);
    let open = checked(&folder, &[]);
    assert_eq!(open["applications"][0]["verdict"], "needs_review");
    assert_eq!(
        open["notes"],
        serde_json::json!([]),
        "an empty draft says nothing"
    );
    for (says, verdict, kind) in [
        ("complies", "complies", "answered"),
        ("does_not_comply", "does_not_comply", "fail"),
        // As reports write it.
        ("Neatbilst", "does_not_comply", "fail"),
        ("does not comply", "does_not_comply", "fail"),
    ] {
        folder.write("a/atbilst-answers.yaml", filled(&folder, says));
        let report = checked(&folder, &[]);
        let one = &report["applications"][0];
        assert_eq!(one["verdict"], verdict);
        assert_eq!(one["outcomes"][RULE], kind);
        assert_eq!(one["findings"][0]["kind"], kind);
        assert_eq!(one["findings"][0]["answer"]["by"], "Anna Bērziņa");
        assert_eq!(report["answers"][0]["path"], "a/atbilst-answers.yaml");
        // Nobody named the file.
        let lies = "lie among the applications are applied: a/atbilst-answers.yaml (1 entry)";
        let notes = report["notes"].to_string();
        assert!(notes.contains(lies), "{notes}");
        told_in_every_format_for_evidence(&folder, &report);
        folder.write("now.json", report.to_string());
        let verified = folder.run(&["verify", "now.json"]);
        assert_eq!(verified.code, Some(0), "{}", verified.out);
        let without = checked(&folder, &["--no-answers"]);
        assert_eq!(without["applications"][0]["verdict"], "needs_review");
    }
    let lines = folder.check(&["a", "--format", "jsonl"]).out;
    assert!(lines.contains("\"answer\":"), "{lines}");
    // What the rule looks at, and who applies.
    let name = "a/capital-company-task.yaml";
    let before = folder.read(name);
    folder.write("a/atbilst-answers.yaml", filled(&folder, "complies"));
    for (from, to, verdict) in [
        (
            "administration_task: ",
            "administration_task: Cits ",
            "needs_review",
        ),
        (
            "registration_number: ",
            "registration_number: 90009999999 # ",
            "needs_review",
        ),
        ("name: ", "name: SIA ", "complies"),
    ] {
        let text = before.replacen(from, to, 1);
        assert_ne!(text, before);
        folder.write(name, text);
        let changed = checked(&folder, &[]);
        assert_eq!(changed["applications"][0]["verdict"], verdict, "{to}");
        let mut notes = changed["notes"].as_array().expect("notes").iter();
        let said = notes.any(|note| {
            let note = note.to_string();
            note.contains(RULE) && note.contains("has changed since")
        });
        assert_eq!(said, verdict == "needs_review", "{changed}");
    }
}

/// What a person judged stands in the way, also where the rule that asked only warns; every rule that was answered says by whom.
#[test]
fn an_application_that_does_not_comply_by_an_answer_fails_in_every_format() {
    let folder = Folder::new();
    let complete = include_str!("../../examples/complete.yaml");
    let (before, _) = complete.split_once("platforms:").expect("platforms");
    folder.write("a/one.yaml", format!("{before}platforms: []\n"));
    folder.check(&["a", "--report", "json=report.json"]);
    folder.write("a/atbilst-answers.yaml", filled(&folder, "does_not_comply"));
    let report = checked(&folder, &[]);
    let one = &report["applications"][0];
    assert_eq!(one["verdict"], "does_not_comply");
    assert_eq!(one["outcomes"]["odd-no-platform"], "fail");
    let failing = one["findings"].as_array().expect("findings").iter();
    let failing = failing.filter(|one| one["kind"] == "fail");
    let count = failing.clone().count();
    assert!(
        failing
            .clone()
            .all(|one| one["answer"]["by"] == "Anna Bērziņa")
    );
    for (format, wanted) in [
        ("junit", format!("failures=\"{count}\"")),
        ("gitlab", "\"major\"".into()),
        ("github", "::error ".into()),
        ("rdjson", "\"ERROR\"".into()),
        ("sarif", "\"level\": \"error\"".into()),
    ] {
        let said = folder.check(&["a", "--format", format]);
        assert_eq!(said.code, Some(1), "{format}");
        assert!(said.out.contains(&*wanted), "{format}: {}", said.out);
    }
}

#[test]
fn an_answer_that_answers_nothing_says_why() {
    let folder = asked();
    let good = filled(&folder, "complies");
    let cases = [
        ("complies", "fine", "`complies` or `does_not_comply`"),
        ("on: 2026-11-20", "on: soon", "is not a date"),
        (
            "on: 2026-11-20",
            "on: 2030-01-01",
            "after the day of the check",
        ),
        ("by: Anna Bērziņa", "by:", "`by` is not stated"),
        ("by: Anna Bērziņa", "who: Anna", "no field `who`"),
        ("second: Jānis Ozols", "second: anna  Bērziņa", "one person"),
        ("second: Jānis Ozols", "second: Bērziņa, Anna", "one person"),
        ("second: Jānis Ozols", "second: A. Bērziņa.", "one person"),
        ("by: Anna Bērziņa", "by: TODO", "`by` says nothing"),
        ("reason: Compared", "reason: TODO nav TODO #", IN_WORDS),
        ("second: Jānis Ozols", "second: J.", "`second` says nothing"),
        ("reason: Compared", "reason: Yes #", "`reason` says nothing"),
        ("reason: Compared", "reason: aaaaaaaaaaaa #", IN_WORDS),
        ("reason: Compared", "reason: tiks precizēts #", IN_WORDS),
        ("reason: Compared", "reason: nezinu, vai ir #", IN_WORDS),
        ("reason: Compared", "reason: vēl nav izvērtēts #", IN_WORDS),
        ("reason: Compared", "reason: I do not know #", IN_WORDS),
        ("by: Anna Bērziņa", "by: A.", "`by` says nothing"),
        (
            "document: 5-1/17",
            "document: '-'",
            "`document` says nothing",
        ),
        ("basis: sha256:", OTHER_BASIS, "has changed since"),
        ("basis: sha256:", "basis: sha256:0", "not one that a report"),
        ("basis: ", "basis: # ", "`basis` is empty"),
        ("basis: ", "# basis: ", "does not say what was looked at"),
        (RULE, "capital-company-tasks", "no rule"),
        (
            "application: ",
            "application: 1",
            "was not among what was checked",
        ),
        (
            "fingerprint: sha256:",
            "fingerprint: sha256:0",
            "not one that a report",
        ),
        (
            "application:",
            "path: a\n    application:",
            "exactly one of",
        ),
    ];
    for (from, to, why) in cases {
        assert!(good.contains(from), "{from}");
        let from_line = good
            .lines()
            .find(|line| !line.trim_start().starts_with('#') && line.contains(from));
        let line = from_line.expect("a line");
        folder.write("named.yaml", good.replace(line, &line.replace(from, to)));
        let report = checked(&folder, &["--answers", "named.yaml"]);
        assert_eq!(report["applications"][0]["verdict"], "needs_review", "{to}");
        let notes = report["notes"].to_string();
        assert!(notes.contains(why), "{to}: {notes}");
    }
    for broken in ["answers: [", "waivers: []", "answers: 1"] {
        folder.write("named.yaml", broken);
        let said = folder.check(&["a", "--answers", "named.yaml"]);
        assert_eq!(said.code, Some(2), "{broken}: {}", said.out);
    }
}

#[test]
fn the_nearest_file_counts_and_is_no_application() {
    let folder = asked();
    let text = filled(&folder, "complies");
    folder.write("atbilst-answers.yaml", &text);
    let far = checked(&folder, &[]);
    assert_eq!(far["applications"][0]["verdict"], "complies");
    folder.write("a/atbilst-answers.yaml", "answers: []\n");
    let near = checked(&folder, &[]);
    assert_eq!(near["applications"][0]["verdict"], "needs_review");
    assert_eq!(near["applications"].as_array().map(Vec::len), Some(1));
    assert!(
        near["notes"].to_string().contains("nearest"),
        "{}",
        near["notes"]
    );
}

/// Of two answers the later day counts; of two of one day that say the opposite neither does.
#[test]
fn answers_that_contradict_one_another_are_told() {
    let folder = asked();
    let one = filled(&folder, "complies");
    let (_, entry) = one.split_once("answers:\n").expect("answers");
    let other = entry.replace("says: complies", "says: does_not_comply");
    for (on, verdict, why) in [
        ("2026-11-19", "complies", "of a later day"),
        ("2026-11-20", "needs_review", "nothing tells which"),
        ("2026-11-21", "does_not_comply", "of a later day"),
    ] {
        let other = other.replace("on: 2026-11-20", &format!("on: {on}"));
        for text in [format!("{one}{other}"), format!("answers:\n{other}{entry}")] {
            folder.write("a/atbilst-answers.yaml", text);
            let report = checked(&folder, &[]);
            assert_eq!(report["applications"][0]["verdict"], verdict, "{on}");
            let notes = report["notes"].to_string();
            assert!(notes.contains(why), "{on}: {notes}");
        }
    }
}

/// A question over all applications is answered in their folder, and about these applications alone.
#[test]
fn a_question_over_all_is_answered_where_they_all_lie() {
    let folder = Folder::new();
    for name in ["gramatvediba", "pieteikumi", "apkalposana"] {
        let name = format!("{name}.yaml");
        folder.copy(&format!("examples/portfolio/{name}"), &format!("a/{name}"));
    }
    folder.check(&["a", "--report", "json=report.json"]);
    folder.write("a/atbilst-answers.yaml", filled(&folder, "complies"));
    let targets = |report: &Value| report["portfolio"][0]["outcomes"]["portfolio-targets"].clone();
    assert_eq!(targets(&checked(&folder, &[])), "answered");
    let name = "a/gramatvediba.yaml";
    let text = folder
        .read(name)
        .replace("plan_approved: 2023", "plan_approved: 2024");
    folder.write(name, text);
    let changed = checked(&folder, &[]);
    assert_eq!(targets(&changed), "review");
    let notes = changed["notes"].to_string();
    assert!(notes.contains("has changed since"), "{notes}");
}
