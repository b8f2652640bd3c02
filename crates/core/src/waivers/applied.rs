//! Waivers at work on one day: which findings they cover, and what came of each. A finding is looked up among the waivers of its
//! application or call, and never held against all of them.

mod effects;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Refusal, Waiver, WaiverTerms, Waivers};
use crate::decisions::{Scope, VoidEntry, nearest};
use crate::finding::{Finding, Fingerprint, Outcome, Waived};
use crate::own_rules::is_own;

pub use effects::WaiverEffect;

/// Waivers on one day, by those they are for.
#[derive(Debug)]
pub struct Applied<'a> {
    waivers: &'a Waivers,
    today: NaiveDate,
    applications: HashMap<&'a str, Vec<For<'a>>>,
    paths: HashMap<String, Vec<For<'a>>>,
    calls: HashMap<&'a str, Vec<For<'a>>>,
    /// The folders in which files of waivers lie, and those above which none is sought, from the root.
    folders: HashSet<String>,
    /// Whether anything was checked for which there could be waivers.
    anything: bool,
    /// How many findings each waiver covers, by its place among the entries.
    covered: HashMap<usize, u32>,
    /// Waivers whose finding an earlier one covers, with that one.
    instead: HashMap<usize, usize>,
}

/// The waivers for one application or call that reach equally far.
#[derive(Debug)]
struct For<'a> {
    /// The folder whose applications alone they are for, from the root.
    folder: Option<String>,
    met: Met,
    rules: HashMap<&'a str, OfRule<'a>>,
}

/// Those of one rule.
#[derive(Debug, Default)]
struct OfRule<'a> {
    /// Whether the rule found anything.
    found: bool,
    any: Place,
    one: HashMap<&'a str, Place>,
    /// Waivers that do not keep to the terms of the rule.
    refused: HashMap<usize, Refusal>,
    /// Findings that a waiver names as they were named when items of lists were known by their numbers, with what names them now.
    by_number: HashMap<&'a str, Renamed>,
}

/// A finding that has another fingerprint than a waiver states.
#[derive(Debug)]
struct Renamed {
    pointer: String,
    now: Fingerprint,
}

/// Waivers that say the same of the same finding.
#[derive(Clone, Debug, Default)]
struct Place {
    /// Those in force, by their places among the entries.
    in_force: Vec<usize>,
    met: bool,
}

/// How far a waiver came in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    /// Nobody it could be for was checked.
    Nobody,
    /// Somebody was, but not in the folder that the waiver is for.
    Elsewhere,
    /// The application, but no finding of the rule.
    Subject,
    /// A finding of the rule, but not the one of its fingerprint.
    OtherValue,
    /// What it waives.
    Finding,
}

/// The waivers that may cover the findings of one application or call.
#[derive(Debug)]
pub struct Covering<'c, 'a> {
    entries: &'a [Result<Waiver, VoidEntry>],
    all: Vec<&'c mut For<'a>>,
    /// The id of the application, or its path.
    subject: String,
    covered: &'c mut HashMap<usize, u32>,
    instead: &'c mut HashMap<usize, usize>,
}

impl<'a> Applied<'a> {
    pub(super) fn new(waivers: &'a Waivers, today: NaiveDate) -> Self {
        let mut applied = Self {
            waivers,
            today,
            applications: HashMap::new(),
            paths: HashMap::new(),
            calls: HashMap::new(),
            folders: waivers.folders(),
            anything: false,
            covered: HashMap::new(),
            instead: HashMap::new(),
        };
        for (place, entry) in waivers.entries.iter().enumerate() {
            if let Ok(waiver) = entry {
                applied.add(place, waiver);
            }
        }
        applied
    }

    fn add(&mut self, place: usize, waiver: &'a Waiver) {
        let folder = self.folder_of(waiver);
        let all = match &waiver.scope {
            Scope::Application(id) => self.applications.entry(id).or_default(),
            Scope::Path(_, path) => {
                let whole = self.waivers.whole(path);
                self.paths.entry(whole).or_default()
            }
            Scope::Call(call) => self.calls.entry(call).or_default(),
        };
        let known = all.iter().position(|one| one.folder == folder);
        let known = known.unwrap_or_else(|| {
            all.push(For {
                folder,
                met: Met::Nobody,
                rules: HashMap::new(),
            });
            all.len().saturating_sub(1)
        });
        let Some(own) = all.get_mut(known) else {
            return;
        };
        let of_rule = own.rules.entry(&waiver.rule).or_default();
        let own = match &waiver.fingerprint {
            None => &mut of_rule.any,
            Some(fingerprint) => of_rule.one.entry(fingerprint).or_default(),
        };
        if waiver.in_force(self.today) {
            own.in_force.push(place);
        }
    }

    /// The waivers of one application, by its id and by its path as the report names it. That it was checked is noted.
    pub fn of_application(&mut self, id: Option<&str>, path: &str) -> Covering<'_, 'a> {
        self.anything = true;
        let (mut all, mut subject) = (Vec::new(), String::new());
        if !self.applications.is_empty() || !self.paths.is_empty() {
            id.unwrap_or(path).clone_into(&mut subject);
            let path = self.waivers.whole(path);
            let by_id = id.and_then(|id| self.applications.get_mut(id));
            let by_path = self.paths.get_mut(&path);
            let both = by_id.into_iter().chain(by_path).flatten();
            let nearest = nearest(&self.folders, &path);
            all.extend(both.filter_map(|own| own.reaching(nearest)));
        }
        Covering {
            entries: &self.waivers.entries,
            all,
            subject,
            covered: &mut self.covered,
            instead: &mut self.instead,
        }
    }

    /// Whether any names the application of this id.
    pub fn is_of(&self, id: &str) -> bool {
        self.applications.contains_key(id)
    }

    /// The waivers of one call, of which the applications at these paths were checked.
    pub(crate) fn of_call(
        &mut self,
        call: &str,
        paths: impl Iterator<Item = impl AsRef<str>>,
    ) -> Covering<'_, 'a> {
        let waivers = self.waivers;
        let mut all = Vec::new();
        if let Some(own) = self.calls.get_mut(call) {
            let nearest = waivers.nearest_above_all(&self.folders, paths);
            let nearest = nearest.as_deref();
            all.extend(own.iter_mut().filter_map(|own| own.reaching(nearest)));
        }
        Covering {
            entries: &waivers.entries,
            all,
            subject: call.to_owned(),
            covered: &mut self.covered,
            instead: &mut self.instead,
        }
    }

    /// The waivers for whom one is that reach equally far.
    fn own(&self, waiver: &Waiver) -> Option<&For<'a>> {
        let all = match &waiver.scope {
            Scope::Application(id) => self.applications.get(&**id),
            Scope::Path(_, path) => self.paths.get(&self.waivers.whole(path)),
            Scope::Call(call) => self.calls.get(&**call),
        };
        let folder = self.folder_of(waiver);
        all?.iter().find(|one| one.folder == folder)
    }

    fn of_rule(&self, waiver: &Waiver) -> Option<&OfRule<'a>> {
        self.own(waiver)?.rules.get(&*waiver.rule)
    }

    fn renamed(&self, waiver: &Waiver) -> Option<&Renamed> {
        let by_number = &self.of_rule(waiver)?.by_number;
        by_number.get(waiver.fingerprint.as_deref()?)
    }

    fn met(&self, waiver: &Waiver) -> Met {
        let own = self.own(waiver).map_or(Met::Nobody, |own| own.met);
        if own < Met::Subject {
            return own;
        }
        let Some(of_rule) = self.of_rule(waiver).filter(|rule| rule.found) else {
            return Met::Subject;
        };
        let place = match &waiver.fingerprint {
            None => Some(&of_rule.any),
            Some(fingerprint) => of_rule.one.get(&**fingerprint),
        };
        match place {
            Some(place) if place.met => Met::Finding,
            _ => Met::OtherValue,
        }
    }

    fn folder_of(&self, waiver: &Waiver) -> Option<String> {
        let folder = waiver.folder.as_deref();
        folder.map(|folder| self.waivers.whole(folder))
    }
}

impl For<'_> {
    /// Itself, where it is for those that were checked; that they were is noted.
    fn reaching(&mut self, nearest: Option<&str>) -> Option<&mut Self> {
        let reaches = self.folder.is_none() || self.folder.as_deref() == nearest;
        let met = if reaches {
            Met::Subject
        } else {
            Met::Elsewhere
        };
        self.met = self.met.max(met);
        reaches.then_some(self)
    }
}

impl Covering<'_, '_> {
    /// The first waiver in force that covers a finding, on the terms of its rule.
    pub fn cover(
        &mut self,
        finding: &Finding,
        terms: impl FnOnce(&str) -> WaiverTerms,
    ) -> Option<Waived> {
        if !matches!(finding.outcome, Outcome::Fail | Outcome::Review) || is_own(&finding.rule) {
            return None;
        }
        if self.all.is_empty() {
            return None;
        }
        let terms = terms(&finding.rule);
        let mut allowed: Vec<usize> = Vec::new();
        for own in &mut self.all {
            let Some(of_rule) = own.rules.get_mut(&*finding.rule) else {
                continue;
            };
            of_rule.found = true;
            of_rule.note_renamed(finding, &self.subject);
            let one = if of_rule.one.is_empty() {
                None
            } else {
                of_rule.one.get_mut(&*finding.fingerprint.to_string())
            };
            for place in one.into_iter().chain([&mut of_rule.any]) {
                place.met = true;
                for &entry in &place.in_force {
                    let Some(Ok(waiver)) = self.entries.get(entry) else {
                        continue;
                    };
                    match terms.allow_for(waiver, finding) {
                        Ok(()) => allowed.push(entry),
                        Err(why) => drop(of_rule.refused.insert(entry, why)),
                    }
                }
            }
        }
        let first = allowed.iter().copied().min()?;
        let others = allowed.iter().filter(|&&other| other != first);
        self.instead.extend(others.map(|&other| (other, first)));
        let waiver = self.entries.get(first)?.as_ref().ok()?;
        let covered = self.covered.entry(first).or_default();
        *covered = covered.saturating_add(1);
        Some(waiver.waived(finding.outcome))
    }
}

impl OfRule<'_> {
    /// Notes a waiver that names a finding by the number of an item.
    fn note_renamed(&mut self, finding: &Finding, subject: &str) {
        let (pointer, now) = (&finding.place.pointer, finding.fingerprint);
        if self.one.is_empty() {
            return;
        }
        let found = finding.found.as_deref().unwrap_or("");
        let was = Fingerprint::new(&finding.rule, subject, pointer, found, 0);
        let known = self.one.get_key_value(&*was.to_string());
        if let Some((&was, _)) = known.filter(|_| was != now) {
            let pointer = pointer.clone();
            self.by_number.insert(was, Renamed { pointer, now });
        }
    }
}
