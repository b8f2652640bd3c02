//! How a computed quantity comes about: `15 % of EUR 70,000.00`. Knows nothing of outcomes.

use std::cell::Cell;

use super::Wording;
use crate::condition::operators::Test;
use crate::condition::quantity::{Apart, Named, Operand, Stated};
use crate::context::{Context, Scope};
use crate::language::Value;
use crate::message::figure::counted;
use crate::message::{explained, quantity_value};
use crate::scalar::Quantity;

/// Of so many parts it is told how they come about themselves; of more nobody could read it, and of figures of figures there may be
/// millions.
const PARTS: u8 = 100;

/// From where a quantity is looked at.
#[derive(Clone, Copy)]
enum Seen<'s, 'a> {
    /// In the items of an application.
    In(&'s Context<'a>, Scope),
    /// Whatever one application says.
    Apart(&'s Apart<'a, 's>),
}

impl<'a> Seen<'_, 'a> {
    fn known(self, operand: &Operand) -> Option<Quantity> {
        match self {
            Self::In(context, scope) => operand.resolve(context, scope).known(),
            Self::Apart(apart) => operand.apart(apart)?.known(),
        }
    }

    fn common(self, operand: &Operand) -> Option<Stated<'a>> {
        match self {
            Self::In(context, scope) => operand.common(context, scope),
            Self::Apart(_) => None,
        }
    }
}

/// Whether a quantity without a name is made otherwise than by adding up.
const fn is_no_sum(operand: &Operand) -> bool {
    matches!(
        operand,
        Operand::NumberOf(_)
            | Operand::Subtract(_)
            | Operand::Times(_)
            | Operand::Percent(_)
            | Operand::Extreme(_)
    )
}

impl Wording<'_> {
    /// What a test is about: a field, a figure, what is added up.
    pub fn subject(&self, test: &Test) -> String {
        let field = || self.title(test.subject.field).to_owned();
        let Some(computed) = &test.computed else {
            return field();
        };
        match computed.named() {
            Some(_) if !computed.grouped_by().is_empty() => self.name_of_groups(computed),
            Some(named) => self.name_of(named),
            // What is not added up is no sum.
            None if is_no_sum(computed) => {
                let made = self.made_of(computed).unwrap_or_else(|| "".into());
                made.write(self.catalogue.language()).into_owned()
            }
            None => {
                let mut titles = Vec::new();
                self.titles(computed, &mut titles);
                titles.dedup();
                titles.join(" + ")
            }
        }
    }

    /// What groups are made of, and by what.
    fn name_of_groups(&self, groups: &Operand) -> String {
        let by = groups.grouped_by().into_iter();
        let by: Vec<_> = by.map(|by| self.name_of_stated(by)).collect();
        let mut of = Vec::new();
        if let Some(added) = groups.added_in_groups() {
            self.titles(added, &mut of);
        }
        let about = [
            ("title", by.join(" + ").into()),
            ("of", of.join(" + ").into()),
        ];
        let key = if of.is_empty() {
            "work.named_group"
        } else {
            "work.named_group_of"
        };
        self.catalogue.say(key, &about)
    }

    /// What something is called that is added up, counted or looked up.
    fn name_of(&self, named: Named) -> String {
        let title = self.title_of(named.title);
        let key = match named.sentence {
            "trace.of_sum" => "work.named_sum",
            "trace.of_count" => "work.named_count",
            "trace.of_different" => "work.named_different",
            "trace.of_at_once" => "work.named_at_once",
            "trace.of_load" => "work.named_load",
            "trace.of_characters" => "work.named_characters",
            "trace.of_words" => "work.named_words",
            "trace.of_largest" => "work.named_largest",
            "trace.of_smallest" => "work.named_smallest",
            "trace.of_latest" => "work.named_latest",
            "trace.of_earliest" => "work.named_earliest",
            "trace.of_group" => "work.named_group",
            _ => return title.to_owned(),
        };
        self.catalogue.say(key, &[("title", title.into())])
    }

    /// How a quantity is made, whatever an application says: of constants, and of what its parts are called.
    fn made_of(&self, operand: &Operand) -> Option<Value<'static>> {
        match operand {
            Operand::Constant(constant) => return Some(quantity_value(constant.is)),
            Operand::Criteria(_) => {
                return Some(self.catalogue.say("trace.of_criteria", &[]).into());
            }
            _ => {}
        }
        if let Some(named) = operand.named() {
            let name = self.name_of(named);
            // A name within a sentence stands in quotes, unless it is one itself.
            return Some(match name == self.title_of(named.title) {
                true => self
                    .catalogue
                    .say("human.quote", &[("quote", name.into())])
                    .into(),
                false => name.into(),
            });
        }
        let formula = operand.told()?;
        let parts = formula.parts.iter();
        let language = self.catalogue.language();
        let parts = parts.map(|&(name, part)| {
            let made = self.made_of(part)?;
            let is_sum = part.told().is_some_and(|own| own.sentence == "work.sum");
            let made = match is_sum && name != "each" {
                true => format!("({})", made.write(language)).into(),
                false => made,
            };
            Some((name, made))
        });
        let parts: Vec<(&str, Value<'_>)> = parts.collect::<Option<_>>()?;
        if parts.iter().any(|(name, _)| *name != "each") {
            return Some(self.catalogue.say(formula.sentence, &parts).into());
        }
        let between = match formula.sentence {
            "work.sum" => " + ",
            _ => "; ",
        };
        let each = parts.iter().map(|(_, part)| part.write(language));
        let each = each.collect::<Vec<_>>().join(between);
        let about = [("each", each.into())];
        Some(self.catalogue.say(formula.sentence, &about).into())
    }

    /// What the parts of a quantity are called.
    fn titles(&self, operand: &Operand, to: &mut Vec<String>) {
        if let Operand::Criteria(_) = operand {
            to.push(self.catalogue.say("trace.of_criteria", &[]));
        }
        match (operand.named(), operand.told()) {
            (Some(named), _) => to.push(self.title_of(named.title).to_owned()),
            (None, Some(formula)) => {
                let parts = formula.parts.into_iter();
                parts.for_each(|(_, part)| self.titles(part, to));
            }
            (None, None) => {}
        }
    }

    /// How a quantity comes about, where it is made of others: in amounts alone.
    pub fn work(&self, operand: &Operand, context: &Context<'_>, scope: Scope) -> Option<String> {
        self.told(operand, Seen::In(context, scope), false, &Cell::new(PARTS))
    }

    /// The same, with what each part is called.
    pub fn work_named(
        &self,
        operand: &Operand,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<String> {
        self.told(operand, Seen::In(context, scope), true, &Cell::new(PARTS))
    }

    /// How a quantity comes about that no one application says; `titled` with what each part is called.
    pub(crate) fn work_apart(
        &self,
        operand: &Operand,
        apart: &Apart<'_, '_>,
        titled: bool,
    ) -> Option<String> {
        self.told(operand, Seen::Apart(apart), titled, &Cell::new(PARTS))
    }

    fn told(
        &self,
        operand: &Operand,
        seen: Seen<'_, '_>,
        titled: bool,
        left: &Cell<u8>,
    ) -> Option<String> {
        if let (Operand::FigureValue(figure), Seen::In(context, scope)) = (operand, seen) {
            let own = self.book.figures.0.get(figure.0.figure.index())?;
            let seen = Seen::In(context, figure.0.scope(scope));
            return self.told(&own.is, seen, titled, left);
        }
        if let Some(common) = seen.common(operand) {
            return Some(self.titled(&common));
        }
        let formula = operand.told()?;
        let told = |part: &Operand| -> Value<'static> {
            match seen.known(part) {
                Some(quantity) => {
                    let how = left.get().checked_sub(1).and_then(|fewer| {
                        left.set(fewer);
                        self.told(part, seen, titled, left)
                    });
                    let title = match part {
                        Operand::OverallValue(overall) => Some(counted(self, &overall.0)),
                        _ => part
                            .named()
                            .map(|named| self.title_of(named.title).to_owned()),
                    };
                    let title = title.filter(|_| titled);
                    let how = match (title, how) {
                        (Some(title), Some(how)) => Some(format!("{title}: {how}")),
                        (title, how) => title.or(how),
                    };
                    explained(quantity_value(quantity), how)
                }
                None => self.catalogue.say("form.not_known", &[]).into(),
            }
        };
        let several = formula.parts.iter().all(|(name, _)| *name == "each");
        let said = if several {
            let language = self.catalogue.language();
            let parts = formula.parts.iter();
            let parts = parts.map(|(_, part)| told(part).write(language).into_owned());
            let between = if formula.sentence == "work.sum" {
                " + "
            } else {
                "; "
            };
            let all = parts.collect::<Vec<_>>().join(between);
            self.catalogue
                .say(formula.sentence, &[("each", all.into())])
        } else {
            let about: Vec<(&str, Value<'_>)> = formula
                .parts
                .iter()
                .map(|&(name, part)| (name, told(part)))
                .collect();
            self.catalogue.say(formula.sentence, &about)
        };
        Some(match formula.remark {
            Some(remark) => format!("{said}, {}", self.catalogue.say(remark, &[])),
            None => said,
        })
    }
}
