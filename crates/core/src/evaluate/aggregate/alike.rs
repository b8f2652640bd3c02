//! Names that two people would take for one another, among those of all applications of a call and among those of one.

use std::collections::HashMap;

use atbilst_likeness::{Found, Name, Names, find};

use crate::application::State;
use crate::context::{Context, FieldSelector, Scope};
use crate::order::sort_by;

/// So many groups are told of one application.
const HANDFUL: usize = 5;

/// All names that applications have under one path.
#[derive(Debug, Default)]
pub(super) struct NameColumn {
    names: Names,
    /// The application that each belongs to, in order.
    members: Vec<u32>,
}

/// A name by its place: the application among the members, and which of its names under the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamePlace {
    /// The application, by its place among the members.
    pub member: usize,
    /// Which of its names.
    pub number: usize,
}

/// Names that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlikeNames {
    /// Which of the requirement's paths they stand under.
    pub path: usize,
    /// The names, in order.
    pub names: Vec<NamePlace>,
    /// Which of them are alike; as few pairs as hold all together.
    pub pairs: Vec<(NamePlace, NamePlace)>,
    /// How many more groups the same applications have.
    pub more: usize,
}

impl AlikeNames {
    /// The applications, in order, each once.
    pub fn members(&self) -> Vec<usize> {
        let mut members: Vec<usize> = self.names.iter().map(|name| name.member).collect();
        members.dedup();
        members
    }
}

/// What is alike under the paths of one requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// A handful for each application.
    pub groups: Vec<AlikeNames>,
    /// How many groups are not told.
    pub left_out: usize,
    /// Names that are the same but for a word, and so many that they were not compared: the path, one of them, how many.
    pub not_compared: Vec<(usize, NamePlace, usize)>,
}

impl NameColumn {
    pub(super) fn add(&mut self, member: u32, name: &Name) {
        self.names.add(name);
        self.members.push(member);
    }

    fn place(&self, entry: u32) -> Option<NamePlace> {
        let member = *self.members.get(entry as usize)?;
        let first = self.members.partition_point(|other| *other < member);
        Some(NamePlace {
            member: member as usize,
            number: (entry as usize).saturating_sub(first),
        })
    }

    fn find(&self, is_looked_at: &dyn Fn(u32) -> bool) -> Found {
        find(&self.names, |entry| {
            let member = self.members.get(entry as usize);
            member.is_some_and(|&member| is_looked_at(member))
        })
    }
}

/// What is alike among the applications that are looked at, in columns of one requirement.
pub(super) fn likeness<'c>(
    columns: impl Iterator<Item = &'c NameColumn>,
    is_looked_at: &dyn Fn(u32) -> bool,
) -> Likeness {
    let mut likeness = Likeness::default();
    let mut all = Vec::new();
    for (path, column) in columns.enumerate() {
        let found = column.find(is_looked_at);
        all.extend(found.groups.iter().map(|group| {
            let pair = |one, other| Some((column.place(one)?, column.place(other)?));
            let pairs = group.links.iter();
            AlikeNames {
                path,
                names: group
                    .members
                    .iter()
                    .filter_map(|&entry| column.place(entry))
                    .collect(),
                pairs: pairs
                    .filter_map(|link| pair(link.one, link.other))
                    .collect(),
                more: 0,
            }
        }));
        let blocks = found.too_large.iter();
        likeness.not_compared.extend(
            blocks.filter_map(|block| Some((path, column.place(block.example)?, block.names))),
        );
    }
    // The same applications are told once, by what comes first.
    let keyed = all.into_iter().map(|group| (group.members(), group));
    let mut keyed: Vec<_> = keyed.collect();
    sort_by(&mut keyed, |(a, one), (b, other)| {
        (a, one.path, &one.names).cmp(&(b, other.path, &other.names))
    });
    let mut told: HashMap<usize, usize> = HashMap::new();
    let mut last: Option<Vec<usize>> = None;
    for (members, group) in keyed {
        if last.as_ref() == Some(&members) {
            if let Some(first) = likeness.groups.last_mut() {
                first.more = first.more.saturating_add(1);
            }
            continue;
        }
        let count = |member: &usize| told.get(member).copied().unwrap_or(0);
        if members.iter().all(|member| count(member) >= HANDFUL) {
            likeness.left_out = likeness.left_out.saturating_add(1);
            continue;
        }
        for member in &members {
            let told = told.entry(*member).or_default();
            *told = told.saturating_add(1);
        }
        likeness.groups.push(group);
        last = Some(members);
    }
    likeness
}

/// Calls `visit` with each name that an application has under a path, in order; says whether all could be read.
pub(crate) fn each_name(
    context: &Context<'_>,
    path: &FieldSelector,
    visit: &mut dyn FnMut(&str, Scope),
) -> bool {
    let Some(leaf) = path.leaf else { return true };
    let field = context.form.field(leaf);
    let mut complete = true;
    let listed = context.each(&path.lists, Scope::ROOT, &mut |scope| {
        let frame = path.frame(scope);
        match context.application.value(frame, field.slot).state {
            State::Absent => {
                complete &= field.office.is_none()
                    && !context.application.is_missed(context.form, frame, field);
            }
            State::Malformed => complete = false,
            _ => visit(context.text_in(frame, leaf), scope),
        }
    });
    complete && listed
}
