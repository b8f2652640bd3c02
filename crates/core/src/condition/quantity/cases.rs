//! One of several quantities, by conditions: `cases: [ { when: …, is: … }, { otherwise: … } ]`. The first that holds counts.

use super::case_lines::case_lines;
use super::group::worse;
use super::{KeyWord, Operand, OperandLine, Quantify, Varied, Word};
use crate::condition::{Answer, Condition, read as read_condition};
use crate::context::{Around, Bound, Context, FieldAt, Resolved, Scope, Truth, Variant, changed};
use atbilst_yaml::decode::Map;

/// One of several quantities.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    cases: Vec<(Condition, Operand)>,
    otherwise: Box<Operand>,
}

impl Quantify for Cases {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "cases",
            beside: &[],
            subject: false,
            kind: None,
            read,
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        match (self.case(&context.asking(None), scope), context.bound) {
            (Ok(is), _) => is.resolve(context, scope),
            (Err(_), Some(bound)) => self.bounded(context, scope, bound),
            (Err((why, _)), None) => why,
        }
    }

    fn inside(&self) -> Vec<&Operand> {
        let all = self.cases.iter().map(|(_, is)| is);
        all.chain([&*self.otherwise]).collect()
    }
}

impl Varied for Cases {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let mut all = Vec::new();
        for (index, (when, is)) in self.cases.iter().enumerate() {
            all.extend(changed(self, when.variants(around), |own, when| {
                if let Some(case) = own.cases.get_mut(index) {
                    case.0 = when;
                }
            }));
            all.extend(changed(self, is.variants(around), |own, is| {
                if let Some(case) = own.cases.get_mut(index) {
                    case.1 = is;
                }
            }));
        }
        let otherwise = self.otherwise.variants(around);
        all.extend(changed(self, otherwise, |own, is| *own.otherwise = is));
        all
    }
}

impl Cases {
    /// The case that counts; else what stands in the way.
    fn case<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> Result<&Operand, (Resolved<'a>, Answer<'_>)> {
        for (when, is) in &self.cases {
            let answer = context.ask(when, scope);
            if let Some(why) = answer.undecided(context) {
                return Err((why, answer));
            }
            if answer.truth == Truth::Holds {
                return Ok(is);
            }
        }
        Ok(&self.otherwise)
    }

    /// The least, or the most, of all that may count where not everything is known that is asked.
    fn bounded<'a>(&self, context: &Context<'a>, scope: Scope, bound: Bound) -> Resolved<'a> {
        let mut outermost: Option<Resolved<'a>> = None;
        let asking = context.asking(None);
        let certain = self.cases.iter().find_map(|(when, is)| {
            let answer = asking.ask(when, scope);
            if answer.undecided(&asking).is_none() {
                return (answer.truth == Truth::Holds).then_some(is);
            }
            let next = is.resolve(context, scope);
            outermost = Some(outermost.map_or(next, |one| further(one, next, bound)));
            None
        });
        let last = certain.unwrap_or(&self.otherwise);
        let last = last.resolve(context, scope);
        outermost.map_or(last, |one| further(one, last, bound))
    }

    /// The field that is left out, of the case that counts or of the one of which that is not known.
    pub(super) fn left_out(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        match self.case(context, scope) {
            Ok(is) => is.left_out(context, scope),
            Err((_, answer)) => answer.left_out(context),
        }
    }

    pub(super) fn each(&mut self, change: &mut dyn FnMut(&mut Operand)) {
        self.cases.iter_mut().for_each(|(_, is)| change(is));
        change(&mut self.otherwise);
    }

    /// Each with what it comes to, and what it comes to otherwise.
    pub fn all(&self) -> (&[(Condition, Operand)], &Operand) {
        (&self.cases, &self.otherwise)
    }

    pub(super) fn conditions(&self) -> Vec<&Condition> {
        self.cases.iter().map(|(when, _)| when).collect()
    }
}

/// The less, or the more, of two.
fn further<'a>(one: Resolved<'a>, other: Resolved<'a>, bound: Bound) -> Resolved<'a> {
    let (Resolved::Known(is), Resolved::Known(next)) = (one, other) else {
        return if one.known().is_some() { other } else { one };
    };
    let further = worse(is, next, bound == Bound::Most);
    further.map_or(Resolved::NotStated, Resolved::Known)
}

fn read(line: &OperandLine<'_, '_>, map: Map<'_, '_>) -> Option<Operand> {
    let reader = line.reader;
    let node = map.need("cases")?;
    if line.names.together {
        return reader.refuse(node, "book.cases_of_all", &[]);
    }
    let (lines, otherwise) = case_lines(reader, node, line.names)?;
    let mut cases = Vec::new();
    for (when, is) in lines {
        let when = read_condition::condition(reader, when, line.names);
        let is = line.inner(is, line.kind);
        cases.push((when?, is?));
    }
    let otherwise = Box::new(line.inner(otherwise, line.kind)?);
    Some(Cases { cases, otherwise }.into())
}
