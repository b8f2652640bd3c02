//! Whatever ends a comparison with 1 is shown, and what may not have been looked at is not taken for gone.

use crate::folder::Folder;

const LATE: &str = "examples/violations/selection-deadline.yaml";

fn report(folder: &Folder, name: &str, arguments: &[&str]) {
    let report = format!("json={name}.json");
    folder.check(&[&[".", "--report", &report], arguments].concat());
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_limit_that_is_another_now_is_told() {
    let folder = Folder::new();
    for number in 1..=2 {
        let text = std::fs::read_to_string(crate::program::here().join("examples/complete.yaml"));
        let text = text
            .expect("an application")
            .replace("i-0001", &format!("i-000{number}"));
        let text = text
            .replace("640000.00", "40000000.00")
            .replace("730000.00", "40090000.00");
        folder.write(&format!("{number}.yaml"), text);
    }
    report(&folder, "old", &[]);
    report(&folder, "new", &["--as-of=2025-07-01"]);
    let said = folder.run(&["compare", "old.json", "new.json", "--format=json"]);
    let found = said.json();
    let findings = found["findings"].as_array().expect("findings").iter();
    let mut envelope = findings.filter(|one| one["rule"] == "portfolio-envelope");
    let envelope = envelope.next().expect("a finding");
    assert_eq!(envelope["state"], "kept");
    assert_eq!(
        (&envelope["old_expected"], &envelope["expected"]),
        (&"70177920.00".into(), &"68707920.00".into())
    );
    let said = folder.run(&["compare", "old.json", "new.json"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    let told = words(&said.out);
    assert!(
        told.contains("portfolio-envelope") && told.contains("limit:"),
        "{}",
        said.out
    );
}

#[test]
fn an_application_that_is_not_looked_into_any_more_is_not_merely_removed() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    folder.copy(LATE, "b.yaml");
    report(&folder, "old", &[]);
    let late = folder.read("b.yaml");
    std::fs::remove_file(folder.at("b.yaml")).expect("removed");
    // Without its call, hidden, and as an editor of Windows names it.
    let unseen = [
        ("b.yaml", "id: 5\n"),
        (".b.yaml", &late),
        ("b.yaml.txt", &late),
    ];
    for (name, text) in unseen {
        folder.write(name, text);
        report(&folder, "new", &[]);
        let said = folder.run(&["compare", "old.json", "new.json"]);
        assert_eq!(said.code, Some(1), "{name}: {}", said.out);
        let told = words(&said.out);
        assert!(told.contains("1 application that is gone"), "{told}");
        let never = folder.run(&["compare", "old.json", "new.json", "--fail-on=never"]);
        assert_eq!(never.code, Some(0), "{name}: {}", never.out);
        std::fs::remove_file(folder.at(name)).expect("removed");
    }
    // What was taken away is gone.
    report(&folder, "new", &[]);
    let said = folder.run(&["compare", "old.json", "new.json"]);
    assert_eq!(said.code, Some(0), "{}", said.out);
    assert!(!said.out.contains("`call:`"), "{}", said.out);
}

/// What is not looked for is not gone.
#[test]
fn findings_over_all_are_not_gone_where_nobody_looked_for_them() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    folder.copy("examples/complete.yaml", "b.yaml");
    report(&folder, "old", &[]);
    report(&folder, "new", &["--no-portfolio"]);
    let said = folder.run(&["compare", "old.json", "new.json"]);
    assert_eq!(said.code, Some(1), "{}", said.out);
    let told = words(&said.out);
    assert!(
        told.contains("did not judge all applications together"),
        "{told}"
    );
    assert!(told.contains(" 0 gone"), "{told}");
    let back = folder.run(&["compare", "new.json", "new.json"]);
    assert_eq!(back.code, Some(0), "{}", back.out);
}

#[test]
fn applications_of_one_id_are_told_apart_by_their_paths() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    folder.copy("examples/complete.yaml", "b.yaml");
    report(&folder, "old", &["--no-portfolio"]);
    folder.copy(LATE, "b.yaml");
    let late = folder.read("b.yaml");
    let id = late
        .lines()
        .find(|line| line.starts_with("id:"))
        .expect("an id");
    let complete = folder.read("a.yaml");
    let own = complete
        .lines()
        .find(|line| line.starts_with("id:"))
        .expect("an id");
    folder.write("b.yaml", late.replace(id, own));
    report(&folder, "new", &["--no-portfolio"]);
    let said = folder.run(&["compare", "old.json", "new.json"]);
    assert!(words(&said.out).contains("(b.yaml)"), "{}", said.out);
}

/// Where a terminal has no room for columns, no amount and no word is broken.
#[test]
fn a_narrow_terminal_breaks_no_amount() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    report(&folder, "old", &[]);
    report(&folder, "new", &[]);
    for (columns, told) in [
        ("50", "Money before: EUR 730,000.00\n"),
        ("140", " EUR 730,000.00   EUR 730,000.00\n"),
    ] {
        let mut command = folder.atbilst();
        command.env("COLUMNS", columns);
        command.args(["compare", "old.json", "new.json"]);
        let said = crate::program::run(&mut command).out;
        assert!(said.contains(told), "{columns}: {said}");
        let fits = |line: &str| line.chars().count() <= columns.parse().expect("a number");
        assert!(said.lines().all(fits), "{columns}: {said}");
    }
}
