//! What several formats say of a finding in the same words, not yet escaped for any of them.

use crate::escape::shown;
use atbilst_core::finding::{Finding, Law, Outcome, Place, Weight};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::message::trace::TraceStep;
use atbilst_core::report::{Application, Report, SourceSummary, StatedByOffice};

/// What a finding is, in the reader's language.
pub(super) fn level_word(finding: &Finding, catalogue: &Catalogue) -> String {
    let name = match finding.outcome {
        outcome @ (Outcome::Review | Outcome::Waived | Outcome::Answered) => outcome.name(),
        _ => finding.level.name(),
    };
    catalogue.word("level", name)
}

/// What a finding is to programs, the same in every language.
pub(super) fn severity(finding: &Finding) -> &'static str {
    match finding.weight() {
        Weight::Error => "error",
        Weight::Warning | Weight::Review => "warning",
        Weight::Settled => "note",
    }
}

/// Whether a rule book that was applied says what the money of an application is.
pub(super) fn has_money(report: &Report) -> bool {
    report.applied_books().any(|book| book.money.is_some())
}

/// That a sum of money lacks applications; nothing where none states money, or all do.
#[cfg(any(feature = "html", feature = "xlsx"))]
pub(super) fn money_unknown(report: &Report, catalogue: &Catalogue) -> Option<String> {
    let count = report.totals.all.without_money;
    let lacks = has_money(report) && count > 0;
    lacks.then(|| catalogue.say("page.money_unknown", &[("count", count.into())]))
}

/// Whose project an application is about, its groups and its money, on one line; nothing where its rule book does not say.
pub(super) fn subject_line(
    report: &Report,
    application: &Application,
    catalogue: &Catalogue,
) -> String {
    let subject = &application.subject;
    let stated = |text: &&str| !text.is_empty();
    let identity = subject.identity.iter().flatten().map(|part| &**part);
    let groups = report
        .groupings(application.book)
        .iter()
        .zip(&subject.groups);
    let groups = groups.map(|(grouping, value)| grouping.called(value));
    let texts = identity.chain(groups).filter(stated);
    let mut parts: Vec<String> = texts.map(|text| shown(text).into_owned()).collect();
    let money = subject.money.map(Value::from);
    parts.extend(money.map(|money| money.write(catalogue.language()).into_owned()));
    parts.join(" · ")
}

/// That findings over all applications concern this one, by their rules; `None` where none does.
fn together(report: &Report, application: &Application, catalogue: &Catalogue) -> Option<String> {
    let named = titles(report, application.together.iter().map(|id| &**id));
    let about = [("rules", named.join("; ").into())];
    (!named.is_empty()).then(|| catalogue.say("human.together", &about))
}

/// Whether the words of a source are kept with its book, since when, and what of them was compared.
pub(super) fn captured(source: &SourceSummary, catalogue: &Catalogue) -> String {
    let kept = source.captured.as_ref();
    let Some((kept, (_, day))) = kept.and_then(|kept| Some((kept, kept.seal?))) else {
        return catalogue.say("page.words.none", &[]);
    };
    let which = match kept.excerpt {
        false => "page.words.whole",
        true => "page.words.excerpt",
    };
    let whether = match kept.compared {
        false => "page.words.not_compared",
        true => "page.words.compared",
    };
    let which = catalogue.say(which, &[("date", day.into())]);
    format!("{which}; {}", catalogue.say(whether, &[]))
}

/// What a field that the office states is called; one of several items with the item that it stands in.
fn title_of(stated: &StatedByOffice) -> String {
    let parts = stated.field.split('[').skip(1);
    let items: Vec<&str> = parts
        .filter_map(|part| Some(part.split_once(']')?.0))
        .collect();
    match items.is_empty() {
        true => stated.title.clone(),
        false => format!("{} ({})", stated.title, items.join(", ")),
    }
}

/// What the office states of an application, a sentence each.
pub(super) fn stated(application: &Application, catalogue: &Catalogue) -> Vec<String> {
    let said = |stated: &StatedByOffice| {
        let about = [
            ("title", title_of(stated).into()),
            ("is", stated.in_words.as_str().into()),
            ("register", stated.register.as_str().into()),
            ("by", stated.by.as_str().into()),
            ("on", stated.on.into()),
            ("file", (&*stated.file).into()),
        ];
        catalogue.say("human.stated", &about)
    };
    application.stated.iter().map(said).collect()
}

/// What is said of an application beside its findings: what the office states, at length or in one sentence, and which findings over
/// all concern it.
pub(super) fn beside(
    report: &Report,
    application: &Application,
    catalogue: &Catalogue,
    at_length: bool,
) -> Vec<String> {
    let all = application.stated.iter();
    let all = all.map(|one| format!("{} – {}", title_of(one), one.in_words));
    let all = all.collect::<Vec<_>>().join("; ");
    let mut said = match (at_length, all.is_empty()) {
        (true, _) => stated(application, catalogue),
        (false, true) => Vec::new(),
        (false, false) => {
            vec![catalogue.say("human.stated_short", &[("stated", all.into())])]
        }
    };
    said.extend(together(report, application, catalogue));
    said
}

/// Rules by title and id, each once.
pub(super) fn titles<'i>(report: &Report, ids: impl Iterator<Item = &'i str>) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for id in ids {
        let rule = report.all_rules().find(|(_, rule)| *rule.id == *id);
        let title = match rule {
            Some((_, rule)) => format!("{} ({id})", rule.title),
            None => id.to_owned(),
        };
        if !named.contains(&title) {
            named.push(title);
        }
    }
    named
}

/// What is to be said of some of those that comply.
pub(super) fn of_complying(report: &Report, catalogue: &Catalogue) -> Option<String> {
    let summary = &report.summary;
    let parts = [
        ("summary.by_waivers", summary.by_waivers),
        ("summary.by_answers", summary.by_answers),
        ("summary.with_together", summary.with_together),
    ];
    let said = parts.into_iter().filter(|(_, count)| *count > 0);
    let said: Vec<_> = said
        .map(|(key, count)| catalogue.say(key, &[("count", count.into())]))
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// `path:line:column`
pub(super) fn spot(path: &str, place: &Place) -> String {
    let start = place.location.start;
    format!("{path}:{}:{}", start.line, start.column)
}

/// Source, point, quote and date of the law, in one line.
pub fn citation(law: &Law, catalogue: &Catalogue) -> String {
    let mut text = law.source.clone();
    if let Some(point) = &law.point {
        let point = point.trim_end_matches('.');
        let values = [("source", text.into()), ("point", point.into())];
        text = catalogue.say("human.point", &values);
    }
    if let Some(quote) = &law.quote {
        let words: Vec<&str> = quote.split_whitespace().collect();
        let quote = catalogue.say("human.quote", &[("quote", words.join(" ").into())]);
        text = format!("{text}: {quote}");
    }
    if let Some(since) = law.since {
        let since = catalogue.say("human.since", &[("since", since.into())]);
        text = format!("{text} ({since})");
    }
    text
}

/// What somebody answers for, or answered: whether it is an answer or a waiver, and its text.
pub(super) fn decided(finding: &Finding, catalogue: &Catalogue) -> Option<(String, String)> {
    let word = |key: &str| catalogue.say(key, &[]);
    let waiver = || Some((word("human.waiver"), waiver(finding, catalogue)?));
    waiver().or_else(|| Some((word("human.answer"), answer(finding, catalogue)?)))
}

/// What a person decided about a question.
pub(super) fn answer(finding: &Finding, catalogue: &Catalogue) -> Option<String> {
    let answered = finding.answered.as_deref()?;
    let says = catalogue.word("verdict", answered.says.name());
    let values = [
        ("says", says.into()),
        ("by", answered.by.as_str().into()),
        ("on", answered.on.into()),
        ("document", answered.document.as_str().into()),
        ("file", (&*answered.file).into()),
    ];
    let terms = catalogue.say("human.answer_terms", &values);
    let reason = answered.reason.trim().trim_end_matches('.');
    let second = answered.second.as_deref().map(|second| {
        let about = [("second", second.into())];
        format!("; {}", catalogue.say("human.second", &about))
    });
    Some(format!("{reason}; {terms}{}", second.unwrap_or_default()))
}

/// Why a waived finding does not count.
fn waiver(finding: &Finding, catalogue: &Catalogue) -> Option<String> {
    let waived = finding.waived.as_deref()?;
    let before = catalogue.word("outcome", waived.outcome.name());
    let values = [
        ("approver", waived.approver.as_str().into()),
        ("document", waived.document.as_str().into()),
        ("issued", waived.issued.into()),
        ("expires", waived.expires.into()),
        ("file", (&*waived.file).into()),
        ("outcome", before.into()),
    ];
    let terms = catalogue.say("human.waiver_terms", &values);
    let reason = waived.reason.trim().trim_end_matches('.');
    Some(format!("{reason}; {terms}"))
}

/// What a person must know of a finding beside its message: one `name: text` a line.
pub fn remarks(finding: &Finding, catalogue: &Catalogue) -> Vec<String> {
    let say = |key: &str| catalogue.say(key, &[]);
    let mut remarks = Vec::new();
    if let Some(wanted) = finding.wanted() {
        remarks.push(format!("{}: {wanted}", say("human.expected")));
    }
    if let Some(help) = &finding.help {
        remarks.push(format!("{}: {help}", say("human.help")));
    }
    for law in finding.law.iter() {
        remarks.push(format!(
            "{}: {}",
            say("human.law"),
            citation(law, catalogue)
        ));
    }
    if let Some((word, text)) = decided(finding, catalogue) {
        remarks.push(format!("{word}: {text}"));
    }
    remarks
}

/// The message; in front of it what the finding is, where its format does not show that otherwise.
pub(super) fn headline(finding: &Finding, catalogue: &Catalogue) -> String {
    match finding.outcome {
        Outcome::Review | Outcome::Waived | Outcome::Answered => {
            format!("[{}] {}", level_word(finding, catalogue), finding.message)
        }
        _ => finding.message.clone(),
    }
}

/// What a step asked, with what its answer decides.
pub(super) fn asked(step: &TraceStep, catalogue: &Catalogue) -> String {
    shown(&step.asked(catalogue)).into_owned()
}
