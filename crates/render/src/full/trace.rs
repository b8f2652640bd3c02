//! Why each rule came out as it did, for a person at a terminal: the value, its place, what was asked of it, the answer.

use std::io::{self, Write};

use super::FullWriter;
use crate::escape::shown;
use crate::terminal::BOLD;
use crate::text;
use crate::words::{asked, citation};
use atbilst_core::message::trace::{TraceStep, TracedEvaluation};
use atbilst_core::report::Application;

impl FullWriter<'_> {
    /// Everything that is to be told of one application; nothing where nothing was asked.
    pub(crate) fn traces(&self, application: &Application, out: &mut dyn Write) -> io::Result<()> {
        if application.traces.is_empty() {
            return Ok(());
        }
        let heading = self.catalogue.say("trace.heading", &[]);
        let path = shown(&application.path);
        writeln!(
            out,
            "{}\n",
            self.painted(&format!("{path}: {heading}"), BOLD)
        )?;
        for trace in &application.traces {
            for evaluation in &trace.evaluations {
                self.evaluation(&trace.rule, evaluation, out)?;
            }
        }
        writeln!(out)
    }

    fn evaluation(
        &self,
        rule: &str,
        evaluation: &TracedEvaluation,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let key = format!("outcome.{}", evaluation.outcome.name());
        let outcome = self.catalogue.say(&key, &[]);
        let mut head = format!("{}: ", shown(rule));
        if !evaluation.pointer.is_empty() {
            head = format!("{} {}: ", shown(rule), shown(&evaluation.pointer));
        }
        let line = format!("{head}{outcome}. {}", shown(&evaluation.reason));
        writeln!(out, "{}", text::hanging("  ", &line, self.style.width))?;
        for step in &evaluation.steps {
            let line = self.step(step);
            writeln!(out, "{}", text::hanging("    - ", &line, self.style.width))?;
            for law in step.law.iter() {
                let law = citation(law, self.catalogue);
                let head = format!("      {}: ", self.catalogue.say("human.law", &[]));
                writeln!(
                    out,
                    "{}",
                    text::hanging(&head, &shown(&law), self.style.width)
                )?;
            }
        }
        Ok(())
    }

    fn step(&self, step: &TraceStep) -> String {
        let nothing = || self.catalogue.say("form.nothing", &[]);
        let found = step.found.as_deref().map(shown);
        let found = found.map_or_else(nothing, |found| found.into_owned());
        let line = step.line.map_or_else(String::new, |line| {
            format!(", {} {line}", self.catalogue.say("page.line", &[]))
        });
        let key = format!("trace.answer.{}", step.answer.name());
        format!(
            "{} ({}{line}): {found} – {}: {}",
            shown(&step.field),
            shown(&step.pointer),
            asked(step, self.catalogue),
            self.catalogue.say(&key, &[])
        )
    }
}
