//! What was evaluated, told in the language of the checker.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use super::evaluated::NotText;
use super::{Checker, Evaluated, foreign, identify, verdict};
use crate::application::ItemNames;
use crate::context::{Context, FieldRef, Scope};
use crate::evaluate::{Evaluation, Near, Nearest};
use crate::finding::{Finding, Verdict};
use crate::message::finding::{FindingMessages, MessageCache};
use crate::message::form::{FieldNames, FormMessages};
use crate::message::place::spot;
use crate::message::trace::{Trace, Traced, Tracer};
use crate::message::wording::Wording;
use crate::order::sort_by;
use crate::reading::{ReadText, Reading, Unread};
use crate::report::{Application, NearLimit, NearestLimits, Subject};
use crate::rulebook::RuleBook;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::source::Lines;
use atbilst_yaml::{Document, Tree};

/// The nearest limits, as a report has them.
fn nearest(nearest: &Nearest<'_>, context: &Context<'_>) -> NearestLimits {
    let told = |near: &Near<'_>| {
        let (test, scope) = near.test;
        let frame = scope.up(test.subject.up);
        NearLimit {
            rule: Arc::clone(&near.evaluation.rule.head.id),
            pointer: spot(context, frame, test.subject.field).0,
            found: near.found.written(),
            limit: near.limit.written(),
        }
    };
    NearestLimits {
        amount: nearest.amount.map(|(near, percent)| (told(&near), percent)),
        day: nearest.day.map(|(near, days)| (told(&near), days)),
    }
}

impl Checker<'_> {
    /// Tells of one text. Nothing is decided here; another checker of the same books may tell the same in another language.
    pub fn tell(
        &self,
        evaluated: &Evaluated<'_>,
        path: &Arc<str>,
        cache: &MessageCache,
    ) -> Application {
        match &evaluated.read {
            Ok(read) => self.tell_text(evaluated, read, path, cache),
            Err(NotText { legible, problem }) => {
                let document = Document {
                    text: legible,
                    tree: &Tree::default(),
                };
                let lines = Lines::of(legible);
                let finding = self.form_messages(document, &lines, path).yaml(problem, 0);
                self.unread(evaluated, legible, path, vec![finding])
            }
        }
    }

    fn tell_text(
        &self,
        evaluated: &Evaluated<'_>,
        read: &ReadText<'_>,
        path: &Arc<str>,
        cache: &MessageCache,
    ) -> Application {
        let document = read.document;
        let lines = OnceCell::new();
        let lines = || lines.get_or_init(|| Lines::of(document.text));
        let form = OnceCell::new();
        let form = || form.get_or_init(|| self.form_messages(document, lines(), path));
        let room = |findings: &Vec<_>| self.settings.findings.saturating_sub(findings.len());
        let text_problems = read.text_problems.iter().take(self.settings.findings);
        let mut findings: Vec<Finding> = (text_problems.enumerate())
            .map(|(before, one)| form().yaml(one, before))
            .collect();
        let (index, reading) = match &read.reading {
            Ok((index, reading)) => (*index, reading),
            Err(why) => {
                let mut books: Vec<&RuleBook> = self.books.iter().collect();
                if matches!(why, Unread::NoCall) {
                    sort_by(&mut books, |a, b| {
                        fields_of(document, b).cmp(&fields_of(document, a))
                    });
                }
                let known: Vec<&str> = books.iter().map(|book| &*book.call).collect();
                findings.extend(match *why {
                    Unread::NotYaml => None,
                    Unread::NotAMapping(root) => Some(form().not_a_mapping(Some(root))),
                    Unread::NoCall => Some(form().missing_call(&known)),
                    Unread::UnknownCall(call) => Some(form().unknown_call(call, &known)),
                });
                return self.unread(evaluated, document.text, path, findings);
            }
        };
        let Reading {
            book, application, ..
        } = *reading;
        // Half of the room is kept for what the rules say, as far as they need it.
        let rules = rules_of(&evaluated.evaluations).min(self.settings.findings / 2);
        let form_problems = read.form_problems.iter().chain(&evaluated.strange_codes);
        let form_problems = form_problems.take(room(&findings).saturating_sub(rules));
        findings.extend(form_problems.map(|one| form().form(&book.form, application, one)));
        let seen = weightiest(&evaluated.evaluations, room(&findings));
        if !seen.is_empty() {
            let context = reading.context();
            context.look_anew();
            let messages = FindingMessages {
                book,
                catalogue: self.catalogue,
                context,
                lines: lines(),
                cache,
            };
            // A finding is large, and most applications have few.
            findings.reserve_exact(seen.len());
            findings.extend(seen.iter().map(|one| messages.tell(one)));
        }
        let id = text_of(document, "id");
        let names = ItemNames::new(&book.form, document);
        identify(&mut findings, id.unwrap_or(path), Some(names));
        Application {
            path: Arc::clone(path),
            sha256: Some(evaluated.sha256),
            book: Some(index),
            call: Some(Arc::clone(&book.call)),
            id: id.map(str::to_owned),
            subject: subject(reading),
            as_of: Some(reading.as_of.clone()),
            verdict: verdict(&findings, &evaluated.outcomes),
            outcomes: evaluated.outcomes.as_slice().into(),
            findings,
            counts: evaluated.counts,
            traces: self.traces(&self.traced, reading, lines),
            sheet: match self.sheets {
                true => self.traces(&Traced::Everything, reading, lines),
                false => Vec::new(),
            },
            together: Vec::new(),
            stated: self.stated_by_office(book, &evaluated.stated).into(),
            nearest: Box::new(nearest(&evaluated.nearest, &reading.context())),
        }
    }

    /// A text that no rule book was applied to.
    fn unread(
        &self,
        evaluated: &Evaluated<'_>,
        text: &str,
        path: &Arc<str>,
        mut findings: Vec<Finding>,
    ) -> Application {
        if evaluated.foreign || foreign::is_foreign(text, &self.books) {
            foreign::withhold(&mut findings, self.catalogue);
        }
        identify(&mut findings, path, None);
        let read = evaluated.read.as_ref().map(|read| &read.reading);
        Application {
            sha256: Some(evaluated.sha256),
            // What could not be read has no verdict; what could be read and names no known call does not comply with the form.
            verdict: match read {
                Err(_) | Ok(Err(Unread::NotYaml)) => Verdict::Unreadable,
                Ok(_) => Verdict::DoesNotComply,
            },
            outcomes: evaluated.outcomes.as_slice().into(),
            findings,
            counts: evaluated.counts,
            ..Application::unread(path)
        }
    }

    fn form_messages<'m>(
        &'m self,
        document: Document<'m>,
        lines: &'m Lines<'m>,
        path: &'m Arc<str>,
    ) -> FormMessages<'m> {
        FormMessages {
            catalogue: self.catalogue,
            document,
            lines,
            path,
            books: &self.books,
            names: FieldNames::of(&self.books, lines),
        }
    }

    fn traces<'l>(
        &self,
        traced: &Traced,
        reading: &Reading<'_>,
        lines: impl FnOnce() -> &'l Lines<'l>,
    ) -> Vec<Trace> {
        if *traced == Traced::Nothing {
            return Vec::new();
        }
        let context = reading.context();
        let tracer = Tracer {
            wording: Wording {
                book: reading.book,
                catalogue: self.catalogue,
                as_of: context.as_of,
            },
            context,
            lines: lines(),
        };
        tracer.tell(traced)
    }
}

/// How many of the outermost fields of a text the form of a book has.
fn fields_of(document: Document<'_>, book: &RuleBook) -> usize {
    let entries = document.root().map(|root| document.entries(root));
    let names = entries.into_iter().flatten();
    let names = names.map(|(key, _)| document.scalar(key));
    names.filter(|name| book.form.find(name).is_some()).count()
}

/// No more than `room` of what a person must see: first of each rule what weighs most, then the others by their weight.
fn weightiest<'e, 'b>(seen: &'e [Evaluation<'b>], room: usize) -> Cow<'e, [Evaluation<'b>]> {
    if seen.len() <= room {
        return seen.into();
    }
    let mut seen = seen.to_vec();
    let weight = |one: &Evaluation| Reverse((one.outcome, one.rule.head.level));
    sort_by(&mut seen, |a, b| weight(a).cmp(&weight(b)));
    let mut rules = HashSet::new();
    let (mut seen, more): (Vec<_>, Vec<_>) = seen
        .into_iter()
        .partition(|one| rules.insert(Arc::clone(&one.rule.head.id)));
    seen.extend(more);
    seen.truncate(room);
    seen.into()
}

/// Of how many rules there is something that a person must see.
fn rules_of(seen: &[Evaluation<'_>]) -> usize {
    let rules = seen.iter().map(|one| &one.rule.head.id);
    rules.collect::<HashSet<_>>().len()
}

/// Whose project it is about, its groups and its money.
fn subject(reading: &Reading<'_>) -> Subject {
    let (context, of) = (reading.context(), &reading.book.particulars);
    let text = |field: FieldRef| context.text(field, Scope::ROOT).into();
    Subject {
        identity: of.identity.map(|field| field.map(text)),
        groups: of.groups.iter().copied().map(text).collect(),
        money: of.money_of(&context),
    }
}

fn text_of<'d>(document: Document<'d>, key: &str) -> Option<&'d str> {
    let node = document.get(document.root()?, key)?;
    Some(document.scalar(node)).filter(|text| !is_blank(text) && !document.is_null(node))
}

#[cfg(test)]
mod tests {
    use crate::check::{Checker, Scratch, Settings};
    use crate::language::{Catalogue, Language};
    use crate::message::finding::MessageCache;
    use crate::reading::ReadBuffers;
    use crate::rulebook::embedded;
    use crate::scalar;

    /// What was evaluated once is told in every language as if it had been checked in it.
    #[test]
    fn what_was_evaluated_once_is_told_in_every_language() {
        let today = scalar::date("2026-01-31").expect("a day");
        let [one, other, ..] = Language::ALL.map(|language| {
            Checker::new(
                embedded::books(),
                Catalogue::of(language),
                Settings::on(today),
            )
        });
        let texts: [&[u8]; 5] = [
            b"call: 2.1.2.1.i\nsubmitted: 2023-01-05\npurpose: roads\nunknown: 1\n",
            b"call: none\n",
            b"- no fields\n",
            b"call: \xff\n",
            b"a: [\n",
        ];
        for (teller, reader) in [(&one, &other), (&other, &one)] {
            for text in texts {
                let path = std::sync::Arc::from("a.yaml");
                let mut buffers = ReadBuffers::default();
                let evaluated = reader.evaluate(&mut buffers, text, &path);
                let told = teller.tell(&evaluated, &path, &MessageCache::default());
                let checked = teller
                    .check(&mut Scratch::default(), &path, text)
                    .application;
                assert!(!told.findings.is_empty());
                assert_eq!(format!("{told:?}"), format!("{checked:?}"));
            }
        }
    }
}
