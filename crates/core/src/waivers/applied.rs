//! Waivers at work on one day: which findings they cover, and what came of each. A finding is looked up among the waivers of its
//! application or call, and never held against all of them.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Entry, Scope, Waiver, Waivers, is_absolute, reader};
use crate::finding::{Finding, Outcome, Waived};
use crate::language::{Catalogue, Value};
use crate::own_rules::is_own;
use crate::suggest;

/// A waiver that ends within so many days is said to end soon.
const SOON_DAYS: i64 = 30;

/// Waivers on one day, by those they are for.
#[derive(Debug)]
pub struct Applied<'a> {
    waivers: &'a Waivers,
    today: NaiveDate,
    applications: HashMap<&'a str, Vec<For<'a>>>,
    paths: HashMap<String, Vec<For<'a>>>,
    calls: HashMap<&'a str, Vec<For<'a>>>,
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
}

/// Waivers that say the same of the same finding.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The first in force, by its place among the entries.
    first: Option<usize>,
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
    entries: &'a [Entry],
    all: Vec<&'c mut For<'a>>,
}

impl<'a> Applied<'a> {
    pub(super) fn new(waivers: &'a Waivers, today: NaiveDate) -> Self {
        let mut applied = Self {
            waivers,
            today,
            applications: HashMap::new(),
            paths: HashMap::new(),
            calls: HashMap::new(),
        };
        for (place, entry) in waivers.entries.iter().enumerate() {
            if let Entry::Waiver(waiver) = entry {
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
            own.first.get_or_insert(place);
        }
    }

    /// The waivers of one application, by its id and by its path as the report names it. That it was checked is noted.
    pub fn of_application(&mut self, id: Option<&str>, path: &str) -> Covering<'_, 'a> {
        let mut all = Vec::new();
        if !self.applications.is_empty() || !self.paths.is_empty() {
            let path = self.waivers.whole(path);
            let by_id = id.and_then(|id| self.applications.get_mut(id));
            let by_path = self.paths.get_mut(&path);
            let both = by_id.into_iter().chain(by_path).flatten();
            all.extend(both.filter_map(|own| own.reaching(|folder| is_within(&path, folder))));
        }
        Covering {
            entries: &self.waivers.entries,
            all,
        }
    }

    /// The waivers of one call, of which the applications at these paths were checked.
    pub fn of_call<'p>(
        &mut self,
        call: &str,
        paths: impl Iterator<Item = &'p str> + Clone,
    ) -> Covering<'_, 'a> {
        let waivers = self.waivers;
        let all = |folder: &str| {
            let mut whole = paths.clone().map(|path| waivers.whole(path));
            whole.all(|path| is_within(&path, folder))
        };
        let own = self.calls.get_mut(call).into_iter().flatten();
        Covering {
            entries: &waivers.entries,
            all: own.filter_map(|own| own.reaching(all)).collect(),
        }
    }

    /// What a reader should know of the waivers: those that waive nothing, and why; those that soon will not.
    /// `known` are the ids of all rules.
    #[must_use]
    pub fn notes(&self, catalogue: &Catalogue, known: &[&str]) -> Vec<String> {
        let void = |place: &str, why: String| {
            catalogue.say(
                "waiver.void",
                &[("place", place.into()), ("why", why.into())],
            )
        };
        let mut notes = Vec::new();
        for entry in &self.waivers.entries {
            match entry {
                Entry::Void(entry) => {
                    let why = entry.say(catalogue);
                    notes.push(match entry.whole {
                        true => {
                            let place = Value::from(&*entry.place);
                            let about = [("place", place), ("why", why.into())];
                            catalogue.say("waiver.none_counts", &about)
                        }
                        false => void(&entry.place, why),
                    });
                }
                Entry::Waiver(waiver) => {
                    let left = waiver.expires.signed_duration_since(self.today).num_days();
                    if let Some(why) = self.why_void(waiver, catalogue, known) {
                        notes.push(void(&waiver.place, why));
                    } else if left <= SOON_DAYS {
                        notes.push(catalogue.say("waiver.soon", &waiver.about()));
                    }
                }
            }
        }
        notes
    }

    fn why_void(&self, waiver: &Waiver, catalogue: &Catalogue, known: &[&str]) -> Option<String> {
        let about = waiver.about();
        if !known.contains(&&*waiver.rule) {
            let mut why = catalogue.say("waiver.unknown_rule", &about);
            let candidates = known.iter().map(|&id| (id, id));
            if let Some(similar) = suggest::nearest(&waiver.rule, candidates) {
                let hint = catalogue.say("form.did_you_mean", &[("similar", similar.into())]);
                why = format!("{why} {hint}");
            }
            return Some(why);
        }
        if waiver.expires < self.today {
            return Some(catalogue.say("waiver.expired", &about));
        }
        if waiver.issued > self.today {
            let mut about = about.to_vec();
            about.push(("today", self.today.into()));
            return Some(catalogue.say("waiver.not_yet", &about));
        }
        let key = match (self.met(waiver), &waiver.scope) {
            (Met::Nobody, _) => "waiver.no_application",
            (Met::Elsewhere, Scope::Call(_)) => "waiver.call_elsewhere",
            (Met::Elsewhere, _) => "waiver.elsewhere",
            (Met::Subject, _) => "waiver.nothing",
            (Met::OtherValue, _) => "waiver.changed",
            (Met::Finding, _) => return None,
        };
        Some(catalogue.say(key, &about))
    }

    fn met(&self, waiver: &Waiver) -> Met {
        let all = match &waiver.scope {
            Scope::Application(id) => self.applications.get(&**id),
            Scope::Path(_, path) => self.paths.get(&self.waivers.whole(path)),
            Scope::Call(call) => self.calls.get(&**call),
        };
        let folder = self.folder_of(waiver);
        let own = all.and_then(|all| all.iter().find(|one| one.folder == folder));
        let Some(own) = own.filter(|own| own.met >= Met::Subject) else {
            return own.map_or(Met::Nobody, |own| own.met);
        };
        let of_rule = own.rules.get(&*waiver.rule).filter(|rule| rule.found);
        let Some(of_rule) = of_rule else {
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
    fn reaching(&mut self, within: impl Fn(&str) -> bool) -> Option<&mut Self> {
        let reaches = self.folder.as_deref().is_none_or(within);
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
    /// The first waiver in force that covers a finding.
    pub fn cover(&mut self, finding: &Finding) -> Option<Waived> {
        if !matches!(finding.outcome, Outcome::Fail | Outcome::Review) || is_own(&finding.rule) {
            return None;
        }
        let mut first: Option<usize> = None;
        for own in &mut self.all {
            let Some(of_rule) = own.rules.get_mut(&*finding.rule) else {
                continue;
            };
            of_rule.found = true;
            let one = if of_rule.one.is_empty() {
                None
            } else {
                of_rule.one.get_mut(&*finding.fingerprint.to_string())
            };
            for place in one.into_iter().chain([&mut of_rule.any]) {
                place.met = true;
                let earlier = first.into_iter().chain(place.first).min();
                first = earlier;
            }
        }
        match self.entries.get(first?)? {
            Entry::Waiver(waiver) => Some(waiver.waived(finding.outcome)),
            Entry::Void(_) => None,
        }
    }
}

impl Waivers {
    /// A path from the root: one that is relative leads from the folder of the run.
    fn whole(&self, path: &str) -> String {
        match is_absolute(path) {
            true => reader::plain(path),
            false => reader::plain(&format!("{}/{path}", self.folder)),
        }
    }
}

/// Whether a path leads into a folder; both from the root.
fn is_within(path: &str, folder: &str) -> bool {
    let inside = path.strip_prefix(folder);
    inside.is_some_and(|inside| inside.starts_with('/'))
}
