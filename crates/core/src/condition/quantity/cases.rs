//! One of several quantities, by conditions: `cases: [ { when: …, is: … }, { otherwise: … } ]`. The first that holds counts.

use super::group::worse;
use super::{KeyWord, Operand, OperandLine, Quantify, Varied, Word};
use crate::condition::{Answer, Condition, read as read_condition};
use crate::context::{
    Around, Bound, Context, FieldAt, Names, Resolved, Scope, Truth, Variant, changed,
};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};

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
    let (nodes, otherwise) = nodes(reader, node, line.names)?;
    let mut cases = Vec::new();
    for (when, is) in nodes {
        let when = read_condition::condition(reader, when, line.names);
        let is = line.inner(is, line.kind);
        cases.push((when?, is?));
    }
    let otherwise = Box::new(line.inner(otherwise, line.kind)?);
    Some(Cases { cases, otherwise }.into())
}

/// When a case counts, and what it comes to.
type Case = (NodeId, NodeId);

/// Each case, and what it comes to otherwise, where all of them are written as such.
pub(super) fn nodes(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<(Vec<Case>, NodeId)> {
    let nodes = reader.list(node)?;
    let (last, first) = nodes.split_last()?;
    // Every mistake is told, not the first alone.
    let told = nodes.iter().map(|case| refuse_code(reader, *case, names));
    if told.filter(Option::is_none).count() > 0 {
        return None;
    }
    let otherwise = |node: NodeId| reader.document.get(node, "otherwise");
    if let Some(early) = first.iter().find(|&&case| otherwise(case).is_some()) {
        return reader.refuse(*early, "book.otherwise_last", &[]);
    }
    if reader.document.get(*last, "when").is_some() {
        return reader.refuse(*last, "book.no_otherwise", &[]);
    }
    let mut cases = Vec::new();
    for &node in first {
        let map = reader.map(node, &["when", "is"])?;
        let (when, is) = (map.need("when"), map.need("is"));
        cases.push((when?, is?));
    }
    let otherwise = reader.map(*last, &["otherwise"])?.need("otherwise")?;
    if cases.is_empty() {
        return reader.refuse(node, "book.one_case", &[]);
    }
    Some((cases, otherwise))
}

/// `{ micro: 20 }`: a code does not say of which field it is.
fn refuse_code(reader: &Decoder<'_>, case: NodeId, names: &Names<'_>) -> Option<()> {
    let map = reader.open_map(case)?;
    let mut entries = map.entries();
    let (Some((key, code, is)), None) = (entries.next(), entries.next()) else {
        return Some(());
    };
    let list = names
        .lists
        .iter()
        .position(|list| list.find(code).is_some());
    let Some(list) = list.filter(|_| names.field(code).is_none()) else {
        return Some(());
    };
    let of_list = |path: &&&str| {
        let field = names.field(path);
        let list_of = field.and_then(|field| names.form.field(field.field).kind.list());
        list_of.is_some_and(|of| of.index() == list)
    };
    let known = names.known();
    let mut fields = known.iter().filter(of_list);
    let field = match (fields.next(), fields.next()) {
        (Some(field), None) => field,
        _ => "FIELD",
    };
    let is = reader.document.span(is).of(reader.document.text);
    let instead = format!("when: {{ {field}: {{ is: {code} }} }}, is: {is}");
    reader.refuse(
        key,
        "book.other_word",
        &[("found", code), ("similar", &instead)],
    )
}
