//! What the editor asks of a place in a text.

use std::path::Path;

use lsp_server::{ErrorCode, Request, ResponseError};
use lsp_types::{
    CodeActionKind, CodeActionParams, CompletionParams, Diagnostic, DocumentSymbolParams,
    Documentation, ExecuteCommandParams, GotoDefinitionParams, HoverParams, Location, MessageType,
    Position,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use atbilst_books::explain::Topic;
use atbilst_core::finding::{Finding, Law};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_yaml::source::Span;

use super::{Loaded, Server};
use crate::address;
use crate::application::{self, Draft};
use crate::book;
use crate::document::Document;
use crate::markdown;
use crate::project::Project;
use crate::symbols::flat;
use crate::text::Text;
use crate::write::{on_one_line, workspace_edit};

/// The command that runs the examples of a rule.
pub(super) const RUN_EXAMPLES: &str = "atbilst.runExamples";

/// The command that has the editor change a text, for one that knows commands alone.
pub(super) const CHANGE: &str = "atbilst.change";

impl Server<'_> {
    pub(super) fn request(&mut self, request: Request) -> Result<Value, ResponseError> {
        let params = request.params;
        match request.method.as_str() {
            "textDocument/hover" => {
                let HoverParams {
                    text_document_position_params: at,
                    ..
                } = self.read(params)?;
                Ok(json(self.hover(at.text_document.uri.as_str(), at.position)))
            }
            "textDocument/completion" => {
                let CompletionParams {
                    text_document_position: at,
                    ..
                } = self.read(params)?;
                Ok(json(
                    self.complete(at.text_document.uri.as_str(), at.position),
                ))
            }
            "textDocument/definition" => {
                let GotoDefinitionParams {
                    text_document_position_params: at,
                    ..
                } = self.read(params)?;
                Ok(json(
                    self.define(at.text_document.uri.as_str(), at.position),
                ))
            }
            "textDocument/documentSymbol" => {
                let params: DocumentSymbolParams = self.read(params)?;
                let symbols = self.symbols(params.text_document.uri.as_str());
                Ok(match self.client.nests {
                    true => json(symbols),
                    false => json(symbols.map(|all| flat(&params.text_document.uri, all))),
                })
            }
            "textDocument/codeAction" => {
                let params: CodeActionParams = self.read(params)?;
                Ok(self.actions(&params).into())
            }
            "workspace/executeCommand" => {
                let params: ExecuteCommandParams = self.read(params)?;
                match (params.command.as_str(), params.arguments.as_slice()) {
                    (RUN_EXAMPLES, _) => self.run_examples(&params),
                    (CHANGE, [edit]) => {
                        self.ask("workspace/applyEdit", json!({ "edit": edit }));
                    }
                    _ => return Err(self.refusal(ErrorCode::InvalidParams, "lsp.unknown_request")),
                }
                Ok(Value::Null)
            }
            "workspace/textDocumentContent" => {
                let uri = params.get("uri").and_then(Value::as_str);
                let text = uri.and_then(address::own).and_then(|name| own_text(&name));
                Ok(json!({ "text": text.unwrap_or_default() }))
            }
            _ => Err(self.refusal(ErrorCode::MethodNotFound, "lsp.unknown_request")),
        }
    }

    fn read<P: DeserializeOwned>(&self, params: Value) -> Result<P, ResponseError> {
        let read = serde_json::from_value(params);
        read.map_err(|_| self.refusal(ErrorCode::InvalidParams, "lsp.malformed"))
    }

    /// A text that was checked as it now is, with what counts for it.
    fn checked(&mut self, uri: &str) -> Option<(&Document, Loaded)> {
        if self.documents.get(uri)?.unchecked {
            self.check(uri);
        }
        let document = self.documents.get(uri)?;
        Some((document, self.project(document)))
    }

    fn hover(&mut self, uri: &str, at: Position) -> Option<lsp_types::Hover> {
        let shown = self.client.hover.clone();
        let kind = || shown.clone();
        let (document, loaded) = self.checked(uri)?;
        let project = loaded.as_ref().as_ref().ok()?;
        let (text, byte) = (document.text.whole(), document.text.byte(at));
        if document.is_book(&text) {
            let own = document.book.as_deref()?;
            let cites = book::citation(own, &text, byte, project.catalogue);
            let cites =
                cites.map(|(span, told)| markdown::text(&told, document.text.range(span), kind()));
            return cites.or_else(|| {
                let (span, topic) = book::topic(own, &text, byte)?;
                markdown::hover(
                    &[topic],
                    document.text.range(span),
                    kind(),
                    project.catalogue,
                )
            });
        }
        let draft = Draft::of(&text, project, Some(byte));
        let (span, topics) = draft.topics(byte, &document.findings)?;
        markdown::hover(
            &topics,
            document.text.range(span),
            kind(),
            project.catalogue,
        )
    }

    fn complete(&mut self, uri: &str, at: Position) -> Option<Vec<lsp_types::CompletionItem>> {
        let document = self.documents.get(uri)?;
        let loaded = self.project(document);
        let project = loaded.as_ref().as_ref().ok()?;
        let text = document.text.whole();
        let byte = document.text.byte(at);
        let (own, places) = (document.book.as_deref(), &document.text);
        let mut offered = match document.is_book(&text) {
            true => book::complete(&text, places, byte, own, project.catalogue),
            false => application::complete(&Draft::of(&text, project, Some(byte)), places, byte),
        };
        for item in &mut offered {
            on_one_line(item, &text, places, byte);
            if let Some(Documentation::MarkupContent(beside)) = &mut item.documentation {
                beside.kind = self.client.documentation.clone();
            }
            let mode = item.insert_text_mode.take();
            item.insert_text_mode = mode.filter(|_| self.client.keeps_indentation);
        }
        Some(offered)
    }

    fn symbols(&mut self, uri: &str) -> Option<Vec<lsp_types::DocumentSymbol>> {
        let document = self.documents.get(uri)?;
        let loaded = self.project(document);
        let project = loaded.as_ref().as_ref().ok()?;
        let text = document.text.whole();
        if document.is_book(&text) {
            return Some(book::symbols(&text, &document.text));
        }
        let draft = Draft::of(&text, project, None);
        Some(application::symbols(&draft, &document.text))
    }

    fn actions(&mut self, params: &CodeActionParams) -> Vec<Value> {
        let (versions, relates) = (self.client.versions, self.client.relates);
        let (literals, applies) = (self.client.literals, self.client.applies);
        let uri = params.text_document.uri.as_str();
        let Some((document, loaded)) = self.checked(uri) else {
            return Vec::new();
        };
        let Ok(project) = loaded.as_ref() else {
            return Vec::new();
        };
        let text = document.text.whole();
        if document.is_book(&text) {
            let rule = book::rule_at(&text, document.text.byte(params.range.start));
            let action = |rule: String| {
                let about = [("rule", (&*rule).into())];
                let title = project.catalogue.say("lsp.run_examples", &about);
                let command = json!({
                    "title": title, "command": RUN_EXAMPLES, "arguments": [uri, rule],
                });
                match literals {
                    true => json!({ "title": title, "command": command }),
                    false => command,
                }
            };
            return rule.map(action).into_iter().collect();
        }
        if !literals && !applies {
            return Vec::new();
        }
        let actions = application::actions(document, &text, project, params.range);
        let only = params.context.only.as_deref();
        let wanted = |kind: &CodeActionKind| {
            only.is_none_or(|only| {
                let within = |one: &CodeActionKind| {
                    let rest = kind.as_str().strip_prefix(one.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                };
                only.iter().any(within)
            })
        };
        let version = versions.then_some(document.version);
        let diagnostics =
            application::diagnostics(document, project.catalogue, relates, &|_, _| None);
        let actions = actions.into_iter().filter(|action| wanted(&action.kind));
        let actions = actions.map(|action| {
            let of = action.of.and_then(|place| diagnostics.get(place));
            let edit = workspace_edit(&document.uri, version, &action.edits);
            if !literals {
                return json!({ "title": action.title, "command": CHANGE, "arguments": [edit] });
            }
            json!({
                "title": action.title, "kind": action.kind, "isPreferred": action.preferred,
                "diagnostics": of.into_iter().collect::<Vec<&Diagnostic>>(), "edit": edit,
            })
        });
        actions.collect()
    }

    /// Where the rule book says what stands at a place, and the rules of what was found there.
    fn define(&mut self, uri: &str, at: Position) -> Option<Vec<Location>> {
        let (document, loaded) = self.checked(uri)?;
        let project = loaded.as_ref().as_ref().ok()?;
        let text = document.text.whole();
        if document.is_book(&text) {
            // Places of a book that could be read are those of this text only if it is the same.
            let own = document.book.as_deref().filter(|own| own.text == text)?;
            let (_, topic) = book::topic(own, &text, document.text.byte(at))?;
            let (_, span) = place_of(&topic)?;
            let range = document.text.range(span);
            return Some(vec![Location::new(document.uri.clone(), range)]);
        }
        let byte = document.text.byte(at);
        let draft = Draft::of(&text, project, Some(byte));
        let (_, topics) = draft.topics(byte, &document.findings)?;
        let places = topics.iter().filter_map(place_of);
        let places: Vec<(&RuleBook, Span)> = places.collect();
        let located = places
            .iter()
            .filter_map(|(book, span)| self.in_book(book, *span));
        let located: Vec<Location> = located.collect();
        if let (true, Some((book, _))) = (located.is_empty(), places.first()) {
            let names: Vec<String> = topics.iter().map(Topic::name).collect();
            let about = [
                ("book", (&*book.call).into()),
                ("name", names.first().map_or("", String::as_str).into()),
            ];
            let sentence = project.catalogue.say("lsp.book_inside", &about);
            self.show(MessageType::INFO, sentence);
        }
        Some(located)
    }

    /// Runs the examples of a rule, and shows what came out.
    fn run_examples(&mut self, params: &ExecuteCommandParams) {
        let word = |place: usize| params.arguments.get(place).and_then(Value::as_str);
        let (Some(uri), Some(rule)) = (word(0), word(1)) else {
            return;
        };
        let Some(document) = self.documents.get(uri) else {
            return;
        };
        let catalogue = match &*self.project(document) {
            Ok(project) => project.catalogue,
            Err(_) => self.catalogue,
        };
        let (kind, sentence) = book::run(&document.text.whole(), rule, catalogue);
        self.show(kind, sentence);
    }

    /// A place of a rule book that the editor can show.
    pub(super) fn in_book(&self, book: &RuleBook, span: Span) -> Option<Location> {
        let is_own = BOOKS.iter().any(|own| own.text == book.text);
        let uri = match is_own {
            true => address::of_own(&book.name).filter(|_| self.client.shows_own),
            false => address::of_file(Path::new(&*book.name)),
        }?;
        let mut shown = self.shown.borrow_mut();
        let text = shown
            .entry(book.sha256)
            .or_insert_with(|| Text::of(&book.text, self.client.encoding));
        Some(Location::new(uri, text.range(span)))
    }

    /// Where the rule book cites the law of a finding.
    pub(super) fn law(&self, project: &Project, finding: &Finding, law: &Law) -> Option<Location> {
        let mut books = project.checker.books().iter();
        let (book, head) = books.find_map(|book| Some((book, book.head(&finding.rule)?)))?;
        let cites = head.law.iter().find(|citation| citation.quote == law.quote);
        self.in_book(book, cites.map_or(head.span, |citation| citation.span))
    }
}

/// Where a rule book says something.
fn place_of<'b>(topic: &Topic<'b>) -> Option<(&'b RuleBook, Span)> {
    match *topic {
        Topic::Rule(book, head) => Some((book, head.span)),
        Topic::Field(book, id) => Some((book, book.form.field(id).span)),
        Topic::Code(book, list, code) => {
            let code = book.lists.get(list)?.codes.get(code)?;
            Some((book, code.span))
        }
        Topic::Value(book, index) => Some((book, book.values.get(index)?.span)),
        Topic::Table(book, index) => Some((book, book.tables.get(index)?.span)),
        Topic::Own(..) | Topic::Figure(..) => None,
    }
}

/// The text of a rule book that is part of the program.
fn own_text(name: &str) -> Option<&'static str> {
    let mut books = BOOKS.iter();
    books.find(|book| book.path == name).map(|book| book.text)
}

fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
