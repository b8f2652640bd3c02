//! The lower or the higher: `smallest: [ceiling, { percent: 50, of: total }]`, `largest: "lots[].price"`.

use super::{
    Apart, Formula, Items, KeyWord, Named, Operand, OperandLine, Place, Quantify, Varied, Word,
    group, sum,
};
use crate::context::{
    Around, Bound, Context, FieldRef, Names, Resolved, Scope, TELLS_AUTHORS, Variant,
};
use crate::form::Kind;
use crate::scalar::Quantity;
use atbilst_yaml as yaml;
use atbilst_yaml::decode::Map;

/// The smallest or the largest.
#[derive(Clone, Debug, PartialEq)]
pub struct Extreme {
    largest: bool,
    /// Whether it is of days, of which one is earlier and not smaller.
    days: bool,
    of: Of,
    place: Place,
}

impl Extreme {
    /// Whether it is the largest, and not the smallest.
    pub const fn is_largest(&self) -> bool {
        self.largest
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Of {
    /// Of one quantity of every item.
    Items(Items, Box<Operand>),
    /// Of several quantities.
    Several(Vec<Operand>, Vec<Place>),
}

impl Quantify for Extreme {
    fn words() -> Vec<Word> {
        let word = |key, read| {
            Word::Key(KeyWord {
                key,
                beside: &["where"],
                subject: true,
                kind: None,
                read,
            })
        };
        vec![
            word("smallest", |line, map| read(line, map, "smallest")),
            word("largest", |line, map| read(line, map, "largest")),
        ]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let (mut found, mut unknown) = (None, None);
        let mut next = |next: Resolved<'a>| {
            if next.known().is_none() && self.takes_fewer(context) {
                return;
            }
            let both = found.map_or(next, |found: Resolved<'a>| self.of_two(found, next));
            found = Some(both);
        };
        match &self.of {
            Of::Items(items, term) if context.bound.is_some() && !self.takes_fewer(context) => {
                // Whatever may be one of them is, where at least one is for certain: of nothing there is none.
                let mut any = false;
                let complete = items.each_possible(context, scope, &mut |scope, undecided| {
                    any |= undecided.is_none();
                    next(term.resolve(context, scope));
                });
                unknown = (!any || !complete).then_some(Resolved::Open);
            }
            Of::Items(items, term) => {
                unknown = items.each(context, scope, &mut |scope| {
                    next(term.resolve(context, scope))
                });
            }
            Of::Several(parts, _) => {
                parts
                    .iter()
                    .for_each(|part| next(part.resolve(context, scope)));
            }
        }
        let unknown = unknown.filter(|_| !self.takes_fewer(context));
        // Of nothing there is no smallest.
        unknown.or(found).unwrap_or(Resolved::NotStated)
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        let Of::Several(parts, _) = &self.of else {
            return None;
        };
        let mut all = parts.iter().map(|part| part.apart(apart));
        let first = all.next()??;
        all.try_fold(first, |found, next| Some(self.of_two(found, next?)))
    }

    fn joined(&self, one: Quantity, other: Quantity) -> Option<Quantity> {
        self.of_two(Resolved::Known(one), Resolved::Known(other))
            .known()
    }

    fn named(&self) -> Option<Named> {
        let Of::Items(_, term) = &self.of else {
            return None;
        };
        let sentence = match (self.largest, self.days) {
            (true, false) => "trace.of_largest",
            (false, false) => "trace.of_smallest",
            (true, true) => "trace.of_latest",
            (false, true) => "trace.of_earliest",
        };
        Some(Named::of(sentence, term.named()?.title))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let Of::Several(parts, _) = &self.of else {
            return None;
        };
        let sentence = match (self.largest, self.days) {
            (true, false) => "work.largest",
            (false, false) => "work.smallest",
            (true, true) => "work.latest",
            (false, true) => "work.earliest",
        };
        Some(Formula::of(
            sentence,
            parts.iter().map(|part| ("each", part)).collect(),
        ))
    }

    fn inside(&self) -> Vec<&Operand> {
        match &self.of {
            Of::Items(_, term) => vec![term],
            Of::Several(parts, _) => parts.iter().collect(),
        }
    }

    fn items(&self) -> Option<&Items> {
        match &self.of {
            Of::Items(items, _) => Some(items),
            Of::Several(..) => None,
        }
    }
}

impl Varied for Extreme {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let [word, other] = if self.largest {
            ["largest", "smallest"]
        } else {
            ["smallest", "largest"]
        };
        let turned = Self {
            largest: !self.largest,
            ..self.clone()
        };
        let turned = Variant::becomes(turned.into(), word, other).at(self.place.0);
        let with = |of| Self { of, ..self.clone() }.into();
        let mut all = match &self.of {
            Of::Items(items, term) => {
                let all = items.variants(around).into_iter();
                all.map(|variant| variant.map(|items| with(Of::Items(items, term.clone()))))
                    .collect()
            }
            Of::Several(parts, places) => sum::of_several(parts, places, around, |parts| {
                with(Of::Several(parts, places.clone()))
            }),
        };
        all.push(turned);
        all
    }
}

impl Extreme {
    pub(super) fn each_of_several(&mut self, change: &mut dyn FnMut(&mut Operand)) {
        if let Of::Several(parts, _) = &mut self.of {
            parts.iter_mut().for_each(change);
        }
    }

    /// The quantities of which it is the smallest, or the largest, where it is of several and not of items.
    pub(super) fn several(&self) -> Option<(&[Operand], bool)> {
        match &self.of {
            Of::Several(parts, _) => Some((parts, self.largest)),
            Of::Items(..) => None,
        }
    }

    /// Whether what is not known may be left out: it only makes the largest larger, and the smallest smaller.
    fn takes_fewer(&self, context: &Context<'_>) -> bool {
        let bound = match self.largest {
            true => Bound::Least,
            false => Bound::Most,
        };
        context.bound == Some(bound)
    }

    /// Whether the field of an item can be less, and more, than this.
    pub(super) fn sides_of_item(&self, own: FieldRef) -> [bool; 2] {
        let of_all = |items: &Items, term: &Operand| {
            let is_own = matches!(term, Operand::FieldValue(field) if field.0.field == own.field);
            is_own && items.filter().is_none()
        };
        match &self.of {
            Of::Items(items, term) if of_all(items, term) => [self.largest, !self.largest],
            _ => [true, true],
        }
    }

    fn of_two<'a>(&self, one: Resolved<'a>, other: Resolved<'a>) -> Resolved<'a> {
        one.and(other, |a, b| group::worse(a, b, self.largest))
    }
}

/// Whether a name is of one quantity, and not of one of each item of a list.
fn is_one(found: &str, names: &Names<'_>) -> bool {
    let is_field = names.field(found).is_some() && !found.contains("[]");
    let is_value = names.value(found).is_some() || names.table(found).is_some();
    is_field || is_value || (names.figure(found).is_some() && !found.contains("[]"))
}

fn read(line: &OperandLine<'_, '_>, map: Map<'_, '_>, key: &'static str) -> Option<Operand> {
    let node = map.need(key)?;
    let largest = key == "largest";
    let place = Place::of_key(line.reader, map, key);
    let days = *line.kind == Kind::Date;
    let extreme = |of| {
        let extreme = Extreme {
            largest,
            days,
            of,
            place,
        };
        extreme.into()
    };
    let of_items = |items, term| {
        let of = Of::Items(items, Box::new(term));
        Some(extreme(of))
    };
    let of = match line.reader.document.kind(node) {
        yaml::Kind::Scalar => {
            let found = line.reader.document.scalar(node);
            if TELLS_AUTHORS && is_one(found, line.names) {
                let about = [("found", found), ("other", key)];
                return line.reader.refuse(node, "book.extreme_of_one", &about);
            }
            let (items, term) = Items::with_term(line, node, map)?;
            return of_items(items, term);
        }
        yaml::Kind::Mapping => return sum::of_one(line, node, key),
        yaml::Kind::Sequence => {
            let (parts, places) = sum::several(line, node, map, &of_items)?;
            Of::Several(parts, places)
        }
    };
    Some(extreme(of))
}
