//! What the editor can do, as it says when it greets: nothing is sent to it that it does not know.

use lsp_types::{MarkupKind, PositionEncodingKind};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::text::Encoding;

/// What the editor can do.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) encoding: Encoding,
    /// The number of its process, where it says so.
    pub(crate) process: Option<u32>,
    /// Whether a change names the version that it is of.
    pub(crate) versions: bool,
    /// Whether it can show what is no file.
    pub(crate) shows_own: bool,
    /// Whether it says which files have changed.
    pub(crate) watches: bool,
    /// Whether it shows the law, and other places, beside a finding.
    pub(crate) relates: bool,
    /// How it shows what is explained, and what is said beside what is offered.
    pub(crate) hover: MarkupKind,
    pub(crate) documentation: MarkupKind,
    /// Whether it can be told not to change the indentation of what is offered.
    pub(crate) keeps_indentation: bool,
    /// Whether parts of a text may stand within others.
    pub(crate) nests: bool,
    /// Whether it reads what can be put right together with the changes; else it knows commands alone.
    pub(crate) literals: bool,
    /// Whether the server may ask it to change a text.
    pub(crate) applies: bool,
}

impl Client {
    /// What its greeting says, and its own settings.
    pub(crate) fn of(greeting: &Value, options: &Value) -> Self {
        let can = |pointer: &str| {
            let pointer = format!("/capabilities/{pointer}");
            greeting.pointer(&pointer).filter(|value| !value.is_null())
        };
        let is = |pointer| can(pointer) == Some(&Value::Bool(true));
        let offered: Vec<PositionEncodingKind> = listed(can("general/positionEncodings"));
        // An editor that says nothing is one of those that show Markdown.
        let shown = |pointer| match listed(can(pointer)) {
            kinds if kinds.is_empty() || kinds.contains(&MarkupKind::Markdown) => {
                MarkupKind::Markdown
            }
            _ => MarkupKind::PlainText,
        };
        let process = greeting.get("processId").and_then(Value::as_u64);
        Self {
            encoding: Encoding::of(&offered),
            process: process.and_then(|process| u32::try_from(process).ok()),
            versions: is("workspace/workspaceEdit/documentChanges"),
            shows_own: can("workspace/textDocumentContent").is_some()
                || options.get("ownDocuments") == Some(&Value::Bool(true)),
            watches: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
            relates: is("textDocument/publishDiagnostics/relatedInformation"),
            hover: shown("textDocument/hover/contentFormat"),
            documentation: shown("textDocument/completion/completionItem/documentationFormat"),
            keeps_indentation: can("textDocument/completion/completionItem/insertTextModeSupport")
                .is_some(),
            nests: is("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            literals: can("textDocument/codeAction/codeActionLiteralSupport").is_some(),
            applies: is("workspace/applyEdit"),
        }
    }
}

fn listed<T: DeserializeOwned>(kinds: Option<&Value>) -> Vec<T> {
    let kinds = kinds.and_then(Value::as_array).into_iter().flatten();
    let known = kinds.filter_map(|kind| serde_json::from_value(kind.clone()).ok());
    known.collect()
}
