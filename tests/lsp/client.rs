//! A small editor: it speaks the protocol with the program, and keeps the text that is open.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::program;

/// The program as a language server.
pub(super) struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    asked: i64,
    /// What the server told of its own accord.
    pub(super) told: Vec<Value>,
}

/// In what columns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    Bytes,
    Units,
}

impl Client {
    /// Starts the program, without a word.
    pub(super) fn start(mut command: Command) -> Self {
        command.arg("lsp");
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let output = BufReader::new(server.stdout.take().expect("its output"));
        Self {
            input: server.stdin.take(),
            server,
            output,
            asked: 0,
            told: Vec::new(),
        }
    }

    /// An editor at a folder that has greeted, and what it was answered.
    pub(super) fn at(folder: &Path, params: &Value) -> (Self, Value) {
        let mut client = Self::start(program::within(folder));
        let answer = client.ask("initialize", params.clone());
        client.tell("initialized", json!({}));
        (client, answer)
    }

    /// An editor at the root of the repository that knows everything of the protocol.
    pub(super) fn new() -> Self {
        Self::at(program::here(), &greeting(Count::Units)).0
    }

    /// The number of its process.
    pub(super) fn process(&self) -> u32 {
        self.server.id()
    }

    /// Sends bytes as they are.
    pub(super) fn send(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("open");
        input.write_all(bytes).expect("sent");
        input.flush().expect("sent");
    }

    pub(super) fn say(&mut self, message: &Value) {
        let text = message.to_string();
        self.send(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(super) fn tell(&mut self, method: &str, params: Value) {
        self.say(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer to a request: its result, or its error.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.say(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.hear().expect("an answer");
            if message["id"] == id && message.get("method").is_none() {
                let error = message.get("error").cloned();
                return error.unwrap_or_else(|| message["result"].clone());
            }
            self.told.push(message);
        }
    }

    /// The next message; nothing where the server has ended.
    pub(super) fn hear(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).expect("read") == 0 {
                return None;
            }
            match line.trim().split_once(": ") {
                Some((_, value)) => length = value.parse().expect("a length"),
                None => break,
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).expect("a message");
        Some(serde_json::from_slice(&bytes).expect("JSON"))
    }

    /// The next thing told with this method.
    pub(super) fn wait(&mut self, method: &str) -> Value {
        loop {
            let found = self.told.iter().position(|told| told["method"] == method);
            if let Some(found) = found {
                return self.told.remove(found)["params"].clone();
            }
            let message = self.hear().expect("the server goes on");
            self.told.push(message);
        }
    }

    pub(super) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 0, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// A text that takes the place of the whole one.
    pub(super) fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", params);
    }

    /// What is said of a version of a text.
    pub(super) fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            let said = self.wait("textDocument/publishDiagnostics");
            if said["uri"] == uri && said["version"] == version {
                return said["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// Closes the line, and how the server ended.
    pub(super) fn end(mut self) -> i32 {
        self.input = None;
        while self.hear().is_some() {}
        let ended = self.server.wait().expect("it ends");
        ended.code().expect("an exit code")
    }
}

/// What an editor says of itself that knows everything.
pub(super) fn greeting(count: Count) -> Value {
    let encodings = match count {
        Count::Bytes => json!(["utf-16", "utf-8"]),
        Count::Units => json!(["utf-16"]),
    };
    json!({ "capabilities": {
        "general": { "positionEncodings": encodings },
        "workspace": { "workspaceEdit": { "documentChanges": true }, "textDocumentContent": {} },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
        },
    } })
}

/// The place of a byte as an editor counts it.
pub(super) fn position(text: &str, byte: usize, count: Count) -> Value {
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count();
    let column = match count {
        Count::Bytes => byte - start,
        Count::Units => before[start..].encode_utf16().count(),
    };
    json!({ "line": line, "character": column })
}

/// A text after the edits of an action.
pub(super) fn edited(text: &str, edits: &[Value]) -> String {
    let byte = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().expect("a line")).expect("small");
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = place["character"].as_u64().expect("a column");
        let mut at = start;
        for letter in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= letter.len_utf16() as u64;
            at += letter.len_utf8();
        }
        at
    };
    let mut all: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let to = edit["newText"].as_str().expect("a text");
            (byte(&range["start"]), byte(&range["end"]), to)
        })
        .collect();
    all.sort_unstable();
    let mut out = text.to_owned();
    for (start, end, to) in all.into_iter().rev() {
        out.replace_range(start..end, to);
    }
    out
}
