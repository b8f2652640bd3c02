//! Answers at work on one day: which questions they answer, and what became of those that answer none.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Answer, AnswerEntry, Answers, Stated};
use crate::application::Placed;
use crate::decisions::{nearest, whole};
use crate::finding::{Finding, Level, Outcome};
use crate::language::{Catalogue, Value};

/// Answers on one day, by what they answer.
#[derive(Debug)]
pub struct AppliedAnswers<'a> {
    answers: &'a Answers,
    today: NaiveDate,
    /// By rule and fingerprint.
    known: HashMap<(&'a str, &'a str), Vec<usize>>,
    /// Applications that were checked, by id and path, and calls.
    checked: HashSet<String>,
    /// Whose rules ask something, whatever its fingerprint.
    asked: HashSet<(String, String)>,
    met: HashMap<usize, Met>,
    /// What became of what the office states, by its place.
    placed: HashMap<String, Placed>,
    /// The folders in which files of answers lie, and those above which none is sought, from the root.
    folders: HashSet<String>,
}

/// What became of an answer that was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    /// It is for the applications of another folder.
    Elsewhere,
    /// It names another application.
    OtherSubject,
    /// It is of a day to come.
    NotYet,
    /// It answers.
    Answers,
}

impl<'a> AppliedAnswers<'a> {
    pub(super) fn new(answers: &'a Answers, today: NaiveDate) -> Self {
        let folders = answers.folders();
        let mut known: HashMap<_, Vec<usize>> = HashMap::new();
        for (place, entry) in answers.entries.iter().enumerate() {
            if let Ok(AnswerEntry::Answer(answer)) = entry {
                let key = (&*answer.rule, &*answer.fingerprint);
                known.entry(key).or_default().push(place);
            }
        }
        Self {
            answers,
            today,
            known,
            checked: HashSet::new(),
            asked: HashSet::new(),
            met: HashMap::new(),
            placed: HashMap::new(),
            folders,
        }
    }

    /// Whether there is anything to look up.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Answers the questions among the findings of an application, or of all of a call together; says whether it answered any.
    /// `names` are those by which an answer may name whose findings they are; `path` is where they lie.
    pub fn apply(
        &mut self,
        findings: &mut [Finding],
        names: &[&str],
        path: &str,
        mut decided: impl FnMut(Outcome),
    ) -> bool {
        if self.is_empty() {
            return false;
        }
        let path = whole(&self.answers.folder, path);
        let near = nearest(&self.folders, &path).map(str::to_owned);
        self.checked
            .extend(names.iter().map(|&name| name.to_owned()));
        let mut any = false;
        for finding in findings {
            if finding.outcome != Outcome::Review {
                continue;
            }
            for name in names {
                self.asked
                    .insert(((*name).to_owned(), finding.rule.to_string()));
            }
            let Some(answer) = self.find(finding, names, near.as_deref()) else {
                continue;
            };
            let answered = answer.answered.clone();
            finding.outcome = answered.says.outcome();
            // What a person judged does not comply, however much its rule weighs.
            finding.level = Level::Error;
            decided(finding.outcome);
            finding.answered = Some(Box::new(answered));
            any = true;
        }
        any
    }

    fn find(
        &mut self,
        finding: &Finding,
        names: &[&str],
        near: Option<&str>,
    ) -> Option<&'a Answer> {
        let fingerprint = finding.fingerprint.to_string();
        let places = self.known.get(&(&*finding.rule, &*fingerprint))?;
        let mut found = None;
        for &place in places {
            let Some(Ok(AnswerEntry::Answer(answer))) = self.answers.entries.get(place) else {
                continue;
            };
            let folder = answer.folder.as_deref();
            let folder = folder.map(|folder| whole(&self.answers.folder, folder));
            let met = if folder.is_some() && folder.as_deref() != near {
                Met::Elsewhere
            } else if !names.contains(&&*answer.subject) {
                Met::OtherSubject
            } else if answer.answered.on > self.today {
                Met::NotYet
            } else {
                // The last of a file counts: a second look may come to another answer.
                found = Some(answer);
                Met::Answers
            };
            let known = self.met.entry(place).or_insert(met);
            *known = met.max(*known);
        }
        found
    }

    /// What a reader should know of the answers: those that answer nothing, and why.
    #[must_use]
    pub fn notes(&self, catalogue: &Catalogue, known: &[&str]) -> Vec<String> {
        let void = |place: &str, why: String| {
            let about = [("place", Value::from(place)), ("why", why.into())];
            catalogue.say("answer.void", &about)
        };
        let entries = self.answers.entries.iter().enumerate();
        let notes = entries.filter_map(|(place, entry)| match entry {
            Err(entry) => Some(void(&entry.place, entry.say(catalogue))),
            Ok(AnswerEntry::Stated(stated)) => {
                let why = self.stated_void(stated)?;
                let about = [
                    ("subject", Value::from(&*stated.subject)),
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
                let why = self.why_void(place, answer, known)?;
                let about = [
                    ("rule", Value::from(&*answer.rule)),
                    ("subject", (&*answer.subject).into()),
                    ("on", answer.answered.on.into()),
                ];
                Some(void(&answer.place, catalogue.say(why, &about)))
            }
        });
        notes.collect()
    }

    /// Notes what became of something that the office states at a place.
    pub fn stated(&mut self, place: String, placed: Placed) {
        self.placed.insert(place, placed);
    }

    /// Notes that an application was checked.
    pub fn checks(&mut self, names: &[&str]) {
        let names = names.iter().map(|&name| name.to_owned());
        self.checked.extend(names);
    }

    fn stated_void(&self, stated: &Stated) -> Option<&'static str> {
        Some(match self.placed.get(&stated.place) {
            Some(Placed::Taken(_)) => return None,
            Some(Placed::NoField) => "answer.stated_no_field",
            Some(Placed::OfApplicant) => "answer.stated_of_applicant",
            Some(Placed::NoItem) => "answer.stated_no_item",
            Some(Placed::WrongForm(_)) => "answer.stated_wrong_form",
            None if stated.on > self.today => "answer.not_yet",
            None if self.checked.contains(&stated.subject) => "answer.elsewhere",
            None => "answer.no_application",
        })
    }

    fn why_void(&self, place: usize, answer: &Answer, known: &[&str]) -> Option<&'static str> {
        let asked = (answer.subject.clone(), answer.rule.clone());
        Some(match self.met.get(&place) {
            Some(Met::Answers) => return None,
            Some(Met::NotYet) => "answer.not_yet",
            Some(Met::OtherSubject) => "answer.other_subject",
            Some(Met::Elsewhere) => "answer.elsewhere",
            None if !known.contains(&&*answer.rule) => "answer.unknown_rule",
            None if self.asked.contains(&asked) => "answer.changed",
            None if self.checked.contains(&answer.subject) => "answer.not_asked",
            None => "answer.no_application",
        })
    }
}
