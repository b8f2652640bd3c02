//! Asks the core of the page as its script does.

use serde_json::{Value, json};

use atbilst_page::door::Door;

/// What the core answers; a request has its name in `do`.
pub(crate) fn ask(door: &mut Door, request: &Value, about: impl AsRef<[u8]>) -> String {
    let mut more = request.as_object().expect("a request").clone();
    let lang = more.remove("lang").unwrap_or_default();
    let name = more.remove("do").expect("its name");
    let name = name.as_str().expect("a name");
    let asked = json!({ "lang": lang.as_str().unwrap_or(""), "do": { name: more } });
    let mut bytes = asked.to_string().into_bytes();
    bytes.push(b'\n');
    bytes.extend_from_slice(about.as_ref());
    String::from_utf8(door.ask(&bytes)).expect("a text")
}

/// The same, where it answers JSON.
pub(crate) fn json(door: &mut Door, request: &Value, about: impl AsRef<[u8]>) -> Value {
    let answer = ask(door, request, about);
    serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{request}: {error}: {answer}"))
}
