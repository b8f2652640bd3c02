//! `code`: one code of the list named by `list`. A code that the list does not have is no mistake of form: the rule that asks for
//! one of the list says so.

use atbilst_yaml::Kind as Shape;

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
    if line.reader.document.kind(node) != Shape::Scalar {
        return line.reader.refuse(node, "book.list_by_name", &[]);
    }
    let lists = line.lists.iter().copied();
    let index = line.reader.named(node, lists, "book.unknown_list")?;
    Some(Kind::Code(ListId(u16::try_from(index).ok()?)))
}
