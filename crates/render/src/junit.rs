//! JUnit XML, for the test reports of CI servers: a suite for each application and each portfolio, a case for each rule.
//! Knows nothing of the other formats.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::escape::{xml, xml_attribute};
use super::{Style, level_word, totals, words};
use atbilst_core::finding::{Finding, Hex, Level, Outcome};
use atbilst_core::language::Catalogue;
use atbilst_core::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE};
use atbilst_core::reading::AsOf;
use atbilst_core::report::{Application, Portfolio, Report, RuleSummary};
use atbilst_core::tool::Tool;

/// Writes the report, a suite at a time: the suites of ten thousand applications take more memory than all else.
pub(super) fn write(
    report: &Report,
    catalogue: &Catalogue,
    _: &Style,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let whole = text(&totalled(report))?;
    // The schema that CI servers publish has this number for a suite, not for all of them.
    let whole = whole.replacen(" skipped=\"0\"", "", 1);
    let (begin, end) = around(&whole)?;
    out.write_all(begin.as_bytes())?;
    let applications = report.applications.iter();
    let portfolios = report.portfolios.iter();
    let mut suites = applications
        .map(|application| of_application(report, application, catalogue))
        .chain(portfolios.map(|portfolio| of_portfolio(report, portfolio, catalogue)))
        .peekable();
    while let Some(mut suite) = suites.next() {
        if suites.peek().is_none() {
            let mut text = report.notes.clone();
            text.extend(totals::sentences(report, catalogue));
            suite.set_system_out(xml(&text.join("\n")));
        }
        let mut alone = quick_junit::Report::new("");
        alone.test_suites.push(suite);
        let alone = text(&alone)?;
        let (before, _) = around(&alone)?;
        let first = before.find(SUITE).unwrap_or(before.len());
        out.write_all(before.get(first..).unwrap_or("").as_bytes())?;
    }
    out.write_all(end.as_bytes())
}

/// How a suite begins, with the line break before it, and how all of them end.
const SUITE: &str = "\n    <testsuite ";
const END: &str = "\n</testsuites>";

fn text(junit: &quick_junit::Report) -> io::Result<String> {
    junit.to_string().map_err(io::Error::other)
}

/// What stands before the end of all suites, and the end.
fn around(text: &str) -> io::Result<(&str, &str)> {
    let end = text.rfind(END).and_then(|end| text.split_at_checked(end));
    end.ok_or_else(|| io::Error::other(END))
}

/// The numbers of all suites, without them.
fn totalled(report: &Report) -> quick_junit::Report {
    let mut junit = quick_junit::Report::new(Tool::NAME);
    let mut add = |rule: &RuleSummary, outcome: Outcome| {
        junit.tests = junit.tests.saturating_add(1);
        let number = match hindrance(rule, outcome) {
            Some(NonSuccessKind::Error) => &mut junit.errors,
            Some(NonSuccessKind::Failure) => &mut junit.failures,
            None => return,
        };
        *number = number.saturating_add(1);
    };
    for application in &report.applications {
        for (rule, &outcome) in report
            .rules_of(application.book)
            .zip(&*application.outcomes)
        {
            add(rule, outcome);
        }
    }
    for portfolio in &report.portfolios {
        for (rule, &outcome) in rules_together(report, portfolio).zip(&portfolio.outcomes) {
            add(rule, outcome);
        }
    }
    junit
}

fn rules_together<'r>(
    report: &'r Report,
    portfolio: &Portfolio,
) -> impl Iterator<Item = &'r RuleSummary> {
    let book = report.rule_books.get(portfolio.book);
    let rules = book.map_or(&[][..], |book| &book.rules).iter();
    rules.filter(|rule| rule.portfolio)
}

/// What a rule that stands in the way is here; `None` where it does not.
fn hindrance(rule: &RuleSummary, outcome: Outcome) -> Option<NonSuccessKind> {
    let fails = outcome == Outcome::Fail && rule.level == Level::Error;
    let broken = [UNREADABLE_FILE, INTERNAL_ERROR].contains(&&*rule.id);
    fails.then_some(match broken {
        true => NonSuccessKind::Error,
        false => NonSuccessKind::Failure,
    })
}

fn of_application(report: &Report, application: &Application, catalogue: &Catalogue) -> TestSuite {
    let rules = report.rules_of(application.book);
    let mut suite = TestSuite::new(xml_attribute(&application.path));
    let mut add = |name: &str, value: &str| {
        suite.add_property((name, &*xml_attribute(value)));
    };
    add("verdict", application.verdict.name());
    let sha256 = application
        .sha256
        .as_ref()
        .map(|sha256| Hex(sha256).to_string());
    let texts = [
        ("id", application.id.as_deref()),
        ("call", application.call.as_deref()),
        ("sha256", sha256.as_deref()),
    ];
    for (name, text) in texts {
        text.into_iter().for_each(|text| add(name, text));
    }
    if let Some(as_of) = &application.as_of {
        add("as_of", &as_of.date.to_string());
    }
    for (rule, &outcome) in rules.zip(&*application.outcomes) {
        let own = application
            .findings
            .iter()
            .filter(|finding| finding.rule == rule.id);
        let blocks = own.map(|finding| block(Some(application), finding, catalogue));
        let mut case = case(rule, outcome, blocks.collect(), catalogue);
        case.set_classname(xml_attribute(&application.path));
        suite.add_test_case(case);
    }
    suite
}

fn of_portfolio(report: &Report, portfolio: &Portfolio, catalogue: &Catalogue) -> TestSuite {
    let book = report.rule_books.get(portfolio.book);
    let call = book.map_or("", |book| &book.call);
    let name = format!("{} {call}", catalogue.say("table.together", &[]));
    let mut suite = TestSuite::new(xml_attribute(&name));
    let AsOf { date, .. } = &portfolio.as_of;
    suite.add_property(("as_of", &*date.to_string()));
    for (rule, &outcome) in rules_together(report, portfolio).zip(&portfolio.outcomes) {
        let own = portfolio
            .findings
            .iter()
            .filter(|finding| finding.rule == rule.id);
        let blocks = own.map(|finding| block(None, finding, catalogue));
        let mut case = case(rule, outcome, blocks.collect(), catalogue);
        case.set_classname(xml_attribute(&name));
        suite.add_test_case(case);
    }
    suite
}

/// The case of one rule. What does not stand in the way is no failure here either: then the reason says what it is.
fn case(
    rule: &RuleSummary,
    outcome: Outcome,
    blocks: Vec<String>,
    catalogue: &Catalogue,
) -> TestCase {
    let hindrance = hindrance(rule, outcome);
    let fails = hindrance.is_some();
    let mut status = match (outcome, hindrance) {
        (Outcome::Pass, _) => TestCaseStatus::success(),
        (_, Some(kind)) => {
            let mut status = TestCaseStatus::non_success(kind);
            status
                .set_type(&*rule.id)
                .set_message(xml_attribute(&rule.title));
            status
        }
        _ => TestCaseStatus::skipped(),
    };
    if outcome != Outcome::Pass {
        let mut lines = blocks;
        if !fails {
            let word = catalogue.say(&format!("outcome.{}", outcome.name()), &[]);
            lines.insert(0, format!("{word}: {}", rule.title));
        }
        status.set_description(xml(&lines.join("\n\n")));
    }
    TestCase::new(xml_attribute(&rule.id), status)
}

/// All there is to say of one finding.
fn block(application: Option<&Application>, finding: &Finding, catalogue: &Catalogue) -> String {
    let (path, place) = words::place(application, finding);
    let spot = words::spot(&xml_attribute(path), place);
    let word = level_word(finding, catalogue);
    let mut lines = vec![format!(
        "{spot}: {word}: {}",
        xml_attribute(&finding.message)
    )];
    let remarks = words::remarks(finding, catalogue);
    lines.extend(
        remarks
            .iter()
            .map(|remark| format!("  {}", xml_attribute(remark))),
    );
    lines.push(format!("  {}", finding.fingerprint));
    lines.join("\n")
}
