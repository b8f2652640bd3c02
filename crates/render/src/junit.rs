//! JUnit XML, for the test reports of CI servers: a suite for each application and each portfolio, a case for each rule.
//! Knows nothing of the other formats.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::escape::Spelling;
use crate::escape::{xml, xml_attribute};
use crate::format::{Commands, Format, Style};
use crate::found;
use crate::{totals, words};
use atbilst_core::finding::{Finding, Hex, Level, Outcome};
use atbilst_core::language::Catalogue;
use atbilst_core::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE};
use atbilst_core::report::{Application, Portfolio, Report, RuleSummary};
use atbilst_core::tool::Tool;

/// What CI servers read as the results of tests.
pub(super) const FORMAT: Format = Format {
    commands: Commands::Text(Spelling::Markup),
    ..Format::new("junit", write)
};

/// Some readers refuse what says no time; the same check says the same, so that none is measured.
const NO_TIME: &str = "0";

/// Writes the report, a suite at a time.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut junit = Writer::new_with_indent(out, b' ', 4);
    let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
    junit.write_event(Event::Decl(declaration))?;
    let all = suites(report, catalogue).flat_map(|suite| suite.cases);
    let [tests, _, errors, failures] = counts(all);
    // The schema that CI servers publish has the number of skipped cases for a suite, not for all of them.
    let attributes = [
        ("name", Tool::NAME),
        ("time", NO_TIME),
        ("tests", &tests),
        ("failures", &failures),
        ("errors", &errors),
    ];
    let all = junit
        .create_element("testsuites")
        .with_attributes(attributes);
    all.write_inner_content(|junit| {
        let mut suites = suites(report, catalogue).peekable();
        while let Some(suite) = suites.next() {
            let is_last = suites.peek().is_none();
            let remarks = is_last.then(|| totals::remarks(report, catalogue).join("\n"));
            suite.write(remarks.as_deref(), catalogue, junit)?;
        }
        Ok(())
    })?;
    writeln!(junit.get_mut())
}

/// The numbers of cases: all, skipped, errors, failures.
fn counts<'r>(cases: impl IntoIterator<Item = Case<'r>>) -> [String; 4] {
    let mut counts = [0_u32; 4];
    for Case {
        hindrance, outcome, ..
    } in cases
    {
        let counted = [
            true,
            hindrance.is_none() && outcome != Outcome::Pass,
            hindrance == Some("error"),
            hindrance == Some("failure"),
        ];
        for (count, counted) in counts.iter_mut().zip(counted) {
            *count = count.saturating_add(u32::from(counted));
        }
    }
    counts.map(|count| count.to_string())
}

/// One rule of a suite.
#[derive(Clone, Copy)]
struct Case<'r> {
    rule: &'r RuleSummary,
    outcome: Outcome,
    /// The name of what it is here that stands in the way; `None` where it does not.
    hindrance: Option<&'static str>,
}

impl<'r> Case<'r> {
    /// A finding may weigh more than its rule: what a person judged does not comply, however much the rule weighs.
    fn of((rule, outcome): (&'r RuleSummary, Outcome), findings: &[Finding]) -> Self {
        let mut own = findings.iter().filter(|finding| finding.rule == rule.id);
        let fails =
            outcome == Outcome::Fail && (rule.level == Level::Error || own.any(Finding::is_error));
        let broken = [UNREADABLE_FILE, INTERNAL_ERROR].contains(&&*rule.id);
        Self {
            rule,
            outcome,
            hindrance: fails.then_some(if broken { "error" } else { "failure" }),
        }
    }
}

/// An application, or all of one call together.
struct Suite<'r> {
    name: String,
    /// The day of the check.
    timestamp: String,
    properties: Vec<(&'static str, String)>,
    cases: Vec<Case<'r>>,
    application: Option<&'r Application>,
    findings: &'r [Finding],
}

fn suites<'r>(report: &'r Report, catalogue: &Catalogue) -> impl Iterator<Item = Suite<'r>> {
    let applications = report.applications.iter();
    let portfolios = report.portfolios.iter();
    applications
        .map(|application| Suite::of_application(report, application))
        .chain(portfolios.map(|portfolio| Suite::of_portfolio(report, portfolio, catalogue)))
}

fn timestamp(report: &Report) -> String {
    format!("{}T00:00:00", report.settings.today)
}

impl<'r> Suite<'r> {
    fn of_application(report: &'r Report, application: &'r Application) -> Self {
        let rules = report.rules_of(application.book);
        let sha256 = application.sha256.as_ref();
        let as_of = application.as_of.as_ref();
        let properties = [
            ("verdict", Some(application.verdict.name().to_owned())),
            ("id", application.id.clone()),
            ("call", application.call.as_deref().map(str::to_owned)),
            ("sha256", sha256.map(|sha256| Hex(sha256).to_string())),
            ("as_of", as_of.map(|as_of| as_of.date.to_string())),
            (
                "together",
                (!application.together.is_empty()).then(|| application.together.join(" ")),
            ),
        ];
        let stated = properties.into_iter();
        let stated = stated.filter_map(|(name, value)| Some((name, value?)));
        Self {
            name: application.path.to_string(),
            timestamp: timestamp(report),
            properties: stated.collect(),
            cases: rules
                .zip(application.outcomes.iter().copied())
                .map(|one| Case::of(one, &application.findings))
                .collect(),
            application: Some(application),
            findings: &application.findings,
        }
    }

    fn of_portfolio(report: &'r Report, portfolio: &'r Portfolio, catalogue: &Catalogue) -> Self {
        let call = found::call(report, portfolio);
        Self {
            name: format!("{} {call}", catalogue.say("table.together", &[])),
            timestamp: timestamp(report),
            properties: vec![("as_of", portfolio.as_of.date.to_string())],
            cases: found::together(report, portfolio)
                .map(|one| Case::of(one, &portfolio.findings))
                .collect(),
            application: None,
            findings: &portfolio.findings,
        }
    }

    fn write(
        self,
        remarks: Option<&str>,
        catalogue: &Catalogue,
        junit: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let name = xml_attribute(&self.name);
        let [tests, skipped, errors, failures] = counts(self.cases.iter().copied());
        let attributes = [
            ("name", &*name),
            ("time", NO_TIME),
            ("timestamp", &self.timestamp),
            ("tests", &tests),
            ("skipped", &skipped),
            ("errors", &errors),
            ("failures", &failures),
        ];
        let suite = junit
            .create_element("testsuite")
            .with_attributes(attributes);
        suite.write_inner_content(|junit| {
            let properties = junit.create_element("properties");
            properties.write_inner_content(|junit| {
                for (name, value) in &self.properties {
                    let attributes = [("name", *name), ("value", &xml_attribute(value))];
                    let property = junit.create_element("property");
                    property.with_attributes(attributes).write_empty()?;
                }
                Ok(())
            })?;
            for case in &self.cases {
                self.case(case, catalogue, junit)?;
            }
            if let Some(remarks) = remarks {
                let output = junit.create_element("system-out");
                output.write_text_content(BytesText::new(&xml(remarks)))?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// The case of one rule. What does not stand in the way is no failure here either: then the reason says what it is.
    fn case(
        &self,
        &Case {
            rule,
            outcome,
            hindrance,
        }: &Case<'_>,
        catalogue: &Catalogue,
        junit: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let own: Vec<_> = self
            .findings
            .iter()
            .filter(|found| found.rules().any(|of| *of == rule.id))
            .collect();
        let place = own
            .first()
            .and_then(|found| found::place(self.application, found));
        let path = place.map(|(path, _)| path);
        let path = path.or(self.application.map(|application| &*application.path));
        // Readers split the name of a class at its last dot.
        let class = self.name.replace('.', "_");
        let (id, class) = (xml_attribute(&rule.id), xml_attribute(&class));
        let line = place.map(|(_, place)| place.location.start.line.to_string());
        let path = path.map(|path| found::plain_path(path).into_owned());
        let path = path.as_deref().map(xml_attribute);
        let case = junit.create_element("testcase");
        let case =
            case.with_attributes([("name", &*id), ("classname", &*class), ("time", NO_TIME)]);
        let case = case.with_attributes(path.as_deref().map(|path| ("file", path)));
        let case = case.with_attributes(line.as_deref().map(|line| ("line", line)));
        if outcome == Outcome::Pass {
            case.write_empty()?;
            return Ok(());
        }
        let told = own.iter();
        let told = told.map(|found| self.told(found, rule, catalogue));
        let mut texts: Vec<_> = told.collect();
        let word = catalogue.word("outcome", outcome.name());
        let reason = format!("{word}: {}", rule.title);
        let message = match own.first() {
            Some(first) if hindrance.is_some() => first.message.clone(),
            Some(first) => format!("{word}: {}", first.message),
            None => reason.clone(),
        };
        if hindrance.is_none() {
            texts.insert(0, reason);
        }
        case.write_inner_content(|junit| {
            let result = junit.create_element(hindrance.unwrap_or("skipped"));
            let message = xml_attribute(&message);
            let result = result.with_attributes([("message", &*message)]);
            let result = match hindrance {
                Some(_) => result.with_attributes([("type", &*rule.id)]),
                None => result,
            };
            result.write_text_content(BytesText::new(&xml(&texts.join("\n\n"))))?;
            Ok(())
        })?;
        Ok(())
    }

    /// All there is to say of one finding, as one of its rules has it.
    fn told(&self, finding: &Finding, rule: &RuleSummary, catalogue: &Catalogue) -> String {
        let word = words::level_word(finding, catalogue);
        let message = xml_attribute(&finding.message);
        let said = format!("{word}: {message}");
        let place = found::place(self.application, finding);
        let mut lines = vec![match place {
            Some((path, place)) => {
                let spot = words::spot(&xml_attribute(path), place);
                format!("{spot}: {said}")
            }
            None => said,
        }];
        let remarks = words::remarks(finding, catalogue).into_iter();
        lines.extend(remarks.map(|remark| format!("  {}", xml_attribute(&remark))));
        let also = finding.also.iter().find(|also| also.rule == rule.id);
        let fingerprint = also.map_or(finding.fingerprint, |also| also.fingerprint);
        lines.push(format!("  {fingerprint}"));
        lines.join("\n")
    }
}
