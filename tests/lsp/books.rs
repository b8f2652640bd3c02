//! Rule books in an editor: their mistakes, what may be written, what names mean, and their examples.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Client, Count, edited, position};
use crate::cases::cases;
use crate::folder::Folder;
use crate::program;

/// A line of a book that is written anew, and what is offered at `¦` in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The line in the place of which `to` stands; with nothing, it stands behind it.
    at: String,
    to: String,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    /// What is said beside an offer; nothing where nothing may be.
    #[serde(default)]
    means: std::collections::BTreeMap<String, Option<String>>,
    taken: Option<String>,
    gives: Option<String>,
}

fn book() -> String {
    std::fs::read_to_string(program::here().join("rules/2.1.2.1.i.yaml")).expect("a book")
}

/// The embedded book in a folder of its own, with what stands beside it.
fn opened(text: &str) -> (Folder, Client, String) {
    let folder = Folder::new();
    folder.write("book.yaml", text);
    folder.copy("rules/ids.txt", "ids.txt");
    let sources = std::fs::read_dir(program::here().join("rules/sources")).expect("a folder");
    for source in sources {
        let name = source.expect("a file").file_name();
        let name = format!("sources/{}", name.to_str().expect("UTF-8"));
        folder.copy(&format!("rules/{name}"), &name);
    }
    let root = format!("file://{}", folder.path().display());
    let params = json!({ "rootUri": root, "capabilities": {} });
    let (mut client, _) = Client::at(folder.path(), &params);
    let uri = format!("{root}/book.yaml");
    client.open(&uri, text);
    (folder, client, uri)
}

/// The lines of what the program says of a book: `line:column` of each mistake.
fn places(folder: &Folder, verb: &str) -> Vec<String> {
    let mut command = program::within(folder.path());
    command.args(["rules", verb, "book.yaml", "--color", "never"]);
    let said = program::run(&mut command);
    let both = format!("{}\n{}", said.out, said.err);
    let place = |line: &str| {
        let (_, place) = line.split_once("book.yaml:")?;
        let mut parts = place.split(|c: char| !c.is_ascii_digit());
        Some(format!("{}:{}", parts.next()?, parts.next()?))
    };
    both.lines()
        .filter(|line| line.contains("-->"))
        .filter_map(place)
        .collect()
}

#[test]
fn the_mistakes_of_a_book_stand_where_the_program_finds_them() {
    for (from, to, verb) in [
        ("call: 2.1.2.1.i\n", "call: 2.1.2.1.i\n", "test"),
        (
            "otherwise: selection_end",
            "otherwise: selection_eend",
            "test",
        ),
        ("verified_on: 2026-11-22", "verified_on: someday", "test"),
        ("  varam:\n", "  varam\n", "test"),
        (
            "      quote: \"Nozares ministrijām",
            "      quote: \"Nozaru ministrijām",
            "lint",
        ),
    ] {
        let text = book().replacen(from, to, 1);
        let (folder, mut client, uri) = opened(&text);
        let said = client.diagnostics(&uri, 0);
        let place = |one: &Value| {
            let start = &one["range"]["start"];
            let (line, units) = (&start["line"], &start["character"]);
            let (line, units) = (
                line.as_u64().expect("a line"),
                units.as_u64().expect("a column"),
            );
            format!("{}:{}", line + 1, units + 1)
        };
        let mut shown: Vec<String> = said.iter().map(place).collect();
        let mut told = places(&folder, verb);
        shown.sort();
        told.sort();
        assert_eq!(shown, told, "{to}: {said:?}");
        assert_eq!(shown.is_empty(), from == to, "{to}");
    }
}

#[test]
fn nothing_is_to_be_mended_in_a_book_that_is_part_of_the_program() {
    let mut client = Client::new();
    let uri = "atbilst:///rules/2.1.2.1.i.yaml";
    let own = client.ask("workspace/textDocumentContent", json!({ "uri": uri }));
    client.open(uri, own["text"].as_str().expect("a text"));
    assert_eq!(client.diagnostics(uri, 0), [Value::Null; 0]);
}

/// A mistake of the list of ids is told in that list, and taken back when the book is closed.
#[test]
fn what_is_to_be_mended_beside_a_book_is_told_there() {
    let text = book().replacen("id: selection-deadline", "id: selection-deadlines", 1);
    let (_folder, mut client, uri) = opened(&text);
    let own = client.diagnostics(&uri, 0);
    assert!(
        own.iter()
            .any(|one| one["message"].to_string().contains("selection-deadlines")),
        "{own:?}"
    );
    client.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    let closed = client.wait("textDocument/publishDiagnostics");
    assert_eq!(closed["diagnostics"], json!([]));
}

#[test]
fn the_words_of_the_language_and_the_names_of_the_book_are_offered() {
    let whole = book();
    let (_folder, mut client, uri) = opened(&whole);
    client.diagnostics(&uri, 0);
    let lines: Vec<Written> = cases("tests/lsp/books.yaml");
    for (version, case) in (1..).zip(&lines) {
        let at = whole
            .find(&case.at)
            .unwrap_or_else(|| panic!("{}", case.at));
        let text = whole.replacen(&case.at, &case.to, 1);
        let cursor = at + case.to.find('¦').expect("a place");
        let text = text.replacen('¦', "", 1);
        client.change(&uri, version, json!([{ "text": text }]));
        let place = position(&text, cursor, Count::Units);
        let params = json!({ "textDocument": { "uri": uri }, "position": place });
        let items = client.ask("textDocument/completion", params);
        let items = items.as_array().cloned().unwrap_or_default();
        let label = |item: &Value| item["label"].as_str().expect("a label").to_owned();
        let labels: Vec<String> = items.iter().map(label).collect();
        let about = format!("{:?}: {labels:?}", case.to);
        for wanted in &case.has {
            assert!(labels.contains(wanted), "{wanted} in {about}");
        }
        for (label, meaning) in &case.means {
            let item = items.iter().find(|item| item["label"] == **label);
            let item = item.unwrap_or_else(|| panic!("{label} in {about}"));
            assert_eq!(item["detail"].as_str(), meaning.as_deref(), "{about}");
        }
        for unwanted in &case.not {
            assert!(!labels.contains(unwanted), "{unwanted} not in {about}");
        }
        if let (Some(taken), Some(gives)) = (&case.taken, &case.gives) {
            let item = items.iter().find(|item| item["label"] == **taken);
            let edit = item.unwrap_or_else(|| panic!("{taken} in {about}"))["textEdit"].clone();
            assert_eq!(
                edited(&text, &[edit]),
                whole.replacen(&case.at, gives, 1),
                "{about}"
            );
        }
    }
}

#[test]
fn names_and_quotes_are_explained_and_found() {
    let text = book();
    let (_folder, mut client, uri) = opened(&text);
    for (line, word, words) in [
        (
            "as_of: { field: submitted,",
            "submitted",
            "Day of submission",
        ),
        (
            "otherwise: selection_end }",
            "selection_end",
            "last day of the selection",
        ),
        ("      source: varam", "varam", "https://www.varam.gov.lv"),
        (
            "quote: \"Nozares ministrijām",
            "Nozares",
            "https://www.varam.gov.lv",
        ),
        (
            "  - id: selection-deadline",
            "selection-deadline",
            "Submitted within the selection",
        ),
    ] {
        let at = text.find(line).unwrap_or_else(|| panic!("{line}"));
        let at = at + line.find(word).expect("its word");
        let place = position(&text, at + 1, Count::Units);
        let params = json!({ "textDocument": { "uri": uri }, "position": place });
        let told = client.ask("textDocument/hover", params.clone());
        let told = told["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(told.contains(words), "{line}: {told}");
        if word == "selection_end" {
            let found = client.ask("textDocument/definition", params);
            let line = found[0]["range"]["start"]["line"].as_u64().expect("a line");
            let line = text.lines().nth(usize::try_from(line).expect("small"));
            assert_eq!(line.map(str::trim), Some("selection_end:"));
        }
    }
    let symbols = client.ask(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": uri } }),
    );
    assert!(
        symbols
            .to_string()
            .contains("\"name\":\"selection-deadline\"")
    );
}

#[test]
fn the_examples_of_a_rule_are_run_where_it_stands() {
    let whole = book();
    let broken = whole.replacen("otherwise: selection_end", "otherwise: nothing", 1);
    let rule = whole.find("- id: selection-deadline").expect("a rule");
    // An example that says otherwise.
    let late = "submitted: 2023-01-01";
    let at = rule + whole[rule..].find(late).expect("an example");
    let wrong = format!(
        "{}submitted: 2022-01-01{}",
        &whole[..at],
        &whole[at + late.len()..]
    );
    for (text, kind, words) in [
        (&whole, 3, "come out as they say"),
        (&broken, 2, "cannot be run"),
        (&wrong, 1, "selection-deadline"),
    ] {
        let (_folder, mut client, uri) = opened(text);
        let at = text.find("- id: selection-deadline").expect("a rule") + 30;
        let at = position(text, at, Count::Units);
        let params = json!({
            "textDocument": { "uri": uri }, "range": { "start": at, "end": at },
            "context": { "diagnostics": [] },
        });
        let actions = client.ask("textDocument/codeAction", params);
        // The editor knows commands alone.
        let command = &actions[0];
        assert_eq!(command["arguments"], json!([uri, "selection-deadline"]));
        let run = json!({ "command": command["command"], "arguments": command["arguments"] });
        client.ask("workspace/executeCommand", run);
        let told = client.wait("window/showMessage");
        assert_eq!(told["type"], kind, "{told}");
        assert!(
            told["message"].as_str().expect("words").contains(words),
            "{told}"
        );
    }
}

/// A book that the settings name is told of its mistakes at their place also when it is saved with them; applications are told that
/// nothing can be checked by it, until it is saved without.
#[test]
fn a_book_that_counts_is_mended_in_its_own_text() {
    let whole = book();
    let broken = whole.replacen("otherwise: selection_end", "otherwise: nothing", 1);
    let (folder, mut client, uri) = opened(&whole);
    client.diagnostics(&uri, 0);
    folder.write("book.yaml", &broken);
    folder.write("atbilst.toml", "rules = [\"book.yaml\"]\n");
    client.change(&uri, 1, json!([{ "text": broken }]));
    let saved = json!({ "textDocument": { "uri": uri } });
    client.tell("textDocument/didSave", saved.clone());
    let places_of = |said: &[serde_json::Value]| -> Vec<String> {
        let place = |one: &serde_json::Value| {
            let start = &one["range"]["start"];
            let number = |name: &str| start[name].as_u64().unwrap_or_default() + 1;
            format!("{}:{}", number("line"), number("character"))
        };
        said.iter().map(place).collect()
    };
    let said = client.diagnostics(&uri, 1);
    assert_eq!(places_of(&said), places(&folder, "test"), "{said:?}");
    let application = uri.replace("book.yaml", "a.yaml");
    client.open(&application, "call: 2.1.2.1.i\n");
    let said = client.diagnostics(&application, 0);
    assert!(
        said[0]["message"]
            .as_str()
            .is_some_and(|said| said.contains("book.yaml")),
        "{said:?}"
    );
    client.change(&uri, 2, json!([{ "text": whole }]));
    assert_eq!(client.diagnostics(&uri, 2), [serde_json::Value::Null; 0]);
    folder.write("book.yaml", &whole);
    client.tell("textDocument/didSave", saved);
    client.change(&application, 1, json!([{ "text": "call: 2.1.2.1.i\n" }]));
    let said = client.diagnostics(&application, 1);
    assert_eq!(said[0]["code"], "missing-field", "{said:?}");
}
