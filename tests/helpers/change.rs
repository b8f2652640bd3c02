//! An application with a few fields changed.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

pub(crate) fn changed(
    application: &Value,
    set: &BTreeMap<String, Value>,
    drop: &[String],
) -> Value {
    let mut application = application.clone();
    for (path, value) in set {
        *place(&mut application, path) = value.clone();
    }
    for path in drop {
        let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
        let parent = if parent.is_empty() {
            &mut application
        } else {
            place(&mut application, parent)
        };
        let removed = parent
            .as_mapping_mut()
            .and_then(|mapping| mapping.remove(name));
        assert!(removed.is_some(), "nothing at {path}");
    }
    application
}

/// The place of `a.b[0].c`, made where it is not there yet; an item may be the next one of its list.
fn place<'v>(application: &'v mut Value, path: &str) -> &'v mut Value {
    let mut at = application;
    for part in path.split('.') {
        let (name, index) = match part.strip_suffix(']').and_then(|part| part.split_once('[')) {
            Some((name, index)) => (name, Some(index.parse::<usize>().expect("an index"))),
            None => (part, None),
        };
        if at.is_null() {
            *at = Value::Mapping(Mapping::new());
        }
        let mapping = at
            .as_mapping_mut()
            .unwrap_or_else(|| panic!("no fields at {path}"));
        at = mapping.entry(Value::from(name)).or_insert(Value::Null);
        if let Some(index) = index {
            let items = at.as_sequence_mut().expect("a list");
            if index == items.len() {
                items.push(Value::Null);
            }
            at = &mut items[index];
        }
    }
    at
}
