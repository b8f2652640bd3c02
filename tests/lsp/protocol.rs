//! The protocol itself: the greeting and the leave, what is no message, and that nothing is written.

use serde_json::{Value, json};

use super::client::{Client, Count, greeting, position};
use crate::folder::Folder;
use crate::program;

const URI: &str = "file:///nowhere/a.yaml";

fn code(answer: &Value) -> i64 {
    answer["code"].as_i64().unwrap_or_default()
}

#[test]
fn it_is_greeted_first_and_ends_after_the_leave() {
    let mut client = Client::start(program::atbilst());
    assert_eq!(code(&client.ask("shutdown", Value::Null)), -32002);
    client.open(URI, "call: x\n");
    let greeted = client.ask("initialize", greeting(Count::Bytes));
    assert_eq!(greeted["capabilities"]["positionEncoding"], "utf-8");
    assert_eq!(
        code(&client.ask("initialize", greeting(Count::Bytes))),
        -32600
    );
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    assert_eq!(code(&client.ask("textDocument/hover", json!({}))), -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.end(), 0);
    // A text that was opened before the greeting is not.
    let (client, greeted) = Client::at(program::here(), &json!({ "capabilities": {} }));
    assert_eq!(greeted["capabilities"]["positionEncoding"], "utf-16");
    // Without a leave.
    assert_eq!(client.end(), 1);
    let mut client = Client::new();
    client.tell("exit", Value::Null);
    assert_eq!(client.end(), 1);
    let mut client = Client::new();
    client.ask("shutdown", Value::Null);
    assert_eq!(client.end(), 0);
}

#[test]
fn what_is_no_message_is_refused_and_the_next_is_answered() {
    let mut client = Client::new();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for bytes in [
        "Content-Length: 5\r\n\r\nhello".to_owned(),
        "Content-Length: 2\r\n\r\n[]".to_owned(),
        format!("Content-Length: {}\r\n\r\n{deep}", deep.len()),
    ] {
        client.send(bytes.as_bytes());
        loop {
            let heard = client.hear().expect("it goes on");
            if heard["id"].is_null() && heard.get("error").is_some() {
                assert_eq!(code(&heard["error"]), -32700);
                break;
            }
        }
    }
    for (method, params) in [
        ("textDocument/hover", Value::Null),
        ("textDocument/hover", json!({ "textDocument": 5 })),
        ("textDocument/completion", json!([])),
        ("textDocument/codeAction", json!({ "range": "everywhere" })),
    ] {
        assert_eq!(code(&client.ask(method, params)), -32602, "{method}");
    }
    assert_eq!(code(&client.ask("textDocument/rename", json!({}))), -32601);
    let unknown = json!({ "command": "atbilst.other" });
    assert_eq!(
        code(&client.ask("workspace/executeCommand", unknown)),
        -32602
    );
    client.tell("textDocument/didChange", json!({ "nothing": true }));
    client.tell("textDocument/didOpen", Value::Null);
    client.tell("$/cancelRequest", json!({ "id": 1 }));
    let unknown =
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.ask("textDocument/hover", unknown), Value::Null);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.end(), 0);
}

/// The line stays open behind each: nothing more is waited for.
#[test]
fn a_header_that_does_not_say_where_its_message_ends_is_the_end() {
    for bytes in [
        "Content-Length: x\r\n\r\n".to_owned(),
        "Content-Length: -1\r\n\r\n".to_owned(),
        "Content-Length: 18446744073709551615\r\n\r\nabc".to_owned(),
        "Content-Length: 99999999999999999999\r\n\r\n".to_owned(),
        "Content-Length: 67108865\r\n\r\n{}".to_owned(),
        "Content-Type: x\r\n\r\n{}".to_owned(),
        "Nonsense\r\n\r\n".to_owned(),
        "x".repeat(5_000),
        "a: b\r\n".repeat(100),
    ] {
        let mut client = Client::new();
        client.send(bytes.as_bytes());
        let mut heard = std::iter::from_fn(|| client.hear());
        let refusal = heard.find(|one| one["id"].is_null() && one.get("error").is_some());
        assert_eq!(code(&refusal.expect("a refusal")["error"]), -32700);
        assert_eq!(client.end(), 2, "{}", &bytes[..bytes.len().min(60)]);
    }
}

/// Places that no text has, in every request.
#[test]
fn a_place_outside_the_text_is_no_mistake() {
    let mut client = Client::new();
    let text = "\u{feff}call: 2.1.2.1.i\r\nid: 😀\ractivities: [{";
    client.open(URI, text);
    let places = [
        (0, 0),
        (0, 5),
        (1, 5),
        (2, 99),
        (9, 0),
        (u32::MAX, u32::MAX),
    ];
    for (version, (line, character)) in (1..).step_by(2).zip(places) {
        client.change(URI, version, json!([{ "text": text }]));
        let at = json!({ "line": line, "character": character });
        let place = json!({ "textDocument": { "uri": URI }, "position": at });
        let mut stretch =
            json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at } });
        stretch["context"] = json!({ "diagnostics": [] });
        for method in [
            "hover",
            "completion",
            "definition",
            "documentSymbol",
            "codeAction",
        ] {
            let params = if method == "codeAction" {
                &stretch
            } else {
                &place
            };
            let answer = client.ask(&format!("textDocument/{method}"), params.clone());
            assert!(answer.get("code").is_none(), "{method}: {answer}");
        }
        client.change(URI, version + 1, json!([{ "range": { "start": at, "end": { "line": 0, "character": 0 } }, "text": "ā" }]));
    }
    client.ask("shutdown", Value::Null);
    assert_eq!(client.end(), 0);
}

#[test]
fn several_texts_are_kept_apart_and_forgotten_when_closed() {
    let mut client = Client::new();
    client.open("file:///nowhere/a.yaml", "call: 2.1.2.1.i\n");
    client.open("file:///nowhere/b.yaml", "call: nobody\n");
    client.open("untitled:Untitled-1", "call: 2.1.2.1.i\nsubmitted: 1\n");
    let codes = |said: Vec<Value>| -> Vec<String> {
        let codes = said
            .iter()
            .map(|one| one["code"].as_str().expect("a rule").to_owned());
        codes.collect()
    };
    assert!(
        codes(client.diagnostics("file:///nowhere/a.yaml", 0))
            .contains(&"missing-field".to_owned())
    );
    assert_eq!(
        codes(client.diagnostics("file:///nowhere/b.yaml", 0)),
        ["unknown-call"]
    );
    assert!(codes(client.diagnostics("untitled:Untitled-1", 0)).contains(&"wrong-type".to_owned()));
    let document = json!({ "textDocument": { "uri": "file:///nowhere/b.yaml" } });
    client.tell("textDocument/didClose", document);
    let said = client.wait("textDocument/publishDiagnostics");
    assert_eq!(
        (&said["uri"], &said["diagnostics"]),
        (&json!("file:///nowhere/b.yaml"), &json!([]))
    );
    // Somebody else's file is nobody's application.
    client.open(
        "file:///nowhere/compose.yaml",
        "services:\n  web: { image: x }\n",
    );
    assert_eq!(
        client.diagnostics("file:///nowhere/compose.yaml", 0),
        [Value::Null; 0]
    );
}

#[test]
fn the_rule_book_is_shown_where_the_editor_can_show_it() {
    let text = "call: 2.1.2.1.i\nsubmitted: 2023-01-02\n";
    let at = position(text, 30, Count::Units);
    let params = json!({ "textDocument": { "uri": URI }, "position": at });
    let mut client = Client::new();
    client.open(URI, text);
    let places = client.ask("textDocument/definition", params.clone());
    let places = places.as_array().expect("places");
    let uri = places[0]["uri"].as_str().expect("an address").to_owned();
    assert_eq!(uri, "atbilst:///rules/2.1.2.1.i.yaml");
    let book = client.ask("workspace/textDocumentContent", json!({ "uri": uri }));
    let book = book["text"].as_str().expect("a text");
    let line = |place: &Value| {
        let line = place["range"]["start"]["line"].as_u64().expect("a line");
        book.lines()
            .nth(usize::try_from(line).expect("small"))
            .unwrap_or_default()
            .trim()
    };
    assert_eq!(
        places.iter().map(line).collect::<Vec<_>>(),
        ["submitted:", "- id: selection-deadline"]
    );
    // The law stands beside the finding, at its words.
    let said = client.diagnostics(URI, 0);
    let late = said
        .iter()
        .find(|one| one["code"] == "selection-deadline")
        .expect("a finding");
    assert!(
        late["codeDescription"]["href"]
            .as_str()
            .expect("an address")
            .starts_with("https://")
    );
    let law = &late["relatedInformation"][0];
    assert_eq!(law["location"]["uri"], uri);
    assert!(
        law["message"]
            .as_str()
            .expect("words")
            .contains("2022. gada 31. decembr"),
        "{law}"
    );
    // An editor that opens only files is told where to look instead.
    let (mut client, _) = Client::at(program::here(), &json!({ "capabilities": {} }));
    client.open(URI, text);
    assert_eq!(client.ask("textDocument/definition", params), json!([]));
    let told = client.wait("window/showMessage");
    assert!(
        told["message"]
            .as_str()
            .expect("words")
            .contains("atbilst explain submitted"),
        "{told}"
    );
}

#[test]
fn fields_are_listed_with_their_titles() {
    let mut client = Client::new();
    client.open(
        URI,
        "call: 2.1.2.1.i\nactivities:\n  - category: audit\n    amount: 1\n  - amount\n",
    );
    let symbols = client.ask(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": URI } }),
    );
    let activities = &symbols[1];
    assert_eq!(
        (&activities["name"], &activities["detail"]),
        (&json!("activities"), &json!("Supported activities"))
    );
    let first = &activities["children"][0];
    assert_eq!(
        (&first["name"], &first["detail"]),
        (&json!("1"), &json!("audit"))
    );
    assert_eq!(first["children"][1]["name"], "amount");
    assert_eq!(activities["children"][1]["children"], Value::Null);
}

#[test]
fn no_file_is_written() {
    let folder = Folder::new();
    folder.write("a.yaml", "call: 2.1.2.1.i\nsubmitted: 1\n");
    let uri = format!("file://{}", folder.path().join("a.yaml").display());
    let params =
        json!({ "rootUri": format!("file://{}", folder.path().display()), "capabilities": {} });
    let (mut client, _) = Client::at(folder.path(), &params);
    client.open(&uri, "call: 2.1.2.1.i\nsubmitted: 31.12.2022\n");
    client.diagnostics(&uri, 0);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.end(), 0);
    let names = std::fs::read_dir(folder.path()).expect("a folder");
    let names: Vec<_> = names
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["a.yaml"]);
    assert_eq!(
        std::fs::read_to_string(folder.path().join("a.yaml")).expect("a text"),
        "call: 2.1.2.1.i\nsubmitted: 1\n"
    );
}
