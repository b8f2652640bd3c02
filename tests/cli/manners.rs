//! The manners of a program at a terminal, and which language it speaks.

use std::process::Stdio;

use crate::folder::Folder;
use crate::program::{Said, bare, here, run, said};

const WRONG: &str = "examples/violations/selection-deadline.yaml";

#[test]
fn the_language_is_asked_for_in_this_order() {
    let begins = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = bare(here());
        command.args(arguments).envs(variables.iter().copied());
        let out = run(&mut command).out;
        match out.contains(": neatbilst") {
            true => "lv",
            false if out.contains(": does not comply") => "en",
            false => panic!("{out}"),
        }
    };
    assert_eq!(begins(&["check", WRONG], &[]), "en");
    assert_eq!(begins(&["check", WRONG], &[("LANG", "lv_LV.UTF-8")]), "lv");
    let both = [("LANG", "en_GB"), ("ATBILST_LANG", "lv")];
    assert_eq!(begins(&["check", WRONG], &both), "lv");
    assert_eq!(begins(&["--lang", "en", "check", WRONG], &both), "en");
    assert_eq!(begins(&["check", WRONG, "--lang=en"], &both), "en");
}

/// A language that nobody speaks is told, and what the system itself says of a file is told in the language.
#[test]
fn what_the_surroundings_say_is_told_in_the_language() {
    let asked = |language: &str, arguments: &[&str]| {
        let mut command = bare(here());
        run(command.args(arguments).env("ATBILST_LANG", language)).err
    };
    let said = asked("xx", &["check", WRONG]);
    assert!(said.contains("`xx`") && said.contains("lv, en"), "{said}");
    for known in ["lv", "en", "lv_LV.UTF-8", ""] {
        let said = asked(known, &["check", WRONG]);
        assert!(!said.contains("`ATBILST_LANG`"), "{known}: {said}");
    }
    for arguments in [
        &["init", "no-such-folder/a.yaml", "--yes"][..],
        &["verify", "no-such-file.json"],
        &["check", WRONG, "--report", "json=no-such-folder/r.json"],
    ] {
        for (language, said) in [("lv", "nav ne šādas datnes"), ("en", "no such file")] {
            let told = asked(language, arguments);
            assert!(told.to_lowercase().contains(said), "{arguments:?}: {told}");
            assert!(!told.contains("os error"), "{told}");
        }
    }
}

/// A terminal of no width is one of the usual width.
#[test]
fn a_terminal_without_a_width_has_the_usual_one() {
    let said = |columns: &str| {
        let mut command = bare(here());
        run(command.args(["check", WRONG]).env("COLUMNS", columns)).out
    };
    assert_eq!(said("0"), said(""));
    assert_ne!(said("40"), said("100"));
}

#[test]
fn colours_are_shown_where_they_are_wanted() {
    let colored = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = bare(here());
        command.args(["check", WRONG]).args(arguments);
        run(command.envs(variables.iter().copied()))
            .out
            .contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "no colour where it is piped");
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn links_are_made_only_at_a_terminal_that_makes_them() {
    let mut command = bare(here());
    command.args(["check", WRONG, "--color", "always"]);
    let out = run(command.env("VTE_VERSION", "7000")).out;
    assert!(!out.contains("\u{1b}]8;"), "a pipe makes no links");
}

#[test]
fn the_outcome_is_a_word_and_not_only_a_colour() {
    for (language, words) in [
        ("lv", ["kļūda", "neatbilst"]),
        ("en", ["mistake", "does not comply"]),
    ] {
        let out = said(here(), language, &["check", WRONG]).out;
        assert!(words.iter().all(|word| out.contains(word)), "{out}");
    }
}

#[test]
fn lines_keep_to_the_width_that_is_asked_for() {
    let table = ["check", "examples/portfolio", WRONG, "--format=table"];
    for (columns, widest) in [
        ("40", 40),
        ("60", 60),
        ("80", 80),
        ("100", 100),
        ("500", 120),
    ] {
        for words in [
            &["explain", "budget-envelope"][..],
            &["explain"],
            &["rules", "list"],
            &["rules", "coverage"],
            &table,
        ] {
            let mut command = bare(here());
            command.args(words).env("ATBILST_LANG", "lv");
            let out = run(command.env("COLUMNS", columns)).out;
            // A word is never torn apart.
            let long = out.lines().filter(|line| line.trim().contains(' '));
            let long: Vec<_> = long.filter(|line| line.chars().count() > widest).collect();
            assert_eq!(long, [""; 0], "{words:?}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut command = bare(here());
    command
        .args(["explain", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("started");
    drop(child.stdout.take());
    let output = Said::from(child.wait_with_output().expect("ended"));
    assert_eq!(output.code, Some(0));
    assert_eq!(output.err, "");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let asked = said(here(), "lv", &["explain", "budzhet-envelope"]);
    assert_eq!(asked.code, Some(2));
    assert_eq!(asked.out, "");
    assert!(
        asked.err.contains("Vai domājāt `budget-envelope`?"),
        "{asked:?}"
    );
}

#[test]
fn a_form_is_written_and_never_over_another_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    for language in ["lv", "en"] {
        let file = format!("{language}.yaml");
        let written = said(path, language, &["init", &file]);
        assert_eq!(written.code, Some(0), "{written:?}");
        let text = std::fs::read_to_string(path.join(&file)).expect("a form");
        // Where there is no terminal nothing is asked: the form alone, also on standard output.
        let shown = said(path, language, &["init", "--yes", "-"]);
        assert_eq!(shown.out.lines().count(), text.lines().count());
        let again = said(path, language, &["init", &file]);
        assert_eq!(again.code, Some(2), "{again:?}");
        assert_eq!(
            std::fs::read_to_string(path.join(&file)).expect("a form"),
            text
        );
        // Nothing is wrong with the form but what is still empty.
        let checked = said(path, language, &["check", &file, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&checked.out).expect("JSON");
        let findings = report["applications"][0]["findings"]
            .as_array()
            .expect("findings");
        let fails: Vec<_> = findings.iter().filter(|f| f["kind"] == "fail").collect();
        assert!(fails.len() >= 10, "{}", checked.out);
        assert!(
            fails.iter().all(|f| f["rule"] == "missing-field"),
            "{}",
            checked.out
        );
        // What is typed behind a name is never taken for a remark: hints stand above.
        let hint = |line: &&str| !line.trim_start().starts_with('#') && line.contains('#');
        assert_eq!(text.lines().find(hint), None);
        // With every remark taken away the samples have the right form too.
        let lines = text.lines().map(|line| {
            let body = line.trim_start();
            match body
                .strip_prefix('#')
                .filter(|rest| !rest.starts_with([' ', '!']))
            {
                Some(rest) => format!("{}{rest}", " ".repeat(line.len() - body.len())),
                None => line.to_owned(),
            }
        });
        let all: Vec<String> = lines.collect();
        std::fs::write(path.join("all.yaml"), all.join("\n")).expect("written");
        let checked = said(path, language, &["check", "all.yaml", "--format", "json"]);
        for rule in [
            "yaml-syntax",
            "wrong-type",
            "unknown-field",
            "duplicate-key",
        ] {
            assert!(
                !checked.out.contains(&format!("\"rule\":\"{rule}\"")),
                "{rule}: {}",
                checked.out
            );
        }
    }
}

#[test]
fn shells_and_manual_readers_get_theirs() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = said(here(), "lv", &["completions", shell]);
        assert!(
            said.code == Some(0) && said.out.contains("fail-on"),
            "{shell}"
        );
    }
    let page = said(here(), "lv", &["man"]).out;
    assert!(
        page.contains(".SH \"LIETOŠANA\"") && page.contains("[OPCIJAS]"),
        "{page}"
    );
    let page = said(here(), "en", &["man", "check"]).out;
    assert!(
        page.contains(".SH \"SYNOPSIS\"") && page.contains("\\-\\-fix"),
        "{page}"
    );
    assert_eq!(said(here(), "en", &["man", "chek"]).code, Some(2));
}

#[test]
fn what_is_typed_wrongly_is_answered_in_latvian() {
    for (arguments, asked) in [
        (&["chek"][..], "Nav komandas `chek`. Vai domājāt `check`?"),
        (
            &["check", "--formt", "x"],
            "Nav opcijas `--formt`. Vai domājāt `--format`?",
        ),
        (
            &["check", "--as-of", "5.1.2023"],
            "Drīkst rakstīt: GGGG-MM-DD. Vai domājāt `2023-01-05`?",
        ),
        (&["check", "--jobs", "0"], "Drīkst rakstīt: 1–1024."),
        (
            &["check", "--jobs", "x"],
            "`x` nav derīga vērtība opcijai `--jobs <SKAITS>`. Ko var rakstīt",
        ),
        (
            &["check", "--lang"],
            "Opcijai `--lang <VALODA>` trūkst vērtības.",
        ),
        (
            &["check", "--fix", "--diff"],
            "`--fix` nevar lietot kopā ar `--diff`.",
        ),
        (&["fix"], "Vai domājāt `atbilst check --fix`?"),
        (&["check", "--fix"], "norādiet, ko labot"),
        (
            &["init", "a.docx"],
            "a.docx ir citas programmas datnes nosaukums",
        ),
        (&["verify"], "Trūkst `<PĀRSKATS>`."),
    ] {
        let said = said(here(), "lv", arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.err.contains(asked), "{arguments:?}: {}", said.err);
        assert_eq!(said.out, "", "{arguments:?}");
    }
}

#[test]
fn what_is_typed_cannot_command_the_terminal() {
    for arguments in [
        &["check", "--\u{1b}[31mformt"][..],
        &["check", "--as-of", "\u{1b}[2J"],
        &["\u{1b}]0;title\u{7}"],
        &["explain", "\u{1b}[31mbudget"],
        &["check", "--report", "json=\u{1b}/a"],
    ] {
        let said = said(here(), "lv", arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.err.contains("\\u{1b}"), "{}", said.err);
        assert!(!said.err.contains(['\u{1b}', '\u{7}']), "{}", said.err);
    }
}

#[test]
fn help_has_no_english_word_of_the_library() {
    let verbs = said(here(), "lv", &["--help"]).out;
    let verbs = verbs
        .lines()
        .skip_while(|line| *line != "Komandas:")
        .skip(1);
    let verbs: Vec<String> = verbs
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(verbs.len() >= 6, "{verbs:?}");
    for verb in &verbs {
        let help = said(here(), "lv", &[verb, "--help"]).out;
        assert!(help.contains("Lietošana: atbilst "), "{help}");
        for word in [
            "OPTIONS", "COMMAND", "PATH", "FILE", "NAME", "Usage", "Print", "possible", "default",
            "<help.",
        ] {
            let left: Vec<&str> = help.lines().filter(|line| line.contains(word)).collect();
            assert_eq!(left, [""; 0], "{verb}");
        }
    }
}

#[test]
fn the_help_tells_what_every_format_is_for() {
    let help = run(bare(here()).args(["check", "--help"])).out;
    let (_, after) = help.split_once("The formats:").expect("the option");
    let (listed, _) = after.split_once("--as-of").expect("the next option");
    let listed = listed.lines().filter_map(|line| line.split_once(" – "));
    let listed: Vec<&str> = listed.map(|(name, _)| name.trim()).collect();
    let known = atbilst_render::FORMATS.iter().map(|format| format.name);
    assert_eq!(listed, known.collect::<Vec<_>>());
}

/// A report often names people: one that nobody else may read stays so where a new one takes its place.
#[cfg(unix)]
#[test]
fn a_new_report_is_as_readable_as_the_one_before() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.write("a.yaml", "call: 2.1.2.1.i\n");
    folder.write("report.json", "");
    folder.permit("report.json", 0o600);
    folder.check(&["a.yaml", "--report", "json=report.json"]);
    let report = std::fs::metadata(folder.at("report.json")).expect("a report");
    assert!(report.len() > 0);
    assert_eq!(report.permissions().mode() & 0o777, 0o600);
}

/// What would be corrected takes the place of a report, so that another report in that place is a mistake; so is an option twice.
#[test]
fn what_cannot_stand_together_is_said() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    for (arguments, says) in [
        (
            &["a.yaml", "--diff", "--format", "json"][..],
            "cannot stand together",
        ),
        (
            &["a.yaml", "--format", "json", "--format", "sarif"],
            "may be given once",
        ),
    ] {
        let refused = folder.check(arguments);
        assert_eq!(
            (refused.code, &*refused.out),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(refused.err.contains(says), "{}", refused.err);
    }
}

/// GitHub refuses the summary of a step that is larger than 1 MiB, whoever wrote it.
#[test]
fn the_summary_of_a_step_knows_what_is_there() {
    let folder = Folder::new();
    folder.copy("examples/violations/selection-deadline.yaml", "a.yaml");
    for (there, grows) in [(0, true), (900_000, true), (1_048_500, false)] {
        folder.write("summary", "x".repeat(there));
        let mut command = folder.atbilst();
        command
            .args(["check", "a.yaml", "--format", "markdown"])
            .env("GITHUB_STEP_SUMMARY", folder.name("summary"));
        let said = crate::program::run(&mut command);
        let size = folder.read("summary").len();
        assert_eq!(
            (size > there, size <= 1 << 20),
            (grows, true),
            "{there}: {size}"
        );
        assert_eq!(said.err.contains("is full"), !grows, "{}", said.err);
    }
}
