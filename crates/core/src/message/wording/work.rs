//! How a computed quantity comes about: `15 % of EUR 70,000.00`. Knows nothing of outcomes.

use super::Wording;
use crate::condition::operators::Test;
use crate::condition::quantity::{Operand, TitleOf};
use crate::context::{Context, Scope};
use crate::language::Value;
use crate::message::{explained, quantity_value};

impl Wording<'_> {
    /// What a test is about: a field, a figure, what is added up.
    #[must_use]
    pub fn subject(&self, test: &Test) -> String {
        let field = || self.title(test.subject.field).to_owned();
        let Some(computed) = &test.computed else {
            return field();
        };
        match computed.named() {
            Some(named) => {
                let title = self.title_of(named.title);
                match named.title {
                    TitleOf::Value(_) | TitleOf::Table(_) | TitleOf::Figure(_) => title.to_owned(),
                    TitleOf::Field(_) => {
                        let key = match named.sentence {
                            "trace.of_sum" => "work.named_sum",
                            "trace.of_count" => "work.named_count",
                            "trace.of_different" => "work.named_different",
                            "trace.of_largest" => "work.named_largest",
                            "trace.of_smallest" => "work.named_smallest",
                            _ => "work.named_group",
                        };
                        self.catalogue.say(key, &[("title", title.into())])
                    }
                }
            }
            None => {
                let mut titles = Vec::new();
                self.titles(computed, &mut titles);
                titles.dedup();
                titles.join(" + ")
            }
        }
    }

    /// What the parts of a quantity are called.
    fn titles(&self, operand: &Operand, to: &mut Vec<String>) {
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
    #[must_use]
    pub fn work(&self, operand: &Operand, context: &Context<'_>, scope: Scope) -> Option<String> {
        self.told(operand, context, scope, false)
    }

    /// The same, with what each part is called.
    #[must_use]
    pub fn work_named(
        &self,
        operand: &Operand,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<String> {
        self.told(operand, context, scope, true)
    }

    fn told(
        &self,
        operand: &Operand,
        context: &Context<'_>,
        scope: Scope,
        titled: bool,
    ) -> Option<String> {
        if let Operand::FigureValue(figure) = operand {
            let own = self.book.figures.0.get(figure.0.figure.index())?;
            return self.told(&own.is, context, figure.0.scope(scope), titled);
        }
        if let Some(common) = operand.common(context, scope) {
            let title = operand.named().map(|named| self.title_of(named.title));
            return Some(format!("{}: {common}", title.unwrap_or_default()));
        }
        let formula = operand.told()?;
        let told = |part: &Operand| -> Value<'static> {
            match part.resolve(context, scope).known() {
                Some(quantity) => {
                    let how = self.told(part, context, scope, titled);
                    let title = part.named().filter(|_| titled);
                    let title = title.map(|named| self.title_of(named.title).to_owned());
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
