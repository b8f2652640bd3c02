//! How a rule book writes one.

use super::Test;
use crate::condition::operators::alone::{not_alone, values_alone};
use crate::condition::operators::unknown::{quantity_for_a_test, rest_of_comma, unknown_test};
use crate::condition::operators::{Operator, compare, presence};
use crate::condition::quantity::{Comparison, Operand, RelationWord, Subject};
use crate::context::{FieldRef, FigureRef, FigureSign, Names};
use crate::form::Kind;
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
        let field = names.form.field(subject.field);
        if reader.document.kind(node) == yaml::Kind::Scalar {
            let word = reader.text(node)?;
            return match presence::alone(word) {
                Some(presence) => Some(vec![test(presence.into(), node)]),
                None => not_alone(reader, (node, "book.not_a_test"), &field.kind, names),
            };
        }
        if let Some(mistake) = values_alone(reader, node, &field.kind) {
            return mistake;
        }
        let all = Operator::read_all(reader, node, (&field.kind, &field.path), names)?;
        let all = all.into_iter();
        Some(all.map(|(operator, key)| test(operator, key)).collect())
    }

    /// How a figure compares.
    pub(crate) fn read_figure(
        reader: &Decoder<'_>,
        node: NodeId,
        (figure, sign): (FigureRef, &FigureSign),
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let kind = &sign.kind;
        let family = kind.family();
        if reader.document.kind(node) == yaml::Kind::Scalar {
            return not_alone(reader, (node, "book.not_a_test_of_it"), kind, names);
        }
        let words: Vec<_> = RelationWord::of(family).map(|word| word.word).collect();
        let map = reader.open_map(node)?;
        let lines: Vec<_> = map.entries().collect();
        if let Some(mistake) = rest_of_comma(reader, node, &lines) {
            return mistake;
        }
        if let Some(mistake) = quantity_for_a_test(reader, node, &lines, (kind, &sign.path)) {
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
            return not_alone(
                reader,
                (node, "book.not_a_test_of_it"),
                &Kind::Code(list),
                names,
            );
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
