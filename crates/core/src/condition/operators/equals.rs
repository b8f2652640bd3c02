//! `equals: PATH`, `different_from: PATH`: the field is what another one of its kind is, or is not. Texts are the same that people
//! would call the same, as in the groups of `per`.

use super::{Ask, Asks, Examined, Found, Operator, TestLine, Wanted, Word};
use crate::application::State;
use crate::condition::quantity::Operand;
use crate::context::{FieldRef, TELLS_AUTHORS, Truth, Uses, field, yes_or_no};
use crate::fold::is_same;
use crate::form::{Family, ListId, Single};

/// Whether a field is what another one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equals {
    to: FieldRef,
    pub(super) different: bool,
}

/// What can be the same, and is no quantity.
const WORDS: [Family; 3] = [Family::Text, Family::Code, Family::Flag];
/// A quantity that is the same compares so: `equals`.
const ALL: [Family; 5] = [
    Family::Text,
    Family::Code,
    Family::Flag,
    Family::Number,
    Family::Day,
];

impl Ask for Equals {
    fn words() -> Vec<Word> {
        vec![
            Word {
                name: "equals",
                of: &WORDS,
                read: |line| read(line, false),
            },
            Word {
                name: "different_from",
                of: &ALL,
                read: |line| read(line, true),
            },
        ]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        let Found { context, scope, .. } = *found;
        let same = match (value, context.state(self.to, scope)) {
            (Single::Text, State::Single(Single::Text)) => {
                is_same(found.text(), context.text(self.to, scope))
            }
            // A code that its list does not know is the finding of the rule that names the list, and of no other.
            (Single::Code(Some(_)), State::Single(Single::Code(Some(_)))) => {
                found.text() == context.text(self.to, scope)
            }
            (Single::Flag(own), State::Single(Single::Flag(other))) => own == other,
            (Single::Quantity(own), State::Single(Single::Quantity(other))) => {
                own.partial_cmp(&other) == Some(std::cmp::Ordering::Equal)
            }
            (_, State::Absent) if !context.is_missed(self.to, scope) => return Truth::NotStated,
            _ => return Truth::Open,
        };
        (same != self.different).into()
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: if self.different {
                "trace.different_from"
            } else {
                "trace.same_as"
            },
            denied: if self.different {
                "trace.same_as"
            } else {
                "trace.different_from"
            },
            wanted: Wanted::Field(self.to),
            bounds: self.different.then_some("form.asked.different_from"),
        }
    }

    fn uses(&self, _: Option<ListId>, to: &mut Uses) {
        to.fields.insert(self.to.field);
    }
}

impl Examined for Equals {}

fn read(line: &TestLine<'_, '_>, different: bool) -> Option<Operator> {
    let path = line.reader.text(line.node)?;
    if line.names.field(path).is_none() && line.list().is_some_and(|list| list.find(path).is_some())
    {
        let (word, instead) = match different {
            false => ("equals", format!("is: {path}")),
            true => (
                "different_from",
                format!("not: {{ FIELD: {{ is: {path} }} }}"),
            ),
        };
        let found = format!("{word}: {path}");
        let about = [("found", &*found), ("similar", &*instead)];
        return line.reader.refuse(line.node, "book.other_word", &about);
    }
    // `agreed` may be a field, too.
    let is_answer = line.kind.family() == Family::Flag && line.names.field(path).is_none();
    if let Some(flag) = yes_or_no(path).filter(|_| is_answer) {
        let instead = match different {
            false => format!("is: {flag}"),
            true => format!("is: {}", !flag),
        };
        let found = format!("{}: {path}", line.word);
        let about = [("found", &*found), ("similar", &*instead)];
        return line.reader.refuse(line.node, "book.other_word", &about);
    }
    if TELLS_AUTHORS
        && different
        && (line.names.value(path).is_some() || line.names.table(path).is_some())
    {
        let about = [("found", path)];
        return line
            .reader
            .refuse(line.node, "book.different_from_a_value", &about);
    }
    if line.list().is_some() && Operand::codes(path, line.names).is_some() {
        let about = [("found", path), ("word", line.word)];
        return line
            .reader
            .refuse(line.node, "book.table_on_the_left", &about);
    }
    let to = field(line.reader, line.node, path, line.names)?;
    let kind = &line.names.form.field(to.field).kind;
    // What is measured otherwise can neither be the same nor something else.
    let same = match kind.measure() {
        Some(_) => kind.measures_as(line.kind),
        None => kind.family() == line.kind.family(),
    };
    let other = kind
        .list()
        .and_then(|list| line.names.lists.get(list.index()));
    if let (Some(own), Some(other)) = (line.list(), other)
        && !other
            .codes
            .iter()
            .any(|code| own.find(&code.code).is_some())
    {
        let about = [("found", path), ("list", &*other.name), ("own", &*own.name)];
        return line
            .reader
            .refuse(line.node, "book.codes_never_same", &about);
    }
    if same {
        return Some(Equals { to, different }.into());
    }
    let about = [
        ("found", path),
        ("kind", &*kind.told()),
        ("asked", &*line.kind.told()),
    ];
    line.reader.refuse(line.node, "book.other_kind", &about)
}
