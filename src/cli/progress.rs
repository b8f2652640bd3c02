//! How far a check is, and what it came to: on standard error, and only where a person looks at it.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;

use super::output;

/// With fewer files the check is over before a bar could be read.
const WORTH_A_BAR: usize = 2_000;

/// A bar for so many files: how many are done, how many a second, and how long the rest will take.
pub(super) fn bar(files: usize, quiet: bool) -> ProgressBar {
    if quiet || files < WORTH_A_BAR || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr_with_hz(10));
    match ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len}  {per_sec:.0}  {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// How much was checked and how long it took.
pub(super) fn done(report: &Report, took: Duration, catalogue: &Catalogue) {
    if std::io::stderr().is_terminal() {
        let seconds = format!("{:.1}", took.as_secs_f64());
        let seconds = seconds.replace('.', catalogue.language().decimal_mark());
        let about = [
            ("applications", report.summary.applications.into()),
            ("findings", report.summary.findings().into()),
            ("seconds", seconds.into()),
        ];
        output::note(&catalogue.say("cli.done", &about));
    }
}
