//! The answers so far, as an application.

use serde_json::{Value, json};

/// Puts a value where a pointer says, and makes the records around it.
pub(super) fn set(answers: &mut Value, pointer: &str, to: Value) {
    let mut at = answers;
    for step in pointer.split('/').skip(1) {
        let index = step.parse::<usize>().ok();
        if at.is_null() {
            *at = match index {
                Some(_) => json!([]),
                None => json!({}),
            };
        }
        let inner = match (at, index) {
            (Value::Array(list), Some(index)) => {
                if index == list.len() {
                    list.push(Value::Null);
                }
                list.get_mut(index)
            }
            (Value::Object(map), _) => Some(map.entry(step).or_insert(Value::Null)),
            _ => None,
        };
        let Some(inner) = inner else { return };
        at = inner;
    }
    *at = to;
}

/// Takes away what a pointer leads to.
pub(super) fn remove(answers: &mut Value, pointer: &str) {
    if let Some((around, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(map)) = answers.pointer_mut(around)
    {
        map.remove(name);
    }
}
