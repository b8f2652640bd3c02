//! What came of each waiver, for those who answer for it.

use chrono::NaiveDate;

use super::{Applied, Met, Renamed};
use crate::decisions::{Scope, VoidEntry};
use crate::language::{Catalogue, Value};
use crate::suggest;
use crate::waivers::{Waiver, WaiverTerms};

/// A waiver that ends within so many days is said to end soon.
const SOON_DAYS: i64 = 30;

/// What came of one waiver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaiverEffect {
    /// The file and line.
    pub place: String,
    /// The rule, whose findings it is for as the file writes it, and its last day; nothing of one that cannot be read.
    pub of: Option<(String, String, NaiveDate)>,
    /// The id of the application that it names, where it names one by that.
    pub id: Option<String>,
    /// That several files have this id, and it counts for each of them.
    pub several: Option<String>,
    /// How many findings it waives.
    pub findings: u32,
    /// Where the one stands that it renews and that waives everything still, and the last day of that.
    pub renews: Option<(String, NaiveDate)>,
    /// Whether nothing was checked for which it could be.
    pub nothing_checked: bool,
    /// Why it waives nothing.
    pub void: Option<String>,
    /// Whether that is so of the whole file.
    pub whole: bool,
    /// Whether it ends soon.
    pub soon: bool,
}

impl WaiverEffect {
    /// What a reader of the report should know of it: that it waives nothing, and why; that it soon will not.
    pub fn note(&self, catalogue: &Catalogue) -> Option<String> {
        let mut about = vec![("place", Value::from(&*self.place))];
        let key = match (&self.void, &self.of) {
            (Some(why), _) => {
                about.push(("why", (&**why).into()));
                match self.whole {
                    true => "waiver.none_counts",
                    false => "waiver.void",
                }
            }
            (None, Some((rule, _, expires))) if self.soon => {
                about.extend([("rule", (&**rule).into()), ("expires", (*expires).into())]);
                "waiver.soon"
            }
            (None, _) => return None,
        };
        Some(catalogue.say(key, &about))
    }
}

impl Applied<'_> {
    /// What came of each waiver, in their order. `known` are the ids of all rules and the terms on which each can be waived. Of what was
    /// checked only in `part`, the rest may be what a waiver is for.
    pub fn effects(
        &self,
        catalogue: &Catalogue,
        known: &[(&str, WaiverTerms)],
        part: bool,
    ) -> Vec<WaiverEffect> {
        let entries = self.waivers.entries.iter().enumerate();
        let effect = |(index, entry): (usize, &Result<Waiver, VoidEntry>)| match entry {
            Err(entry) => WaiverEffect {
                place: entry.place.clone(),
                void: Some(entry.say(catalogue)),
                whole: entry.whole,
                ..WaiverEffect::default()
            },
            Ok(waiver) => {
                let left = waiver.expires.signed_duration_since(self.today).num_days();
                let (rule, subject) = (waiver.rule.clone(), waiver.scope.written().to_owned());
                let of_others = part && self.is_of_others(waiver);
                let void = self.why_void((index, waiver), of_others, catalogue, known);
                let id = match &waiver.scope {
                    Scope::Application(id) => Some(id.clone()),
                    Scope::Path(..) | Scope::Call(_) => None,
                };
                let renews = self.instead(index).filter(|_| void.is_none());
                WaiverEffect {
                    id,
                    renews: renews.map(|first| (first.place.clone(), first.expires)),
                    several: None,
                    place: waiver.place.clone(),
                    of: Some((rule, subject, waiver.expires)),
                    findings: self.covered.get(&index).copied().unwrap_or(0),
                    nothing_checked: of_others || !self.anything,
                    soon: void.is_none() && left <= SOON_DAYS,
                    void,
                    whole: false,
                }
            }
        };
        entries.map(effect).collect()
    }

    fn why_void(
        &self,
        (index, waiver): (usize, &Waiver),
        of_others: bool,
        catalogue: &Catalogue,
        known: &[(&str, WaiverTerms)],
    ) -> Option<String> {
        let about = waiver.about();
        let mut terms = known.iter().filter(|(id, _)| *id == waiver.rule);
        let Some((_, first)) = terms.next() else {
            let mut why = catalogue.say("waiver.unknown_rule", &about);
            let candidates = known.iter().map(|&(id, _)| (id, id));
            if let Some(similar) = suggest::nearest(&waiver.rule, candidates) {
                let hint = catalogue.say("form.did_you_mean", &[("similar", similar.into())]);
                why = format!("{why} {hint}");
            }
            return Some(why);
        };
        if waiver.expires < self.today {
            return Some(catalogue.say("waiver.expired", &about));
        }
        if waiver.issued > self.today {
            let mut about = about.to_vec();
            about.push(("today", self.today.into()));
            return Some(catalogue.say("waiver.not_yet", &about));
        }
        // Whatever it is for, no rule of that name allows it.
        if let (Err(why), true) = (first.allow(waiver), terms.all(|(_, other)| other == first)) {
            return Some(why.say(waiver, catalogue));
        }
        let key = match (self.met(waiver), &waiver.scope) {
            _ if of_others || !self.anything => return None,
            (Met::Nobody, _) => "waiver.no_application",
            (Met::Elsewhere, Scope::Call(_)) => "waiver.call_elsewhere",
            (Met::Elsewhere, _) => "waiver.elsewhere",
            (Met::Subject, _) => "waiver.nothing",
            (Met::OtherValue, _) => match self.renamed(waiver) {
                None => "waiver.changed",
                Some(Renamed { pointer, now }) => {
                    let mut about = about.to_vec();
                    about.push(("pointer", pointer.as_str().into()));
                    about.push(("fingerprint", now.to_string().into()));
                    return Some(catalogue.say("waiver.by_number", &about));
                }
            },
            (Met::Finding, _) => {
                let why = self.of_rule(waiver)?.refused.get(&index);
                let why = why.map(|why| why.say(waiver, catalogue));
                return why.or_else(|| self.why_needless(index, waiver, catalogue));
            }
        };
        Some(catalogue.say(key, &about))
    }

    /// Whether another part of the check may have what a waiver is for.
    fn is_of_others(&self, waiver: &Waiver) -> bool {
        self.met(waiver) == Met::Nobody || matches!(waiver.scope, Scope::Call(_))
    }

    /// The waiver that covers all that one could.
    fn instead(&self, index: usize) -> Option<&Waiver> {
        let first = *self.instead.get(&index)?;
        let first = self.waivers.entries.get(first)?.as_ref().ok();
        first.filter(|_| !self.covered.contains_key(&index))
    }

    /// That another waiver covers all that it could, and as long: one that goes on longer is a renewal.
    fn why_needless(&self, index: usize, waiver: &Waiver, catalogue: &Catalogue) -> Option<String> {
        let first = self.instead(index)?;
        let needless = first.expires >= waiver.expires;
        let mut about = waiver.about().to_vec();
        about.push(("first", first.place.as_str().into()));
        needless.then(|| catalogue.say("waiver.needless", &about))
    }
}
