//! How a rule book writes one.

use super::Test;
use crate::condition::operators::unknown::{rest_of_comma, unknown_test};
use crate::condition::operators::{Operator, compare, presence};
use crate::condition::quantity::{Comparison, Operand, RelationWord, Subject};
use crate::context::{
    FieldRef, FigureRef, Names, Place, of_family, other_word, sign_of_a_test, yes_or_no,
};
use crate::form::{Family, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

impl Test {
    /// What is asked of one field: a word alone, or words with what stands behind each.
    pub(crate) fn read(
        reader: &Decoder<'_>,
        node: NodeId,
        subject: FieldRef,
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let test = |operator, node| Self {
            subject,
            computed: None,
            operator,
            span: reader.document.span(node),
        };
        if reader.document.kind(node) == yaml::Kind::Scalar {
            let word = reader.document.scalar(node);
            return match presence::alone(word) {
                Some(presence) => Some(vec![test(presence.into(), node)]),
                None => {
                    let family = names.form.field(subject.field).kind.family();
                    not_alone(reader, (node, "book.not_a_test"), family)
                }
            };
        }
        let field = names.form.field(subject.field);
        let all = Operator::read_all(reader, node, (&field.kind, &field.path), names)?;
        let all = all.into_iter();
        Some(all.map(|(operator, key)| test(operator, key)).collect())
    }

    /// How a figure compares.
    pub(crate) fn read_figure(
        reader: &Decoder<'_>,
        node: NodeId,
        (figure, kind): (FigureRef, &Kind),
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let family = kind.family();
        if reader.document.kind(node) == yaml::Kind::Scalar {
            return not_alone(reader, (node, "book.not_a_test_of_it"), family);
        }
        let words: Vec<_> = RelationWord::of(family).map(|word| word.word).collect();
        let map = reader.open_map(node)?;
        let lines: Vec<_> = map.entries().collect();
        if let Some(mistake) = rest_of_comma(reader, node, &lines) {
            return mistake;
        }
        let mut strange = lines.iter().filter(|(_, name, _)| !words.contains(name));
        if let Some(&(key, word, node)) = strange.next() {
            return unknown_test(reader, (key, word, node), (family, &words), names);
        }
        let comparisons = Comparison::read_all(reader, map, kind, names)?;
        let operand = Operand::figure(figure);
        Self::held(reader, node, &operand, comparisons, names)
    }

    /// What is asked of the code that a table sets, or that a figure comes to.
    pub(crate) fn read_codes(
        reader: &Decoder<'_>,
        node: NodeId,
        (path, codes): (&str, Operand),
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let (Some(list), Some(subject)) = (codes.list(), codes.pointed(names)) else {
            return reader.refuse(node, "book.nothing_of_the_application", &[]);
        };
        if reader.document.kind(node) == yaml::Kind::Scalar {
            return not_alone(reader, (node, "book.not_a_test_of_it"), Family::Code);
        }
        let all = Operator::read_all(reader, node, (&Kind::Code(list), path), names)?;
        let test = |(operator, key)| Self {
            subject,
            computed: Some(Box::new(codes.clone())),
            operator,
            span: reader.document.span(key),
        };
        Some(all.into_iter().map(test).collect())
    }

    /// A quantity that is held against limits: `{ sum: …, at_most: … }`.
    pub(crate) fn computed(
        reader: &Decoder<'_>,
        node: NodeId,
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let Subject {
            operand,
            comparisons,
        } = Subject::read(reader, node, names)?;
        Self::held(reader, node, &operand, comparisons, names)
    }

    fn held(
        reader: &Decoder<'_>,
        node: NodeId,
        operand: &Operand,
        comparisons: Vec<(Comparison, NodeId)>,
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let Some(subject) = operand.pointed(names) else {
            return reader.refuse(node, "book.nothing_of_the_application", &[]);
        };
        let tests = comparisons.into_iter().map(|(comparison, key)| Self {
            subject,
            computed: Some(Box::new(operand.clone())),
            operator: compare::Compare(comparison).into(),
            span: reader.document.span(key),
        });
        Some(tests.collect())
    }
}

/// What stands behind a field without a test, or behind what is computed: that is always there.
fn not_alone<T>(
    reader: &Decoder<'_>,
    (node, sentence): (NodeId, &'static str),
    family: Family,
) -> Option<T> {
    let word = reader.document.scalar(node);
    if let Some(flag) = yes_or_no(word).filter(|_| family == Family::Flag) {
        let instead = format!("{{ is: {flag} }}");
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(node, "book.other_word", &about);
    }
    let said = word.strip_prefix("is ").unwrap_or(word);
    let alone = presence::alone(said).map(|_| said);
    let alone = alone.filter(|said| *said != word);
    if let Some(instead) = alone.or_else(|| other_word(word, Place::Alone)) {
        let about = [("found", word), ("similar", instead)];
        return reader.refuse(node, "book.other_word", &about);
    }
    if let Some((test, rest)) = sign_of_a_test(word) {
        let test = of_family(test, family);
        let instead = match test.split_once('…') {
            Some((before, after)) => format!("{{ {before}{rest}{after} }}"),
            None => format!("{{ {test}: {rest} }}"),
        };
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(node, "book.other_word", &about);
    }
    // A test and its value in one text, or the value alone.
    let (test, rest) = word.split_once(' ').unwrap_or((word, ""));
    let is = match family {
        Family::Number | Family::Day => "equals",
        _ => "is",
    };
    let (test, value) = match Operator::is_word(test) {
        _ if presence::alone(word).is_some() => (is, ""),
        true => (test, rest),
        false => (is, word),
    };
    let value = if value.is_empty() { "…" } else { value };
    let instead = format!("{{ {test}: {value} }}");
    let about = [("found", word), ("similar", &*instead)];
    reader.refuse(node, sentence, &about)
}
