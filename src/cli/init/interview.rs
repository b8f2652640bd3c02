//! Which questions are asked: every field in the order of the form, and of each part that may be left out whether it is wanted.
//! Every answer is checked at once by the check itself, and kept at once. Knows nothing of how a question looks.

mod answered;
mod known;
mod review;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::data::DataPath;
use atbilst_core::finding::Finding;
use atbilst_core::form::{Field, FieldId, Kind};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;

use super::ask::{Asker, Stopped, Typed};

/// Keeps the answers so far.
pub(super) type Keep<'a> = &'a dyn Fn(&Value) -> std::io::Result<()>;

/// Asks until nothing more is to be asked. What is answered already is not asked again.
pub(super) fn hold(
    asker: &Asker<'_>,
    book: &RuleBook,
    answers: Value,
    keep: Keep<'_>,
) -> Result<(), Stopped> {
    let settings = Settings {
        portfolio: false,
        ..Settings::on(NaiveDate::default())
    };
    let mut interview = Interview {
        asker,
        book,
        catalogue: asker.catalogue,
        checker: Checker::new(std::slice::from_ref(book), asker.catalogue, settings),
        scratch: Scratch::default(),
        answers,
        keep,
        wanted: BTreeMap::new(),
        asked: Vec::new(),
    };
    interview.resume();
    loop {
        match interview.next() {
            Some(question) => interview.ask(&question)?,
            None if interview.is_done()? => return Ok(()),
            None => {}
        }
    }
}

/// What can be asked, and its place in the application.
#[derive(Clone, Debug)]
struct Question {
    field: FieldId,
    at: String,
    /// Whether it asks if there is to be such a part at all.
    whether: bool,
}

struct Interview<'a> {
    asker: &'a Asker<'a>,
    book: &'a RuleBook,
    catalogue: &'a Catalogue,
    checker: Checker<'a>,
    scratch: Scratch,
    answers: Value,
    keep: Keep<'a>,
    /// Of what is answered or passed over: whether there is to be such a part, and that a field was asked.
    wanted: BTreeMap<String, bool>,
    /// The questions that were asked, in order.
    asked: Vec<Question>,
}

impl Interview<'_> {
    /// The first question that was not asked yet.
    fn next(&self) -> Option<Question> {
        let mut all = self.questions().into_iter();
        all.find(|question| !self.wanted.contains_key(&question.at))
    }

    /// Every question, asked or not, in the order of the form: those within a part only where there is to be one.
    fn questions(&self) -> Vec<Question> {
        let mut all = Vec::new();
        self.add_questions(None, "", &mut all);
        all
    }

    fn add_questions(&self, parent: Option<FieldId>, around: &str, to: &mut Vec<Question>) {
        let form = &self.book.form;
        for id in form.asked(parent) {
            let field = form.field(id);
            let at = match field.name.as_str() {
                "it" => around.to_owned(),
                name => format!("{around}/{name}"),
            };
            let question = |at: &str, whether| Question {
                field: id,
                at: at.to_owned(),
                whether,
            };
            let is_wanted = |at: &str, must| self.wanted.get(at).copied().unwrap_or(must);
            match &field.kind {
                Kind::Record(_) if is_wanted(&at, field.required) => {
                    self.add_questions(Some(id), &at, to);
                }
                Kind::Record(_) => to.push(question(&at, true)),
                Kind::List(_) => {
                    let mut number = 0_usize;
                    let mut item = format!("{at}/{number}");
                    while is_wanted(&item, number == 0 && field.required) {
                        self.add_questions(Some(id), &item, to);
                        number = number.saturating_add(1);
                        item = format!("{at}/{number}");
                    }
                    to.push(question(&item, true));
                }
                _ if at == "/call" => {}
                _ => to.push(question(&at, false)),
            }
        }
    }

    fn ask(&mut self, question: &Question) -> Result<(), Stopped> {
        let book = self.book;
        let field = book.form.field(question.field);
        let answered = match question.whether {
            true => self.whether(field, question)?,
            false => self.field(field, question)?,
        };
        if answered {
            self.asked.push(question.clone());
        } else if let Some(before) = self.asked.pop() {
            self.wanted.remove(&before.at);
            if before.whether {
                DataPath::pointer(&before.at).remove(&mut self.answers);
            }
        }
        (self.keep)(&self.answers)?;
        Ok(())
    }

    /// Whether a part, or one more item, is wanted; `false` to go back.
    fn whether(&mut self, field: &Field, question: &Question) -> Result<bool, Stopped> {
        let title = field.title.get(self.catalogue.language());
        let number = question
            .at
            .rsplit('/')
            .next()
            .and_then(|last| last.parse().ok());
        let number = number.unwrap_or(0_usize).saturating_add(1);
        let about = [("field", title.into()), ("number", number.into())];
        let is_first = number == 1;
        self.asker.tell("")?;
        if is_first {
            self.asker
                .explain(field.help.get(self.catalogue.language()))?;
        }
        let key = if is_first {
            "ask.whether"
        } else {
            "ask.another"
        };
        let text = self.catalogue.say(key, &about);
        let how = self.catalogue.say("ask.yes_or_no", &[]);
        let yes = loop {
            match self.asker.line(&format!("{text} {how}"))? {
                Typed::Back => return Ok(false),
                // To pass it over says nothing.
                Typed::Nothing | Typed::Later => break false,
                Typed::Text(text) => match self.asker.means_yes(&text) {
                    Some(yes) => break yes,
                    None => self
                        .asker
                        .tell(&self.catalogue.say("ask.not_yes_or_no", &[]))?,
                },
            }
        };
        self.wanted.insert(question.at.clone(), yes);
        if yes && matches!(field.kind, Kind::Record(_) | Kind::List(_)) {
            let records = !matches!(&field.kind, Kind::List(items) if !items.records);
            if records {
                DataPath::pointer(&question.at).set(&mut self.answers, Value::Object(Map::new()));
            }
            let head = match field.kind {
                Kind::Record(_) => title.clone(),
                _ => self.catalogue.say("ask.item", &about),
            };
            self.asker.tell("")?;
            self.asker.tell(&head)?;
        }
        Ok(true)
    }

    /// What the check says of the answers so far.
    fn check(&mut self) -> Vec<Finding> {
        // JSON is YAML, so the same reader takes it.
        let text = atbilst_yaml::write::json(&self.answers);
        let checked = self
            .checker
            .check(&mut self.scratch, &"".into(), text.as_bytes());
        checked.application.findings
    }
}
