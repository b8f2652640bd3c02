//! The parts that a report has, from the schema that promises them: whatever it does not name is no part of a report.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

/// The whole of a report by its version.
pub(crate) static VERSION_1: LazyLock<Shape> =
    LazyLock::new(|| Shape::read(include_str!("../../schemas/report-1.schema.json")));

/// The version that is written now.
pub(crate) static VERSION_2: LazyLock<Shape> =
    LazyLock::new(|| Shape::read(include_str!("../../schemas/report.schema.json")));

/// What may stand in one place of a report; what is not allowed is refused.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    pub(super) null: bool,
    pub(super) flag: bool,
    pub(super) count: bool,
    pub(super) text: bool,
    /// The items of a list.
    pub(super) items: Option<Box<Shape>>,
    /// The fields of an object.
    pub(super) fields: Option<Fields>,
    /// Whether these are words of the program, which another version may choose otherwise.
    pub(super) words: bool,
}

/// The fields of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    named: BTreeMap<String, Shape>,
    pub(super) required: Vec<String>,
    /// Those of any other name, where there may be some.
    others: Option<Box<Shape>>,
}

impl Shape {
    fn read(schema: &str) -> Self {
        let root: Value = serde_json::from_str(schema).unwrap_or_default();
        Self::of(&root, &root)
    }

    /// What may stand in the field of an object.
    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        let fields = self.fields.as_ref()?;
        fields.named.get(name).or(fields.others.as_deref())
    }

    /// The shape that a part of the schema describes; the schema of a report has no part that holds itself.
    fn of(schema: &Value, root: &Value) -> Self {
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|name| root.pointer(name.strip_prefix('#')?));
        let mut shape = target.map_or_else(Self::default, |target| Self::of(target, root));
        let either = schema.get("anyOf").and_then(Value::as_array);
        for one in either.into_iter().flatten() {
            shape.widen(Self::of(one, root));
        }
        let constants = schema.get("enum").or(schema.get("const")).is_some();
        shape.text |= constants;
        let types = schema.get("type");
        let list = types.and_then(Value::as_array).into_iter().flatten();
        for name in list.chain(types).filter_map(Value::as_str) {
            match name {
                "null" => shape.null = true,
                "boolean" => shape.flag = true,
                "integer" => shape.count = true,
                "string" => shape.text = true,
                _ => {}
            }
        }
        if let Some(items) = schema.get("items") {
            shape.items = Some(Box::new(Self::of(items, root)));
        }
        shape.object(schema, root);
        shape.words |= schema.get("x-words").is_some();
        shape
    }

    fn object(&mut self, schema: &Value, root: &Value) {
        let named = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        if named.is_none() && others.is_none() {
            return;
        }
        let fields = self.fields.get_or_insert_default();
        for (name, field) in named.into_iter().flatten() {
            // Where a `$ref` has the field already, what stands beside it only says which of its forms it is.
            let field = || Self::of(field, root);
            fields.named.entry(name.clone()).or_insert_with(field);
        }
        fields.others = others.map(|one| Box::new(Self::of(one, root)));
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        fields.required.extend(required.map(str::to_owned));
    }

    fn widen(&mut self, other: Self) {
        self.null |= other.null;
        self.flag |= other.flag;
        self.count |= other.count;
        self.text |= other.text;
        self.items = self.items.take().or(other.items);
        self.fields = self.fields.take().or(other.fields);
    }
}
