//! All that any line may have: each field with a value of its type that says nothing. Readers learn from the first lines what a column
//! holds; what none of those has they lose or refuse. Made from the schemas that promise the lines.

use std::io;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use atbilst_core::report::Report;

const LINE: &str = include_str!("../../../../schemas/report-line.schema.json");
const REPORT: &str = include_str!("../../../../schemas/report.schema.json");

/// Has the line written.
pub(super) fn with(
    report: &Report,
    write: impl FnOnce(Sample<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let [line, root]: [Value; 2] = [serde_json::from_str(LINE)?, serde_json::from_str(REPORT)?];
    let names = Names::of(report);
    let none = Sample {
        name: "",
        schemas: Vec::new(),
        root: &root,
        names: &names,
    };
    let kinds = line.get("oneOf").and_then(Value::as_array);
    let kinds = kinds.into_iter().flatten();
    write(kinds.fold(none.and(&line), Sample::and))
}

/// The fields that only the rule books name.
struct Names<'r> {
    outcomes: Vec<&'r str>,
    groups: Vec<&'r str>,
}

impl<'r> Names<'r> {
    fn of(report: &'r Report) -> Self {
        let groups = report.rule_books.iter();
        let groups = groups.flat_map(|book| book.groups.iter());
        Self {
            outcomes: once(report.all_rules().map(|(_, rule)| &*rule.id)),
            groups: once(groups.map(|group| &*group.path)),
        }
    }
}

/// Each of them once, in their order.
fn once<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut known = std::collections::HashSet::new();
    all.filter(|one| known.insert(*one)).collect()
}

/// A value of the type that its schemas promise.
pub(super) struct Sample<'s> {
    /// The field that it stands in.
    name: &'s str,
    /// Each says a part of what is promised.
    schemas: Vec<&'s Value>,
    root: &'s Value,
    names: &'s Names<'s>,
}

impl<'s> Sample<'s> {
    /// What stands in one of its fields, or in its items.
    fn within(&self, name: &'s str, schemas: impl IntoIterator<Item = &'s Value>) -> Self {
        let schemas = schemas.into_iter();
        schemas.fold(
            Self {
                name,
                schemas: Vec::new(),
                ..*self
            },
            Self::and,
        )
    }

    /// Promises this as well, with all that it refers to; no schema of a report refers to itself.
    fn and(mut self, schema: &'s Value) -> Self {
        self.schemas.push(schema);
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|target| self.root.pointer(target.split_once('#')?.1));
        let either = schema.get("anyOf").and_then(Value::as_array);
        let others = target.into_iter().chain(either.into_iter().flatten());
        others.fold(self, Self::and)
    }

    fn said(&self, keyword: &str) -> impl Iterator<Item = &'s Value> {
        self.schemas
            .iter()
            .filter_map(move |schema| schema.get(keyword))
    }

    fn listed(&self, keyword: &str) -> impl Iterator<Item = &'s Value> {
        self.said(keyword).filter_map(Value::as_array).flatten()
    }

    /// The names of its fields: first those that it always has, in the order in which they are promised.
    fn fields(&self) -> Vec<&'s str> {
        let promised = self.listed("required").filter_map(Value::as_str);
        let objects = self.said("properties").filter_map(Value::as_object);
        let all = objects.flat_map(|fields| fields.keys().map(String::as_str));
        once(promised.chain(all).filter(|name| *name != "type"))
    }

    fn object<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for name in self.fields() {
            let own = self.said("properties").filter_map(|all| all.get(name));
            map.serialize_entry(name, &self.within(name, own))?;
        }
        let books: &[&str] = match self.name {
            "outcomes" => &self.names.outcomes,
            "groups" => &self.names.groups,
            _ => &[],
        };
        for name in books {
            map.serialize_entry(name, &self.within(name, self.said("additionalProperties")))?;
        }
        map.end()
    }
}

impl Serialize for Sample<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let types = |name: &str| {
            let said = |one: &Value| {
                *one == name || one.as_array().is_some_and(|all| all.contains(&name.into()))
            };
            self.said("type").any(said)
        };
        if let Some(example) = self.listed("examples").next() {
            example.serialize(serializer)
        } else if types("array") {
            [self.within("", self.said("items"))].serialize(serializer)
        } else if types("object") {
            self.object(serializer)
        } else if types("integer") {
            serializer.serialize_u64(0)
        } else if types("boolean") {
            serializer.serialize_bool(false)
        } else {
            serializer.serialize_str("")
        }
    }
}
