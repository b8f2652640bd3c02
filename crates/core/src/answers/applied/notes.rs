//! What a reader should know of answers: those that answer nothing, and why.

use super::{AppliedAnswers, Met};
use crate::answers::{Answer, AnswerEntry, Stated};
use crate::application::Placed;
use crate::decisions::Scope;
use crate::language::{Catalogue, Value};
use crate::order::sort_by;

/// That nothing was checked which an entry could be for.
const NO_APPLICATION: &str = "answer.no_application";

/// So many of those are named.
const NAMED: usize = 3;

impl AppliedAnswers<'_> {
    /// What a reader should know of the answers: those that answer nothing, and why. Of what was checked only in `part`, the rest may be
    /// what an answer is to.
    pub fn notes(&self, catalogue: &Catalogue, known: &[&str], part: bool) -> Vec<String> {
        // Of many that are for what was not checked there is one note.
        let others = self.of_others(known);
        let is_one_note = part || others.len() > 1;
        let of_others = |why: &str| why == NO_APPLICATION && is_one_note;
        let void = |place: &str, why: String| {
            let about = [("place", Value::from(place)), ("why", why.into())];
            catalogue.say("answer.void", &about)
        };
        let entries = self.answers.entries.iter().enumerate();
        let notes = entries.filter_map(|(place, entry)| match entry {
            Err(entry) => Some(void(&entry.place, entry.say(catalogue))),
            Ok(AnswerEntry::Stated(stated)) => {
                let (why, detail) = self.stated_void(stated)?;
                if of_others(why) {
                    return None;
                }
                let about = [
                    ("other", Value::from(detail)),
                    ("asked", detail.into()),
                    ("subject", stated.subject.written().into()),
                    ("field", (&*stated.field).into()),
                    ("is", (&*stated.is).into()),
                    ("on", stated.on.into()),
                ];
                let about = [
                    ("place", Value::from(&*stated.place)),
                    ("why", catalogue.say(why, &about).into()),
                ];
                Some(catalogue.say("answer.stated_void", &about))
            }
            Ok(AnswerEntry::Answer(answer)) => {
                let Some(why) = self.why_void(place, answer, known) else {
                    return self.early(place, answer, catalogue);
                };
                if of_others(why) {
                    return None;
                }
                let (other, basis) = match self.met.get(&place) {
                    Some(Met::Later(other) | Met::Contradicted(other)) => {
                        (self.place_of(*other), String::new())
                    }
                    Some(Met::NoBasis(basis)) => ("", basis.to_string()),
                    _ => ("", String::new()),
                };
                let about = [
                    ("other", Value::from(other)),
                    ("basis", basis.into()),
                    ("rule", (&*answer.rule).into()),
                    ("subject", answer.subject.written().into()),
                    ("on", answer.answered.on.into()),
                ];
                Some(void(&answer.place, catalogue.say(why, &about)))
            }
        });
        let others = Some(others).filter(|others| !part && others.len() > 1);
        let others = others.map(|others| {
            let mut names: Vec<&str> = others.iter().map(|other| other.written()).collect();
            sort_by(&mut names, Ord::cmp);
            names.dedup();
            let named = names.get(..NAMED).unwrap_or(&names);
            let named = catalogue.first_of(named, names.len());
            let about = [("count", others.len().into()), ("names", named.into())];
            catalogue.say("answer.of_others", &about)
        });
        notes.chain(others).collect()
    }

    /// Whom those are for that are for nothing that was checked.
    fn of_others(&self, known: &[&str]) -> Vec<&Scope> {
        let entries = self.answers.entries.iter().enumerate();
        let others = entries.filter_map(|(place, entry)| match entry {
            Ok(AnswerEntry::Stated(stated)) => {
                let (why, _) = self.stated_void(stated)?;
                (why == NO_APPLICATION).then_some(&stated.subject)
            }
            Ok(AnswerEntry::Answer(answer)) => {
                let why = self.why_void(place, answer, known)?;
                (why == NO_APPLICATION).then_some(&answer.subject)
            }
            Err(_) => None,
        });
        others.collect()
    }

    /// That an answer counts, though it is older than the application says that it is.
    fn early(&self, place: usize, answer: &Answer, catalogue: &Catalogue) -> Option<String> {
        let about = [
            ("place", Value::from(&*answer.place)),
            ("on", answer.answered.on.into()),
            ("subject", answer.subject.written().into()),
            ("day", (*self.early.get(&place)?).into()),
        ];
        Some(catalogue.say("answer.early", &about))
    }

    /// Where an answer stands.
    fn place_of(&self, entry: usize) -> &str {
        match self.answers.entries.get(entry) {
            Some(Ok(AnswerEntry::Answer(answer))) => &answer.place,
            _ => "",
        }
    }

    /// Why something that the office states counts for nothing, and what there is to say of that.
    fn stated_void(&self, stated: &Stated) -> Option<(&'static str, &str)> {
        let placed = self.placed.get(&stated.key());
        let detail = placed.and_then(|(_, detail)| detail.as_deref());
        let why = match placed.map(|(placed, _)| placed) {
            Some(Placed::Taken(_)) => return None,
            Some(Placed::NoField) => "answer.stated_no_field",
            Some(Placed::OfApplicant) => "answer.stated_of_applicant",
            Some(Placed::NoItem) => "answer.stated_no_item",
            Some(Placed::WrongForm(_)) => "answer.stated_wrong_form",
            Some(Placed::Later) => "answer.stated_later",
            Some(Placed::Named) => "answer.stated_named",
            Some(Placed::Contradicted) => "answer.stated_contradicted",
            None if stated.on > self.today => "answer.not_yet",
            None if self.is_checked(&stated.subject) => "answer.elsewhere",
            None => self.not_checked(&stated.subject),
        };
        Some((why, detail.unwrap_or_default()))
    }

    fn why_void(&self, place: usize, answer: &Answer, known: &[&str]) -> Option<&'static str> {
        let asked = (self.key(&answer.subject), answer.rule.clone());
        Some(match self.met.get(&place) {
            Some(Met::Answers) => return None,
            Some(Met::NotYet) => "answer.not_yet",
            Some(Met::NoBasis(_)) => "answer.no_basis",
            Some(Met::OtherBasis) => "answer.changed",
            Some(Met::Later(_)) => "answer.later",
            Some(Met::Contradicted(_)) => "answer.contradicted",
            Some(Met::OtherSubject) if self.is_checked(&answer.subject) => "answer.other_subject",
            Some(Met::OtherSubject) => self.not_checked(&answer.subject),
            Some(Met::Elsewhere) => "answer.elsewhere",
            None if !known.contains(&&*answer.rule) => "answer.unknown_rule",
            None if self.asked.contains(&asked) => "answer.changed",
            None if self.is_checked(&answer.subject) => "answer.not_asked",
            None => self.not_checked(&answer.subject),
        })
    }

    fn is_checked(&self, subject: &Scope) -> bool {
        self.checked.contains(&self.key(subject))
    }

    /// That it was not checked; a path that leads from elsewhere is told from where it must lead.
    fn not_checked(&self, subject: &Scope) -> &'static str {
        let from_here = match subject {
            Scope::Path(written, _) => Scope::Path(written.clone(), written.clone()),
            _ => return NO_APPLICATION,
        };
        match self.is_checked(&from_here) {
            true => "answer.path_from_file",
            false => NO_APPLICATION,
        }
    }
}
