//! What the editor can put right: corrections of form, as `--fix` makes them, and the lines that a finding asks for.

use atbilst_core::finding::{Cure, Finding};
use atbilst_core::fix::{self, Edit};
use atbilst_core::language::{Catalogue, Value as Said};
use atbilst_core::own_rules::{DUPLICATE_KEY, YAML_SYNTAX};
use atbilst_yaml::source::{Lines, Span};
use lsp_types::{CodeActionKind, Range, TextEdit};

use crate::document::Document;
use crate::project::Project;
use crate::write::Action;

/// Letters of what is written that a title shows.
const SHOWN: usize = 60;

/// What can be put right in a stretch of a text, and all of the text where anything in it can.
pub(crate) fn actions(
    document: &Document,
    text: &str,
    project: &Project,
    range: Range,
) -> Vec<Action> {
    let (books, limits) = (project.checker.books(), &project.limits);
    let catalogue = project.catalogue;
    // Whoever stands in a line means what was found in it.
    let lines = range.start.line..=range.end.line;
    let edits = fix::edits(books, text, limits);
    let mut actions = Vec::new();
    for (place, finding) in document.findings.iter().enumerate() {
        let location = finding.place.location;
        let span = Span::new(location.start.byte, location.end.byte);
        let own = document.text.range(span);
        if own.start.line > *lines.end() || *lines.start() > own.end.line {
            continue;
        }
        let own = edits.iter().filter(|edit| concerns(edit, finding, span));
        let own: Vec<&Edit> = own.collect();
        for edit in &own {
            actions.push(Action {
                title: say(catalogue, "lsp.fix", &edit.to),
                kind: CodeActionKind::QUICKFIX,
                of: Some(place),
                preferred: true,
                edits: vec![TextEdit::new(
                    document.text.range(edit.span),
                    edit.to.clone(),
                )],
            });
        }
        let cure = finding.cure.as_deref().filter(|_| own.is_empty());
        let cured = cure.map(|cure| cured(cure, text));
        let cured = cured.filter(|edits| reads(document, project, &fix::applied(text, edits)));
        if let (Some(cure), Some(cured)) = (cure, cured) {
            let first = cure.text.lines().next().unwrap_or_default().trim();
            let title = match (&finding.expected, cure.lines) {
                _ if cure.moved.is_some() => say(catalogue, "lsp.move", first),
                (_, 0) => say(catalogue, "lsp.insert", first),
                (Some(expected), _) if cure.text.contains(expected) => {
                    say(catalogue, "lsp.fix", expected)
                }
                _ => say(catalogue, "lsp.write", first),
            };
            actions.push(Action {
                title,
                kind: CodeActionKind::QUICKFIX,
                of: Some(place),
                preferred: false,
                edits: cured
                    .into_iter()
                    .map(|edit| TextEdit::new(document.text.range(edit.span), edit.to))
                    .collect(),
            });
        }
    }
    let any_here = actions.iter().any(|action| action.preferred);
    if !edits.is_empty() {
        let fixed = fix::fixed(books, text, limits);
        let about = [("count", Said::from(fixed.edits.len()))];
        let title = catalogue.say("lsp.fix_all", &about);
        let edits = changed_lines(document, text, &fixed.text);
        let kinds = match any_here {
            true => &[CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL][..],
            false => &[CodeActionKind::SOURCE_FIX_ALL],
        };
        actions.extend(kinds.iter().map(|kind| Action {
            title: title.clone(),
            kind: kind.clone(),
            of: None,
            preferred: false,
            edits: edits.clone(),
        }));
    }
    actions
}

/// Whether a correction is of what was found at a stretch, and not only beside it.
fn concerns(edit: &Edit, finding: &Finding, span: Span) -> bool {
    let meets =
        edit.span.start < span.end.max(span.start.saturating_add(1)) && span.start < edit.span.end;
    let cure = finding.cure.as_deref();
    meets && cure.is_none_or(|cure| cure.text.contains(edit.to.trim()) || cure.lines > 0)
}

fn say(catalogue: &Catalogue, key: &str, text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let shown = atbilst_render::escape::shown(&shown).into_owned();
    catalogue.say(key, &[("text", shown.into())])
}

/// The lines that put a finding right, where they belong, and without those that are moved so.
fn cured(cure: &Cure, text: &str) -> Vec<Edit> {
    let lines = Lines::of(text);
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut written = cure.text.replace('\n', line_break);
    let start = lines.start(cure.line);
    let last = cure.line.saturating_add(cure.lines).saturating_sub(1);
    let until = match cure.lines {
        0 => start,
        _ => {
            let length = lines.line(last).map_or(0, str::len);
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            lines.start(last).saturating_add(length).min(end)
        }
    };
    if cure.lines == 0 {
        let open = start == end && !text.is_empty() && !text.ends_with(['\n', '\r']);
        written = match open {
            true => format!("{line_break}{written}"),
            false => format!("{written}{line_break}"),
        };
    }
    let edit = |span: Span, to| Edit {
        span,
        from: span.of(text).to_owned(),
        to,
    };
    let mut edits = vec![edit(Span::new(start, until.max(start)), written)];
    edits.extend(cure.moved.map(|moved| {
        let behind = moved.line.saturating_add(moved.lines);
        let until = lines.line(behind).map_or(end, |_| lines.start(behind));
        edit(Span::new(lines.start(moved.line), until), String::new())
    }));
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// Whether the text can be read as well as before when it is changed so, with no key twice.
fn reads(document: &Document, project: &Project, changed: &str) -> bool {
    let broken = |findings: &[Finding]| {
        let broken = findings
            .iter()
            .filter(|finding| [YAML_SYNTAX, DUPLICATE_KEY].contains(&&*finding.rule));
        broken.count()
    };
    let scratch = &mut *project.scratch.borrow_mut();
    let checker = &project.checker;
    let checked = checker.check(scratch, &document.name, changed.as_bytes());
    let report = checker.report(vec![checked], &|_: &str| None);
    let mut applications = report.applications.iter();
    applications.all(|one| broken(&one.findings) <= broken(&document.findings))
}

/// The lines that differ: no correction adds or removes one.
fn changed_lines(document: &Document, before: &str, after: &str) -> Vec<TextEdit> {
    let (old, new) = (Lines::of(before), Lines::of(after));
    let numbers =
        (1_u32..).map_while(|number| Some((number, old.line(number)?, new.line(number)?)));
    let changed = numbers.filter(|(_, old, new)| old != new);
    let edit = |(number, line, to): (u32, &str, &str)| {
        let start = old.start(number);
        let length = u32::try_from(line.len()).unwrap_or(u32::MAX);
        let span = Span::new(start, start.saturating_add(length));
        TextEdit::new(document.text.range(span), to.to_owned())
    };
    changed.map(edit).collect()
}
