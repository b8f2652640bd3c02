//! Conditions in words: as points below one another, as they are joined in the rule book, or within a sentence.

use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Asks, Test, Wanted};
use atbilst_core::condition::quantity::{Comparison, Operand};
use atbilst_core::form::Kind;
use atbilst_core::law::Code;
use atbilst_core::message::quantity_value;

use super::page::Point;
use super::words::Words;

/// So many codes are told one by one; more stand with their field.
const CODES: usize = 40;

/// So many codes stand within a sentence, more below it.
const IN_A_SENTENCE: usize = 3;

impl Words<'_> {
    /// A condition as points, all of which must hold.
    pub(super) fn points(&self, condition: &Condition) -> Vec<Point> {
        let mut all = Vec::new();
        self.all_points(std::slice::from_ref(condition), (false, 0), &mut all);
        all
    }

    /// Points of which all must hold.
    fn all_points(
        &self,
        conditions: &[Condition],
        (denied, depth): (bool, usize),
        to: &mut Vec<Point>,
    ) {
        let mut rest = conditions;
        while let Some((first, others)) = rest.split_first() {
            rest = others;
            let Condition::Test(test) = first else {
                self.point(first, (denied, depth), to);
                continue;
            };
            // What is asked of one thing stands together.
            let same = |other: &&Condition| matches!(other, Condition::Test(other) if is_of_same(test, other));
            let more = match stands_with_others(test) {
                true => rest.iter().take_while(same).count(),
                false => 0,
            };
            let (more, others) = rest.split_at(more);
            rest = others;
            let more = more.iter().filter_map(|one| match one {
                Condition::Test(test) => Some(test),
                _ => None,
            });
            let tests: Vec<&Test> = std::iter::once(test).chain(more).collect();
            self.tests(&tests, (denied, depth), to);
        }
    }

    fn point(&self, condition: &Condition, (denied, depth): (bool, usize), to: &mut Vec<Point>) {
        let below = depth.saturating_add(1);
        match condition {
            Condition::All(inner) | Condition::Any(inner) if inner.len() == 1 => {
                self.all_points(inner, (denied, depth), to);
            }
            // None of several holds where each does not.
            Condition::Any(inner) if denied => self.all_points(inner, (true, depth), to),
            Condition::All(inner) if denied => {
                to.push(Point::new(depth, self.say("explain.not.all", &[])));
                self.all_points(inner, (false, below), to);
            }
            Condition::All(inner) => self.all_points(inner, (false, depth), to),
            Condition::Any(inner) => {
                to.push(Point::new(depth, self.say("explain.any", &[])));
                for one in inner {
                    self.at_once(one, below, to);
                }
            }
            Condition::Not(inner) => {
                self.all_points(std::slice::from_ref(inner), (!denied, depth), to);
            }
            Condition::Items { list, every, is } => {
                let name = self.field(list.field);
                let key = items_key(*every, denied);
                to.push(Point::new(depth, self.of(key, "list", name)));
                let inside = self.within(&[list.field]);
                match denied {
                    true => inside.at_once(is, below, to),
                    false => inside.all_points(std::slice::from_ref(is), (false, below), to),
                }
            }
            Condition::Test(test) => self.tests(&[test], (denied, depth), to),
        }
    }

    /// A condition that is one of several, or that holds nowhere: where it is of several parts, they are told to hold at once.
    fn at_once(&self, condition: &Condition, depth: usize, to: &mut Vec<Point>) {
        let mut parts = Vec::new();
        self.all_points(std::slice::from_ref(condition), (false, depth), &mut parts);
        if parts.iter().filter(|part| part.depth == depth).count() > 1 {
            to.push(Point::new(depth, self.say("explain.all", &[])));
            parts
                .iter_mut()
                .for_each(|part| part.depth = part.depth.saturating_add(1));
        }
        to.append(&mut parts);
    }

    /// Tests of one thing: a point, and below it each code where there are several.
    fn tests(&self, tests: &[&Test], (denied, depth): (bool, usize), to: &mut Vec<Point>) {
        let Some((last, before)) = tests.split_last() else {
            return;
        };
        let codes = self.codes_of(last);
        let below = codes.len() > IN_A_SENTENCE;
        let asked = match (below, denied) {
            (false, _) => self.asked(last, denied),
            (true, false) => self.say("explain.one_of_these", &[]),
            (true, true) => self.say("explain.not.one_of_these", &[]),
        };
        let asked = before
            .iter()
            .map(|test| self.asked(test, denied))
            .chain([asked]);
        let asked = self.joined("explain.and", asked.collect());
        to.push(Point::new(depth, self.asked_of(last, asked)));
        if below {
            let depth = depth.saturating_add(1);
            to.extend(codes.into_iter().map(|code| Point::new(depth, code)));
        }
    }

    /// A condition within a sentence.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        self.inline(condition, false)
    }

    fn inline(&self, condition: &Condition, denied: bool) -> String {
        match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                let is_all = matches!(condition, Condition::All(_)) != denied;
                let each = inner.iter().map(|one| {
                    let said = self.inline(one, denied);
                    let joins =
                        matches!(one, Condition::All(all) | Condition::Any(all) if all.len() > 1);
                    match joins && inner.len() > 1 {
                        true => format!("({said})"),
                        false => said,
                    }
                });
                let key = if is_all { "explain.and" } else { "explain.or" };
                self.joined(key, each.collect())
            }
            Condition::Not(inner) => self.inline(inner, !denied),
            Condition::Items { list, every, is } => {
                let said = self.of(items_key(*every, denied), "list", self.field(list.field));
                let inside = self.within(&[list.field]);
                format!("{said} {}", inside.inline(is, false))
            }
            Condition::Test(test) => self.asked_of(test, self.asked(test, denied)),
        }
    }

    /// What a test is about, with what it asks.
    fn asked_of(&self, test: &Test, asked: String) -> String {
        let subject = match &test.computed {
            Some(computed) => self.quantity(computed),
            None => {
                let (title, own) = (self.quoted(self.field(test.subject.field)), test.subject);
                let list = self.book().form.field(own.field).list;
                self.reached(title, list, own.up)
            }
        };
        self.say(
            "explain.asked_of",
            &[("subject", subject.into()), ("asked", asked.into())],
        )
    }

    /// What a test asks, or what it rules out.
    fn asked(&self, test: &Test, denied: bool) -> String {
        let asks = test.operator.asks();
        if let Wanted::Compared(comparison) = asks.wanted {
            return self.compared(comparison, denied);
        }
        let key = if denied { asks.denied } else { asks.sentence };
        self.of(key, "wanted", self.wanted(test, &asks))
    }

    /// How something compares with a quantity, or how it must not.
    pub(super) fn compared(&self, comparison: &Comparison, denied: bool) -> String {
        let word = comparison.word;
        let key = match denied {
            false => word.bounds.unwrap_or("explain.equals"),
            true => word.denied(),
        };
        self.of(key, "wanted", self.quantity(&comparison.to))
    }

    fn wanted(&self, test: &Test, asks: &Asks<'_>) -> String {
        match asks.wanted {
            Wanted::Nothing | Wanted::Compared(_) => String::new(),
            Wanted::Field(field) => {
                let list = self.book().form.field(field.field).list;
                self.reached(self.field(field.field), list, field.up)
            }
            Wanted::Flag(flag) => self.wording.flag(flag),
            Wanted::Code(code) => {
                let code = self.wording.list(test).and_then(|list| list.code(code));
                code.map(|code| self.wording.code(code)).unwrap_or_default()
            }
            Wanted::Texts(texts) => {
                let kind = &self.book().form.field(test.subject.field).kind;
                let kind = test.computed.is_none().then_some(kind);
                let each = texts.iter().map(|text| self.constant(kind, text));
                each.collect::<Vec<_>>().join(", ")
            }
            Wanted::List(_) | Wanted::Codes(_) => self.codes_of(test).join(", "),
        }
    }

    /// Codes that a test takes, each with what it means and when it may be used; of a long list how many there are.
    fn codes_of(&self, test: &Test) -> Vec<String> {
        let list = self.wording.list_asked(test);
        let code = |code: &Code| {
            let said = self.wording.code(code);
            match (code.period.from, code.period.until) {
                (None, None) => said,
                (Some(from), None) => {
                    let about = [("code", said.into()), ("from", from.into())];
                    self.say("explain.code_from", &about)
                }
                (None, Some(until)) => {
                    let about = [("code", said.into()), ("until", until.into())];
                    self.say("explain.code_until", &about)
                }
                (Some(from), Some(until)) => {
                    let (from, until) = (from.into(), until.into());
                    let about = [("code", said.into()), ("from", from), ("until", until)];
                    self.say("explain.code_between", &about)
                }
            }
        };
        match (test.operator.asks().wanted, list) {
            (Wanted::List(None), Some(list)) if list.codes.len() > CODES => {
                vec![self.say("explain.of_list", &[("count", list.codes.len().into())])]
            }
            (Wanted::List(_), Some(list)) => list.codes.iter().map(code).collect(),
            (Wanted::Codes(_), _) => {
                let codes = self.wording.codes_taken(test).unwrap_or_default();
                codes.into_iter().map(code).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What a book writes as a constant of a field, as a sentence says it.
    fn constant(&self, kind: Option<&Kind>, text: &str) -> String {
        let language = self.wording.catalogue.language();
        match kind.and_then(|kind| kind.quantity(text)) {
            Some(quantity) => quantity_value(quantity).write(language).into_owned(),
            None => self.quoted(text.to_owned()),
        }
    }
}

const fn items_key(every: bool, denied: bool) -> &'static str {
    match (every, denied) {
        (true, false) => "explain.every",
        (false, false) => "explain.some",
        (true, true) => "explain.not.every",
        (false, true) => "explain.not.some",
    }
}

/// Whether two tests are of the same thing and stand in one sentence.
fn is_of_same(one: &Test, other: &Test) -> bool {
    (one.subject, &one.computed) == (other.subject, &other.computed) && stands_with_others(other)
}

/// Whether what is asked can be told beside something else that is asked: a form and texts end a sentence.
fn stands_with_others(test: &Test) -> bool {
    let asks = test.operator.asks();
    match asks.wanted {
        Wanted::Nothing => matches!(asks.sentence, "trace.present" | "trace.absent"),
        Wanted::Texts(_) | Wanted::Field(_) => false,
        Wanted::Compared(comparison) => {
            let to = &comparison.to;
            matches!(to, Operand::Constant(_)) || to.told().is_none() && to.inside().is_empty()
        }
        _ => true,
    }
}
