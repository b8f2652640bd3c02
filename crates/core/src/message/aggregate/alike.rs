//! Names that two people would take for one another, told with why and how much, and with their places.

use std::collections::{BTreeMap, BTreeSet};

use atbilst_likeness::{Folder, Place as WordPlace, Reason, alike, written};

use super::super::shortened::shortened;
use super::{AggregateMessages, MAX_NAMED};
use crate::context::FieldSelector;
use crate::evaluate::aggregate::{AggregateEvaluation, AlikeNames, Likeness, NamePlace, number_of};
use crate::finding::{Finding, Fingerprint, Outcome, Place};
use crate::form::FieldId;
use crate::language::Value;
use crate::order::sort_by;
use crate::rulebook::{PortfolioRule, Requirement};

/// Of so many pairs of a group it is told why they are alike.
const PAIRS: usize = 3;

/// A name as it is written, and where.
#[derive(Clone, Debug)]
struct ShownName {
    name: NamePlace,
    text: String,
    place: Option<Place>,
    /// What its application says besides, and where.
    besides: Vec<(FieldId, String)>,
}

impl AggregateMessages<'_> {
    /// A question for each group, with the applications that it concerns.
    pub(super) fn alike(
        &self,
        rule: &PortfolioRule,
        (requirement, paths): (usize, &[FieldSelector]),
        likeness: &Likeness,
    ) -> Vec<(Finding, Vec<usize>)> {
        let shown = self.look_again(requirement, &likeness.groups);
        let groups = likeness.groups.iter().zip(shown);
        let one = |(group, shown): (&AlikeNames, Vec<ShownName>)| {
            let path = paths.get(group.path).and_then(|path| path.leaf);
            let path = path.map_or("", |leaf| self.book.form.field(leaf).path.as_str());
            let members = group.members();
            (self.group(rule, path, group, &members, shown), members)
        };
        groups.map(one).collect()
    }

    fn group(
        &self,
        rule: &PortfolioRule,
        path: &str,
        group: &AlikeNames,
        members: &[usize],
        shown: Vec<ShownName>,
    ) -> Finding {
        let mut texts: Vec<&str> = Vec::new();
        for name in &shown {
            if !texts.contains(&&*name.text) {
                texts.push(&name.text);
            }
        }
        // Neither the name nor the order of files says which of them is told.
        let found = texts.iter().min();
        let found = found.map(|text| (*text).to_owned()).unwrap_or_default();
        let named: Vec<String> = texts
            .iter()
            .take(PAIRS)
            .map(|text| shortened(text))
            .collect();
        let named = named.join(" / ");
        let mut fill = |name: &str| self.placeholder(None, &named, group.names.len(), name);
        let related = shown.iter();
        let related = related.map(|name| self.related(name.name.member, name.place.clone()));
        let mut finding = self.finding(
            rule,
            (Outcome::Review, &rule.head.message),
            &mut fill,
            related.collect(),
        );
        let mut sentences = Vec::new();
        if group.names.len() > MAX_NAMED {
            let about = [("count", group.names.len().into())];
            sentences.push(self.catalogue.say("form.in_all_places", &about));
        }
        let text = |place: &NamePlace| {
            let mut shown = shown.iter();
            Some(&*shown.find(|name| name.name == *place)?.text)
        };
        let pairs = group.pairs.iter();
        let pairs = pairs.filter_map(|(one, other)| Some((text(one)?, text(other)?)));
        sentences.extend(
            pairs
                .filter_map(|(one, other)| self.why(one, other))
                .take(PAIRS),
        );
        sentences.extend(self.besides(&shown));
        if group.more > 0 {
            let about = [("count", group.more.into())];
            sentences.push(self.catalogue.say("alike.more_groups", &about));
        }
        for sentence in sentences {
            finding.message.push(' ');
            finding.message.push_str(&sentence);
        }
        let ids = self.sorted_ids(members);
        // Where not all are shown, the order of files says which are.
        let all_shown = group.more == 0 && shown.len() == group.names.len();
        let told = if all_shown { &*found } else { "" };
        finding.fingerprint = Fingerprint::new(&rule.head.id, &ids.join("\n"), path, told, 0);
        finding.basis = Some(self.basis_of_names(group, ids, &shown));
        finding.found = Some(found);
        finding
    }

    /// What a question about names rests on: the names, whose they are, and what is said besides.
    fn basis_of_names(
        &self,
        group: &AlikeNames,
        ids: Vec<String>,
        shown: &[ShownName],
    ) -> Fingerprint {
        let mut all = ids;
        all.push(format!("names {} more {}", group.names.len(), group.more));
        for name in shown {
            let id = self.members.id(name.name.member).unwrap_or_default();
            all.push(format!("{id}\n{}", name.text));
            let besides = name.besides.iter();
            all.extend(besides.map(|(field, text)| {
                let path = &self.book.form.field(*field).path;
                format!("{id}\n{path}\n{text}")
            }));
        }
        Fingerprint::of_all(all)
    }

    /// What several of the applications have in common besides.
    fn besides(&self, shown: &[ShownName]) -> Option<String> {
        let mut common: BTreeMap<&str, (BTreeSet<usize>, BTreeSet<FieldId>)> = BTreeMap::new();
        for name in shown {
            for (field, text) in &name.besides {
                let (members, fields) = common.entry(text).or_default();
                members.insert(name.name.member);
                fields.insert(*field);
            }
        }
        let common = common.iter().filter(|(_, (members, _))| members.len() > 1);
        let titles = |fields: &BTreeSet<FieldId>| {
            let titles = fields.iter().map(|&field| self.wording().title(field));
            titles.collect::<Vec<_>>().join(", ")
        };
        let told = common.map(|(text, (_, fields))| format!("{text} ({})", titles(fields)));
        let told: Vec<String> = told.take(PAIRS).collect();
        let about = [("values", told.join("; ").into())];
        (!told.is_empty()).then(|| self.catalogue.say("alike.besides", &about))
    }

    /// Why two names are alike that are not written the same.
    fn why(&self, one: &str, other: &str) -> Option<String> {
        let mut folder = Folder::default();
        let (a, b) = (folder.name(one), folder.name(other));
        if one == other {
            return None;
        }
        let reason = alike(&a, &b)?;
        let word = |text: &str, place: WordPlace| -> Value<'static> {
            shortened(written(text, place).unwrap_or_default()).into()
        };
        let (mut about, key, differ) = match reason {
            Reason::SameWords => (Vec::new(), "alike.same", 0),
            Reason::OtherPart { one: a, other: b } => {
                let parts = a.map(|place| word(one, place)).into_iter();
                let parts: Vec<_> = parts.chain(b.map(|place| word(other, place))).collect();
                match <[Value<'static>; 2]>::try_from(parts) {
                    Ok([a, b]) => (vec![("a", a), ("b", b)], "alike.parts", 0),
                    Err(parts) => (
                        parts.into_iter().map(|part| ("a", part)).collect(),
                        "alike.part",
                        0,
                    ),
                }
            }
            Reason::OneMisspelt { one: a, other: b } => {
                let about = vec![("a", word(one, a)), ("b", word(other, b))];
                (about, "alike.misspelt", 1)
            }
            Reason::OneMore { side, word: place } => {
                let text = match side {
                    atbilst_likeness::Side::One => one,
                    atbilst_likeness::Side::Other => other,
                };
                (vec![("a", word(text, place))], "alike.one_more", 1)
            }
            Reason::TwoMisspelt { first, second } => {
                let about = [
                    ("a", first.0, one),
                    ("b", first.1, other),
                    ("c", second.0, one),
                    ("d", second.1, other),
                ];
                let about = about.map(|(name, place, text)| (name, word(text, place)));
                (about.into(), "alike.two_misspelt", 2)
            }
        };
        let all = a.count().max(b.count());
        about.extend([
            ("one", shortened(one).into()),
            ("other", shortened(other).into()),
            ("all", all.into()),
            ("same", all.saturating_sub(differ).into()),
        ]);
        Some(self.catalogue.say(key, &about))
    }

    /// The names of each group that are shown, as far as they can still be read. Each application is looked at once.
    fn look_again(&self, requirement: usize, groups: &[AlikeNames]) -> Vec<Vec<ShownName>> {
        let blank = |name: NamePlace| ShownName {
            name,
            text: String::new(),
            place: None,
            besides: Vec::new(),
        };
        let mut all: Vec<Vec<ShownName>> = Vec::with_capacity(groups.len());
        let mut wanted = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            let names = shown_of(group);
            for (slot, name) in names.iter().enumerate() {
                wanted.push((name.member, group.path, name.number, (number, slot)));
            }
            all.push(names.into_iter().map(blank).collect());
        }
        sort_by(&mut wanted, Ord::cmp);
        for of_member in wanted.chunk_by(|a, b| a.0 == b.0) {
            let member = of_member.first().map(|&(member, ..)| member);
            let cited = member.and_then(|member| self.cited(member));
            let Some(cited) = cited.as_ref().and_then(|cited| cited.parts(requirement)) else {
                continue;
            };
            for &(_, path, number, (group, slot)) in of_member {
                let own = cited.names.iter();
                let mut own = own.filter(|(own, ..)| usize::from(*own) == path);
                let shown = all.get_mut(group).and_then(|names| names.get_mut(slot));
                if let (Some((_, text, place)), Some(shown)) = (own.nth(number), shown) {
                    text.clone_into(&mut shown.text);
                    shown.place = Some(place.clone());
                    shown.besides.clone_from(&cited.besides);
                }
            }
        }
        all
    }

    /// What is not told of likeness: groups beyond a handful, and names that were not compared.
    pub(crate) fn likeness_notes(
        &self,
        rule: &PortfolioRule,
        results: &[AggregateEvaluation],
    ) -> Vec<String> {
        let title = rule.head.title.get(self.catalogue.language()).as_str();
        let mut notes = Vec::new();
        for (requirement, result) in rule.require.iter().zip(results) {
            let index = number_of(self.book, requirement);
            let Requirement::Alike { .. } = requirement else {
                continue;
            };
            if result.alike.left_out > 0 {
                let count = result.alike.left_out.into();
                let about = [("rule", title.into()), ("count", count)];
                notes.push(self.catalogue.say("alike.left_out", &about));
            }
            for &(path, name, count) in &result.alike.not_compared {
                let group = AlikeNames {
                    path,
                    names: vec![name],
                    pairs: Vec::new(),
                    more: 0,
                };
                let shown = self.look_again(index, &[group]);
                let text = shown.into_iter().flatten().next();
                let text = text.map(|name| shortened(&name.text)).unwrap_or_default();
                let about = [
                    ("rule", title.into()),
                    ("count", count.into()),
                    ("name", text.into()),
                ];
                notes.push(self.catalogue.say("alike.not_compared", &about));
            }
        }
        notes
    }
}

/// The names of a group that are shown: those of the pairs that are told, and the first.
fn shown_of(group: &AlikeNames) -> Vec<NamePlace> {
    let pairs = group.pairs.iter().take(PAIRS);
    let mut shown: Vec<NamePlace> = pairs.flat_map(|&(one, other)| [one, other]).collect();
    let room = MAX_NAMED.saturating_sub(shown.len());
    let others = group.names.iter().filter(|name| !shown.contains(name));
    let others: Vec<NamePlace> = others.take(room).copied().collect();
    shown.extend(others);
    sort_by(&mut shown, Ord::cmp);
    shown.dedup();
    shown
}
