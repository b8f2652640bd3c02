//! What was found of an application, as the editor shows it.

use atbilst_core::finding::{Finding, Law, Weight};
use atbilst_core::language::Catalogue;
use atbilst_core::tool::Tool;
use atbilst_render::escape::{link, shown_lines};
use atbilst_render::{citation, remarks};
use atbilst_yaml::source::Span;
use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    NumberOrString,
};

use crate::document::Document;
use crate::project::Project;

/// Checks a text as `check` does a file of a folder, or one that is named where it was an application before. All applications of a
/// call together are not judged: one is open.
pub(crate) fn check(document: &mut Document, text: &str, project: &Project) {
    let scratch = &mut *project.scratch.borrow_mut();
    let checker = &project.checker;
    let (path, bytes) = (&document.name, text.as_bytes());
    let checked = if document.was_application {
        Some(checker.check(scratch, path, bytes))
    } else {
        checker.check_found(scratch, path, bytes, project.strict)
    };
    document.was_application |= checked.is_some();
    let report = checker.report(checked.into_iter().collect(), &|_: &str| None);
    let application = report.applications.into_iter().next();
    document.findings = application.map_or_else(Vec::new, |application| application.findings);
}

/// What was found, in the order of the report.
pub(crate) fn diagnostics(
    document: &Document,
    catalogue: &Catalogue,
    relates: bool,
    law: &dyn Fn(&Finding, &Law) -> Option<Location>,
) -> Vec<Diagnostic> {
    let one = |finding: &Finding| diagnostic(finding, document, catalogue, relates, law);
    document.findings.iter().map(one).collect()
}

fn diagnostic(
    finding: &Finding,
    document: &Document,
    catalogue: &Catalogue,
    relates: bool,
    law_at: &dyn Fn(&Finding, &Law) -> Option<Location>,
) -> Diagnostic {
    let location = finding.place.location;
    let range = document
        .text
        .range(Span::new(location.start.byte, location.end.byte));
    let here = || Location::new(document.uri.clone(), range);
    let law = finding.law.iter().map(|law| DiagnosticRelatedInformation {
        location: law_at(finding, law).unwrap_or_else(here),
        message: shown_lines(&citation(law, catalogue)).into_owned(),
    });
    let others = finding.related.iter().map(|related| {
        let location = related.place.location;
        let span = Span::new(location.start.byte, location.end.byte);
        DiagnosticRelatedInformation {
            location: Location::new(document.uri.clone(), document.text.range(span)),
            message: shown_lines(&related.message).into_owned(),
        }
    });
    let address = finding.law.iter().find_map(|law| link(&law.url));
    let address = address.and_then(|url| url.parse().ok());
    let mut message = vec![finding.message.clone()];
    let related: Vec<_> = match relates {
        true => {
            // What the law says stands beside it.
            let without_law = Finding {
                law: [].into(),
                ..finding.clone()
            };
            message.extend(remarks(&without_law, catalogue));
            law.chain(others).collect()
        }
        false => {
            message.extend(remarks(finding, catalogue));
            let others = finding.related.iter();
            message.extend(others.map(|other| {
                let line = other.place.location.start.line;
                format!("{line}: {}", other.message)
            }));
            Vec::new()
        }
    };
    Diagnostic {
        range,
        severity: Some(severity(finding)),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: address.map(|href| CodeDescription { href }),
        source: Some(Tool::NAME.to_owned()),
        message: shown_lines(&message.join("\n")).into_owned(),
        related_information: (!related.is_empty()).then_some(related),
        tags: None,
        data: None,
    }
}

/// What contradicts, by its weight; a question to a person; what somebody answers for already.
fn severity(finding: &Finding) -> DiagnosticSeverity {
    match finding.weight() {
        Weight::Error => DiagnosticSeverity::ERROR,
        Weight::Warning => DiagnosticSeverity::WARNING,
        Weight::Review => DiagnosticSeverity::INFORMATION,
        Weight::Settled => DiagnosticSeverity::HINT,
    }
}
