//! `atbilst sample`: which applications of a report an auditor looks at.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use atbilst_core::language::Catalogue;
use atbilst_core::sample::{Sample, SampleMethod, SampleRequest};
use atbilst_render::{SAMPLES, SampleSheet};

use super::stored::NamedFile;
use super::values::Color;
use super::{Ending, output, stored};

#[derive(Debug, Args)]
pub(super) struct SampleArguments {
    #[arg(value_name = "REPORT")]
    report_file: PathBuf,
    #[arg(long, value_name = "METHOD", value_parser = methods())]
    method: SampleMethod,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    size: u32,
    #[arg(long, value_name = "TEXT", default_value = "")]
    seed: String,
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,
    #[arg(long, value_name = "NAME", default_value = "human", value_parser = format_names())]
    format: String,
    #[arg(long, value_name = "FORMAT=FILE")]
    report: Vec<NamedFile>,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
    #[arg(long, value_name = "N", default_value = "1024", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    max_report_size: u32,
}

fn format_names() -> PossibleValuesParser {
    PossibleValuesParser::new(SAMPLES.iter().map(|(name, _)| *name))
}

fn methods() -> impl TypedValueParser<Value = SampleMethod> {
    PossibleValuesParser::new(SampleMethod::ALL.map(SampleMethod::name)).try_map(|name| {
        let mut all = SampleMethod::ALL.into_iter();
        all.find(|method| method.name() == name).ok_or("unknown")
    })
}

pub(super) fn run(arguments: &SampleArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let path = &arguments.report_file;
    if arguments.seed.is_empty() && !arguments.method.is_ranking() {
        bail!(catalogue.say("sample.no_seed", &[]));
    }
    if arguments.by.is_some() && arguments.method != SampleMethod::Stratified {
        let about = [("method", arguments.method.name().into())];
        bail!(catalogue.say("sample.no_strata", &about));
    }
    let report = stored::read(path, arguments.max_report_size, catalogue)?;
    let asked = SampleRequest {
        method: arguments.method,
        size: arguments.size as usize,
        seed: &arguments.seed,
        by: arguments.by.as_deref().unwrap_or("verdict"),
    };
    let of = |one: &atbilst_core::stored::StoredApplication| one.groups.contains_key(asked.by);
    let known = asked.by == "verdict" || report.applications.iter().any(of);
    if asked.method == SampleMethod::Stratified && !known {
        bail!(catalogue.say("sample.unknown_field", &[("field", asked.by.into())]));
    }
    let sheet = SampleSheet {
        report: &report,
        asked: &asked,
        sample: &Sample::draw(&report, &asked),
    };
    let style = output::style(arguments.color, false);
    let mut formats = SAMPLES.iter();
    if let Some((_, write)) = formats.find(|(name, _)| *name == arguments.format) {
        output::to_stdout(|out| write(&sheet, catalogue, &style, out))
            .context(catalogue.say("cli.cannot_write", &[]))?;
    }
    let plain = atbilst_render::Style::default();
    stored::write(
        &arguments.report,
        SAMPLES,
        &[path],
        catalogue,
        |write, out| write(&sheet, catalogue, &plain, out),
    )?;
    Ok(Ending::Clean)
}
