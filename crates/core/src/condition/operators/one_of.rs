//! `one_of: LIST`, `one_of: [X, Y]`: the field is one of these; of its own list, one in force on the as-of date.

use std::cmp::Ordering;

use super::texts::own_text;
use super::{Ask, Asks, Examined, Found, Operator, TestLine, Wanted, Word};
use crate::condition::quantity::written_so;
use crate::context::{Around, Target, Truth, Uses, Variant, any_of_several, without_each};
use crate::fold::is_same;
use crate::form::{Family, Kind, ListId, Single};
use crate::law::CodeList;
use crate::scalar::Quantity;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

/// What a field is one of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneOf {
    /// These texts.
    Texts(Vec<String>),
    /// The codes of its own list in force on the as-of date.
    OwnList,
    /// The codes of another list in force on the as-of date.
    OtherList(ListId),
    /// These codes of its list.
    Codes(Vec<u16>),
    /// These amounts, numbers or days, each as the book writes it.
    Quantities(Vec<Quantity>, Vec<String>),
}

impl Ask for OneOf {
    fn words() -> Vec<Word> {
        vec![Word {
            name: "one_of",
            of: &[Family::Text, Family::Code, Family::Number, Family::Day],
            read: |line| Some(read(line)?.into()),
        }]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match (self, value) {
            (Self::Texts(wanted), Single::Text) => {
                let text = found.text();
                wanted.iter().any(|one| is_same(one, text)).into()
            }
            // A code that its list does not know is the finding of the rule that names the list, and of no other.
            (Self::OwnList, Single::Code(code)) => {
                code.is_some_and(|code| found.is_in_force(code)).into()
            }
            (Self::OtherList(list), Single::Text) => found.is_in(*list, found.text()).into(),
            (Self::OtherList(list), Single::Code(Some(code))) => {
                let code = found.code(code);
                code.is_some_and(|code| found.is_in(*list, &code.code))
                    .into()
            }
            (Self::Codes(wanted), Single::Code(Some(code))) => wanted.contains(&code).into(),
            (Self::Quantities(wanted, _), Single::Quantity(found)) => {
                let is_same = |one: &Quantity| one.partial_cmp(&found) == Some(Ordering::Equal);
                wanted.iter().any(is_same).into()
            }
            (
                Self::Texts(_)
                | Self::OwnList
                | Self::OtherList(_)
                | Self::Codes(_)
                | Self::Quantities(..),
                _,
            ) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: "trace.one_of",
            denied: "trace.denied.one_of",
            wanted: match self {
                Self::Texts(texts) | Self::Quantities(_, texts) => Wanted::Texts(texts),
                Self::OwnList => Wanted::List(None),
                Self::OtherList(list) => Wanted::List(Some(*list)),
                Self::Codes(codes) => Wanted::Codes(codes),
            },
            bounds: None,
        }
    }

    fn uses(&self, list: Option<ListId>, to: &mut Uses) {
        match (self, list) {
            (Self::Texts(texts), _) => to.texts.push(texts.clone()),
            (Self::OwnList, list) => to.lists.extend(list),
            (Self::OtherList(list), _) => to.lists.extend([*list]),
            (Self::Codes(codes), Some(list)) => {
                to.codes.extend(codes.iter().map(|&code| (list, code)));
            }
            (Self::Quantities(quantities, _), _) => to.constants.extend(quantities),
            (Self::Codes(_), None) => {}
        }
    }
}

impl Examined for OneOf {
    fn variants(&self, list: Option<&CodeList>, _: &Around<'_>) -> Vec<Variant<Operator>> {
        match self {
            // What people call the same as another one is not missed.
            Self::Texts(texts) => without_each(texts)
                .filter(|(out, rest)| !rest.iter().any(|other| is_same(other, out)))
                .map(|(out, rest)| Variant::dropped(Self::Texts(rest).into(), out))
                .collect(),
            Self::Codes(codes) => without_each(codes)
                .map(|(out, rest)| {
                    let out = list.and_then(|list| list.code(out));
                    let out = out.map_or("", |code| code.code.as_str());
                    Variant::dropped(Self::Codes(rest).into(), out)
                })
                .collect(),
            Self::Quantities(quantities, texts) => without_each(quantities)
                .zip(without_each(texts))
                .map(|((_, rest), (out, texts))| {
                    Variant::dropped(Self::Quantities(rest, texts).into(), out)
                })
                .collect(),
            // The codes of a list are changed where the book says them.
            Self::OwnList | Self::OtherList(_) => Vec::new(),
        }
    }

    fn targets(&self, list: Option<&CodeList>) -> Vec<Target> {
        match self {
            Self::OwnList => {
                let codes = list.into_iter().flat_map(|list| &list.codes);
                codes
                    .map(|code| Target::new(NEVER_USED, &code.code))
                    .collect()
            }
            Self::Texts(_) | Self::OtherList(_) | Self::Codes(_) | Self::Quantities(..) => {
                Vec::new()
            }
        }
    }

    fn touched(&self, found: &Found<'_, '_>, truth: Truth) -> Vec<Target> {
        match self {
            Self::OwnList if truth == Truth::Holds => vec![Target::new(NEVER_USED, found.text())],
            Self::OwnList
            | Self::OtherList(_)
            | Self::Texts(_)
            | Self::Codes(_)
            | Self::Quantities(..) => Vec::new(),
        }
    }
}

const NEVER_USED: &str = "rules.code_never_used";

fn read(line: &TestLine<'_, '_>) -> Option<OneOf> {
    let reader = line.reader;
    let own = line.list();
    let is_computed = |item| reader.document.kind(item) == yaml::Kind::Mapping;
    if reader.document.items(line.node).any(is_computed) {
        return reader.refuse(line.node, "book.one_of_computed", &[]);
    }
    if line.kind.measure().is_some() {
        let quantity = |node| {
            let text = reader.text(node)?;
            let nearest = line.kind.nearest(text);
            let about = [
                ("found", text),
                ("kind", line.kind.name()),
                ("similar", nearest.as_deref().unwrap_or_default()),
            ];
            let sentence = match nearest {
                Some(_) => written_so(line.kind),
                None => "book.not_a_constant",
            };
            let quantity = line.kind.quantity(text);
            let quantity = quantity.or_else(|| reader.refuse(node, sentence, &about));
            Some((quantity?, text.to_owned()))
        };
        let all = reader.every(line.node, quantity)?;
        let (quantities, texts) = all.into_iter().unzip();
        return Some(OneOf::Quantities(quantities, texts));
    }
    if reader.document.kind(line.node) != yaml::Kind::Scalar {
        return match own {
            Some(_) => reader
                .every(line.node, |node| code(line, node))
                .map(OneOf::Codes),
            None => {
                let text = |node| own_text(line, node, reader.text(node)?).map(str::to_owned);
                reader.every(line.node, text).map(OneOf::Texts)
            }
        };
    }
    let lists = line.names.lists;
    let text = reader.text(line.node)?;
    let first = text.split(',').next().unwrap_or_default().trim();
    if own.is_some_and(|codes| codes.find(first).is_some()) {
        return reader.refuse(line.node, "book.one_of_codes", &[("found", text)]);
    }
    if let Some((items, field)) = text
        .rsplit_once("].")
        .filter(|_| line.names.select(text).is_some())
    {
        let about = [
            ("found", text),
            ("list", items),
            ("field", field),
            ("word", line.word),
        ];
        return reader.refuse(line.node, "book.one_of_items", &about);
    }
    let own_list = line.names.form.find(text);
    let own_list = own_list.map(|id| &line.names.form.field(id).kind);
    if let Some(Kind::List(_)) = own_list
        && lists.iter().all(|list| list.name != text)
    {
        let list = format!("{text}[");
        let about = [
            ("found", text),
            ("list", &*list),
            ("field", "FIELD"),
            ("word", line.word),
        ];
        return reader.refuse(line.node, "book.one_of_items", &about);
    }
    let names = lists.iter().map(|list| list.name.as_str());
    let place = reader.named(line.node, names, "book.unknown_list")?;
    let list = lists.get(place)?;
    if let Some(own) = own {
        if own.name == list.name {
            return Some(OneOf::OwnList);
        }
        if !list.codes.iter().any(|code| own.find(&code.code).is_some()) {
            let about = [("found", text), ("similar", &*own.name)];
            return reader.refuse(line.node, "book.one_of_other_codes", &about);
        }
    }
    Some(OneOf::OtherList(ListId(u16::try_from(place).ok()?)))
}

/// What `is` names, which is one and not several.
pub(super) fn one<'a>(line: &TestLine<'_, 'a>) -> Option<&'a str> {
    if line.reader.document.kind(line.node) == yaml::Kind::Sequence {
        return line.reader.refuse(line.node, "book.is_one", &[]);
    }
    line.reader.text(line.node)
}

/// A code of the field's own list.
pub(super) fn code(line: &TestLine<'_, '_>, node: NodeId) -> Option<u16> {
    let list = line.list()?;
    let text = match line.word {
        "is" => one(line)?,
        _ => line.reader.text(node)?,
    };
    if let Some(code) = list.find(text) {
        return Some(code);
    }
    if let Some(several) = several(list, text) {
        let about = [("found", text), ("similar", &*several)];
        return line.reader.refuse(node, "book.several_codes", &about);
    }
    if line.names.field(text).is_some() {
        return line
            .reader
            .refuse(node, "book.is_a_field", &[("found", text)]);
    }
    if line.names.lists.iter().any(|list| list.name == text) {
        return line
            .reader
            .refuse(node, "book.is_a_list", &[("found", text)]);
    }
    list.refuse(line.reader, node, text)
}

/// Several codes in one text, as `one_of` names them: `firm or school`.
fn several(list: &CodeList, text: &str) -> Option<String> {
    let slash = || text.contains('/').then(|| text.split('/').collect());
    let several = any_of_several(text).or_else(slash)?.into_iter();
    let code = |one: &str| list.called(one.trim()).map(|code| &*code.code);
    let codes: Option<Vec<&str>> = several.map(code).collect();
    codes.map(|codes| codes.join(", "))
}
