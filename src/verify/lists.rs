//! What a report holds, as it is compared.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a program says in its own words.
const WORDS: [&str; 6] = ["message", "help", "law", "figures", "title", "trace"];

/// The items of a list; none where there is no such list.
pub(super) fn items<'v>(report: &'v Value, list: &str) -> impl Iterator<Item = &'v Value> {
    let items = report.get(list).and_then(Value::as_array);
    items.into_iter().flatten()
}

/// A text of a report or of an item.
pub(super) fn text<'v>(item: &'v Value, key: &str) -> Option<&'v str> {
    item.get(key)?.as_str()
}

/// The items of a list by one of their texts.
pub(super) fn by<'v>(report: &'v Value, list: &str, key: &str) -> BTreeMap<&'v str, &'v Value> {
    let named = |item| Some((text(item, key)?, item));
    items(report, list).filter_map(named).collect()
}

/// What must be the same; with its words or without them.
pub(super) fn essence(value: &Value, words: bool) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter();
            let kept = fields.filter(|(key, _)| words || !WORDS.contains(&key.as_str()));
            kept.map(|(key, value)| (key.clone(), essence(value, words)))
                .collect()
        }
        Value::Array(items) => items.iter().map(|item| essence(item, words)).collect(),
        other => other.clone(),
    }
}
