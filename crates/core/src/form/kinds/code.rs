//! `code`: one code of the list named by `list`. A code that the list does not have is no mistake of form: the rule that asks for
//! one of the list says so.

use super::{Codes, Family, FieldKind, FieldLine, Kind, KindWord, LineOf, ListId, Schema, Single};

pub(super) struct CodeKind<'k>(pub(super) &'k ListId);

impl FieldKind for CodeKind<'_> {
    fn written() -> KindWord {
        KindWord {
            name: "code",
            family: Family::Code,
            read: LineOf::With(line),
        }
    }

    fn read(&self, text: &str, codes: &dyn Codes) -> Option<Single> {
        Some(Single::Code(codes.code(*self.0, text)))
    }

    fn schema(&self) -> Schema {
        Schema::Codes(*self.0)
    }
}

fn line(line: &FieldLine<'_, '_>) -> Option<Kind> {
    let node = line.map.need("list")?;
    let name = line.reader.text(node)?;
    let index = line.lists.iter().position(|list| *list == name);
    match index.and_then(|index| u16::try_from(index).ok()) {
        Some(index) => Some(Kind::Code(ListId(index))),
        None => {
            let about = [("found", name), ("allowed", &line.lists.join(", "))];
            line.reader.refuse(node, "book.unknown_list", &about)
        }
    }
}
