//! What an editor is offered at a place: what may be written, what there is to know, and what can be put right.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Client, Count, edited, position};
use crate::cases::cases;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offered {
    text: String,
    first: Option<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    none: bool,
    /// Words of what is said of an offer.
    #[serde(default)]
    means: std::collections::BTreeMap<String, String>,
    #[serde(alias = "chosen")]
    taken: Option<String>,
    gives: Option<String>,
}

#[derive(Deserialize)]
struct All {
    complete: Vec<Offered>,
    hover: Vec<Offered>,
    actions: Vec<Offered>,
}

/// An editor in which one text after another is opened.
struct Place {
    client: Client,
    uri: String,
    text: String,
    at: Value,
}

impl Place {
    fn new() -> Self {
        Self {
            client: Client::new(),
            uri: String::new(),
            text: String::new(),
            at: Value::Null,
        }
    }

    /// Opens a text as a file of its own, the cursor at `¦`.
    fn go(&mut self, number: usize, text: &str) {
        let at = text.find('¦').expect("a place");
        self.text = text.replacen('¦', "", 1);
        self.at = position(&self.text, at, Count::Units);
        self.uri = format!("file:///nowhere/{number}.yaml");
        self.client.open(&self.uri, &self.text);
    }

    fn ask(&mut self, method: &str) -> Value {
        let params = json!({ "textDocument": { "uri": self.uri }, "position": self.at });
        self.client.ask(method, params)
    }
}

fn offered() -> All {
    cases("tests/lsp/offered.yaml")
}

#[test]
fn what_may_be_written_is_offered() {
    let mut place = Place::new();
    for (number, case) in offered().complete.iter().enumerate() {
        place.go(number, &case.text);
        let items = place.ask("textDocument/completion");
        let items = items.as_array().cloned().unwrap_or_default();
        let label = |item: &Value| item["label"].as_str().expect("a label").to_owned();
        let labels: Vec<String> = items.iter().map(label).collect();
        let about = format!("{:?}: {labels:?}", case.text);
        assert_eq!(labels.is_empty(), case.none, "{about}");
        for wanted in &case.has {
            assert!(labels.contains(wanted), "{wanted} in {about}");
        }
        for unwanted in &case.not {
            assert!(!labels.contains(unwanted), "{unwanted} not in {about}");
        }
        if let Some(first) = &case.first {
            let sorted = items.iter().min_by_key(|item| item["sortText"].to_string());
            assert_eq!(sorted.map(label).as_ref(), Some(first), "{about}");
        }
        for (name, meaning) in &case.means {
            let item = items
                .iter()
                .find(|item| item["label"] == **name)
                .expect(name);
            let said = item.to_string();
            assert!(said.contains(meaning), "{meaning} in {said}");
        }
        if let (Some(taken), Some(gives)) = (&case.taken, &case.gives) {
            let item = items.iter().find(|item| item["label"] == **taken);
            let edit = item.unwrap_or_else(|| panic!("{taken} in {about}"))["textEdit"].clone();
            assert_eq!(edited(&place.text, &[edit]), *gives, "{about}");
        }
    }
}

#[test]
fn what_stands_at_a_place_is_explained() {
    let mut place = Place::new();
    for (number, case) in offered().hover.iter().enumerate() {
        place.go(number, &case.text);
        let told = place.ask("textDocument/hover");
        let told = told["contents"]["value"].as_str().unwrap_or_default();
        assert_eq!(told.is_empty(), case.has.is_empty(), "{told}");
        for wanted in &case.has {
            assert!(told.contains(wanted), "{wanted} in {told}");
        }
    }
}

#[test]
fn what_is_found_can_be_put_right() {
    let mut place = Place::new();
    for (number, case) in offered().actions.iter().enumerate() {
        place.go(number, &case.text);
        let range = json!({ "start": place.at, "end": place.at });
        let params = json!({
            "textDocument": { "uri": place.uri }, "range": range,
            "context": { "diagnostics": [] },
        });
        let actions = place.client.ask("textDocument/codeAction", params);
        let actions = actions.as_array().expect("a list");
        let chosen = case.taken.as_deref().expect("a choice");
        let action = actions.iter().find(|action| action["title"] == chosen);
        assert_eq!(action.is_none(), case.none, "{chosen} in {actions:?}");
        let (Some(action), Some(gives)) = (action, &case.gives) else {
            continue;
        };
        let change = &action["edit"]["documentChanges"][0];
        assert_eq!(
            change["textDocument"],
            json!({ "uri": place.uri, "version": 0 })
        );
        let edits = change["edits"].as_array().expect("edits");
        assert_eq!(edited(&place.text, edits), *gives, "{action}");
    }
}

/// The lines that a finding asks for stand in the right place: when they are inserted, the finding is gone.
#[test]
fn a_missing_section_is_inserted_where_it_belongs() {
    let whole = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let mut place = Place::new();
    let mut inserted = 0;
    for (number, section) in [
        "funding:",
        "period:",
        "declarations:",
        "title:",
        "applicant:",
    ]
    .iter()
    .enumerate()
    {
        let start = whole.find(&format!("\n{section}")).expect("a section") + 1;
        let rest = &whole[start..];
        let mut ends = rest.match_indices('\n').map(|(at, _)| at + 1);
        let end = ends.find(|&at| !rest[at..].starts_with([' ', '\n', '\r']));
        let text = format!("{}{}", &whole[..start], end.map_or("", |end| &rest[end..]));
        place.go(number, &format!("¦{text}"));
        let found = place.client.diagnostics(&place.uri.clone(), 0);
        for missing in found.iter().filter(|one| one["code"] == "missing-field") {
            let params = json!({
                "textDocument": { "uri": place.uri }, "range": missing["range"],
                "context": { "diagnostics": [missing], "only": ["quickfix"] },
            });
            let actions = place.client.ask("textDocument/codeAction", params);
            for action in actions.as_array().expect("a list") {
                let title = action["title"].as_str().expect("a title");
                if action["diagnostics"][0]["message"] == missing["message"]
                    && title.starts_with("Insert")
                {
                    let edits = &action["edit"]["documentChanges"][0]["edits"];
                    let after = edited(&text, edits.as_array().expect("edits"));
                    place
                        .client
                        .change(&place.uri, 1, json!([{ "text": after }]));
                    let left = place.client.diagnostics(&place.uri.clone(), 1);
                    assert!(
                        left.iter().all(|one| one["message"] != missing["message"]),
                        "{title}: {after}"
                    );
                    place
                        .client
                        .change(&place.uri, 2, json!([{ "text": text }]));
                    place.client.diagnostics(&place.uri.clone(), 2);
                    inserted += 1;
                }
            }
        }
    }
    assert!(inserted >= 4, "{inserted}");
}
