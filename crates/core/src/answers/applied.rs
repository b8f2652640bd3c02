//! Answers at work on one day: which questions they answer, and what became of those that answer none.

mod notes;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Answer, AnswerEntry, Answers, PlacedEntry};
use crate::application::Placed;
use crate::decisions::{Scope, nearest};
use crate::finding::{Finding, Fingerprint, Level, Outcome};

/// Answers on one day, by what they answer.
#[derive(Debug)]
pub struct AppliedAnswers<'a> {
    answers: &'a Answers,
    today: NaiveDate,
    /// By rule and fingerprint.
    known: HashMap<(&'a str, &'a str), Vec<usize>>,
    /// Applications that were checked, and calls, by the keys of their scopes.
    checked: HashSet<String>,
    /// Whose rules ask something, whatever its fingerprint.
    asked: HashSet<(String, String)>,
    met: HashMap<usize, Met>,
    /// Answers that are older than the application says that it is, each with the day that it states.
    early: HashMap<usize, NaiveDate>,
    /// What became of what the office states, by its key, and what there is to say of that.
    placed: HashMap<String, (Placed, Option<String>)>,
    /// The folders in which files of answers lie, and those above which none is sought, from the root.
    folders: HashSet<String>,
    /// The ids that answers name.
    ids: HashSet<&'a str>,
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
    /// It does not say what it looked at.
    NoBasis(Fingerprint),
    /// Something of what it looked at has changed.
    OtherBasis,
    /// Another, of a later day, says otherwise.
    Later(usize),
    /// Another, of the same day, says otherwise.
    Contradicted(usize),
    /// It answers.
    Answers,
}

impl<'a> AppliedAnswers<'a> {
    pub(super) fn new(answers: &'a Answers, today: NaiveDate) -> Self {
        let folders = answers.folders();
        let (mut known, mut ids) = (HashMap::<_, Vec<usize>>::new(), HashSet::new());
        for (place, entry) in answers.entries.iter().enumerate() {
            if let Ok(AnswerEntry::Answer(answer)) = entry {
                let key = (&*answer.rule, &*answer.fingerprint);
                known.entry(key).or_default().push(place);
                if let Scope::Application(id) = &answer.subject {
                    ids.insert(&**id);
                }
            }
        }
        Self {
            answers,
            today,
            known,
            checked: HashSet::new(),
            asked: HashSet::new(),
            met: HashMap::new(),
            early: HashMap::new(),
            placed: HashMap::new(),
            folders,
            ids,
        }
    }

    /// Whether there is nothing to look up.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The nearest folder with a file of answers above an application.
    pub(crate) fn nearest_to(&self, path: &str) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        nearest(&self.folders, &self.answers.whole(path)).map(str::to_owned)
    }

    /// The nearest above all applications of a call that were checked.
    pub(crate) fn nearest_to_all(&self, paths: impl Iterator<Item = String>) -> Option<String> {
        self.answers.nearest_above_all(&self.folders, paths)
    }

    /// Answers the questions among the findings of an application, or of all of a call together; says whether it answered any.
    /// Beside the findings stand the names by which an answer may say whose they are, the nearest folder above them, and the day that the
    /// application states as its own.
    pub fn apply(
        &mut self,
        (findings, names, near, day): (&mut [Finding], &[String], Option<&str>, Option<NaiveDate>),
        mut decided: impl FnMut(Outcome),
    ) -> bool {
        if self.is_empty() {
            return false;
        }
        self.checks(names);
        let mut any = false;
        for finding in findings {
            if finding.outcome != Outcome::Review {
                continue;
            }
            for name in names {
                self.asked.insert((name.clone(), finding.rule.to_string()));
            }
            let Some((place, answer)) = self.find(finding, names, near) else {
                continue;
            };
            if let Some(day) = day.filter(|day| answer.answered.on < *day) {
                self.early.insert(place, day);
            }
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
        names: &[String],
        near: Option<&str>,
    ) -> Option<(usize, &'a Answer)> {
        let fingerprint = finding.fingerprint.to_string();
        let places = self.known.get(&(&*finding.rule, &*fingerprint))?;
        let mut answering: Vec<(usize, &'a Answer)> = Vec::new();
        for &place in places {
            let Some(Ok(AnswerEntry::Answer(answer))) = self.answers.entries.get(place) else {
                continue;
            };
            let folder = answer.folder.as_deref();
            let folder = folder.map(|folder| self.answers.whole(folder));
            let met = if folder.is_some() && folder.as_deref() != near {
                Met::Elsewhere
            } else if !names.contains(&self.key(&answer.subject)) {
                Met::OtherSubject
            } else if answer.answered.on > self.today {
                Met::NotYet
            } else {
                match (&answer.basis, finding.basis) {
                    (None, Some(basis)) => Met::NoBasis(basis),
                    (Some(was), Some(is)) if *was != is.to_string() => Met::OtherBasis,
                    _ => {
                        answering.push((place, answer));
                        continue;
                    }
                }
            };
            let known = self.met.entry(place).or_insert(met);
            *known = met.max(*known);
        }
        self.latest(&answering)
    }

    /// Of those that answer one question the one of the latest day. Where two of that day say the opposite, nothing tells which
    /// counts, and a person is asked.
    fn latest(&mut self, answering: &[(usize, &'a Answer)]) -> Option<(usize, &'a Answer)> {
        let day = answering.iter().map(|(_, one)| one.answered.on).max()?;
        let of_day = |on: bool| {
            let all = answering.iter();
            all.filter(move |(_, one)| (one.answered.on == day) == on)
        };
        let &(last, answer) = of_day(true).next_back()?;
        let differs = |one: &Answer| one.answered.says != answer.answered.says;
        let against = of_day(true).find(|(_, one)| differs(one));
        let against = against.map(|&(place, _)| place);
        for &(place, one) in answering {
            let met = match (against, differs(one), one.answered.on == day) {
                (_, true, false) => Met::Later(last),
                (Some(_), true, true) => Met::Contradicted(last),
                (Some(other), false, true) => Met::Contradicted(other),
                _ => Met::Answers,
            };
            let known = self.met.entry(place).or_insert(met);
            *known = met.max(*known);
        }
        against.is_none().then_some((last, answer))
    }

    /// Notes what became of something that the office states.
    pub fn stated(&mut self, (key, placed, other): PlacedEntry) {
        self.placed.insert(key, (placed, other));
    }

    /// Notes that an application was checked.
    pub fn checks(&mut self, names: &[String]) {
        self.checked.extend(names.iter().cloned());
    }

    /// By what an application is named, by its id and its path.
    pub fn names(&self, id: Option<&str>, path: &str) -> Vec<String> {
        Scope::keys(&self.answers.folder, id, path)
    }

    /// By what is looked up whose an entry is.
    pub fn key(&self, subject: &Scope) -> String {
        subject.key(&self.answers.folder)
    }

    /// Whether any answer names the application of this id.
    pub fn is_of(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}
