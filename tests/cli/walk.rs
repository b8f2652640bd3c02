//! A walk on a pseudo-terminal in Latvian: `init`, `check`, a slip of the pen, `check --fix`, `check`.

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use crate::program::said;

const ENTER: &str = "\r";
const ESC: &str = "\u{1b}";
const DOWN: &str = "\u{1b}[B";

/// The terminal is read byte by byte, so a letter with an accent is as many characters as it has bytes.
fn bytes(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn waits_for(terminal: &mut PtySession, text: &str) {
    if let Err(error) = terminal.exp_string(&bytes(text)) {
        panic!("waited for {text:?}: {error}");
    }
}

fn types(terminal: &mut PtySession, keys: &[&str]) {
    for key in keys {
        terminal.send(key).expect("sent");
        terminal.flush().expect("sent");
        // A terminal hands over one key after another; Esc and what follows it would else be one key.
        std::thread::sleep(std::time::Duration::from_millis(80));
    }
}

/// A terminal of 100 columns on which a command runs.
fn terminal(folder: &std::path::Path, command: &str) -> PtySession {
    let mut shell = Command::new("/bin/sh");
    let program = env!("CARGO_BIN_EXE_atbilst");
    shell
        .args([
            "-c",
            &format!("stty rows 40 cols 100; exec '{program}' {command}"),
        ])
        .current_dir(folder)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("TERM", "xterm")
        .env("LANG", "lv_LV.UTF-8");
    spawn_command(shell, Some(20_000)).expect("a terminal")
}

#[test]
fn from_questions_to_a_checked_application() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let mut at = terminal(path, "init");
    waits_for(&mut at, "Sagatavosim projekta iesniegumu");
    for (question, keys) in [
        ("Kā saukt datni?", &["e-lieta.yaml", ENTER][..]),
        ("Iesnieguma identifikators:", &["2.1.2.1.i-0007", ENTER]),
        // What YAML would misread is put in quotes.
        ("Projekta nosaukums:", &["E-lieta: otrais posms", ENTER]),
        // A wrong form is answered with the right one, which stands ready.
        ("Iesniegšanas diena:", &["20.12.2022", ENTER]),
        ("Rakstiet `2022-12-20`", &[]),
        ("Iesniegšanas diena:", &[ENTER]),
        (
            "Iesniedzēja nosaukums:",
            &["Parauga novada pašvaldība", ENTER],
        ),
        ("Iesniedzēja reģistrācijas numurs:", &["90000000000", ENTER]),
        ("Finansējuma saņēmēja veids:", &[DOWN, DOWN, ENTER]),
        ("Investīciju nolūks:", &[ENTER]),
        ("Atbalstāmās darbības, 1. ieraksts", &[]),
        ("Darbības kategorija:", &[ENTER]),
        ("Darbības summa:", &["100000.00", ENTER]),
        ("vai pievienot vēl vienu ierakstu?", &[ENTER]),
        // Not the sum of the activities: the check says so at once.
        ("Atveseļošanas fonda finansējums:", &["100000.01", ENTER]),
        ("Summas nesakrīt", &[]),
        ("Vai atstāt šo atbildi?", &[ENTER]),
        ("Atveseļošanas fonda finansējums:", &["100000.00", ENTER]),
        ("Īstenošanas sākums:", &["2023-04-01", ENTER]),
        ("Īstenošanas beigas:", &["2026-06-30", ENTER]),
        ("Pēc jūsu atbildēm vajadzīgs vēl kas", &[]),
        // Asked of a local government alone.
        (
            "Kapacitāte koplietošanas risinājumiem:",
            &["Digitālais centrs", ENTER],
        ),
        ("Rīkojuma projekta iesniedzējs:", &[ENTER]),
        // Left for later.
        ("Rīkojuma projekta iesniegšanas diena:", &[ESC]),
        ("izlaists", &[]),
        ("Plāna apstiprināšana:", &["2023-03-01", ENTER]),
        ("Apraksta pieņemšana:", &["2023-09-01", ENTER]),
        ("Platformas ekspluatācijas sākums:", &["2026-06-30", ENTER]),
        ("Nav dubultā finansējuma:", &[ENTER]),
        ("Nav interešu konflikta:", &[ENTER]),
        ("Nav korupcijas:", &[ENTER]),
        ("Nav krāpšanas:", &[ENTER]),
        ("Iesniegums ir ierakstīts datnē e-lieta.yaml", &[]),
        ("atbilst check e-lieta.yaml", &[]),
    ] {
        waits_for(&mut at, question);
        types(&mut at, keys);
    }
    at.exp_eof().expect("the end");

    let file = path.join("e-lieta.yaml");
    let written = std::fs::read_to_string(&file).expect("the application");
    let first = written.lines().next().unwrap_or_default();
    assert_eq!(
        first,
        "# yaml-language-server: $schema=2.1.2.1.i.schema.json"
    );
    assert!(path.join("2.1.2.1.i.schema.json").exists());
    assert!(
        written.contains("title: \"E-lieta: otrais posms\""),
        "{written}"
    );

    // What was answered passes; what was left out and what only a person can judge is said.
    let checked = said(path, "lv", &["check", "e-lieta.yaml", "--no-portfolio"]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    for asked in ["local-government-capacity", "draft-order-deadline"] {
        assert!(
            checked.out.contains(&format!("jāizvērtē[{asked}]")),
            "{}",
            checked.out
        );
    }
    assert_eq!(
        checked.out.matches("jāizvērtē[").count(),
        2,
        "{}",
        checked.out
    );

    // Slips of the pen, of form alone.
    let wrong = written
        .replace("amount: 100000.00", "Darbības summa: 100 000,00")
        .replace("submitted: 2022-12-20", "submitted: 20.12.2022")
        .replace("no_fraud: true", "no_fraud: Jā");
    assert_ne!(wrong, written);
    std::fs::write(&file, &wrong).expect("written");
    assert_eq!(said(path, "lv", &["check", "e-lieta.yaml"]).code, Some(1));
    let diff = said(path, "lv", &["check", "--diff", "e-lieta.yaml"]);
    assert!(
        diff.out
            .contains("-submitted: 20.12.2022\n+submitted: 2022-12-20\n"),
        "{diff:?}"
    );
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), wrong);
    let fixed = said(path, "lv", &["check", "--fix", "e-lieta.yaml"]);
    assert_eq!(fixed.code, Some(0), "{fixed:?}");
    assert!(fixed.err.contains("4 labojumi"), "{}", fixed.err);
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), written);
}

#[test]
fn ctrl_c_saves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut at = terminal(folder.path(), "init jauns.yaml");
    waits_for(&mut at, "Iesnieguma identifikators:");
    types(&mut at, &["\u{3}"]);
    waits_for(&mut at, "nekas nav saglabāts");
    at.exp_eof().expect("the end");
    let status = at.process().wait().expect("ended");
    assert!(format!("{status:?}").contains("130"), "{status:?}");
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        0
    );
}
