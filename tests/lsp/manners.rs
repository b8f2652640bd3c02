//! Editors that know less, say things late, or are gone: nothing is sent that an editor does not know.

use serde_json::{Value, json};

use super::client::{Client, Count, edited, greeting, position};
use crate::program;

const URI: &str = "file:///nowhere/a.yaml";

const LATE: &str = "call: 2.1.2.1.i\nsubmitted: 2023-01-02\napplicant:\n  name: x\n";

fn late(said: &[Value]) -> &Value {
    let mut said = said.iter();
    let late = said.find(|one| one["code"] == "selection-deadline");
    late.expect("a finding")
}

#[test]
fn an_editor_that_knows_nothing_is_told_all_the_same() {
    let plain = json!({ "capabilities": { "textDocument": { "hover": { "contentFormat": ["plaintext"] } } } });
    let (mut client, _) = Client::at(program::here(), &plain);
    client.open(URI, LATE);
    let said = client.diagnostics(URI, 0);
    let late = late(&said);
    assert_eq!(late.get("relatedInformation"), None);
    let message = late["message"].as_str().expect("words");
    assert!(message.contains("2022. gada 31. decembr"), "{message}");
    let document = json!({ "uri": URI });
    let symbols = json!({ "textDocument": document });
    let symbols = client.ask("textDocument/documentSymbol", symbols);
    let told = |symbol: &Value| {
        let line = &symbol["location"]["range"]["start"]["line"];
        json!([
            symbol["name"],
            symbol["containerName"],
            symbol["location"]["uri"],
            line
        ])
    };
    let symbols: Vec<Value> = symbols
        .as_array()
        .expect("a list")
        .iter()
        .map(told)
        .collect();
    let wanted = [
        json!(["call", null, URI, 0]),
        json!(["submitted", null, URI, 1]),
        json!(["applicant", null, URI, 2]),
        json!(["name", "applicant", URI, 3]),
    ];
    assert_eq!(symbols, wanted);
    let at = position(LATE, 20, Count::Units);
    let params = json!({ "textDocument": document, "position": at });
    let hover = client.ask("textDocument/hover", params.clone());
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let plain = hover["contents"]["value"]
        .as_str()
        .expect("words")
        .to_owned();
    assert!(plain.contains("Day of submission"), "{plain}");
    assert!(!plain.contains("##"), "{plain}");
    let mut client = Client::new();
    client.open(URI, LATE);
    let hover = client.ask("textDocument/hover", params);
    assert_eq!(hover["contents"]["kind"], "markdown");
}

/// An editor that knows commands alone is offered commands, and nothing where it lets no text be changed.
#[test]
fn an_editor_that_knows_commands_alone_is_offered_commands() {
    const WRONG: &str = "call: 2.1.2.1.i\nsubmitted: 27.03.2023\n";
    let start = json!({ "line": 1, "character": 0 });
    let asked = json!({
        "textDocument": { "uri": URI }, "range": { "start": start, "end": start },
        "context": { "diagnostics": [] },
    });
    for applies in [true, false] {
        let params = json!({ "capabilities": { "workspace": { "applyEdit": applies } } });
        let (mut client, greeted) = Client::at(program::here(), &params);
        assert_eq!(greeted["capabilities"]["codeActionProvider"], true);
        client.open(URI, WRONG);
        let offered = client.ask("textDocument/codeAction", asked.clone());
        let offered = offered.as_array().expect("a list");
        assert_eq!(offered.is_empty(), !applies, "{offered:?}");
        for command in offered {
            assert!(command["command"].is_string(), "{command}");
        }
        let Some(first) = offered.first() else {
            continue;
        };
        assert_eq!(
            client.ask("workspace/executeCommand", first.clone()),
            Value::Null
        );
        let asked = client.wait("workspace/applyEdit");
        let edits = asked["edit"]["changes"][URI].as_array().expect("edits");
        assert_eq!(
            edited(WRONG, edits),
            WRONG.replace("27.03.2023", "2023-03-27")
        );
    }
}

#[test]
fn a_change_that_comes_late_is_passed_over() {
    let mut client = Client::new();
    client.open(URI, LATE);
    client.diagnostics(URI, 0);
    client.change(
        URI,
        7,
        json!([{ "text": "call: 2.1.2.1.i\nsubmitted: x\n" }]),
    );
    client.change(URI, 5, json!([{ "text": "call: nobody\n" }]));
    let codes = |said: &[Value]| -> Vec<String> {
        let codes = said.iter().map(|one| one["code"].to_string());
        codes.collect()
    };
    let said = codes(&client.diagnostics(URI, 7));
    assert!(said.contains(&"\"wrong-type\"".to_owned()), "{said:?}");
    let end = json!({ "line": 1, "character": 12 });
    let start = json!({ "line": 1, "character": 11 });
    let change = json!([{ "range": { "start": start, "end": end }, "text": "2023-01-02" }]);
    client.change(URI, 8, change);
    let said = client.diagnostics(URI, 8);
    assert_eq!(late(&said)["range"]["start"], start);
}

/// Whoever else holds the line open.
#[cfg(unix)]
#[test]
fn the_server_ends_when_the_editor_is_gone() {
    let mut editor = std::process::Command::new("sleep");
    let mut editor = editor.arg("600").spawn().expect("sleep starts");
    let mut params = greeting(Count::Units);
    params["processId"] = editor.id().into();
    let mut client = Client::at(program::here(), &params).0;
    client.open(URI, LATE);
    client.diagnostics(URI, 0);
    editor.kill().expect("it ends");
    editor.wait().expect("it ends");
    while client.hear().is_some() {}
    assert_eq!(client.end(), 1);
}
