//! What the page asks of the core. A request is a line of JSON and the bytes that it is about; an answer is JSON, or a text.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use atbilst_core::language::{Catalogue, Language, Value as Said};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::tool::Tool;
use atbilst_core::{Checker, Scratch, Settings, scalar};

use atbilst_render::{HTML, JSON};

use crate::form::Checkers;
use crate::together::Together;
use crate::{answers, call, form, open, patch, told, write};

/// One request: its name, and what belongs to it. Looked up by name, as reading each into a shape of its own took 4,600 bytes more of the page.
#[derive(Clone, Copy)]
struct Request<'r> {
    name: &'r str,
    given: &'r Map<String, Value>,
}

impl<'r> Request<'r> {
    /// What `{ "do": { NAME: { … } } }` asks.
    fn of(asked: &'r Value) -> Option<Self> {
        let (name, given) = asked.get("do")?.as_object()?.iter().next()?;
        let given = given.as_object()?;
        Some(Self { name, given })
    }

    fn text(self, name: &str) -> Option<&'r str> {
        self.given.get(name)?.as_str()
    }

    fn is(self, name: &str) -> bool {
        self.given.get(name) == Some(&Value::Bool(true))
    }

    fn list(self, name: &str) -> Option<&'r [Value]> {
        self.given.get(name)?.as_array().map(Vec::as_slice)
    }

    /// What is kept for as long as the page is open.
    fn kept(self, name: &str) -> Option<&'static str> {
        Some(self.text(name)?.to_string().leak())
    }
}

/// Answers requests, one after another.
#[derive(Debug, Default)]
pub struct Door {
    checkers: Vec<(Language, Checker<'static>)>,
    books: Arc<[RuleBook]>,
    settings: Option<Settings>,
    together: Together,
}

impl Door {
    /// Answers one request; with nothing where it is none.
    pub fn ask(&mut self, request: &[u8]) -> Vec<u8> {
        let mut parts = request.splitn(2, |&byte| byte == b'\n');
        let (line, bytes) = (parts.next().unwrap_or(&[]), parts.next().unwrap_or(&[]));
        let asked: Option<Value> = serde_json::from_slice(line).ok();
        asked
            .and_then(|asked| self.answer(&asked, bytes))
            .unwrap_or_default()
    }

    fn answer(&mut self, asked: &Value, bytes: &[u8]) -> Option<Vec<u8>> {
        let language = asked.get("lang").and_then(Value::as_str);
        let language = language.and_then(Language::from_name).unwrap_or_default();
        let catalogue = Catalogue::of(language);
        let json = |value: Value| Some(value.to_string().into_bytes());
        let request = Request::of(asked)?;
        match request.name {
            // The rule books, one after another in the bytes, each so many bytes long; answered by the form of each.
            "begin" => {
                let settings = Settings {
                    tool: Tool {
                        version: request.kept("version")?,
                        commit: request.kept("commit"),
                        home: request.kept("home"),
                    },
                    // As many as the program keeps of one file.
                    findings: Settings::FINDINGS,
                    ..Settings::on(scalar::date(request.text("today")?)?)
                };
                json(self.begin(request.list("books")?, bytes, settings)?)
            }
            // A sentence of the catalogue.
            "say" => {
                let about = request.given.get("about").and_then(Value::as_object);
                let about: Vec<_> = about
                    .into_iter()
                    .flatten()
                    .map(|(name, value)| (name.as_str(), said(name, value)))
                    .collect();
                Some(catalogue.say(request.text("key")?, &about).into_bytes())
            }
            // What a value comes to that was typed into a field.
            "value" => {
                let text = std::str::from_utf8(bytes).ok()?;
                let (book, path) = (self.book(request)?, request.text("path")?);
                json(answers::value(book, path, text, catalogue)?)
            }
            // The answers of a text, or the calls that it may be of, where it names none.
            "open" => {
                let text = atbilst_yaml::utf8(bytes).ok()?;
                json(open::open(&self.books, text, request.text("file")?)?)
            }
            // The text with its call named in it.
            "name" => {
                let text = std::str::from_utf8(bytes).ok()?;
                Some(call::name(self.book(request)?, text).into_bytes())
            }
            // The text of these answers: as a new application is written where it is the page's `own`, or the bytes with these answers in them.
            "write" => {
                let own = request.is("own");
                let base = std::str::from_utf8(bytes).ok().filter(|_| !own);
                let book = self.book(request)?;
                let answers = request.given.get("answers")?;
                let text = match base {
                    // What nobody changed stays as it is written.
                    Some(base) => {
                        let answers = write::typed(book, answers);
                        patch::patch(book, base, &answers, request.is("json"))
                    }
                    None => write::text(book, catalogue, answers, request.text("file")?),
                };
                Some(text.into_bytes())
            }
            // What the check says of a text.
            "check" => {
                let checker = of(&self.checkers, language)?;
                let path = request.text("path")?.into();
                told::tell(checker, &self.books, catalogue, &path, bytes)
            }
            // The report on a text, in a format.
            "report" => {
                let path: Arc<str> = request.text("path")?.into();
                let books = Arc::clone(&self.books);
                let checker = Checker::new(books, catalogue, self.settings?).with_sheets(true);
                // What is remembered of one language is nothing for another.
                let checked = vec![checker.check(&mut Scratch::default(), &path, bytes)];
                let mut report = checker.report(checked, &|_: &str| Some(bytes.to_vec()));
                report.inputs = vec![path.to_string()];
                shown(&report, request.text("format")?, catalogue)
            }
            // Forgets what was added.
            "clear" => {
                self.together = Together::default();
                Some(Vec::new())
            }
            // One file of several, or what waives findings of them or answers them; the first bytes alone of one that is larger than what is checked.
            "add" => {
                let path = request.text("path")?.to_string();
                self.together.add(path, bytes, request.is("cut"));
                Some(Vec::new())
            }
            // What one of them was changed to.
            "change" => {
                self.together.change(request.text("path")?, bytes);
                Some(Vec::new())
            }
            // What the check says of all that was added.
            "together" => json(self.together.tell(&self.books, catalogue, self.settings?)),
            // The report on all that was added.
            "report_together" => shown(self.together.report()?, request.text("format")?, catalogue),
            // The text of one that was added.
            "added" => {
                let text = self.together.text(request.text("path")?);
                text.map(<[u8]>::to_vec)
            }
            _ => None,
        }
    }

    fn begin(&mut self, books: &[Value], bytes: &[u8], settings: Settings) -> Option<Value> {
        let mut rest = bytes;
        let mut own = Vec::new();
        for given in books {
            let length = usize::try_from(given.get("length")?.as_u64()?).ok()?;
            let (text, after) = rest.split_at_checked(length)?;
            rest = after;
            let text = std::str::from_utf8(text).ok()?;
            // The program that wrote the page has read it, and its words beside it.
            let mut book = RuleBook::read_again(given.get("name")?.as_str()?, text)?;
            // Which of its sources were compared with their captured words when the page was written.
            let compared = given.get("compared").and_then(Value::as_array);
            for (source, compared) in book.sources.iter_mut().zip(compared.into_iter().flatten()) {
                if let Some(captured) = source.captured.as_mut() {
                    captured.compared = *compared == Value::Bool(true);
                }
            }
            own.push(book);
        }
        self.books = own.into();
        self.settings = Some(settings);
        self.checkers = Language::ALL
            .map(|language| {
                let books = Arc::clone(&self.books);
                (
                    language,
                    Checker::new(books, Catalogue::of(language), settings),
                )
            })
            .into();
        let forms = self.books.iter().enumerate();
        let forms: Vec<_> = forms
            .map(|(index, book)| form::of_book(book, index, &self.checkers))
            .collect();
        Some(
            json!({ "languages": Language::NAMES, "books": forms, "limit": settings.limits.bytes }),
        )
    }

    /// The book of the call that a request names.
    fn book(&self, request: Request<'_>) -> Option<&RuleBook> {
        let call = request.text("call")?;
        self.books.iter().find(|book| &*book.call == call)
    }
}

fn of(checkers: &Checkers, language: Language) -> Option<&Checker<'static>> {
    let found = checkers.iter().find(|(of, _)| *of == language);
    found.map(|(_, checker)| checker)
}

fn shown(report: &atbilst_core::Report, format: &str, catalogue: &Catalogue) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    // No other is part of what the browser loads.
    let format = [JSON, HTML].into_iter().find(|one| one.name == format)?;
    let style = atbilst_render::Style::default();
    format.write(report, catalogue, &style, &mut out).ok()?;
    Some(out)
}

/// What a sentence of the page names: a number of things, a day where the sentence has one, or words.
fn said<'v>(name: &str, value: &'v Value) -> Said<'v> {
    match value {
        Value::Number(number) => Said::Count(number.as_u64().unwrap_or_default()),
        Value::String(text) => {
            match scalar::date(text).filter(|_| matches!(name, "date" | "since")) {
                Some(day) => Said::Date(day),
                None => text.as_str().into(),
            }
        }
        _ => "".into(),
    }
}
