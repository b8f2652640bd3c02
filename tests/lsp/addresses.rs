//! Texts however an editor calls them, and changes as the protocol wants them.

use serde_json::{Value, json};

use super::client::{Client, Count, edited, greeting, position};
use crate::folder::Folder;

/// Letters that may not stand in an address are written so all the same by editors.
#[test]
fn a_text_is_served_however_its_address_is_spelled() {
    let mut client = Client::new();
    for name in [
        "a[1].yaml",
        "a|b.yaml",
        "a^b.yaml",
        "a{b}.yaml",
        "a\\b.yaml",
        "ā b.yaml",
        "100%.yaml",
        "a`b.yaml",
        "ok%20b.yaml",
    ] {
        let uri = format!("file:///nowhere/{name}");
        client.open(&uri, "call: 2.1.2.1.i\nzzz: 1\n");
        let found = client.diagnostics(&uri, 0);
        let unknown = found.iter().any(|one| one["code"] == "unknown-field");
        assert!(unknown, "{name}: {found:?}");
        let of_text = json!({ "textDocument": { "uri": uri } });
        let symbols = client.ask("textDocument/documentSymbol", of_text);
        assert_eq!(symbols.as_array().map(Vec::len), Some(2), "{name}");
        let place = json!({ "line": 0, "character": 0 });
        let actions = client.ask(
            "textDocument/codeAction",
            json!({
                "textDocument": { "uri": uri }, "range": { "start": place, "end": place },
                "context": { "diagnostics": [] },
            }),
        );
        for action in actions.as_array().expect("a list") {
            let text = &action["edit"]["documentChanges"][0]["textDocument"];
            assert_eq!(text["uri"], uri, "{action}");
        }
    }
}

#[test]
fn a_text_without_a_version_is_one() {
    let mut client = Client::new();
    let uri = "file:///nowhere/a.yaml";
    let text =
        json!({ "uri": uri, "languageId": "yaml", "version": null, "text": "call: 2.1.2.1.i\n" });
    client.tell("textDocument/didOpen", json!({ "textDocument": text }));
    client.diagnostics(uri, 0);
    client.tell(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri, "version": null },
            "contentChanges": [{ "text": "call: 2.1.2.1.i\nzzz: 1\n" }],
        }),
    );
    let found = client.diagnostics(uri, 0);
    assert!(
        found.iter().any(|one| one["code"] == "unknown-field"),
        "{found:?}"
    );
}

/// What lies in a folder is no matter of a text that is called as the folder is.
#[test]
fn a_folder_is_not_walked() {
    let folder = Folder::new();
    folder.write("apps/atbilst-waivers.yaml", "waivers: [\n");
    folder.write("apps/a.yaml", "call: 2.1.2.1.i\n");
    let (mut client, _) = Client::at(folder.path(), &greeting(Count::Units));
    let uri = format!("file://{}", folder.name("apps"));
    client.open(&uri, "call: 2.1.2.1.i\nzzz: 1\n");
    let found = client.diagnostics(&uri, 0);
    assert!(
        found.iter().any(|one| one["code"] == "unknown-field"),
        "{found:?}"
    );
}

/// The change that is offered is of the line of the cursor; what else of the value stood on other lines is taken away beside it.
#[test]
fn what_is_offered_changes_one_line() {
    let mut client = Client::new();
    let uri = "file:///nowhere/a.yaml";
    for (number, text) in [
        "purpose: pub¦\n  order\nid: a\n",
        "purpose: pub\n  or¦der\nid: a\n",
        "purpose: pub\n  other\n  or¦der\nid: a\n",
    ]
    .into_iter()
    .enumerate()
    {
        let uri = format!("{uri}{number}");
        let at = text.find('¦').expect("a place");
        let text = text.replace('¦', "");
        client.open(&uri, &text);
        let place = position(&text, at, Count::Units);
        let asked = json!({ "textDocument": { "uri": uri }, "position": place });
        let offered = client.ask("textDocument/completion", asked);
        let items = offered.as_array().expect("a list");
        let chosen = items
            .iter()
            .find(|item| item["label"] == "public_order_and_justice");
        let chosen = chosen.unwrap_or_else(|| panic!("{offered}"));
        for item in items {
            let range = &item["textEdit"]["range"];
            assert_eq!(range["start"]["line"], place["line"], "{item}");
            assert_eq!(range["end"]["line"], place["line"], "{item}");
        }
        let mut edits: Vec<Value> = vec![chosen["textEdit"].clone()];
        edits.extend(
            chosen["additionalTextEdits"]
                .as_array()
                .cloned()
                .unwrap_or_default(),
        );
        assert_eq!(
            edited(&text, &edits),
            "purpose: public_order_and_justice\nid: a\n"
        );
    }
}
