//! The greeting: what the editor can do, and what the server offers; and the editor's own settings.

use lsp_server::{ErrorCode, ResponseError};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    ExecuteCommandOptions, HoverProviderCapability, OneOf, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
};
use serde_json::{Value, json};

use atbilst_core::tool::Tool;

use super::requests::{CHANGE, RUN_EXAMPLES};
use super::{Server, Stage};
use crate::address::{self, SCHEME};
use crate::client::Client;

impl Server<'_> {
    /// Answers the greeting.
    pub(super) fn greet(&mut self, params: &Value) -> Result<Value, ResponseError> {
        if !params.is_object() {
            return Err(self.refusal(ErrorCode::InvalidParams, "lsp.malformed"));
        }
        self.options = params
            .get("initializationOptions")
            .cloned()
            .unwrap_or_default();
        self.client = Client::of(params, &self.options);
        let folder = params.pointer("/workspaceFolders/0/uri");
        let root = folder.or_else(|| params.get("rootUri"));
        let root = root.and_then(Value::as_str).and_then(address::path);
        // What older editors say.
        let older = || Some(params.get("rootPath")?.as_str()?.into());
        if let Some(root) = root.or_else(older) {
            self.projects.open(&root);
        }
        self.settle();
        self.stage = Stage::Serving;
        let mut capabilities = serde_json::to_value(self.capabilities()).unwrap_or_default();
        if let Some(capabilities) = capabilities.as_object_mut() {
            let own = json!({ "textDocumentContent": { "schemes": [SCHEME] } });
            capabilities.insert("workspace".to_owned(), own);
        }
        let server = json!({ "name": Tool::NAME, "version": self.tool.version });
        Ok(json!({ "capabilities": capabilities, "serverInfo": server }))
    }

    fn capabilities(&self) -> ServerCapabilities {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(true.into()),
            ..TextDocumentSyncOptions::default()
        };
        let signs = [":", " ", "-", ",", "[", "{"];
        ServerCapabilities {
            position_encoding: Some(self.client.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(signs.map(str::to_owned).into()),
                ..CompletionOptions::default()
            }),
            definition_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(match self.client.literals {
                true => CodeActionProviderCapability::Options(CodeActionOptions {
                    code_action_kinds: Some(vec![
                        CodeActionKind::QUICKFIX,
                        CodeActionKind::SOURCE_FIX_ALL,
                    ]),
                    ..CodeActionOptions::default()
                }),
                false => CodeActionProviderCapability::Simple(true),
            }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: [RUN_EXAMPLES, CHANGE].map(str::to_owned).into(),
                ..ExecuteCommandOptions::default()
            }),
            ..ServerCapabilities::default()
        }
    }

    /// Takes the editor's settings as they now are.
    pub(super) fn settle(&mut self) {
        if let Some(catalogue) = self.projects.catalogue(&self.options) {
            self.catalogue = catalogue;
        }
        self.forget();
    }

    /// After the greeting: which files the server would hear of when they change.
    pub(super) fn watch(&mut self) {
        if self.client.watches {
            let watchers = ["**/atbilst.toml", "**/*.yaml", "**/*.yml"];
            let watchers = watchers.map(|pattern| json!({ "globPattern": pattern }));
            let registration = json!({
                "id": "files", "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            });
            self.ask(
                "client/registerCapability",
                json!({ "registrations": [registration] }),
            );
        }
    }
}
