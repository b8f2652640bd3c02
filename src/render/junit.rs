//! JUnit XML, for the test reports of CI servers: a suite for each application and each portfolio, a case for each rule.
//! Knows nothing of the other formats.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::escape::{xml, xml_attribute};
use super::{Style, level_word, totals, words};
use crate::finding::{Finding, Hex, Level, Outcome};
use crate::language::Catalogue;
use crate::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE};
use crate::report::{Application, AsOf, Portfolio, Report, RuleSummary};

/// Writes the report.
pub(super) fn write(
    report: &Report,
    catalogue: &Catalogue,
    _: &Style,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let mut junit = quick_junit::Report::new(env!("CARGO_PKG_NAME"));
    for application in &report.applications {
        junit.add_test_suite(of_application(report, application, catalogue));
    }
    for portfolio in &report.portfolios {
        junit.add_test_suite(of_portfolio(report, portfolio, catalogue));
    }
    if let Some(last) = junit.test_suites.last_mut() {
        let mut text = report.notes.clone();
        text.extend(totals::sentences(report, catalogue));
        last.set_system_out(xml(&text.join("\n")));
    }
    let text = junit.to_string().map_err(io::Error::other)?;
    // The schema that CI servers publish has this number for a suite, not for all of them.
    let skipped = format!(" skipped=\"{}\"", junit.skipped);
    out.write_all(text.replacen(&skipped, "", 1).as_bytes())
}

fn of_application(report: &Report, application: &Application, catalogue: &Catalogue) -> TestSuite {
    let book = application
        .book
        .and_then(|index| report.rule_books.get(index));
    let rules = book.map_or(&[][..], |book| &book.rules).iter();
    let rules = report
        .own_rules
        .iter()
        .chain(rules.filter(|rule| !rule.portfolio));
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
    let rules = book.map_or(&[][..], |book| &book.rules).iter();
    for (rule, &outcome) in rules.filter(|rule| rule.portfolio).zip(&portfolio.outcomes) {
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
    let fails = outcome == Outcome::Fail && rule.level == Level::Error;
    let mut status = match outcome {
        Outcome::Pass => TestCaseStatus::success(),
        _ if fails => {
            let broken = [UNREADABLE_FILE, INTERNAL_ERROR].contains(&&*rule.id);
            let mut status = TestCaseStatus::non_success(match broken {
                true => NonSuccessKind::Error,
                false => NonSuccessKind::Failure,
            });
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
