//! What the page asks of the core. A request is a line of JSON and the bytes that it is about; an answer is JSON, or a text.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use atbilst_core::language::{Catalogue, Language, Value as Said};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::tool::Tool;
use atbilst_core::{Checker, Scratch, Settings, scalar};

use atbilst_render::{HTML, JSON};

use crate::form::Checkers;
use crate::together::Together;
use crate::{answers, call, form, open, patch, told, write};

/// One request: its name, and what belongs to it within. Reading a name that stood beside them took 6,000 bytes more of the page.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Request {
    /// The rule books, one after another in the bytes, each so many bytes long; answered by the form of each.
    Begin {
        books: Vec<Given>,
        today: String,
        version: String,
        commit: Option<String>,
        home: Option<String>,
    },
    /// A sentence of the catalogue.
    Say {
        key: String,
        #[serde(default)]
        about: Map<String, Value>,
    },
    /// What a value comes to that was typed into a field.
    Value { call: String, path: String },
    /// The answers of a text, or the calls that it may be of, where it names none.
    Open { file: String },
    /// The text with its call named in it.
    Name { call: String },
    /// The text of these answers: as a new application is written, or the bytes with these answers in them.
    Write {
        call: String,
        file: String,
        answers: Value,
        own: bool,
        /// Whether the bytes are JSON and are to stay so.
        #[serde(default)]
        json: bool,
    },
    /// What the check says of a text.
    Check { path: String },
    /// The report on a text, in a format.
    Report { path: String, format: String },
    /// Forgets what was added.
    Clear {},
    /// One file of several, or what waives findings of them or answers them; the first bytes alone of one that is larger than what is checked.
    Add {
        path: String,
        #[serde(default)]
        cut: bool,
    },
    /// What one of them was changed to.
    Change { path: String },
    /// What the check says of all that was added.
    Together {},
    /// The report on all that was added.
    ReportTogether { format: String },
    /// The text of one that was added.
    Added { path: String },
}

/// A rule book among the bytes.
#[derive(Deserialize)]
struct Given {
    name: String,
    length: usize,
    /// Which of its sources were compared with their captured words when the page was written.
    #[serde(default)]
    compared: Vec<bool>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    lang: String,
    #[serde(rename = "do")]
    request: Request,
}

/// Answers requests, one after another.
#[derive(Debug, Default)]
pub struct Door {
    checkers: Vec<(Language, Checker<'static>)>,
    books: Vec<RuleBook>,
    settings: Option<Settings>,
    together: Together,
}

impl Door {
    /// Answers one request; with nothing where it is none.
    pub fn ask(&mut self, request: &[u8]) -> Vec<u8> {
        let mut parts = request.splitn(2, |&byte| byte == b'\n');
        let (line, bytes) = (parts.next().unwrap_or(&[]), parts.next().unwrap_or(&[]));
        let asked: Option<Asked> = serde_json::from_slice(line).ok();
        asked
            .and_then(|asked| self.answer(asked, bytes))
            .unwrap_or_default()
    }

    fn answer(&mut self, asked: Asked, bytes: &[u8]) -> Option<Vec<u8>> {
        let language = Language::from_name(&asked.lang).unwrap_or_default();
        let catalogue = Catalogue::of(language);
        let json = |value: Value| Some(value.to_string().into_bytes());
        match asked.request {
            Request::Begin {
                books,
                today,
                version,
                commit,
                home,
            } => {
                let settings = Settings {
                    tool: Tool {
                        version: version.leak(),
                        commit: commit.map(|commit| &*commit.leak()),
                        home: home.map(|home| &*home.leak()),
                    },
                    // As many as the program keeps of one file.
                    findings: Settings::FINDINGS,
                    ..Settings::on(scalar::date(&today)?)
                };
                json(self.begin(&books, bytes, settings)?)
            }
            Request::Say { key, about } => {
                let about: Vec<_> = about
                    .iter()
                    .map(|(name, value)| (name.as_str(), said(name, value)))
                    .collect();
                Some(catalogue.say(&key, &about).into_bytes())
            }
            Request::Value { call, path } => {
                let text = std::str::from_utf8(bytes).ok()?;
                json(answers::value(self.book(&call)?, &path, text, catalogue)?)
            }
            Request::Open { file } => {
                let text = atbilst_yaml::utf8(bytes).ok()?;
                json(open::open(&self.books, text, &file)?)
            }
            Request::Name { call } => {
                let text = std::str::from_utf8(bytes).ok()?;
                Some(call::name(self.book(&call)?, text).into_bytes())
            }
            Request::Write {
                call,
                file,
                answers,
                own,
                json: is_json,
            } => {
                let base = std::str::from_utf8(bytes).ok().filter(|_| !own);
                let book = self.book(&call)?;
                let text = match base {
                    // What nobody changed stays as it is written.
                    Some(base) => patch::patch(book, base, &write::typed(book, &answers), is_json),
                    None => write::text(book, catalogue, &answers, &file),
                };
                Some(text.into_bytes())
            }
            Request::Check { path } => {
                let checker = of(&self.checkers, language)?;
                let books = &self.books;
                told::tell(checker, books, catalogue, &path.into(), bytes)
            }
            Request::Report { path, format } => {
                let path: Arc<str> = path.into();
                let books = self.books.clone();
                let checker = Checker::new(books, catalogue, self.settings?).with_sheets(true);
                // What is remembered of one language is nothing for another.
                let checked = vec![checker.check(&mut Scratch::default(), &path, bytes)];
                let mut report = checker.report(checked, &|_: &str| Some(bytes.to_vec()));
                report.inputs = vec![path.to_string()];
                shown(&report, &format, catalogue)
            }
            Request::Clear {} => {
                self.together = Together::default();
                Some(Vec::new())
            }
            Request::Add { path, cut } => {
                self.together.add(path, bytes, cut);
                Some(Vec::new())
            }
            Request::Change { path } => {
                self.together.change(&path, bytes);
                Some(Vec::new())
            }
            Request::Together {} => {
                json(self.together.tell(&self.books, catalogue, self.settings?))
            }
            Request::ReportTogether { format } => {
                shown(self.together.report()?, &format, catalogue)
            }
            Request::Added { path } => self.together.text(&path).map(<[u8]>::to_vec),
        }
    }

    fn begin(&mut self, books: &[Given], bytes: &[u8], settings: Settings) -> Option<Value> {
        let mut rest = bytes;
        self.books.clear();
        for given in books {
            let (text, after) = rest.split_at_checked(given.length)?;
            rest = after;
            let text = std::str::from_utf8(text).ok()?;
            // The program that wrote the page has read it, and its words beside it.
            let mut book = RuleBook::read_again(&given.name, text)?;
            for (source, &compared) in book.sources.iter_mut().zip(&given.compared) {
                if let Some(captured) = source.captured.as_mut() {
                    captured.compared = compared;
                }
            }
            self.books.push(book);
        }
        self.settings = Some(settings);
        self.checkers = Language::ALL
            .map(|language| {
                let books = self.books.clone();
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

    fn book(&self, call: &str) -> Option<&RuleBook> {
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
