//! What counts for a text: the settings of its repository, and those of the editor.

use serde_json::{Value, json};

use super::client::{Client, Count, position};
use crate::folder::Folder;
use crate::program;

const TEXT: &str = "call: 2.1.2.1.i\nsubmitted: 2023-01-02\n";

/// What is said of a text in a folder with these settings, of the repository and of the editor.
fn said(file: &str, options: &Value) -> Vec<Value> {
    let folder = Folder::new();
    folder.write("atbilst.toml", file);
    let root = format!("file://{}", folder.path().display());
    let params = json!({ "rootUri": root, "capabilities": {}, "initializationOptions": options });
    let (mut client, _) = Client::at(folder.path(), &params);
    let uri = format!("{root}/a.yaml");
    client.open(&uri, TEXT);
    client.diagnostics(&uri, 0)
}

fn message(said: &[Value], code: &str) -> Option<String> {
    let found = said.iter().find(|one| one["code"] == code)?;
    Some(found["message"].as_str().expect("words").to_owned())
}

#[test]
fn settings_of_the_repository_and_of_the_editor_count() {
    let nothing = json!(null);
    let late = message(&said("", &nothing), "selection-deadline").expect("a finding");
    assert!(late.contains("2022-12-31"), "{late}");
    let latvian = message(&said("lang = \"lv\"", &nothing), "selection-deadline");
    assert_ne!(latvian.expect("a finding"), late);
    // The editor's own say it last.
    let english = said("lang = \"lv\"", &json!({ "lang": "en" }));
    assert_eq!(message(&english, "selection-deadline"), Some(late));
    // What says where reports go has nothing to say here.
    let reports = said(
        "reports = { json = \"r.json\" }\nfail_on = \"never\"",
        &nothing,
    );
    assert!(message(&reports, "selection-deadline").is_some());
    let strict = said(
        "as_of = 2022-06-01",
        &json!({ "strict": true, "max_nodes": 3 }),
    );
    assert!(message(&strict, "yaml-syntax").is_some(), "{strict:?}");
}

#[test]
fn settings_that_cannot_count_are_told_at_the_text() {
    for (file, options, words) in [
        ("lang = 5", json!(null), "atbilst.toml:1:8"),
        ("rules = \"nowhere.yaml\"", json!(null), "nowhere.yaml"),
        ("", json!({ "langs": "en" }), "`lang`"),
        (
            "",
            json!({ "rules": { "a": 1 } }),
            "initializationOptions:1",
        ),
        ("", json!({ "as_of": "someday" }), "someday"),
    ] {
        let said = said(file, &options);
        let told = said[0]["message"].as_str().expect("words");
        assert!(said.len() == 1 && told.contains(words), "{words}: {told}");
    }
}

/// What stands beside applications is no application, however broken; what is waived is shown as such.
#[test]
fn waivers_count_and_are_no_application() {
    let folder = Folder::new();
    let root = format!("file://{}", folder.path().display());
    let params = json!({ "rootUri": root, "capabilities": {} });
    let waivers = "waivers:\n  - rule: selection-deadline\n    call: 2.1.2.1.i\n    path: a.yaml\n    reason: The ministry decided so in a letter.\n    approver: A person\n    document: A letter\n    issued: 2026-01-01\n    expires: 2027-12-31\n";
    folder.write(
        "atbilst-waivers.yaml",
        waivers.replace("    call: 2.1.2.1.i\n", ""),
    );
    let (mut client, _) = Client::at(folder.path(), &params);
    let uri = format!("{root}/a.yaml");
    client.open(&uri, TEXT);
    let said = client.diagnostics(&uri, 0);
    let waived = said.iter().find(|one| one["code"] == "selection-deadline");
    let waived = waived.expect("a finding");
    assert_eq!(waived["severity"], 4);
    assert!(
        waived["message"]
            .as_str()
            .expect("words")
            .contains("A person"),
        "{waived}"
    );
    let uri = format!("{root}/atbilst-waivers.yaml");
    client.open(&uri, &waivers.replace("waivers:", "waivers"));
    assert_eq!(client.diagnostics(&uri, 0), [Value::Null; 0]);
}

/// A book of the editor's own settings; what the office states is not offered to whoever applies.
#[test]
fn a_rule_book_of_the_editor_is_served() {
    let mut params = json!({ "capabilities": {} });
    params["initializationOptions"] = json!({ "rules": ["tests/books/consortium.yaml"] });
    let (mut client, _) = Client::at(program::here(), &params);
    let uri = "file:///nowhere/a.yaml";
    for (version, before) in [(0, "  - own_money: 1\n    "), (1, "  - "), (2, "  ")] {
        let text = format!("call: 9.9.4.i\npartners:\n{before}");
        if version == 0 {
            client.open(uri, &text);
        } else {
            client.change(uri, version, json!([{ "text": text }]));
        }
        let at = position(&text, text.len(), Count::Units);
        let params = json!({ "textDocument": { "uri": uri }, "position": at });
        let offered = client.ask("textDocument/completion", params).to_string();
        assert!(
            offered.contains("total: ") && !offered.contains("debt"),
            "{offered}"
        );
    }
}

#[test]
fn settings_are_read_anew_when_the_editor_says_so() {
    let folder = Folder::new();
    folder.write("atbilst.toml", "lang = \"en\"");
    let root = format!("file://{}", folder.path().display());
    let watches =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let params = json!({ "rootUri": root, "capabilities": watches });
    let (mut client, _) = Client::at(folder.path(), &params);
    let asked = client.wait("client/registerCapability");
    assert_eq!(
        asked["registrations"][0]["method"],
        "workspace/didChangeWatchedFiles"
    );
    let uri = format!("{root}/a.yaml");
    client.open(&uri, TEXT);
    let english = client.diagnostics(&uri, 0);
    folder.write("atbilst.toml", "lang = \"lv\"");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let latvian = client.diagnostics(&uri, 0);
    assert_ne!(english, latvian);
    let settings = json!({ "settings": { "atbilst": { "lang": "en" } } });
    client.tell("workspace/didChangeConfiguration", settings);
    assert_eq!(client.diagnostics(&uri, 0), english);
}
