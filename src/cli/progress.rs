//! How far a check is, and what it came to: on standard error, and only where a person looks at it.

use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use atbilst_core::language::{Catalogue, Language, Value};
use atbilst_core::report::Report;

use super::output;

/// With fewer files the check is over before a bar could be read.
const WORTH_A_BAR: usize = 2_000;

/// A bar for so many files: how many are done, how many a second, and how long the rest will take.
pub(super) fn bar(files: usize, quiet: bool, language: Language) -> ProgressBar {
    if quiet || files < WORTH_A_BAR || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr_with_hz(10));
    match ProgressStyle::with_template("{wide_bar} {done}/{all}  {rate}/s  {eta}") {
        Ok(style) => bar.with_style(
            style
                .with_key("done", number(language, ProgressState::pos))
                .with_key("all", number(language, |state| state.len().unwrap_or(0)))
                .with_key("rate", number(language, |state| whole(state.per_sec()))),
        ),
        Err(_) => bar,
    }
}

/// A number of the bar as the language writes it.
fn number(
    language: Language,
    of: impl Fn(&ProgressState) -> u64 + Clone + Send + Sync + 'static,
) -> impl Fn(&ProgressState, &mut dyn Write) + Clone + Send + Sync + 'static {
    move |state, out| {
        let number = Value::Count(of(state));
        // What cannot be written is a bar that nobody sees.
        let _ = out.write_str(&number.write(language));
    }
}

/// Nobody reads parts of a file a second.
fn whole(per_second: f64) -> u64 {
    per_second.round() as u64
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_a_second_are_whole_and_grouped_as_the_language_does() {
        for (language, written) in [(Language::En, "39,999"), (Language::Lv, "39\u{a0}999")] {
            let rate = Value::Count(whole(39_998.59));
            assert_eq!(rate.write(language), written);
        }
    }
}
