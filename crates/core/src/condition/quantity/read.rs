//! How a quantity is read: by the kind that is asked; on the left of a comparison by the kind that it has itself.

use super::{
    Comparison, KeyWord, Operand, OperandLine, RELATIONS, RelationWord, Word, constant, items,
    period,
};
use crate::context::{Names, Place, TELLS_AUTHORS, by_period, never_computed, other_word, similar};
use crate::form::Kind;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};

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

/// Whether a word begins a quantity.
pub(crate) fn is_key(name: &str) -> bool {
    keys().any(|word| word.key == name)
}

/// Whether a word begins a quantity that may stand on the left of a comparison.
pub(crate) fn is_head(name: &str) -> bool {
    keys().any(|word| word.subject && word.key == name)
}

impl KeyWord {
    /// What stands behind it, of the kind that is asked.
    fn read(self, line: &OperandLine<'_, '_>, map: Map<'_, '_>) -> Option<Operand> {
        match self.kind.filter(|kind| *kind != line.kind) {
            Some(other) => line.other_kind(self.key, other),
            None => (self.read)(line, map),
        }
    }
}

impl OperandLine<'_, '_> {
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
                let (word, map) = shape(reader, line.node, line.names, &[])?;
                word.read(line, map)
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
                read.next().unwrap_or_else(|| line.unread(text))
            }
        }
    }
}

impl Subject {
    /// Reads a quantity on the left of a comparison.
    pub(crate) fn read(reader: &Decoder<'_>, node: NodeId, names: &Names<'_>) -> Option<Self> {
        // Where constants alone do not say what is measured, what it is held against does.
        let by_limit = || {
            let mut limits = RELATIONS.iter();
            limits.find_map(|word| guess(reader, reader.document.get(node, word.word)?, names, 0))
        };
        let kind = match guess(reader, node, names, 0).or_else(by_limit) {
            Some(kind) => kind,
            None => kind_of(reader, node, names)?,
        };
        let relations: Vec<&str> = RelationWord::of(kind.family())
            .map(|word| word.word)
            .collect();
        if TELLS_AUTHORS && kind == Kind::Date && reader.document.get(node, "subtract").is_some() {
            return reader.refuse(node, "book.subtract_of_days", &[]);
        }
        let (word, map) = shape(reader, node, names, &relations)?;
        let line = OperandLine {
            reader,
            node,
            kind: &kind,
            names,
            depth: 0,
        };
        let mut operand = word.read(&line, map)?;
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

/// The one shape that a mapping has, which may have only its own keys and these.
fn shape<'r, 'a>(
    reader: &'r Decoder<'a>,
    node: NodeId,
    names: &Names<'_>,
    more: &[&str],
) -> Option<(KeyWord, Map<'r, 'a>)> {
    let map = reader.open_map(node)?;
    let known: Vec<KeyWord> = keys().collect();
    let mut found = known
        .iter()
        .filter(|word| map.entries().any(|(_, name, _)| name == word.key));
    let (first, second) = (found.next(), found.next());
    if let (Some(first), Some(second)) = (first, second) {
        let both = [first.key, second.key];
        let about = [("found", first.key), ("other", second.key)];
        let sentence = match both.iter().all(|key| period::is_unit(key)) {
            _ if !TELLS_AUTHORS => "book.two_quantities",
            true => "book.two_units",
            false if both.contains(&"percent") => "book.share_beside",
            false => "book.two_quantities",
        };
        return reader.refuse(node, sentence, &about);
    }
    let Some(word) = first else {
        let first = map.entries().next();
        if let Some((key, name, alone)) = first
            && reader.document.is_null(alone)
            && named(name, names).is_some()
        {
            if TELLS_AUTHORS && let Some(instead) = with_its_key(reader, map, name) {
                let about = [("found", name), ("similar", &*instead)];
                return reader.refuse(key, "book.other_word", &about);
            }
            return reader.refuse(key, "book.braces_around", &[("found", name)]);
        }
        if let Some((key, name, day)) = first
            && (names.value(name).is_some() || names.table(name).is_some())
            && names.field(reader.document.scalar(day)).is_some()
        {
            let day = reader.document.scalar(day);
            let instead = format!("{{ value: {name}, as_of: {day} }}");
            let about = [("found", name), ("similar", &*instead)];
            return reader.refuse(key, "book.other_word", &about);
        }
        if let Some((key, name, day)) = first
            && let Some(instead) = by_period(name)
            && names.field(reader.document.scalar(day)).is_some()
        {
            let instead = instead.replace("DAY", reader.document.scalar(day));
            let about = [("found", name), ("similar", &*instead)];
            return reader.refuse(key, "book.other_word", &about);
        }
        let (place, name) = first.map_or((node, "{ }"), |(key, name, _)| (key, name));
        return no_quantity(reader, place, name);
    };
    let keys = [&[word.key], word.beside, more].concat();
    let before = reader.is_clean();
    let map = reader.map(node, &keys)?;
    let strange = map.entries().any(|(_, name, _)| !keys.contains(&name));
    (!strange || (before && reader.is_clean())).then_some((*word, map))
}

/// `{ price, as_of: DAY }`, `{ term, after: DAY }`: the key before the name is what is left out.
fn with_its_key(reader: &Decoder<'_>, map: Map<'_, '_>, name: &str) -> Option<String> {
    let (_, beside, day) = map.entries().nth(1)?;
    let day = reader.document.scalar(day);
    match beside {
        "as_of" => Some(format!("{{ value: {name}, as_of: {day} }}")),
        "after" | "from" | "before" => Some(format!(
            "{{ days / months / years: {name}, {beside}: {day} }}"
        )),
        _ => None,
    }
}

/// A word that begins no quantity, where one is expected.
pub(crate) fn no_quantity<T>(reader: &Decoder<'_>, place: NodeId, name: &str) -> Option<T> {
    if !TELLS_AUTHORS {
        return reader.refuse(place, "book.no_quantity", &[]);
    }
    let mut words: Vec<&str> = keys().map(|word| word.key).collect();
    words.dedup();
    if words.contains(&name) {
        return reader.refuse(place, "book.no_subject", &[("found", name)]);
    }
    if let Some(sentence) = never_computed(name) {
        return reader.refuse(place, sentence, &[("found", name)]);
    }
    if let Some(instead) = other_word(name, Place::Quantity) {
        let about = [("found", name), ("similar", instead)];
        return reader.refuse(place, "book.other_word", &about);
    }
    let near = similar(name, words.iter().copied()).filter(|near| *near != name);
    let (sentence, other) = match near {
        Some(near) => ("book.not_a_quantity_similar", ("similar", near)),
        None => ("book.no_quantity", ("allowed", &*words.join(", "))),
    };
    reader.refuse(place, sentence, &[("found", name), other])
}

/// The kind that a quantity has, wherever it stands; where it has none, a mistake is noted.
pub(crate) fn kind_of(reader: &Decoder<'_>, node: NodeId, names: &Names<'_>) -> Option<Kind> {
    let known = guess(reader, node, names, 0);
    known.or_else(|| {
        if reader.document.kind(node) == yaml::Kind::Mapping {
            let relations: Vec<&str> = RELATIONS.iter().map(|word| word.word).collect();
            let (word, map) = shape(reader, node, names, &relations)?;
            if let Some(cases) = map.get("cases") {
                super::case_lines::case_lines(reader, cases, names)?;
            }
            if ["percent", "times"].contains(&word.key) && map.get("of").is_none() {
                return map.missing("of");
            }
        }
        // What it names is wrong: that is the mistake to tell.
        let path = first_path(reader, node, 0);
        if let Some(path) = path
            && path != node
            && reader.document.kind(path) == yaml::Kind::Mapping
        {
            shape(reader, path, names, &[])?;
        }
        if let Some(path) = path
            && reader.document.kind(path) == yaml::Kind::Scalar
            && let text = reader.document.scalar(path)
            && constant::kind_of(text).is_none()
        {
            if text.contains("[]")
                && never_computed(text).is_none()
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
            let keys: &[&str] = match map.entries().any(|(_, name, _)| is_key(name)) {
                true => &["of", "sum", "largest", "smallest", "subtract", "is"],
                false => &["is"],
            };
            let Some(of) = keys.iter().find_map(|key| map.get(key)) else {
                return Some(node);
            };
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
            let always = keys().find_map(|word| word.kind.filter(|_| has(word.key)));
            if let Some(kind) = always {
                return Some(kind.clone());
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
            // So many times a number is a number.
            if let (Some(number), Some(of)) = (map.get("times"), map.get("of"))
                && inner(number) == Some(Kind::Count)
                && Kind::Count.quantity(document.scalar(of)).is_some()
            {
                return Some(Kind::Count);
            }
            // So much for each unit of so many.
            if let (Some(number), Some(of)) = (map.get("times"), map.get("of"))
                && let (Some(Kind::Quantity(number)), Some(Kind::Quantity(of))) =
                    (inner(number), inner(of))
            {
                return Some(Kind::Quantity(of.for_each(number)));
            }
            if let Some(items) = map.get("at_once") {
                return inner(items).filter(Kind::is_added_up).or(Some(Kind::Count));
            }
            if let Some(taken) = map.get("subtract") {
                return map.get("from").and_then(inner).or_else(|| inner(taken));
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
