//! One report with everything that a format must be able to show: every outcome, both levels, a waiver, places in several files,
//! long lines, and texts that try to take over the terminal.

mod findings;
mod place;
mod together;
mod why;

use std::sync::Arc;

use atbilst_core::evaluate::aggregate::Members;
use atbilst_core::finding::{Counts, Finding, Law, Level, Outcome, Verdict};
use atbilst_core::language::Language;
use atbilst_core::law::Captured;
use atbilst_core::reading::{AsOf, AsOfSource};
use atbilst_core::report::{
    Application, BookSummary, Grouping, NearLimit, NearestLimits, Portfolio, Report, RuleSummary,
    SourceSummary, Subject, Summary, Totals,
};
use atbilst_core::settings::Settings;
use atbilst_core::tool::Tool;
use atbilst_core::waivers::WaiverTerms;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Chooses between a text in Latvian and one in English.
type Say<'s> = &'s dyn Fn(&str, &str) -> String;

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
        waiver: WaiverTerms::default(),
        portfolio,
    };
    let book = BookSummary {
        name: "rules/2.1.2.1.i.yaml".into(),
        call: "2.1.2.1.i".into(),
        title: say("Koplietošanas platformas", "Shared platforms"),
        version: "2026-11-22".to_owned(),
        verified_on: day(2026, 11, 22).unwrap_or_default(),
        sha256: [0x2a; 32],
        sources: [
            SourceSummary {
                id: "page".to_owned(),
                title: say("Lapa", "A page"),
                url: "https://example.org/law".to_owned(),
                captured: Some(Captured {
                    path: "sources/page.txt".to_owned(),
                    seal: day(2026, 11, 21).map(|day| ([0x1a; 32], day)),
                    excerpt: false,
                    compared: true,
                }),
            },
            SourceSummary {
                id: "act".to_owned(),
                title: say("Likums", "An act"),
                url: "https://example.org/act".to_owned(),
                captured: None,
            },
            SourceSummary {
                id: "order".to_owned(),
                title: say("Rīkojums", "An order"),
                url: "https://example.org/order".to_owned(),
                captured: Some(Captured {
                    path: "sources/order.txt".to_owned(),
                    seal: day(2026, 11, 20).map(|day| ([0x1b; 32], day)),
                    excerpt: true,
                    compared: false,
                }),
            },
        ]
        .into(),
        next_steps: Vec::new(),
        applied: true,
        groups: [Grouping {
            path: "applicant.type".into(),
            title: say("Veids", "Type"),
            codes: vec![("ministry".to_owned(), say("ministrija", "ministry"))],
        }]
        .into(),
        money: Some(say("Finansējums", "Funding")),
        rules: rules
            .iter()
            .map(|&(id, portfolio)| summary_of(id, portfolio))
            .collect(),
    };
    let mut report = Report {
        settings: Settings {
            findings: 1000,
            tool: Tool {
                version: "0.1.0",
                commit: Some("0123456789abcdef0123456789abcdef01234567"),
                home: None,
            },
            ..Settings::on(day(2026, 11, 23).unwrap_or_default())
        },
        inputs: vec!["examples".to_owned()],
        selection: atbilst_core::report::Selection::default(),
        category: None,
        language,
        rule_books: vec![book],
        waivers: Vec::new(),
        answers: Vec::new(),
        waiver_effects: Vec::new(),
        own_rules: own.iter().map(|id| summary_of(id, false)).collect(),
        applications: vec![
            application(
                "examples/\u{1b}[31mevil\n\u{9b}.yaml",
                Verdict::DoesNotComply,
                findings::hostile(&say),
            ),
            Application {
                book: None,
                call: None,
                id: None,
                subject: Subject::default(),
                as_of: None,
                outcomes: [Outcome::Fail].into(),
                ..application(
                    "examples/broken.yaml",
                    Verdict::Unreadable,
                    vec![findings::broken(&say)],
                )
            },
            Application {
                traces: why::traces(&envelope, &say),
                sheet: Vec::new(),
                ..application("examples/complete.yaml", Verdict::Complies, Vec::new())
            },
            application(
                "examples/late.yaml",
                Verdict::DoesNotComply,
                findings::late(&deadline, &say),
            ),
            application(
                "examples/waived.yaml",
                Verdict::Complies,
                vec![findings::waived(&say)],
            ),
        ],
        portfolios: vec![Portfolio {
            book: 0,
            as_of: as_of(),
            as_of_application: Some("examples/late.yaml".into()),
            applications: 4,
            outcomes: [Outcome::Fail, Outcome::Review].into(),
            counts: counts(&[Outcome::Fail, Outcome::Review]),
            findings: together::findings(&envelope, &say),
            members: members().into(),
            concerned: vec![Vec::new(), vec![0, 1]],
            undecided: Vec::new(),
            figures: together::figures(&envelope, &say),
        }],
        notes: vec![say(
            "Noteikumu grāmata ar tiesību aktiem salīdzināta pirms 400 dienām; pārliecinieties, vai tie pa šo laiku nav grozīti.\u{1b}[5m",
            "The rule book was compared with the law 400 days ago; make sure that the law has not been amended since.\u{1b}[5m",
        )],
        summary: Summary::default(),
        totals: Totals::default(),
    };
    for application in &report.applications {
        report.summary.add(application);
        let groupings = application
            .book
            .map_or(&[][..], |_| &report.rule_books[0].groups);
        report.totals.add(application, groupings);
    }
    let applications = std::mem::take(&mut report.applications);
    report.show(applications);
    report.summary.with_together = 1;
    for portfolio in &report.portfolios {
        report.summary.add_portfolio(portfolio);
        report.totals.add_portfolio(portfolio);
    }
    report
}

/// The same with four findings and their rules, for a format that takes many lines for each: a question, a failure, a waiver, and one
/// over all applications.
pub(crate) fn short(language: Language) -> Report {
    let mut report = report(language);
    for application in &mut report.applications {
        application.findings.truncate(1);
    }
    let shown = |application: &Application| {
        !application.findings.is_empty() && application.verdict != Verdict::Unreadable
    };
    report.applications.retain(shown);
    for portfolio in &mut report.portfolios {
        portfolio.findings.remove(0);
    }
    let found: Vec<_> = report.findings().map(|(_, f)| f.rule.clone()).collect();
    let of_found = |rules: &[RuleSummary]| {
        let rules = rules.iter().filter(|rule| found.contains(&rule.id));
        rules.cloned().collect()
    };
    report.own_rules = of_found(&report.own_rules);
    for book in &mut report.rule_books {
        book.rules = of_found(&book.rules);
    }
    report
}

fn near(found: &str, limit: &str) -> NearLimit {
    NearLimit {
        rule: "selection-deadline".into(),
        pointer: "/submitted".to_owned(),
        found: found.to_owned(),
        limit: limit.to_owned(),
    }
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
        subject: Subject {
            identity: [
                Some("=SUM(1) <b>E-lieta</b>".into()),
                Some("Prokuratūra \u{202e}|".into()),
                Some("90000000000".into()),
            ],
            groups: ["ministry".into()].into(),
            money: Some(Decimal::new(73_000_000, 2)),
        },
        as_of: Some(as_of()),
        verdict,
        outcomes: outcomes.iter().copied().take(6).collect(),
        findings,
        counts: counts(&outcomes),
        traces: Vec::new(),
        sheet: Vec::new(),
        together: Vec::new(),
        stated: Box::default(),
        nearest: Box::new(NearestLimits {
            amount: Some((near("730000.00", "744898.00"), Decimal::new(9800, 2))),
            day: Some((near("2022-12-20", "2022-12-31"), 11)),
        }),
    }
}

fn members() -> Members {
    let mut members = Members::default();
    members.add("examples/late.yaml", None, Some(3));
    members.add("examples/waived.yaml", None, Some(4));
    members
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
        from: AsOfSource::Field("submitted".into()),
    }
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}
