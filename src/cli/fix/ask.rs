//! `--fix --ask`: what only whoever wrote a text can decide is asked at the terminal, one thing after the other.

use std::collections::HashSet;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::sync::Arc;

use anyhow::bail;

use crate::cli::output;
use atbilst_core::check::{Checker, Scratch};
use atbilst_core::finding::Finding;
use atbilst_core::fix::{self, Edit, Fixed};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::escape::shown;
use atbilst_yaml::Limits;
use atbilst_yaml::source::Lines;

/// Asks about the files of one run.
pub(super) struct Asking<'a> {
    checker: &'a Checker<'a>,
    books: &'a [RuleBook],
    limits: &'a Limits,
    catalogue: &'a Catalogue,
    scratch: Scratch,
    /// Whether nobody answers any more.
    ended: bool,
}

impl<'a> Asking<'a> {
    /// # Errors
    /// Where there is no terminal.
    pub(super) fn new(
        checker: &'a Checker<'a>,
        books: &'a [RuleBook],
        limits: &'a Limits,
        catalogue: &'a Catalogue,
    ) -> anyhow::Result<Self> {
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            bail!(catalogue.say("people.ask_terminal", &[]));
        }
        Ok(Self {
            checker,
            books,
            limits,
            catalogue,
            scratch: Scratch::default(),
            ended: false,
        })
    }

    /// Asks about everything in a text that is not certain; each answer may make more of it certain.
    pub(super) fn about(&mut self, path: &Arc<str>, fixed: &mut Fixed) {
        let mut left: HashSet<(String, String)> = HashSet::new();
        while !self.ended {
            let checked = self
                .checker
                .check(&mut self.scratch, path, fixed.text.as_bytes());
            let key = |finding: &Finding| {
                let found = finding.found.clone().unwrap_or_default();
                (finding.place.pointer.clone(), found)
            };
            let mut findings = checked.application.findings.into_iter();
            let doubt = findings.find_map(|finding| {
                let choices = fix::choices(&finding);
                (!choices.is_empty() && !left.contains(&key(&finding)))
                    .then_some((finding, choices))
            });
            let Some((finding, choices)) = doubt else {
                return;
            };
            match self.choice(path, &finding, &choices) {
                Some(choice) => self.take(&finding, choice, fixed),
                None => {
                    left.insert(key(&finding));
                }
            }
        }
    }

    /// Puts a choice into the text, and what is certain then.
    fn take(&self, finding: &Finding, choice: &str, fixed: &mut Fixed) {
        let Some(edit) = fix::chosen(&fixed.text, finding, choice) else {
            return;
        };
        let line = Lines::of(&fixed.text).position(edit.span.start).line;
        let text = fix::applied(&fixed.text, std::slice::from_ref(&edit));
        let mut more = fix::fixed(self.books, &text, self.limits);
        fixed.edits.push((line, Edit { ..edit }));
        fixed.edits.append(&mut more.edits);
        fixed.edits.sort_by_key(|(line, _)| *line);
        fixed.text = more.text;
    }

    /// What the person chooses; nothing where it is to stay as it is.
    fn choice<'c>(
        &mut self,
        path: &str,
        finding: &Finding,
        choices: &'c [String],
    ) -> Option<&'c str> {
        let mut out = io::stderr().lock();
        let about = [
            ("path", path.into()),
            ("line", finding.place.location.start.line.to_string().into()),
            ("message", finding.message.as_str().into()),
        ];
        let doubt = self.catalogue.say("people.doubt", &about);
        let mut text = format!("\n{}\n", output::set(&doubt, ""));
        for (number, choice) in (1_usize..).zip(choices) {
            // What a code means is said with it.
            let means = finding.asked.as_deref();
            let means = means.filter(|means| choices.len() == 1 && means.starts_with(choice));
            let choice = shown(means.unwrap_or(choice));
            text.push_str(&format!("  {number}  {choice}\n"));
        }
        text.push_str(&format!(
            "  0  {}\n",
            self.catalogue.say("people.leave", &[])
        ));
        loop {
            let asked = self.catalogue.say("people.which", &[]);
            let mut answer = String::new();
            let said = write!(out, "{text}{asked} ").and_then(|()| out.flush());
            let read = said.and_then(|()| io::stdin().lock().read_line(&mut answer));
            match (read, answer.trim().parse::<usize>()) {
                (Ok(0) | Err(_), _) => {
                    self.ended = true;
                    return None;
                }
                (_, Ok(0)) => return None,
                (_, Ok(number)) if number <= choices.len() => {
                    return choices.get(number.saturating_sub(1)).map(String::as_str);
                }
                // The question once more, without the choices.
                _ => text.clear(),
            }
        }
    }
}
