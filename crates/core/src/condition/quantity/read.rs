//! How a quantity is read: by the kind that is asked; on the left of a comparison by the kind that it has itself.

use super::{
    Comparison, KeyWord, Operand, OperandLine, RELATIONS, RelationWord, Word, constant, items,
};
use crate::context::{Names, Place, bracketed, never_computed, other_word, similar};
use crate::form::Kind;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};
use rust_decimal::Decimal;

/// Most quantities inside each other.
const DEPTH: usize = 12;

/// A quantity that is held against limits, with how it must compare.
pub(crate) struct Subject {
    pub(crate) operand: Operand,
    pub(crate) comparisons: Vec<(Comparison, NodeId)>,
}

/// The quantities that are shapes of their own.
fn keys() -> impl Iterator<Item = KeyWord> {
    Operand::words().filter_map(|word| match word {
        Word::Key(key) => Some(key),
        Word::Text(_) => None,
    })
}

/// The word of the quantity that a mapping begins with, where a comparison may have it on its left.
pub(crate) fn head_of(map: Map<'_, '_>) -> Option<&'static str> {
    let mut subjects = keys().filter(|word| word.subject);
    subjects
        .find(|word| map.entries().any(|(_, name, _)| name == word.key))
        .map(|word| word.key)
}

/// Whether a word begins a quantity that may stand on the left of a comparison.
pub(crate) fn is_head(name: &str) -> bool {
    keys().any(|word| word.subject && word.key == name)
}

impl OperandLine<'_, '_> {
    /// Something that is no quantity of the kind that is asked.
    pub(super) fn not_one<T>(&self, found: &str) -> Option<T> {
        let (names, kind) = (self.names, self.kind.told());
        let about = |key, instead: &str| {
            let about = [("found", found), ("kind", &*kind), ("similar", instead)];
            self.reader.refuse(self.node, key, &about)
        };
        if let Some(sentence) = never_computed(found) {
            return about(sentence, "");
        }
        let values = names.values.iter().map(|value| &*value.name);
        let tables = names.tables.iter().map(|table| &*table.name);
        let figures = names.figures.iter().map(|figure| figure.path.as_str());
        let known = names.known().into_iter().chain(values).chain(tables);
        let known: Vec<&str> = known.chain(figures.clone()).collect();
        let paths = names.form.iter().map(|(_, field)| field.path.as_str());
        let near = similar(found, known.iter().copied());
        if let Some(near) = near.or_else(|| bracketed(found, paths.chain(figures))) {
            return about("book.not_an_operand_similar", near);
        }
        if let Some(written) = self.kind.nearest(found) {
            return about("book.written_so", &written);
        }
        if let Some((rate, of)) = share_in_text(found) {
            let about = [("found", found), ("rate", &*rate), ("of", of)];
            return self.reader.refuse(self.node, "book.share_in_text", &about);
        }
        if is_too_fine(found, self.kind) {
            return about("book.too_many_decimals", "");
        }
        if let Some(rate) = Kind::Percent.nearest(found).filter(|_| found.contains('%')) {
            return about("book.share_of_nothing", &rate);
        }
        let allowed = known.join(", ");
        let about = [("found", found), ("kind", &*kind), ("allowed", &*allowed)];
        self.reader.refuse(self.node, "book.not_an_operand", &about)
    }

    /// A quantity of another kind.
    pub(super) fn other_kind<T>(&self, found: &str, kind: &Kind) -> Option<T> {
        self.not_of_kind(found, &kind.told())
    }

    fn not_of_kind<T>(&self, found: &str, kind: &str) -> Option<T> {
        let asked = self.kind.told();
        let about = [("found", found), ("kind", kind), ("asked", &*asked)];
        self.reader.refuse(self.node, "book.other_kind", &about)
    }

    /// A quantity inside this one, of a kind.
    pub(super) fn inner(&self, node: NodeId, kind: &Kind) -> Option<Operand> {
        Operand::read(&OperandLine {
            node,
            kind,
            depth: self.depth.saturating_add(1),
            ..*self
        })
    }
}

impl Operand {
    /// Reads a quantity of the kind that is asked.
    pub(crate) fn read(line: &OperandLine<'_, '_>) -> Option<Self> {
        let reader = line.reader;
        if line.depth > DEPTH {
            return reader.refuse(line.node, "book.too_deep", &[("limit", &DEPTH.to_string())]);
        }
        match reader.document.kind(line.node) {
            yaml::Kind::Mapping => {
                let (word, map) = shape(reader, line.node, &[])?;
                (word.read)(line, map)
            }
            yaml::Kind::Sequence => {
                let about = [("kind", line.kind.name())];
                reader.refuse(line.node, "book.operand_is_list", &about)
            }
            yaml::Kind::Scalar => {
                let text = reader.text(line.node)?;
                let mut read = Self::words().filter_map(|word| match word {
                    Word::Text(read) => read(line, text),
                    Word::Key(_) => None,
                });
                read.next()
                    .unwrap_or_else(|| match constant::kind_of(text) {
                        Some(kind) if !is_too_fine(text, line.kind) => line.not_of_kind(text, kind),
                        _ => line.not_one(text),
                    })
            }
        }
    }
}

impl Subject {
    /// Reads a quantity on the left of a comparison.
    pub(crate) fn read(reader: &Decoder<'_>, node: NodeId, names: &Names<'_>) -> Option<Self> {
        let kind = kind_of(reader, node, names)?;
        let relations: Vec<&str> = RelationWord::of(kind.family())
            .map(|word| word.word)
            .collect();
        let (word, map) = shape(reader, node, &relations)?;
        let line = OperandLine {
            reader,
            node,
            kind: &kind,
            names,
            depth: 0,
        };
        let mut operand = (word.read)(&line, map)?;
        let comparisons = match &mut operand {
            Operand::Group(group) => group.comparisons(reader, map, &kind, names)?,
            _ => Comparison::read_all(reader, map, &kind, names)?,
        };
        Some(Self {
            operand,
            comparisons,
        })
    }
}

/// `50 % of capital`: the rate, and of what.
fn share_in_text(found: &str) -> Option<(String, &str)> {
    let (rate, of) = found.split_once('%')?;
    let of = of.trim();
    let of = ["of ", "no "]
        .iter()
        .find_map(|word| of.strip_prefix(word))?;
    let rate = rate.trim().replace(',', ".");
    Kind::Percent.quantity(&rate).map(|_| (rate, of.trim()))
}

/// Whether it is a number with more decimals than are measured.
fn is_too_fine(found: &str, kind: &Kind) -> bool {
    let number = found.parse::<Decimal>();
    matches!(kind, Kind::Quantity(_)) && number.is_ok_and(|number| number.is_sign_positive())
}

/// The one shape that a mapping has, which may have only its own keys and these.
fn shape<'r, 'a>(
    reader: &'r Decoder<'a>,
    node: NodeId,
    more: &[&str],
) -> Option<(KeyWord, Map<'r, 'a>)> {
    let map = reader.open_map(node)?;
    let known: Vec<KeyWord> = keys().collect();
    let mut found = known
        .iter()
        .filter(|word| map.entries().any(|(_, name, _)| name == word.key));
    let (Some(word), None) = (found.next(), found.next()) else {
        let mut words: Vec<&str> = known.iter().map(|word| word.key).collect();
        words.dedup();
        let first = map.entries().next();
        let (place, name) = first.map_or((node, "{ }"), |(key, name, _)| (key, name));
        let allowed = words.join(", ");
        if let Some(sentence) = never_computed(name) {
            return reader.refuse(place, sentence, &[("found", name)]);
        }
        if let Some(instead) = other_word(name, Place::Quantity) {
            let about = [("found", name), ("similar", instead)];
            return reader.refuse(place, "book.other_word", &about);
        }
        return match similar(name, words.iter().copied()).filter(|similar| *similar != name) {
            Some(similar) => reader.refuse(
                place,
                "book.not_a_quantity_similar",
                &[("found", name), ("similar", similar)],
            ),
            None => reader.refuse(
                place,
                "book.no_quantity",
                &[("found", name), ("allowed", &allowed)],
            ),
        };
    };
    let keys = [&[word.key], word.beside, more].concat();
    let before = reader.is_clean();
    let map = reader.map(node, &keys)?;
    let strange = map.entries().any(|(_, name, _)| !keys.contains(&name));
    (!strange || (before && reader.is_clean())).then_some((*word, map))
}

/// The kind that a quantity has, wherever it stands; where it has none, a mistake is noted.
pub(crate) fn kind_of(reader: &Decoder<'_>, node: NodeId, names: &Names<'_>) -> Option<Kind> {
    let known = guess(reader, node, names, 0);
    known.or_else(|| {
        if reader.document.kind(node) == yaml::Kind::Mapping {
            let relations: Vec<&str> = RELATIONS.iter().map(|word| word.word).collect();
            let (word, map) = shape(reader, node, &relations)?;
            if ["percent", "times"].contains(&word.key) && map.get("of").is_none() {
                return map.missing("of");
            }
        }
        // What it names is wrong: that is the mistake to tell.
        if let Some(path) = first_path(reader, node, 0)
            && reader.document.kind(path) == yaml::Kind::Scalar
        {
            let text = reader.document.scalar(path);
            if text.contains("[]")
                && names.select(text).is_none()
                && items::figure_of(text, names).is_none()
            {
                return crate::context::selector(reader, path, names).and(None);
            }
            return OperandLine {
                reader,
                node: path,
                kind: &Kind::Money,
                names,
                depth: 0,
            }
            .not_one(text);
        }
        reader.refuse(node, "book.only_constants", &[])
    })
}

/// The first path that a quantity names.
fn first_path(reader: &Decoder<'_>, node: NodeId, depth: usize) -> Option<NodeId> {
    let document = reader.document;
    if depth > DEPTH {
        return None;
    }
    match document.kind(node) {
        yaml::Kind::Scalar => Some(node),
        yaml::Kind::Sequence => document
            .items(node)
            .find_map(|item| first_path(reader, item, depth.saturating_add(1))),
        yaml::Kind::Mapping => {
            let map = reader.open_map(node)?;
            let of = ["of", "sum", "largest", "smallest", "is"]
                .iter()
                .find_map(|key| map.get(key))?;
            first_path(reader, of, depth.saturating_add(1))
        }
    }
}

pub(super) fn guess(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
    depth: usize,
) -> Option<Kind> {
    let document = reader.document;
    if depth > DEPTH {
        return None;
    }
    let inner = |node| guess(reader, node, names, depth.saturating_add(1));
    match document.kind(node) {
        yaml::Kind::Scalar => named(document.scalar(node), names),
        yaml::Kind::Sequence => document.items(node).find_map(inner),
        yaml::Kind::Mapping => {
            let map = reader.open_map(node)?;
            let has = |key: &str| map.get(key).is_some();
            if has("count") || has("different") || has("number_of") {
                return Some(Kind::Count);
            }
            if ["months", "years", "days", "first_day_of"]
                .into_iter()
                .any(has)
            {
                return Some(Kind::Date);
            }
            if let Some(cases) = map.get("cases") {
                return document.items(cases).find_map(|case| {
                    let map = reader.open_map(case)?;
                    inner(map.get("is").or_else(|| map.get("otherwise"))?)
                });
            }
            if let (Some(number), Some(of)) = (map.get("times"), map.get("of"))
                && super::times::is_turned(reader, (number, of), names)
            {
                return inner(number);
            }
            let of = match has("percent") || has("times") {
                true => map.get("of"),
                false => ["sum", "largest", "smallest", "value"]
                    .into_iter()
                    .find_map(|key| map.get(key)),
            };
            inner(of?)
        }
    }
}

/// The kind of what a text names.
fn named(text: &str, names: &Names<'_>) -> Option<Kind> {
    let measured = |kind: &Kind| kind.measure().is_some().then(|| kind.clone());
    let form = names.form;
    if let Some(field) = names.field(text) {
        return measured(&form.field(field.field).kind);
    }
    if let Some((_, value)) = names.value(text) {
        return Some(value.kind.clone());
    }
    if let Some(table) = names.table(text) {
        return Some(table.kind.clone());
    }
    if let Some((_, sign)) = names.figure(text) {
        return Some(sign.kind.clone());
    }
    if let Some(leaf) = names.select(text).and_then(|found| found.leaf) {
        return measured(&form.field(leaf).kind);
    }
    items::figure_of(text, names).map(|(.., sign)| sign.kind.clone())
}
