//! The findings of the shared report, in the applications as somebody wrote them.

use std::sync::Arc;

use atbilst_core::finding::{Finding, Fingerprint, Law, Level, Outcome, Related, Waived};

use super::place::{last, line_with, place};
use super::{Say, day};

/// An application as somebody wrote it.
pub(super) const LATE: &str = "\
call: 2.1.2.1.i
id: \"2.1.2.1.i-0007\"
title: Prokuratūras informācijas sistēmas attīstība
submitted: 2023-01-04
applicant:
  name: Latvijas Republikas prokuratūra
  type: prosecutors_ofice
activities:
  - category: shared_platforms
    description: Kopīgas platformas izveide, kurā visas prokuratūras struktūrvienības strādā ar lietām vienoti, un tās sasaiste ar tiesu sistēmu
    amount: 700000.00
funding:
  recovery_fund: 730000.00
declarations: { no_fraud: true }
title: Otrs nosaukums
";

const BROKEN: &str = "call: 2.1.2.1.i\ntitle: \"Nepabeigts\nsubmitted: 2022-12-20\n";

const HOSTILE: &str = "\u{feff}call: 2.1.2.1.i\r\ntitle: \u{1b}[31mX\u{9b}2J\u{202e}gnp\u{200b}\r\npurpose: \u{1b}]0;x\u{7}ā\r\n";

/// Places in one file and in two, both levels, and a value longer than a line.
pub(super) fn late(deadline: &Arc<[Law]>, say: Say<'_>) -> Vec<Finding> {
    let late = |rule, outcome, message| finding(rule, outcome, LATE, message);
    vec![
        Finding {
            related: vec![Related {
                path: "examples/late.yaml".into(),
                place: place(LATE, "title", "/title"),
                message: say(
                    "šeit `title` ir norādīts pirmoreiz",
                    "`title` is given here first",
                ),
            }],
            place: last(LATE, "title", "/title"),
            ..late(
                "duplicate-key",
                Outcome::Fail,
                say(
                    "Lauks „title” ir norādīts divreiz.",
                    "The field “title” is stated twice.",
                ),
            )
        },
        Finding {
            found: Some("2023-01-04".to_owned()),
            expected: Some("2022-12-31".to_owned()),
            asked: Some(say("ne vēlāk kā 2022-12-31", "no later than 2022-12-31")),
            place: place(LATE, "2023-01-04", "/submitted"),
            law: Arc::clone(deadline),
            help: Some(say(
                "Pārbaudiet iesniegšanas dienu; pēc atlases beigām iesniegtu projektu šajā investīcijā vairs nevar pieteikt.",
                "Check the day of submission; a project submitted after the selection has ended cannot be considered.",
            ).into()),
            ..late(
                "selection-deadline",
                Outcome::Fail,
                say(
                    "Iesniegums iesniegts 2023. gada 4. janvārī, bet atlase beidzās 2022. gada 31. decembrī.",
                    "The application was submitted on 4 January 2023, but the selection ended on 31 December 2022.",
                ),
            )
        },
        Finding {
            place: place(LATE, "applicant", "/applicant"),
            help: Some(say(
                "Pievienojiet to, piemēram, `registration_number: \"90000000000\"`.",
                "Add it, for example `registration_number: \"90000000000\"`.",
            ).into()),
            ..late(
                "missing-field",
                Outcome::Fail,
                say(
                    "Trūkst obligātā lauka „Reģistrācijas numurs” (`registration_number`).",
                    "The required field “Registration number” (`registration_number`) is missing.",
                ),
            )
        },
        Finding {
            level: Level::Warning,
            found: Some(
                line_with(LATE, "Kopīgas")
                    .trim_start_matches("description: ")
                    .to_owned(),
            ),
            place: place(
                LATE,
                line_with(LATE, "Kopīgas").trim_start_matches("description: "),
                "/activities/0/description",
            ),
            ..late(
                "activity-description",
                Outcome::Fail,
                say(
                    "Darbības apraksts ir garš, un tajā ir vairākas darbības; katrai darbībai paredzēts savs ieraksts.",
                    "The description is long and names several activities; each has an item of its own.",
                ),
            )
        },
        Finding {
            place: place(LATE, "{ no_fraud: true }", "/declarations/no_corruption"),
            law: Arc::clone(deadline),
            ..late(
                "integrity-declarations",
                Outcome::Review,
                say(
                    "Lauks „Korupcijas nav” nav aizpildīts; vai iesniegums atbilst šai prasībai, jāizvērtē cilvēkam.",
                    "“No corruption” is not stated; a person must judge whether the application complies with this rule.",
                ),
            )
        },
    ]
}

/// One that somebody answers for.
pub(super) fn waived(say: Say<'_>) -> Finding {
    Finding {
        found: Some("730000.00".to_owned()),
        expected: Some("700000.00".to_owned()),
        place: place(LATE, "730000.00", "/funding/recovery_fund"),
        waived: Some(Box::new(Waived {
            outcome: Outcome::Fail,
            reason: say(
                "Starpību sedz projekta vadības izmaksas, par kurām ir atsevišķs lēmums.",
                "The difference is the cost of project management, which has a decision of its own.",
            ),
            approver: "A. Bērziņa".to_owned(),
            document: "VARAM 2022-14/81".to_owned(),
            expires: day(2026, 12, 31).unwrap_or_default(),
        })),
        ..finding(
            "budget-arithmetic",
            Outcome::Waived,
            LATE,
            say(
                "Darbību summas kopā ir 700\u{a0}000,00\u{a0}€, bet pieprasīts 730\u{a0}000,00\u{a0}€.",
                "The activities add up to EUR 700,000.00, but EUR 730,000.00 is asked.",
            ),
        )
    }
}

/// A file that cannot be read.
pub(super) fn broken(say: Say<'_>) -> Finding {
    Finding {
        place: place(BROKEN, "\"", "/title"),
        help: Some(
            say(
                "Uzrakstiet \" arī teksta beigās.",
                "Write \" at the end of the text as well.",
            )
            .into(),
        ),
        ..finding(
            "yaml-syntax",
            Outcome::Fail,
            BROKEN,
            say(
                "Šeit ir atvērtas pēdiņas \", kas nav aizvērtas.",
                "The quote \" is opened here and never closed.",
            ),
        )
    }
}

/// Texts that try to take over the terminal.
pub(super) fn hostile(say: Say<'_>) -> Vec<Finding> {
    vec![
        Finding {
            found: Some("\u{1b}[31mX\u{9b}2J\u{202e}gnp\u{200b}".to_owned()),
            place: place(HOSTILE, "\u{1b}[31mX\u{9b}2J\u{202e}gnp\u{200b}", "/title"),
            help: Some("\u{1b}]8;;https://example.org\u{7}\n\u{202e}".into()),
            ..finding(
                "text-hidden",
                Outcome::Review,
                HOSTILE,
                say(
                    "Tekstā ir neredzamas zīmes: \u{1b}[2J\u{9b}31m",
                    "The text holds invisible characters: \u{1b}[2J\u{9b}31m",
                ),
            )
        },
        Finding {
            expected: Some("public_order\u{1b}[0m".to_owned()),
            place: place(HOSTILE, "\u{1b}]0;x\u{7}ā", "/purpose"),
            law: [Law {
                id: "x".to_owned(),
                source: "\u{202e}sumikil".to_owned(),
                point: Some("1\n2.".to_owned()),
                quote: Some("„\u{9b}1m”".to_owned()),
                url: "javascript:alert('\u{1b}')".to_owned(),
                since: None,
            }]
            .into(),
            ..finding(
                "investment-purpose",
                Outcome::Fail,
                HOSTILE,
                say("Koda nav sarakstā.", "The list has no such code."),
            )
        },
    ]
}

pub(super) fn finding(rule: &str, outcome: Outcome, text: &str, message: String) -> Finding {
    Finding {
        rule: rule.into(),
        outcome,
        level: Level::Error,
        message,
        help: None,
        found: None,
        expected: None,
        asked: None,
        place: place(text, "call", ""),
        related: Vec::new(),
        law: [].into(),
        fingerprint: Fingerprint::new(rule, "2.1.2.1.i-0007", "", "", 0),
        waived: None,
    }
}
