//! Which questions are asked: the required fields in the order of the form, then what the rules miss.
//! Every answer is checked at once by the check itself. Knows nothing of how a question looks.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::data::DataPath;
use atbilst_core::finding::{Finding, Outcome};
use atbilst_core::form::{Field, FieldId, Kind};
use atbilst_core::language::Catalogue;
use atbilst_core::own_rules::WRONG_TYPE;
use atbilst_core::rulebook::RuleBook;

use super::ask::{Asker, Stopped, width};

/// Asks until nothing more is needed, and gives the answers as an application.
pub(super) fn hold(
    asker: &Asker<'_>,
    book: &RuleBook,
    catalogue: &Catalogue,
) -> Result<Value, Stopped> {
    let mut interview = Interview {
        asker,
        book,
        catalogue,
        checker: Checker::new(
            std::slice::from_ref(book),
            catalogue,
            Settings {
                portfolio: false,
                ..Settings::on(NaiveDate::default())
            },
        ),
        scratch: Scratch::default(),
        answers: json!({ "call": &*book.call }),
        asked: BTreeSet::from(["/call".to_owned()]),
    };
    interview.required(None, "")?;
    interview.missed()?;
    Ok(interview.answers)
}

struct Interview<'a> {
    asker: &'a Asker<'a>,
    book: &'a RuleBook,
    catalogue: &'a Catalogue,
    checker: Checker<'a>,
    scratch: Scratch,
    answers: Value,
    /// Pointers of what was asked, answered or not.
    asked: BTreeSet<String>,
}

impl Interview<'_> {
    /// The required fields of a record.
    fn required(&mut self, parent: Option<FieldId>, at: &str) -> Result<(), Stopped> {
        let book = self.book;
        for &id in book.form.children(parent) {
            let field = book.form.field(id);
            let at = format!("{at}/{}", field.name);
            match &field.kind {
                _ if !field.required => {}
                Kind::Record(_) => self.required(Some(id), &at)?,
                Kind::List(items) if items.records => self.items(id, field, &at)?,
                _ if self.asked.contains(&at) => {}
                _ => self.ask(field, &at)?,
            }
        }
        Ok(())
    }

    /// Items, one after another: at least one.
    fn items(&mut self, id: FieldId, field: &Field, at: &str) -> Result<(), Stopped> {
        let title = field.title.get(self.catalogue.language());
        for number in 0_usize.. {
            let about = [("field", title.into())];
            if number > 0 && !self.asker.yes(&self.catalogue.say("ask.another", &about))? {
                break;
            }
            let about = [
                ("field", title.into()),
                ("number", number.saturating_add(1).into()),
            ];
            self.asker.tell(&self.catalogue.say("ask.item", &about))?;
            let item = format!("{at}/{number}");
            DataPath::pointer(&item).set(&mut self.answers, Value::Object(Map::new()));
            self.required(Some(id), &item)?;
        }
        Ok(())
    }

    /// What the rules miss by what was answered, until they miss nothing new.
    fn missed(&mut self) -> Result<(), Stopped> {
        let mut told = false;
        loop {
            let missing = |finding: &Finding| {
                matches!(finding.outcome, Outcome::Fail | Outcome::Review)
                    && finding.found.is_none()
            };
            let findings = self.check();
            let pointers = findings
                .into_iter()
                .filter(missing)
                .map(|finding| finding.place.pointer);
            // In the order of the form, as all other questions.
            let next = pointers
                .filter(|pointer| !self.asked.contains(pointer))
                .filter_map(|pointer| Some((self.single(&pointer)?, pointer)))
                .min();
            let Some((id, pointer)) = next else {
                return Ok(());
            };
            if !told {
                self.asker.tell(&self.catalogue.say("ask.more", &[]))?;
                told = true;
            }
            self.ask(self.book.form.field(id), &pointer)?;
        }
    }

    /// The field of a single value at a pointer.
    fn single(&self, pointer: &str) -> Option<FieldId> {
        let mut path = String::new();
        for step in pointer.split('/').skip(1) {
            if step.bytes().all(|byte| byte.is_ascii_digit()) {
                path.push_str("[]");
            } else {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(step);
            }
        }
        let id = self.book.form.find(&path)?;
        let kind = &self.book.form.field(id).kind;
        kind.is_single().then_some(id)
    }

    /// One field, again and again until its answer has the form that is asked, or is left out.
    fn ask(&mut self, field: &Field, at: &str) -> Result<(), Stopped> {
        self.asked.insert(at.to_owned());
        let mut written = String::new();
        loop {
            let Some(answer) = self.answer(field, &written)? else {
                DataPath::pointer(at).remove(&mut self.answers);
                return Ok(());
            };
            if answer.trim().is_empty() {
                if !field.required {
                    return Ok(());
                }
                self.asker.tell(&self.catalogue.say("ask.empty", &[]))?;
                continue;
            }
            DataPath::pointer(at).set(&mut self.answers, Value::String(answer));
            let fails =
                |finding: &Finding| finding.outcome == Outcome::Fail && finding.place.pointer == at;
            let Some(finding) = self.check().into_iter().find(fails) else {
                return Ok(());
            };
            let help = finding.help.as_deref().unwrap_or_default();
            self.asker.tell(&format!("{} {help}", finding.message))?;
            if &*finding.rule != WRONG_TYPE
                && self.asker.yes(&self.catalogue.say("ask.keep", &[]))?
            {
                return Ok(());
            }
            // What stands there must be worth keeping: only the right form is offered.
            written = match &*finding.rule {
                WRONG_TYPE => finding.expected.unwrap_or_default(),
                _ => String::new(),
            };
        }
    }

    /// The answer to one question, as an application writes it.
    fn answer(&self, field: &Field, written: &str) -> Result<Option<String>, Stopped> {
        let language = self.catalogue.language();
        let question = format!("{}:", field.title.get(language));
        let help = field.help.get(language);
        match &field.kind {
            Kind::Code(list) => {
                let list = self.book.list(*list);
                let codes = list.map_or(&[][..], |list| &list.codes);
                // The mark before a choice and the code behind it take their room; a long title stands alone.
                let choice = |code: &atbilst_core::law::Code| {
                    let title = code.title.get(language);
                    let whole = format!("{title} ({})", code.code);
                    if whole.chars().count().saturating_add(2) < width() {
                        whole
                    } else {
                        title.to_owned()
                    }
                };
                let choices = codes.iter().map(choice).collect();
                let chosen = self.asker.choice(&question, help, choices)?;
                Ok(chosen
                    .and_then(|index| codes.get(index))
                    .map(|code| code.code.clone()))
            }
            Kind::Flag => {
                let words = ["ask.yes", "ask.no"].map(|key| self.catalogue.say(key, &[]));
                let chosen = self.asker.choice(&question, help, words.to_vec())?;
                Ok(chosen.map(|index| (index == 0).to_string()))
            }
            _ => {
                let help = match &field.example {
                    Some(example) => {
                        let about = [("example", example.as_str().into())];
                        format!(
                            "{help} ({})",
                            self.catalogue.say("template.example", &about)
                        )
                    }
                    None => help.to_owned(),
                };
                self.asker.text(&question, &help, written)
            }
        }
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
