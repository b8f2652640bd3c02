//! Texts of which one would do: some that the rule writes, or the codes of a list that may be used on the as-of date.

use super::{Found, Operator, TestLine, Wanted};
use crate::context::{Uses, Variant, without_each};
use crate::form::ListId;
use atbilst_yaml as yaml;

/// What of several texts an operator names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// These.
    Written(Vec<String>),
    /// The codes of a list.
    OfList(ListId),
}

impl Texts {
    /// A text, several, or the name of a list.
    pub(super) fn read(line: &TestLine<'_, '_>) -> Option<Self> {
        let text = |node| line.reader.text(node).map(str::to_owned);
        match line.reader.document.kind(line.node) {
            yaml::Kind::Scalar => {
                let text = text(line.node)?;
                let mut lists = line.names.lists.iter();
                let list = lists.position(|list| list.name == text);
                let list = list.and_then(|list| u16::try_from(list).ok());
                Some(list.map_or_else(
                    || Self::Written(vec![text]),
                    |list| Self::OfList(ListId(list)),
                ))
            }
            yaml::Kind::Sequence | yaml::Kind::Mapping => {
                line.reader.every(line.node, text).map(Self::Written)
            }
        }
    }

    /// Whether one of them is as it is asked.
    pub(super) fn any(&self, found: &Found<'_, '_>, is_so: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Written(texts) => texts.iter().any(|text| is_so(text)),
            Self::OfList(list) => found.codes_in_force(*list).any(|code| is_so(&code.code)),
        }
    }

    pub(super) fn wanted(&self) -> Wanted<'_> {
        match self {
            Self::Written(texts) => Wanted::Texts(texts),
            Self::OfList(list) => Wanted::List(Some(*list)),
        }
    }

    pub(super) fn uses(&self, to: &mut Uses) {
        match self {
            Self::Written(texts) => to.texts.push(texts.clone()),
            Self::OfList(list) => to.lists.extend([*list]),
        }
    }

    /// One text left out, or shorter by its last letter. The codes of a list are changed where the book says them.
    pub(super) fn variants(&self, with: impl Fn(Self) -> Operator) -> Vec<Variant<Operator>> {
        let Self::Written(texts) = self else {
            return Vec::new();
        };
        let with = |texts| with(Self::Written(texts));
        let dropped = without_each(texts);
        let dropped = dropped.map(|(out, rest)| Variant::dropped(with(rest), out));
        let shorter = texts.iter().enumerate().filter_map(|(index, text)| {
            let mut short = text.clone();
            short.pop();
            let mut all = texts.clone();
            all.get_mut(index)?.clone_from(&short);
            let is_text = !short.is_empty();
            is_text.then(|| Variant::becomes(with(all), text, short))
        });
        dropped.chain(shorter).collect()
    }
}
