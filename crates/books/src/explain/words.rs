//! Quantities in words, as a rule book makes them and whatever an application says: what is added up, of which items, how it is rounded.

mod overall;

use atbilst_core::condition::Condition;
use atbilst_core::condition::quantity::{
    AtOnce, FieldValue, FigureValue, Formula, Items, Named, Operand, Per, PerPart, TitleOf,
};
use atbilst_core::form::FieldId;
use atbilst_core::language::Value;
use atbilst_core::message::quantity_value;
use atbilst_core::message::wording::Wording;
use atbilst_core::rulebook::RuleBook;

/// Tells what a rule book asks, from within the items of some lists.
#[derive(Clone, Debug)]
pub(super) struct Words<'a> {
    pub(super) wording: Wording<'a>,
    /// The lists whose items are looked at, outermost first.
    around: Vec<FieldId>,
}

/// A quantity in words, and whether they stand within a sentence as one word does.
struct Told {
    value: Value<'static>,
    whole: bool,
}

impl Told {
    fn part(text: String) -> Self {
        let value = text.into();
        let whole = false;
        Self { value, whole }
    }

    fn whole(value: impl Into<Value<'static>>) -> Self {
        let (value, whole) = (value.into(), true);
        Self { value, whole }
    }
}

impl<'a> Words<'a> {
    pub(super) const fn new(wording: Wording<'a>) -> Self {
        let around = Vec::new();
        Self { wording, around }
    }

    /// The same from within the items of further lists.
    pub(super) fn within(&self, lists: &[FieldId]) -> Self {
        Self {
            wording: self.wording,
            around: [&self.around, lists].concat(),
        }
    }

    pub(super) const fn book(&self) -> &'a RuleBook {
        self.wording.book
    }

    pub(super) fn say(&self, key: &str, about: &[(&str, Value<'_>)]) -> String {
        self.wording.catalogue.say(key, about)
    }

    /// A sentence about one thing.
    pub(super) fn of(&self, key: &str, name: &str, text: String) -> String {
        self.say(key, &[(name, text.into())])
    }

    /// What a field is called; with its path where another is called the same.
    pub(super) fn field(&self, id: FieldId) -> String {
        let form = &self.book().form;
        let (own, title) = (form.field(id), self.wording.title(id));
        let same = |(other, field): (FieldId, &atbilst_core::form::Field)| {
            other != id && field.name != "it" && self.wording.title(other) == title
        };
        match own.name != "it" && form.iter().any(same) {
            true => format!("{title} ({})", own.path),
            false => title.to_owned(),
        }
    }

    /// The title of something, with a word where it is that of the item that is judged and another of its list stands nearer.
    pub(super) fn reached(&self, title: String, list: Option<FieldId>, up: u8) -> String {
        let mut around = self.around.iter().rev();
        let nearest = list.and_then(|list| around.position(|&one| one == list));
        match nearest.is_some_and(|nearest| nearest < usize::from(up)) {
            true => self.of("explain.of_each", "title", title),
            false => title,
        }
    }

    fn title(&self, title: TitleOf) -> String {
        match title {
            TitleOf::Field(id) => self.field(id),
            TitleOf::Value(_) | TitleOf::Table(_) | TitleOf::Figure(_) => {
                self.wording.title_of(title).to_owned()
            }
        }
    }

    pub(super) fn quoted(&self, text: String) -> String {
        self.of("human.quote", "quote", text)
    }

    /// Several things one after another, the last behind "and" or "or".
    pub(super) fn joined(&self, key: &str, mut all: Vec<String>) -> String {
        let Some(last) = all.pop() else {
            return String::new();
        };
        match all.is_empty() {
            true => last,
            false => self.say(
                key,
                &[("one", all.join(", ").into()), ("other", last.into())],
            ),
        }
    }

    fn written(&self, told: &Told) -> String {
        let language = self.wording.catalogue.language();
        told.value.write(language).into_owned()
    }

    /// A quantity in words.
    pub(super) fn quantity(&self, operand: &Operand) -> String {
        self.written(&self.told(operand))
    }

    /// The same, where it stands beside others.
    fn bracketed(&self, operand: &Operand) -> Value<'static> {
        let told = self.told(operand);
        match told.whole {
            true => told.value,
            false => format!("({})", self.written(&told)).into(),
        }
    }

    fn told(&self, operand: &Operand) -> Told {
        match operand {
            Operand::Constant(constant) => return Told::whole(quantity_value(constant.is)),
            Operand::OverallValue(overall) => return Told::part(self.overall(&overall.0)),
            Operand::Cases(cases) => {
                let (cases, otherwise) = cases.all();
                let each = cases.iter().map(|(when, is)| {
                    let is = self.bracketed(is);
                    let about = [("is", is), ("when", self.condition(when).into())];
                    self.say("explain.case", &about)
                });
                let otherwise = [("is", self.bracketed(otherwise))];
                let otherwise = self.say("explain.otherwise", &otherwise);
                let all: Vec<String> = each.chain([otherwise]).collect();
                return Told::part(all.join("; "));
            }
            Operand::Criteria(criteria) => {
                let each = criteria.all().iter().map(|one| self.condition(one));
                let each: Vec<String> = each.collect();
                return Told::part(self.of("work.criteria", "each", each.join("; ")));
            }
            Operand::Group(group) => {
                let items = operand.goes_through();
                let lists = items.map_or(&[][..], |items| &items.of.lists);
                let (key, of) = match operand.added_in_groups().and_then(Operand::named) {
                    Some(named) => ("work.named_sum", Some(named.title)),
                    None => (
                        "work.named_count",
                        lists.last().copied().map(TitleOf::Field),
                    ),
                };
                let of = of.map(|title| self.title(title)).unwrap_or_default();
                let what = self.of(key, "title", of);
                let what = items.map_or(what.clone(), |items| self.of_items(what, items));
                return Told::part(self.within(lists).grouped(what, group.per()));
            }
            Operand::AtOnce(at_once) => return Told::part(self.most_at_once(at_once, operand)),
            Operand::FieldValue(FieldValue(field)) => {
                let title = self.quoted(self.field(field.field));
                let list = self.book().form.field(field.field).list;
                return Told::whole(self.reached(title, list, field.up));
            }
            Operand::FigureValue(FigureValue(figure)) => {
                let title = self.quoted(self.title(TitleOf::Figure(figure.figure)));
                let sign = self.book().figures.0.get(figure.figure.index());
                let list = sign.and_then(|one| one.sign.lists.last().copied());
                let up = figure.items.last().copied().unwrap_or_default();
                return Told::whole(self.reached(title, list, up));
            }
            _ => {}
        }
        match (operand.goes_through(), operand.named(), operand.told()) {
            (Some(items), Some(named), _) => {
                let what = self.of(&key_of(named), "title", self.title(named.title));
                let limited = self.of_items(what.clone(), items);
                let whole = what == limited && named.sentence == "trace.of_sum";
                Told {
                    value: limited.into(),
                    whole,
                }
            }
            (None, Some(named), Some(formula)) => {
                let value = self.named(named);
                let day = formula.parts.first().map(|(_, day)| self.quantity(day));
                let about = [
                    ("value", value.into()),
                    ("day", day.unwrap_or_default().into()),
                ];
                Told::part(self.say("explain.value_on", &about))
            }
            (None, Some(named), None) => match named.title {
                TitleOf::Field(_) if named.sentence != "trace.of_field" => {
                    Told::part(self.of(&key_of(named), "title", self.title(named.title)))
                }
                _ => Told::whole(self.named(named)),
            },
            (_, None, Some(formula)) => self.formula(&formula),
            (_, None, None) => Told::part(String::new()),
        }
    }

    /// How many there are at one time: of which days, and of which items.
    fn most_at_once(&self, at_once: &AtOnce, operand: &Operand) -> String {
        let Some((named, items)) = operand.named().zip(operand.goes_through()) else {
            return String::new();
        };
        let what = self.of(&key_of(named), "title", self.title(named.title));
        let inside = self.within(&items.of.lists);
        let [first, last] = at_once.days().map(|day| inside.bracketed(day));
        let about = [("what", what.into()), ("first", first), ("last", last)];
        let what = self.of_items(self.say("explain.from_until", &about), items);
        match at_once.per() {
            Some(per) => inside.grouped(what, per),
            None => what,
        }
    }

    /// What has a title; of a value of the law that never changed also what it is.
    fn named(&self, named: Named) -> String {
        let title = self.quoted(self.title(named.title));
        let TitleOf::Value(id) = named.title else {
            return title;
        };
        let value = self.book().values.get(id.index());
        let only = value.and_then(|value| match value.history.as_slice() {
            [only] => only.is,
            _ => None,
        });
        match only {
            Some(is) => {
                let is = quantity_value(is)
                    .write(self.wording.catalogue.language())
                    .into_owned();
                format!("{title} ({is})")
            }
            None => title,
        }
    }

    fn formula(&self, formula: &Formula<'_>) -> Told {
        let sentence = formula.sentence;
        let several = formula.parts.iter().all(|(name, _)| *name == "each");
        let said = if several {
            let sums = sentence == "work.sum";
            let language = self.wording.catalogue.language();
            let each = formula.parts.iter().map(|&(_, part)| match part {
                Operand::Cases(_) => self.bracketed(part),
                _ if sums && formula.parts.len() > 1 => self.bracketed(part),
                _ => self.told(part).value,
            });
            let each: Vec<String> = each.map(|one| one.write(language).into_owned()).collect();
            let between = if sums { " + " } else { "; " };
            self.of(sentence, "each", each.join(between))
        } else {
            let parts = formula.parts.iter();
            let parts = parts.map(|&(name, part)| (name, self.part(sentence, name, part)));
            self.say(sentence, &parts.collect::<Vec<_>>())
        };
        Told::part(match formula.remark {
            Some(remark) => format!("{said}, {}", self.say(remark, &[])),
            None => said,
        })
    }

    /// A part of what a sentence says. A day that is itself computed is told behind a word that takes the case of the sentence.
    fn part(&self, sentence: &str, name: &str, part: &Operand) -> Value<'static> {
        let of_days = sentence.starts_with("work.number_of");
        let key = match name {
            "of" if sentence.starts_with("work.first_day") => return self.told(part).value,
            "of" if sentence.ends_with("_after") || sentence.ends_with("_before") => {
                "explain.day.of"
            }
            "of" if sentence.ends_with("_from") => "explain.day.with",
            "first" if of_days => "explain.day.of",
            "last" if of_days => "explain.day.until",
            _ => return self.bracketed(part),
        };
        let told = self.told(part);
        match told.whole {
            true => told.value,
            false => self.of(key, "day", self.written(&told)).into(),
        }
    }

    /// What goes through items: of which lists, and which of them.
    fn of_items(&self, what: String, items: &Items) -> String {
        let of = &items.of;
        let depth = self.around.len();
        let again = of.lists.first().filter(|list| self.around.contains(list));
        let what = match again {
            Some(&list) => {
                let about = [("what", what.into()), ("list", self.field(list).into())];
                self.say("explain.of_all_items", &about)
            }
            None if depth > usize::from(of.up) => self.of("explain.of_this_item", "what", what),
            None => what,
        };
        let inside = self.within(&of.lists);
        match items.filter() {
            Some(filter) => inside.some_items(what, filter),
            None => what,
        }
    }

    /// Only items in which something holds, as they see it themselves.
    fn some_items(&self, what: String, filter: &Condition) -> String {
        let list = self.around.last().map(|&list| self.field(list));
        let about = [
            ("what", what.into()),
            ("list", list.unwrap_or_default().into()),
            ("where", self.condition(filter).into()),
        ];
        self.say("explain.of_some_items", &about)
    }

    fn grouped(&self, what: String, per: &Per) -> String {
        let by = per.parts.iter().map(|part| self.grouped_by(part)).collect();
        let by = self.joined("explain.and", by);
        self.say(
            "explain.grouped",
            &[("what", what.into()), ("by", by.into())],
        )
    }

    fn grouped_by(&self, part: &PerPart) -> String {
        let Some(computed) = &part.computed else {
            return self.quoted(self.field(part.field.field));
        };
        let formula = computed.told().filter(|_| computed.named().is_none());
        let key = formula.as_ref().and_then(|formula| match formula.sentence {
            "work.first_day_of_year" => Some("explain.year_of"),
            "work.first_day_of_quarter" => Some("explain.quarter_of"),
            "work.first_day_of_month" => Some("explain.month_of"),
            _ => None,
        });
        let day = formula.and_then(|formula| Some(self.quantity(formula.parts.first()?.1)));
        match key.zip(day) {
            Some((key, day)) => self.of(key, "day", day),
            None => self.quantity(computed),
        }
    }
}

/// The key of what something is called that goes through items or measures a text: beside that of its value stands one without.
fn key_of(named: Named) -> String {
    let what = named.sentence.strip_prefix("trace.of_");
    format!("work.named_{}", what.unwrap_or("sum"))
}
