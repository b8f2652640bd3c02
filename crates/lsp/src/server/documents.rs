//! The texts that are open: changed as the editor says, checked when nothing more waits, and what is said of them.

use std::rc::Rc;
use std::sync::Arc;

use lsp_server::Notification;
use lsp_types::{
    Diagnostic, DiagnosticSeverity, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, PublishDiagnosticsParams, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use atbilst_core::finding::{Finding, Law};
use atbilst_core::tool::Tool;

use super::{Loaded, Server};
use crate::address;
use crate::application;
use crate::book;
use crate::document::Document;
use crate::project::{Meant, Project};
use crate::text::Text;

impl Server<'_> {
    /// Takes what the editor tells.
    pub(super) fn hear(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => self.watch(),
            "textDocument/didOpen" => {
                if let Some(params) = read(self.numbered(params)) {
                    self.open(params);
                }
            }
            "textDocument/didChange" => {
                if let Some(params) = read(self.numbered(params)) {
                    self.change(&params);
                }
            }
            "textDocument/didClose" => read(params).map_or((), |params| self.close(&params)),
            "workspace/didChangeConfiguration" => {
                let own = params.pointer("/settings/atbilst");
                if let Some(own) = own.filter(|own| own.is_object()) {
                    self.options = own.clone();
                }
                self.settle();
            }
            // Settings, rule books, waivers and answers are read anew.
            "workspace/didChangeWatchedFiles" | "textDocument/didSave" => self.forget(),
            _ => {}
        }
    }

    /// A text of no version is of the version that is known.
    fn numbered(&self, mut params: Value) -> Value {
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
        let known = uri.and_then(|uri| self.documents.get(uri));
        let known = known.map_or(0, |document| document.version);
        if let Some(text) = params
            .get_mut("textDocument")
            .and_then(Value::as_object_mut)
            && text.get("version").is_none_or(Value::is_null)
        {
            text.insert("version".to_owned(), known.into());
        }
        params
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let path = address::path(opened.uri.as_str());
        let name = match &path {
            Some(path) => self.projects.name(path),
            None => opened.uri.as_str().into(),
        };
        let document = Document {
            path,
            name,
            version: opened.version,
            text: Text::of(&opened.text, self.client.encoding),
            unchecked: true,
            was_application: false,
            findings: Vec::new(),
            book: None,
            beside: Vec::new(),
            uri: opened.uri,
        };
        self.documents
            .insert(document.uri.as_str().to_owned(), document);
    }

    fn change(&mut self, params: &DidChangeTextDocumentParams) {
        let changed = &params.text_document;
        let Some(document) = self.documents.get_mut(changed.uri.as_str()) else {
            return;
        };
        // A version only grows: what comes late is of a text that is no more.
        if changed.version < document.version {
            return;
        }
        document.version = changed.version;
        document.unchecked = true;
        for change in &params.content_changes {
            document.text.change(change.range, &change.text);
        }
    }

    fn close(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(closed) = self.documents.remove(params.text_document.uri.as_str()) else {
            return;
        };
        for uri in closed.beside.into_iter().chain([closed.uri]) {
            self.publish(uri, None, Vec::new());
        }
        let folders = self.documents.values().map(folder);
        let folders: Vec<_> = folders.collect();
        self.loaded
            .borrow_mut()
            .retain(|(folder, _), _| folders.contains(folder));
    }

    /// What counts for a text. A rule book is served also where nothing can be checked by it, as its file has mistakes.
    pub(super) fn project(&self, document: &Document) -> Loaded {
        let loaded = self.loaded(document, Meant::Application);
        match loaded.is_err() && document.is_book(&document.text.whole()) {
            true => self.loaded(document, Meant::Book),
            false => loaded,
        }
    }

    fn loaded(&self, document: &Document, meant: Meant) -> Loaded {
        let key = (folder(document), meant);
        if let Some(known) = self.loaded.borrow().get(&key) {
            return Rc::clone(known);
        }
        let path = document.path.as_deref();
        let loaded = Rc::new(self.projects.of(path, meant, &self.options));
        let known = Rc::clone(&loaded);
        self.loaded.borrow_mut().insert(key, known);
        loaded
    }

    /// Reads settings anew, and checks all texts by them.
    pub(super) fn forget(&mut self) {
        self.loaded.borrow_mut().clear();
        self.shown.borrow_mut().clear();
        let documents = self.documents.values_mut();
        documents.for_each(|document| document.unchecked = true);
    }

    /// Checks every text that has changed.
    pub(super) fn check_open(&mut self) {
        let changed = self.documents.values().filter(|one| one.unchecked);
        let changed: Vec<String> = changed.map(|one| one.uri.as_str().to_owned()).collect();
        for uri in changed {
            self.check(&uri);
        }
    }

    /// Checks a text and says what was found.
    pub(super) fn check(&mut self, uri: &str) {
        let Some(mut document) = self.documents.remove(uri) else {
            return;
        };
        document.unchecked = false;
        let loaded = self.project(&document);
        let diagnostics = match &*loaded {
            Ok(project) => {
                let text = document.text.whole();
                let beside = document.path.as_deref();
                if beside.is_some_and(|path| self.projects.stands_beside(path)) {
                    Vec::new()
                } else if document.is_book(&text) {
                    self.check_book(&mut document, &text, project)
                } else {
                    application::check(&mut document, &text, project);
                    let law = |finding: &Finding, law: &Law| self.law(project, finding, law);
                    application::diagnostics(
                        &document,
                        project.catalogue,
                        self.client.relates,
                        &law,
                    )
                }
            }
            // Silence could pass for success.
            Err(why) => {
                document.findings.clear();
                vec![Diagnostic {
                    severity: Some(DiagnosticSeverity::ERROR),
                    source: Some(Tool::NAME.to_owned()),
                    message: why.clone(),
                    ..Diagnostic::default()
                }]
            }
        };
        self.publish(document.uri.clone(), Some(document.version), diagnostics);
        self.documents.insert(uri.to_owned(), document);
    }

    /// Checks a rule book; what is to be mended beside it is told of those files.
    fn check_book(
        &mut self,
        document: &mut Document,
        text: &str,
        project: &Project,
    ) -> Vec<Diagnostic> {
        let (name, path) = (Arc::clone(&document.name), document.path.as_deref());
        let encoding = self.client.encoding;
        let checked = book::check(&name, path, (text, encoding), project, self.projects);
        document.findings.clear();
        if checked.book.is_some() {
            document.book = checked.book;
        }
        let named: Vec<Uri> = checked.beside.iter().map(|(uri, _)| uri.clone()).collect();
        for uri in std::mem::take(&mut document.beside) {
            if !named.contains(&uri) {
                self.publish(uri, None, Vec::new());
            }
        }
        for (uri, diagnostics) in checked.beside {
            self.publish(uri, None, diagnostics);
        }
        document.beside = named;
        checked.own
    }

    pub(super) fn publish(&mut self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams::new(uri, diagnostics, version);
        self.notify("textDocument/publishDiagnostics", params);
    }
}

/// The folder whose settings count.
fn folder(document: &Document) -> Option<std::path::PathBuf> {
    let path = document.path.as_deref()?;
    path.parent().map(std::path::Path::to_path_buf)
}

fn read<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}
