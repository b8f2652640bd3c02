//! One report with everything that a format must be able to show: every outcome, both levels, a waiver, places in several files,
//! long lines, and texts that try to take over the terminal.

use std::sync::Arc;

use atbilst::condition::{Relation, Truth};
use atbilst::finding::{
    Counts, Excerpt, Finding, Fingerprint, Law, Level, Outcome, Place, Related, Verdict, Waived,
};
use atbilst::language::Language;
use atbilst::portfolio::Figure;
use atbilst::report::{Application, AsOf, BookSummary, Portfolio, Report, RuleSummary, Summary};
use atbilst::scalar::Quantity;
use atbilst::source::{Lines, Span};
use atbilst::tool::Tool;
use atbilst::trace::{Judgement, Role, Step, Trace};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// An application as somebody wrote it.
const LATE: &str = "\
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

/// The report in one language.
pub(crate) fn report(language: Language) -> Report {
    let say = |lv: &str, en: &str| {
        let text = if language == Language::Lv { lv } else { en };
        text.to_owned()
    };
    let deadline: Arc<[Law]> = [Law {
        id: "varam".to_owned(),
        source: say(
            "Vides aizsardzības un reģionālās attīstības ministrija, 2.1.2.1.i. investīcija",
            "Ministry of Environmental Protection and Regional Development, investment 2.1.2.1.i",
        ),
        point: None,
        quote: Some("Projektu atlases laiks: līdz 2022. gada 31. decembrim".to_owned()),
        url: "https://www.varam.gov.lv/lv/projekts/2121i".to_owned(),
        since: None,
    }]
    .into();
    let envelope: Arc<[Law]> = [Law {
        id: "mk391".to_owned(),
        source: say(
            "Ministru kabineta 2025. gada 25. jūnija rīkojums Nr. 391",
            "Cabinet Order No. 391 of 25 June 2025",
        ),
        point: Some("6.2".to_owned()),
        quote: None,
        url: "https://likumi.lv/ta/id/361488".to_owned(),
        since: day(2025, 6, 25),
    }]
    .into();
    let late = |rule, outcome, message| finding(rule, outcome, LATE, message);
    let found_late = vec![
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
            place: place(LATE, "2023-01-04", "/submitted"),
            law: deadline.clone(),
            help: Some(say(
                "Pārbaudiet iesniegšanas dienu; pēc atlases beigām iesniegtu projektu šajā investīcijā vairs nevar pieteikt.",
                "Check the day of submission; a project submitted after the selection has ended cannot be considered.",
            )),
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
            )),
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
            law: deadline.clone(),
            ..late(
                "integrity-declarations",
                Outcome::Review,
                say(
                    "Lauks „Korupcijas nav” nav aizpildīts; vai iesniegums atbilst šai prasībai, jāizvērtē cilvēkam.",
                    "“No corruption” is not stated; a person must judge whether the application complies with this rule.",
                ),
            )
        },
    ];
    let waived = Finding {
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
        ..late(
            "budget-arithmetic",
            Outcome::Waived,
            say(
                "Darbību summas kopā ir 700\u{a0}000,00\u{a0}€, bet pieprasīts 730\u{a0}000,00\u{a0}€.",
                "The activities add up to EUR 700,000.00, but EUR 730,000.00 is asked.",
            ),
        )
    };
    let broken = Finding {
        place: place(BROKEN, "\"", "/title"),
        help: Some(say(
            "Uzrakstiet \" arī teksta beigās.",
            "Write \" at the end of the text as well.",
        )),
        ..finding(
            "yaml-syntax",
            Outcome::Fail,
            BROKEN,
            say(
                "Šeit ir atvērtas pēdiņas \", kas nav aizvērtas.",
                "The quote \" is opened here and never closed.",
            ),
        )
    };
    let hostile = vec![
        Finding {
            found: Some("\u{1b}[31mX\u{9b}2J\u{202e}gnp\u{200b}".to_owned()),
            place: place(HOSTILE, "\u{1b}[31mX\u{9b}2J\u{202e}gnp\u{200b}", "/title"),
            help: Some("\u{1b}]8;;https://example.org\u{7}\n\u{202e}".to_owned()),
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
    ];
    let portfolio = portfolio_findings(&envelope, &say);

    let own = ["yaml-syntax", "duplicate-key", "missing-field"];
    let rules = [
        ("selection-deadline", false),
        ("budget-arithmetic", false),
        ("integrity-declarations", false),
        ("portfolio-envelope", true),
        ("portfolio-double-funding", true),
    ];
    let summary_of = |id: &str, portfolio: bool| RuleSummary {
        id: id.into(),
        title: say("Prasība", "A rule"),
        help: say("Izlabojiet.", "Correct it."),
        level: Level::Error,
        law: deadline.clone(),
        because: (!portfolio).then(|| say("Tā prasa aritmētika.", "Arithmetic asks it.")),
        portfolio,
    };
    let book = BookSummary {
        call: "2.1.2.1.i".into(),
        title: say("Koplietošanas platformas", "Shared platforms"),
        version: "2026-11-22".to_owned(),
        verified_on: day(2026, 11, 22).unwrap_or_default(),
        sha256: [0x2a; 32],
        rules: rules
            .iter()
            .map(|&(id, portfolio)| summary_of(id, portfolio))
            .collect(),
    };
    let mut report = Report {
        tool: Tool {
            version: "0.1.0",
            commit: Some("0123456789abcdef0123456789abcdef01234567"),
        },
        inputs: vec!["examples".to_owned()],
        language,
        today: day(2026, 11, 23).unwrap_or_default(),
        rule_books: vec![book],
        waivers: Vec::new(),
        own_rules: own.iter().map(|id| summary_of(id, false)).collect(),
        applications: vec![
            application(
                "examples/\u{1b}[31mevil\n\u{9b}.yaml",
                Verdict::DoesNotComply,
                hostile,
            ),
            Application {
                book: None,
                call: None,
                id: None,
                as_of: None,
                outcomes: [Outcome::Fail].into(),
                ..application("examples/broken.yaml", Verdict::Unreadable, vec![broken])
            },
            Application {
                traces: traces(&envelope, &say),
                ..application("examples/complete.yaml", Verdict::Complies, Vec::new())
            },
            application("examples/late.yaml", Verdict::DoesNotComply, found_late),
            application("examples/waived.yaml", Verdict::Complies, vec![waived]),
        ],
        portfolios: vec![Portfolio {
            book: 0,
            as_of: as_of(),
            applications: 4,
            outcomes: [Outcome::Fail, Outcome::Review].into(),
            counts: counts(&[Outcome::Fail, Outcome::Review]),
            findings: portfolio,
            figures: figures(&envelope, &say),
        }],
        notes: vec![say(
            "Noteikumu grāmata ar tiesību aktiem salīdzināta pirms 400 dienām; pārliecinieties, vai tie pa šo laiku nav grozīti.\u{1b}[5m",
            "The rule book was compared with the law 400 days ago; make sure that the law has not been amended since.\u{1b}[5m",
        )],
        summary: Summary::default(),
    };
    for application in &report.applications {
        report.summary.add(application);
    }
    for portfolio in &report.portfolios {
        report.summary.add_portfolio(portfolio);
    }
    report
}

fn portfolio_findings(envelope: &Arc<[Law]>, say: &dyn Fn(&str, &str) -> String) -> Vec<Finding> {
    let elsewhere = |number: usize| Related {
        path: format!("examples/portfolio/{number:02}.yaml").into(),
        place: Place {
            excerpt: Excerpt::default(),
            ..place(LATE, "730000.00", "/funding/recovery_fund")
        },
        message: say("730\u{a0}000,00\u{a0}€", "EUR 730,000.00"),
    };
    let shared = |path: &str| Related {
        path: path.into(),
        place: place(
            LATE,
            "Prokuratūras informācijas sistēmas attīstība",
            "/title",
        ),
        message: say("tas pats nosaukums", "the same title"),
    };
    vec![
        Finding {
            found: Some("77000000.00".to_owned()),
            expected: Some("68707920.00".to_owned()),
            law: envelope.clone(),
            related: (1..=13).map(elsewhere).collect(),
            help: Some(say("Samaziniet pieprasīto finansējumu.", "Ask for less.")),
            ..finding(
                "portfolio-envelope",
                Outcome::Fail,
                LATE,
                say(
                    "Visu iesniegumu finansējums kopā ir 77\u{a0}000\u{a0}000,00\u{a0}€; pieejami ir 68\u{a0}707\u{a0}920,00\u{a0}€.",
                    "All applications together ask for EUR 77,000,000.00; EUR 68,707,920.00 are available.",
                ),
            )
        },
        Finding {
            related: vec![shared("examples/late.yaml"), shared("examples/waived.yaml")],
            ..finding(
                "portfolio-double-funding",
                Outcome::Review,
                LATE,
                say(
                    "Vairākos iesniegumos sakrīt iesniedzējs un nosaukums; jāizvērtē, vai viens un tas pats netiek finansēts divreiz.",
                    "Several applications share applicant and title; a person must judge whether the same thing is funded twice.",
                ),
            )
        },
    ]
}

pub(crate) fn application(path: &str, verdict: Verdict, findings: Vec<Finding>) -> Application {
    let mut outcomes = vec![Outcome::Pass, Outcome::NotApplicable, Outcome::Open];
    outcomes.extend(findings.iter().map(|finding| finding.outcome));
    Application {
        path: path.into(),
        sha256: Some([0xb0; 32]),
        book: Some(0),
        call: Some("2.1.2.1.i".into()),
        id: Some("2.1.2.1.i-0007".to_owned()),
        as_of: Some(as_of()),
        verdict,
        outcomes: outcomes.iter().copied().take(6).collect(),
        findings,
        counts: counts(&outcomes),
        traces: Vec::new(),
    }
}

/// A sum beyond its limit, and a number that is too small.
fn figures(law: &Arc<[Law]>, say: &dyn Fn(&str, &str) -> String) -> Vec<Figure> {
    let money = |cents| Quantity::Money(Decimal::new(cents, 2));
    vec![
        Figure {
            rule: "portfolio-envelope".into(),
            title: say("Atveseļošanas fonda finansējums", "Recovery Fund money"),
            detail: None,
            quantity: money(7_700_000_000),
            whole: false,
            relation: Relation::AtMost,
            limit: Some(money(6_870_792_000)),
            limit_title: Some(say("plānotais finansējums", "planned money")),
            answer: Truth::Fails,
            law: law.clone(),
            parts: vec![
                (0, money(3_000_000_000)),
                (2, money(2_700_000_000)),
                (3, money(2_000_000_000)),
            ],
        },
        Figure {
            rule: "portfolio-targets".into(),
            title: say("platformu skaits", "number of platforms"),
            detail: Some(say(
                "Grupa: ir \u{1b}[31mpašvaldībām",
                "Group: is \u{1b}[31mlocal_government",
            )),
            quantity: Quantity::Count(2),
            whole: true,
            relation: Relation::AtLeast,
            limit: Some(Quantity::Count(6)),
            limit_title: None,
            answer: Truth::Fails,
            law: [].into(),
            parts: vec![(3, Quantity::Count(2))],
        },
    ]
}

/// Why one rule passed and one did not apply.
fn traces(law: &Arc<[Law]>, say: &dyn Fn(&str, &str) -> String) -> Vec<Trace> {
    let step = Step {
        role: Role {
            applies: false,
            negated: false,
            alternative: false,
        },
        field: say("Iesniegšanas diena", "Day of submission").into(),
        pointer: "/submitted".to_owned(),
        line: Some(4),
        found: Some("2022-12-20\u{202e}".to_owned()),
        asked: say(
            "nav vēlāk par 2022. gada 31. decembri",
            "is not later than 31 December 2022",
        ),
        answer: Truth::Holds,
        law: law.clone(),
    };
    let applies = Step {
        role: Role {
            applies: true,
            negated: true,
            alternative: true,
        },
        found: None,
        line: None,
        answer: Truth::NotStated,
        law: [].into(),
        ..step.clone()
    };
    let judgement = |outcome, steps| Judgement {
        pointer: String::new(),
        outcome,
        reason: say("Prasība ir izpildīta.", "What the rule requires is met."),
        steps,
    };
    vec![
        Trace {
            rule: "selection-deadline".into(),
            judgements: vec![judgement(Outcome::Pass, vec![step])],
        },
        Trace {
            rule: "budget-arithmetic".into(),
            judgements: vec![
                judgement(Outcome::NotApplicable, vec![applies]),
                judgement(Outcome::Pass, Vec::new()),
            ],
        },
    ]
}

fn counts(outcomes: &[Outcome]) -> Counts {
    let mut counts = Counts::default();
    for &outcome in outcomes {
        counts.add(outcome);
    }
    counts
}

fn as_of() -> AsOf {
    AsOf {
        date: day(2022, 12, 20).unwrap_or_default(),
        from: "submitted".into(),
    }
}

fn finding(rule: &str, outcome: Outcome, text: &str, message: String) -> Finding {
    Finding {
        rule: rule.into(),
        outcome,
        level: Level::Error,
        message,
        help: None,
        found: None,
        expected: None,
        place: place(text, "call", ""),
        related: Vec::new(),
        law: [].into(),
        fingerprint: Fingerprint::new(rule, "2.1.2.1.i-0007", "", "", 0),
        waived: None,
    }
}

/// The first place where a text stands.
fn place(text: &str, words: &str, pointer: &str) -> Place {
    at(text, text.find(words).expect("the words"), words, pointer)
}

/// The last place where a text stands.
fn last(text: &str, words: &str, pointer: &str) -> Place {
    at(text, text.rfind(words).expect("the words"), words, pointer)
}

/// A place with the line before it and its own.
fn at(text: &str, start: usize, words: &str, pointer: &str) -> Place {
    let offset = |byte: usize| u32::try_from(byte).expect("a short text");
    let span = Span::new(offset(start), offset(start + words.len()));
    let location = Lines::of(text).location(span);
    let own = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[..own.saturating_sub(1)]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Place {
        pointer: pointer.to_owned(),
        location,
        excerpt: Excerpt {
            first_line: location.start.line - u32::from(own > 0),
            text: text[before..end].to_owned(),
            marked: start - before..start - before + words.len(),
        },
    }
}

fn line_with<'a>(text: &'a str, words: &str) -> &'a str {
    let line = text.lines().find(|line| line.contains(words));
    line.unwrap_or_default().trim_start()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}
