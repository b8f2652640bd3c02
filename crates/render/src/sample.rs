//! The applications that were drawn, as a sheet to work on, in each of its formats. Knows nothing of how they were drawn.

use std::io;

use serde_json::{Value, json};

use crate::format::Style;
use crate::json::write_pretty;
use crate::rows::{Cell, cents};
use crate::tables::{self, TablePart, Tables};
use atbilst_core::language::{Catalogue, Value as Said};
use atbilst_core::sample::{Chosen, Sample, SampleMethod, SampleRequest};
use atbilst_core::stored::StoredReport;
use rust_decimal::Decimal;

/// A sample with what it was drawn from and by.
#[derive(Clone, Copy, Debug)]
pub struct SampleSheet<'s> {
    /// The report.
    pub report: &'s StoredReport,
    /// What was asked for.
    pub asked: &'s SampleRequest<'s>,
    /// What came of it.
    pub sample: &'s Sample<'s>,
}

/// Writes a sample.
pub type WriteSample =
    fn(&SampleSheet<'_>, &Catalogue, &Style, &mut dyn io::Write) -> io::Result<()>;

/// The formats of a sample.
pub const SAMPLES: &[(&str, WriteSample)] = &[
    ("human", |sheet, catalogue, style, out| {
        tables::terminal(&told(sheet, catalogue, false), catalogue, style, out)
    }),
    ("json", json),
    ("markdown", |sheet, catalogue, _, out| {
        tables::markdown(&told(sheet, catalogue, true), catalogue, out)
    }),
    #[cfg(feature = "html")]
    ("html", |sheet, catalogue, _, out| {
        tables::html(&told(sheet, catalogue, true), catalogue, out)
    }),
    #[cfg(feature = "xlsx")]
    ("xlsx", |sheet, catalogue, _, out| {
        tables::workbook(&told(sheet, catalogue, true), catalogue, out)
    }),
];

/// As sentences and tables; with room for what an auditor writes where it is a sheet `to_fill`.
fn told<'s>(sheet: &SampleSheet<'s>, catalogue: &Catalogue, to_fill: bool) -> Tables<'s> {
    let count = |count: usize| Cell::Count(u64::try_from(count).unwrap_or(u64::MAX));
    let strata = sheet.sample.strata.iter();
    let strata = strata.map(|one| {
        let name = stratum(one.name, sheet.asked, catalogue);
        vec![name, count(one.population), count(one.drawn)]
    });
    Tables {
        title: catalogue.say("sample.title", &[]),
        lead: lead(sheet, catalogue),
        parts: vec![
            TablePart {
                heading: catalogue.say("sample.strata", &[]),
                columns: vec!["stratum", "population", "drawn"],
                rows: strata.collect(),
            },
            chosen(sheet, catalogue, to_fill),
        ],
    }
}

/// How it was drawn, and of what.
fn lead(sheet: &SampleSheet<'_>, catalogue: &Catalogue) -> Vec<String> {
    let SampleSheet {
        report,
        asked,
        sample,
    } = *sheet;
    let method = format!("sample.method.{}", asked.method.name());
    let about: [(&str, Said<'_>); 7] = [
        ("seed", asked.seed.into()),
        ("field", asked.by.into()),
        ("size", asked.size.into()),
        ("drawn", sample.chosen.len().into()),
        ("count", sample.population.into()),
        ("money", sample.money.into()),
        ("date", report.today.as_str().into()),
    ];
    let files = &report.settings.files;
    let parts = [
        ("sample.since", &files.since),
        ("sample.shard", &files.shard),
    ];
    let parts = parts.into_iter().filter_map(|(key, part)| {
        let part = part.as_deref()?;
        Some(catalogue.say(key, &[("part", part.into())]))
    });
    let mut lead: Vec<String> = parts.collect();
    lead.extend([
        catalogue.say("sample.population", &about),
        catalogue.say(&method, &about),
    ]);
    if let (Some(interval), Some(start)) = (sample.interval, sample.start) {
        let about = [("interval", interval.into()), ("start", start.into())];
        lead.push(catalogue.say("sample.interval", &about));
    }
    if !asked.method.is_ranking() {
        lead.push(catalogue.say("sample.repeat", &about));
    }
    let findings = report.left_out();
    if asked.method == SampleMethod::Risk && findings > 0 {
        lead.push(catalogue.say("sample.findings_left_out", &[("count", findings.into())]));
    }
    if sample.left_out > 0 {
        lead.push(catalogue.say("sample.left_out", &[("count", sample.left_out.into())]));
    }
    lead
}

/// What is stated of an application where it is chosen for being near a limit.
const NEAR: [&str; 4] = ["percent", "percent_rule", "days", "days_rule"];

/// What whoever looks at an application fills in.
const EMPTY: [&str; 4] = ["looked_at_by", "looked_at_on", "result", "difference"];

/// The applications that were drawn, in their order.
fn chosen<'s>(sheet: &SampleSheet<'s>, catalogue: &Catalogue, to_fill: bool) -> TablePart<'s> {
    let SampleSheet { asked, sample, .. } = *sheet;
    let mut columns = vec![
        "number",
        "id",
        "title",
        "applicant",
        "registration_number",
        "verdict",
        "money",
    ];
    let stratified = asked.method == SampleMethod::Stratified;
    let certain = asked.method == SampleMethod::MonetaryUnit;
    columns.extend(stratified.then_some("stratum"));
    columns.extend(certain.then_some("chosen"));
    let ranked = asked.method.is_ranking();
    // A terminal has no room for the rules.
    let is_shown = |column: &&&str| ranked && (to_fill || !column.ends_with("_rule"));
    columns.extend(NEAR.iter().filter(is_shown));
    columns.push("path");
    columns.extend(EMPTY.iter().filter(|_| to_fill));
    let row = |(number, one): (u64, &Chosen<'s>)| {
        let application = one.application;
        let verdict = catalogue.word("verdict", &application.verdict);
        let mut row = vec![
            Cell::Count(number),
            Cell::text(application.name()),
            Cell::maybe(application.identity.title.as_deref()),
            Cell::maybe(application.identity.applicant.as_deref()),
            Cell::maybe(application.identity.registration_number.as_deref()),
            verdict.into(),
            application.money().map_or(Cell::Empty, cents),
        ];
        row.extend(one.stratum.map(|name| stratum(name, asked, catalogue)));
        let how = if one.certain {
            "sample.certain"
        } else {
            "sample.by_chance"
        };
        row.extend(certain.then(|| catalogue.say(how, &[]).into()));
        if ranked {
            let (percent, days) = (application.percent(), application.days());
            let near = [
                percent.map_or(Cell::Empty, |(percent, _)| Cell::Number(percent)),
                Cell::maybe(percent.map(|(_, rule)| rule)),
                days.map_or(Cell::Empty, |(days, _)| Cell::Count(days)),
                Cell::maybe(days.map(|(_, rule)| rule)),
            ];
            let shown = NEAR.iter().zip(near).filter(|(column, _)| is_shown(column));
            row.extend(shown.map(|(_, cell)| cell));
        }
        row.push(Cell::text(&application.path));
        row.extend(EMPTY.iter().filter(|_| to_fill).map(|_| Cell::Empty));
        row
    };
    TablePart {
        heading: catalogue.say("sample.chosen", &[]),
        columns,
        rows: (1..).zip(&sample.chosen).map(row).collect(),
    }
}

/// What a stratum is called.
fn stratum<'c>(name: &'c str, asked: &SampleRequest<'_>, catalogue: &Catalogue) -> Cell<'c> {
    match (asked.by, name) {
        (_, "") => catalogue.say("form.nothing", &[]).into(),
        ("verdict", verdict) => catalogue.word("verdict", verdict).into(),
        (_, name) => Cell::text(name),
    }
}

fn json(
    sheet: &SampleSheet<'_>,
    _: &Catalogue,
    _: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let SampleSheet {
        report,
        asked,
        sample,
    } = *sheet;
    let files = &report.settings.files;
    let written = |amount: Decimal| format!("{amount:.2}");
    let strata = sample
        .strata
        .iter()
        .map(|one| json!({ "name": one.name, "population": one.population, "drawn": one.drawn }));
    let chosen = sample.chosen.iter().map(|one| {
        let application = one.application;
        json!({
            "path": application.path,
            "id": application.id,
            "title": application.identity.title,
            "applicant": application.identity.applicant,
            "registration_number": application.identity.registration_number,
            "verdict": application.verdict,
            "money": application.money().map(written),
            "stratum": one.stratum,
            "certain": one.certain,
            "percent": application.percent().map(|(percent, _)| written(percent)),
            "percent_rule": application.percent().map(|(_, rule)| rule),
            "days": application.days().map(|(days, _)| days),
            "days_rule": application.days().map(|(_, rule)| rule),
        })
    });
    let all: Value = json!({
        "schema": "atbilst-sample/1",
        "report": {
            "today": report.today,
            "applications": report.applications.len(),
            "since": files.since,
            "shard": files.shard,
            "findings_left_out": report.left_out(),
        },
        "method": asked.method.name(),
        "size": asked.size,
        "seed": asked.seed,
        "by": (asked.method == SampleMethod::Stratified).then_some(asked.by),
        "population": sample.population,
        "money": written(sample.money),
        "left_out": sample.left_out,
        "interval": sample.interval.map(written),
        "start": sample.start.map(written),
        "strata": strata.collect::<Vec<_>>(),
        "chosen": chosen.collect::<Vec<_>>(),
    });
    write_pretty(&all, out)
}
