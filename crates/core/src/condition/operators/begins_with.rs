//! `begins_with: X`, `begins_with: [X, Y]`: the field begins with this text, or with one of these.

use super::{Ask, Asks, Examined, Found, Operator, TestLine, Wanted, Word};
use crate::context::{Around, Truth, Uses, Variant, any_of_several, without_each};
use crate::fold::stored_one_way;
use crate::form::{Family, ListId, Single};
use crate::law::CodeList;
use atbilst_yaml as yaml;

/// What a field begins with: one of these texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginsWith(Vec<String>);

impl Ask for BeginsWith {
    fn words() -> Vec<Word> {
        vec![Word {
            name: "begins_with",
            of: &[Family::Text],
            read: |line| {
                if let Some(several) = several(line.reader.document.scalar(line.node)) {
                    let alone = line.reader.document.scalar(line.node);
                    let about = [("found", alone), ("similar", &*several)];
                    return line.reader.refuse(line.node, "book.one_text", &about);
                }
                Some(Self(texts(line)?).into())
            },
        }]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match value {
            Single::Text => {
                let text = found.text();
                let text = stored_one_way(text);
                let mut all = self.0.iter();
                all.any(|own| text.starts_with(&*stored_one_way(own)))
                    .into()
            }
            Single::Code(_) | Single::Flag(_) | Single::Quantity(_) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: "trace.begins_with",
            denied: "trace.denied.begins_with",
            wanted: Wanted::Texts(&self.0),
            bounds: Some("form.asked.begins_with"),
        }
    }

    fn uses(&self, _: Option<ListId>, to: &mut Uses) {
        to.texts.push(self.0.clone());
    }
}

impl Examined for BeginsWith {
    fn variants(&self, _: Option<&CodeList>, _: &Around<'_>) -> Vec<Variant<Operator>> {
        variants(&self.0, |texts| Self(texts).into())
    }
}

/// Several beginnings in one text, as a list has them: `4 or 9`. A beginning with these signs in it stands in a list as well.
fn several(text: &str) -> Option<String> {
    let all = any_of_several(text)?.into_iter();
    let all: Vec<String> = all.map(|one| format!("\"{one}\"")).collect();
    Some(format!("[ {} ]", all.join(", ")))
}

/// A text, several, or the codes of a list.
pub(super) fn texts(line: &TestLine<'_, '_>) -> Option<Vec<String>> {
    let text = |node| line.reader.text(node).map(str::to_owned);
    match line.reader.document.kind(line.node) {
        yaml::Kind::Scalar => {
            let text = text(line.node)?;
            let list = line.names.lists.iter().find(|list| list.name == text);
            Some(list.map_or(vec![text], |list| {
                list.codes.iter().map(|code| code.code.clone()).collect()
            }))
        }
        yaml::Kind::Sequence | yaml::Kind::Mapping => line.reader.every(line.node, text),
    }
}

/// One text left out, or shorter by its last letter.
pub(super) fn variants(
    texts: &[String],
    with: impl Fn(Vec<String>) -> Operator,
) -> Vec<Variant<Operator>> {
    let dropped = without_each(texts);
    let dropped = dropped.map(|(out, rest)| Variant::dropped(with(rest), out));
    let shorter = texts.iter().enumerate().filter_map(|(index, text)| {
        let mut short = text.clone();
        short.pop();
        let mut all = texts.to_vec();
        all.get_mut(index)?.clone_from(&short);
        let is_text = !short.is_empty();
        is_text.then(|| Variant::becomes(with(all), text, short))
    });
    dropped.chain(shorter).collect()
}
