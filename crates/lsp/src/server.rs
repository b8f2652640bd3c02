//! One message after another: from the first greeting to the last, and what is said of texts in between.

mod documents;
mod lifecycle;
mod requests;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::time::Duration;

use atbilst_core::language::Catalogue;
use atbilst_core::tool::Tool;
use lsp_server::{ErrorCode, Message, Notification, Request, Response, ResponseError};
use lsp_types::MessageType;
use serde::Serialize;
use serde_json::{Value, json};

use crate::address::Spellings;
use crate::client::Client;
use crate::document::Document;
use crate::project::{Meant, Project, Projects};
use crate::text::Text;
use crate::wire::{self, Incoming};

/// So many messages wait until those before them are answered; an editor with more waits itself.
const WAITING: usize = 4_096;

/// Where no message comes, so often it is seen whether the editor still runs.
const WATCH: Duration = Duration::from_secs(3);

/// How an editor was served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// Until it left, and it took leave before.
    ToTheEnd,
    /// Until it was gone, without a leave.
    UntilGone,
    /// Until what came in could not be told apart any more.
    UntilLost,
}

/// Serves an editor until it says that it leaves, its end of the line is closed, or nobody can tell what it says.
///
/// # Errors
/// What `out` says.
pub fn serve(
    mut input: impl BufRead + Send + 'static,
    out: &mut dyn Write,
    projects: &mut dyn Projects,
    catalogue: &'static Catalogue,
    tool: Tool,
) -> io::Result<Served> {
    let (sender, incoming) = sync_channel(WAITING);
    std::thread::spawn(move || {
        while let Ok(Some(message)) = wire::read(&mut input) {
            let lost = matches!(message, Incoming::Lost);
            if sender.send(message).is_err() || lost {
                break;
            }
        }
    });
    let mut server = Server {
        projects,
        catalogue,
        tool,
        stage: Stage::Waiting,
        client: Client::of(&Value::Null, &Value::Null),
        options: Value::Null,
        loaded: RefCell::default(),
        shown: RefCell::default(),
        documents: BTreeMap::new(),
        spellings: Spellings::default(),
        outbox: Vec::new(),
        asked: 0,
    };
    server.run(&incoming, out)
}

/// How far the editor and the server are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nobody has greeted yet.
    Waiting,
    Serving,
    /// The editor has taken leave, and will close the line.
    Leaving,
}

/// What counts for a folder, or why nothing can be checked there.
type Loaded = Rc<Result<Project, String>>;

struct Server<'p> {
    projects: &'p mut dyn Projects,
    catalogue: &'static Catalogue,
    tool: Tool,
    stage: Stage,
    client: Client,
    /// What the editor's own settings say.
    options: Value,
    /// What counts for the texts of each folder.
    loaded: RefCell<HashMap<(Option<PathBuf>, Meant), Loaded>>,
    /// The rule books that places of were told, by their hashes.
    shown: RefCell<HashMap<[u8; 32], Text>>,
    /// The texts that are open, by their addresses.
    documents: BTreeMap<String, Document>,
    /// What the editor calls texts whose addresses can be read only otherwise.
    spellings: Spellings,
    /// What waits to be sent.
    outbox: Vec<Message>,
    /// How many requests the server has made.
    asked: i32,
}

impl Server<'_> {
    fn run(&mut self, incoming: &Receiver<Incoming>, out: &mut dyn Write) -> io::Result<Served> {
        loop {
            // A text is checked when all changes that wait are in it.
            let unchecked = self.documents.values().any(|document| document.unchecked);
            let next = match unchecked {
                false => self.wait(incoming),
                true => incoming.try_recv(),
            };
            match next {
                Ok(Incoming::Message(mut message)) => {
                    match &mut message {
                        Message::Request(Request { params, .. })
                        | Message::Notification(Notification { params, .. }) => {
                            self.spellings.take(params);
                        }
                        Message::Response(_) => {}
                    }
                    if self.receive(message) {
                        return Ok(self.ended());
                    }
                }
                Ok(Incoming::Lost) => {
                    let error = self.refusal(ErrorCode::ParseError, "lsp.lost");
                    wire::write_refusal(&error, out)?;
                    return Ok(Served::UntilLost);
                }
                Ok(Incoming::Malformed) => {
                    let error = self.refusal(ErrorCode::ParseError, "lsp.malformed");
                    wire::write_refusal(&error, out)?;
                }
                Err(TryRecvError::Empty) => self.guarded(Self::check_open),
                Err(TryRecvError::Disconnected) => return Ok(self.ended()),
            }
            for message in std::mem::take(&mut self.outbox) {
                wire::write(&message, &self.spellings, out)?;
            }
            out.flush()?;
        }
    }

    fn ended(&self) -> Served {
        match self.stage {
            Stage::Leaving => Served::ToTheEnd,
            Stage::Waiting | Stage::Serving => Served::UntilGone,
        }
    }

    /// Waits for a message; an editor that is gone closes the line, whoever else holds it open.
    fn wait(&self, incoming: &Receiver<Incoming>) -> Result<Incoming, TryRecvError> {
        loop {
            let Some(process) = self.client.process else {
                return incoming.recv().map_err(|_| TryRecvError::Disconnected);
            };
            match incoming.recv_timeout(WATCH) {
                Ok(message) => return Ok(message),
                Err(RecvTimeoutError::Timeout) if self.projects.is_running(process) => {}
                Err(_) => return Err(TryRecvError::Disconnected),
            }
        }
    }

    /// Does something; a mistake of the tool is told, and the editor is served on.
    fn guarded(&mut self, act: impl FnOnce(&mut Self)) {
        let done = catch_unwind(AssertUnwindSafe(|| act(self)));
        if done.is_err() {
            self.documents
                .values_mut()
                .for_each(|document| document.unchecked = false);
            self.show(MessageType::ERROR, self.catalogue.say("cli.bug", &[]));
        }
    }

    /// Takes a message; says whether it was the last.
    fn receive(&mut self, message: Message) -> bool {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let answered = catch_unwind(AssertUnwindSafe(|| self.answer(request)));
                let bug = || Err(self.refusal(ErrorCode::InternalError, "cli.bug"));
                let response_result = answered.unwrap_or_else(|_| bug());
                let response = Response {
                    id,
                    response_result,
                };
                self.outbox.push(response.into());
            }
            Message::Notification(Notification { method, .. }) if method == "exit" => {
                return true;
            }
            Message::Notification(notification) if self.stage == Stage::Serving => {
                self.guarded(|server| server.hear(notification));
            }
            // What is told before the greeting or after the leave, and answers to what was asked, change nothing.
            Message::Notification(_) | Message::Response(_) => {}
        }
        false
    }

    fn answer(&mut self, request: Request) -> Result<Value, ResponseError> {
        match (self.stage, request.method.as_str()) {
            (Stage::Waiting, "initialize") => self.greet(&request.params),
            (Stage::Waiting, _) => {
                Err(self.refusal(ErrorCode::ServerNotInitialized, "lsp.not_greeted"))
            }
            (Stage::Serving, "shutdown") => {
                self.stage = Stage::Leaving;
                Ok(Value::Null)
            }
            (Stage::Serving, "initialize") => {
                Err(self.refusal(ErrorCode::InvalidRequest, "lsp.greeted"))
            }
            (Stage::Serving, _) => self.request(request),
            (Stage::Leaving, _) => Err(self.refusal(ErrorCode::InvalidRequest, "lsp.leaving")),
        }
    }

    fn refusal(&self, code: ErrorCode, key: &str) -> ResponseError {
        ResponseError {
            code: code as i32,
            message: self.catalogue.say(key, &[]),
            data: None,
        }
    }

    fn notify(&mut self, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or_default();
        let method = method.to_owned();
        self.outbox.push(Notification { method, params }.into());
    }

    /// Asks the editor something whose answer changes nothing.
    fn ask(&mut self, method: &str, params: Value) {
        self.asked = self.asked.wrapping_add(1);
        self.outbox.push(Message::Request(Request {
            id: self.asked.into(),
            method: method.to_owned(),
            params,
        }));
    }

    /// Shows a person a sentence.
    fn show(&mut self, kind: MessageType, message: String) {
        self.notify(
            "window/showMessage",
            json!({ "type": kind, "message": message }),
        );
    }
}
