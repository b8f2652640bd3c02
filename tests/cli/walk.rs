//! A walk on a pseudo-terminal in Latvian: `init`, `check`, a slip of the pen, `check --fix`, `check`.

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use crate::program::said;

/// The terminal is read byte by byte, so a letter with an accent is as many characters as it has bytes.
fn bytes(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn waits_for(terminal: &mut PtySession, text: &str) {
    if let Err(error) = terminal.exp_string(&bytes(text)) {
        panic!("waited for {text:?}: {error}");
    }
}

/// Waits for each question, and types its answer.
fn converses(terminal: &mut PtySession, talk: &[(&str, &str)]) {
    for (question, answer) in talk {
        waits_for(terminal, question);
        if *answer != "…" {
            terminal.send_line(answer).expect("sent");
        }
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
    // `…` types nothing.
    converses(
        &mut at,
        &[
            // Where no file can be, nothing is asked in vain.
            ("Kā saukt datni?", "nav/e-lieta.yaml"),
            ("nevar izveidot", "…"),
            ("Kā saukt datni?", "e-lieta"),
            ("Iesnieguma identifikators:", "2.1.2.1.i-0007"),
            // What YAML would misread is put in quotes.
            ("Projekta nosaukums:", "E-lieta:   otrais posms"),
            // What is clear is taken, and shown.
            ("Iesniegšanas diena:", "20.12.2022"),
            ("→ 2022-12-20", "…"),
            ("Kopsavilkums (var izlaist):", ""),
            ("Iesniedzēja nosaukums:", "Parauga novada pašvaldība"),
            // Back, and the answer stands ready.
            ("Iesniedzēja reģistrācijas numurs:", "<"),
            ("Iesniedzēja nosaukums [Parauga novada pašvaldība]:", ""),
            ("Iesniedzēja reģistrācijas numurs:", "9000 0000 000"),
            ("→ 90000000000", "…"),
            // The word that people use.
            ("Finansējuma saņēmēja veids:", "novads"),
            ("→ local_government", "…"),
            (
                "Kapacitāte koplietošanas risinājumiem (var izlaist):",
                "Digitālais centrs",
            ),
            ("Pārvaldes uzdevums (var izlaist):", ""),
            ("Darbības joma (var izlaist):", ""),
            (
                "Vai aizpildīt sadaļu „Sadarbības partneri”? (jā/nē)",
                "varbūt",
            ),
            ("Rakstiet „jā” vai „nē”", "…"),
            ("Vai aizpildīt sadaļu „Sadarbības partneri”? (jā/nē)", "nē"),
            // A number of the list, and what is only likely is asked.
            ("Investīciju nolūks:", "e-lieta"),
            ("Vai domājāt: public_order_and_justice", "j"),
            ("Atbalstāmās darbības, 1. ieraksts", "…"),
            ("Darbības kategorija:", "1"),
            ("Darbības apakškategorija (var izlaist):", ""),
            ("Atsauce uz projekta darbību plānu (var izlaist):", ""),
            ("Darbības apraksts (var izlaist):", "Platforma"),
            ("Darbības summa:", "110 tūkst."),
            ("Vai domājāt: 110000.00? (jā/nē)", "nē"),
            ("Darbības summa:", "100 000,00 EUR"),
            ("→ 100000.00", "…"),
            (
                "Vai apliecināt: „Publicitātes prasības ievērotas”? (jā/nē; var izlaist)",
                "",
            ),
            ("Audita veicējs (var izlaist):", ""),
            ("vai pievienot 2. ierakstu? (jā/nē)", "nē"),
            // The sum of the activities is proposed; another one is told at once.
            ("Atveseļošanas fonda finansējums [100000.00]:", "100000.01"),
            ("Summas nesakrīt", "…"),
            ("Vai atstāt šo atbildi?", "n"),
            ("Atveseļošanas fonda finansējums [100000.00]:", ""),
            (
                "Valsts budžeta finansējums pievienotās vērtības nodoklim",
                "21000",
            ),
            ("Līdzfinansējums (var izlaist):", ""),
            ("Īstenošanas sākums:", "2023-04-01"),
        ],
    );
    // Nothing that was answered is lost.
    waits_for(&mut at, "Īstenošanas beigas:");
    at.send("\u{3}").expect("sent");
    at.flush().expect("sent");
    waits_for(&mut at, "turpināt var ar: atbilst init --continue");
    at.exp_eof().expect("the end");
    let mut at = terminal(path, "init --continue e-lieta.yaml");
    converses(
        &mut at,
        &[
            ("Īstenošanas beigas:", "2026. gada 30. jūnijs"),
            (
                "Vai aizpildīt sadaļu „Ministru kabineta rīkojuma projekts”?",
                "jā",
            ),
            ("Rīkojuma projekta iesniedzējs (var izlaist):", "1"),
            // Left for later.
            ("Rīkojuma projekta iesniegšanas diena (var izlaist):", "-"),
            ("Vai aizpildīt sadaļu „Atskaites punkti”?", "j"),
            ("Plāna apstiprināšana (var izlaist):", "2023-03-01"),
            ("Apraksta pieņemšana (var izlaist):", "2023-09-01"),
            (
                "Platformas ekspluatācijas sākums (var izlaist):",
                "2026-06-30",
            ),
            ("Vai aizpildīt sadaļu „Platformas un sistēmas”?", "jā"),
            ("Platformas nosaukums (var izlaist):", "E-lietas platforma"),
            ("Platformas grupa (var izlaist):", "public_service"),
            ("vai pievienot 2. ierakstu?", "n"),
            ("Vai aizpildīt sadaļu „Apliecinājumi”?", "jā"),
            // What is typed counts, and nobody declares by pressing Enter alone.
            (
                "Vai apliecināt: „Nav dubultā finansējuma”? (jā/nē; var izlaist)",
                "jā",
            ),
            (
                "Vai apliecināt: „Nav interešu konflikta”? (jā/nē; var izlaist)",
                "jā",
            ),
            (
                "Vai apliecināt: „Nav korupcijas”? (jā/nē; var izlaist)",
                "jā",
            ),
            (
                "Vai apliecināt: „Nav krāpšanas”? (jā/nē; var izlaist)",
                "nē",
            ),
            ("Vai atstāt šo atbildi?", "nē"),
            (
                "Vai apliecināt: „Nav krāpšanas”? (jā/nē; var izlaist)",
                "jā",
            ),
            // All of it, to look over.
            ("Jūsu atbildes:", "…"),
            ("E-lieta: otrais posms", "…"),
            ("Ko labot?", "2"),
            (
                "Projekta nosaukums [E-lieta: otrais posms]:",
                "E-lieta: otrā daļa",
            ),
            ("Ko labot?", ""),
            ("Iesniegums ir ierakstīts datnē e-lieta.yaml", "…"),
            ("atbilst check e-lieta.yaml", "…"),
        ],
    );
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
        written.contains("title: \"E-lieta: otrā daļa\""),
        "{written}"
    );

    // What was answered passes; what was left out and what only a person can judge is said.
    let checked = said(path, "lv", &["check", "e-lieta.yaml", "--no-portfolio"]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    for asked in ["local-government-capacity", "draft-order-deadline"] {
        assert!(
            checked.out.contains(&format!("[{asked}]")),
            "{}",
            checked.out
        );
    }
    assert!(
        checked.out.contains("2 jautājumi cilvēkam"),
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

/// The number before an answer that is listed, to look over.
fn number_of(terminal: &mut PtySession, answer: &str) -> String {
    let (_, found) = terminal
        .exp_regex(&format!(r"\d+  {}", bytes(answer)))
        .expect("the answer");
    let number = found.split(' ').next().expect("a number");
    number.to_owned()
}

/// A file that is complete can be added to, and what may be left out is taken back.
#[test]
fn what_is_looked_over_can_be_added_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let left_out = complete.replace("  no_double_funding: true\n", "");
    assert_ne!(left_out, complete);
    std::fs::write(&file, left_out).expect("written");
    let mut at = terminal(folder.path(), "init --continue a.yaml");
    let number = number_of(&mut at, "Kopsavilkums: ");
    converses(&mut at, &[("Ko labot?", &number), ("Kopsavilkums [", "-")]);
    let number = number_of(&mut at, "Sadarbības partneri: pievienot ierakstu");
    converses(
        &mut at,
        &[
            ("Ko labot?", &number),
            ("Sadarbības partneri: vai pievienot 2. ierakstu?", "jā"),
            ("Partnera nosaukums", "Otrā partnera iestāde"),
            ("Partnera reģistrācijas numurs", "90000000002"),
            ("Partnera veids", "direct_administration"),
        ],
    );
    waits_for(&mut at, "Sadarbības partneri: vai pievienot 3. ierakstu?");
    at.send_line("nē").expect("sent");
    let number = number_of(&mut at, "Nav dubultā finansējuma: ");
    converses(
        &mut at,
        &[
            ("Ko labot?", &number),
            ("Vai apliecināt: „Nav dubultā finansējuma”?", "jā"),
            ("Ko labot?", ""),
        ],
    );
    at.exp_eof().expect("the end");
    let written = std::fs::read_to_string(&file).expect("the file");
    for added in ["Otrā partnera iestāde", "no_double_funding: true"] {
        assert!(written.contains(added), "{added}: {written}");
    }
    assert!(!written.contains("\nsummary:"), "{written}");
}

#[test]
fn ctrl_c_keeps_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut at = terminal(folder.path(), "init \"mans iesniegums\"");
    converses(&mut at, &[("Iesnieguma identifikators:", "A-17")]);
    waits_for(&mut at, "Projekta nosaukums:");
    at.send("\u{3}").expect("sent");
    at.flush().expect("sent");
    waits_for(&mut at, "--continue \"mans iesniegums.yaml\"");
    at.exp_eof().expect("the end");
    let status = at.process().wait().expect("ended");
    assert!(format!("{status:?}").contains("130"), "{status:?}");
    let kept = std::fs::read_to_string(folder.path().join("mans iesniegums.yaml"));
    assert!(kept.expect("the file").contains("id: A-17"));
}

/// What only the person knows is asked, one thing after the other; what is left is as it was; an answer that is none is asked again.
#[test]
fn what_is_not_certain_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let wrong = complete
        .replace("amount: 640000.00", "amount: 640.000")
        .replace("submitted: 2022-12-20", "submited: 20.12.2022")
        .replace("  - name: Datu apm", "  -  name: Datu apm")
        .replace(
            "purpose: public_order_and_justice",
            "purpose: publik_order_justice",
        )
        .replace("amount: 40000.00", "amount: 40,000");
    std::fs::write(&file, &wrong).expect("written");
    let mut at = terminal(folder.path(), "check --fix --ask a.yaml");
    converses(
        &mut at,
        &[
            // A whole line, on which nothing can be read before it is right.
            ("a.yaml, 71. rinda: Aiz defises ir 2 atstarpes", "1"),
            ("a.yaml, 7. rinda:", "1"),
            ("a.yaml, 28. rinda:", "septiņi"),
            ("Kurš ir pareizais?", "9"),
            ("Kurš ir pareizais?", "1"),
            ("1  640000.00", "1"),
            ("2  40.00", "0"),
            ("5 labojumi", "…"),
        ],
    );
    at.exp_eof().expect("the end");
    let expected = complete.replace("amount: 40000.00", "amount: 40,000");
    let written = std::fs::read_to_string(&file).expect("the file");
    assert_eq!(written, expected);
    // Without a terminal nobody could answer.
    let refused = said(folder.path(), "lv", &["check", "--fix", "--ask", "a.yaml"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("tikai terminālī"), "{}", refused.err);
}
