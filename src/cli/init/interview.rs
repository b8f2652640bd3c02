//! Which questions are asked: every field in the order of the form, and of each part that may be left out whether it is wanted.
//! Every answer is checked at once by the check itself, and kept at once. Knows nothing of how a question looks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::data::DataPath;
use atbilst_core::finding::{Finding, Outcome};
use atbilst_core::form::{Field, FieldId, Kind};
use atbilst_core::language::Catalogue;
use atbilst_core::message::form::corrected;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::suggest::Lead;

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
        match interview.next(None, "") {
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
    /// The first question that was not asked yet, in the order of the form.
    fn next(&self, parent: Option<FieldId>, around: &str) -> Option<Question> {
        let form = &self.book.form;
        for id in form.asked(parent) {
            let field = form.field(id);
            let at = match field.name.as_str() {
                "it" => around.to_owned(),
                name => format!("{around}/{name}"),
            };
            let question = |at: &str, whether| {
                Some(Question {
                    field: id,
                    at: at.to_owned(),
                    whether,
                })
            };
            match &field.kind {
                Kind::Record(_) => {
                    match self.wanted.get(&at) {
                        None if !field.required => return question(&at, true),
                        Some(false) => continue,
                        _ => {}
                    }
                    if let Some(next) = self.next(Some(id), &at) {
                        return Some(next);
                    }
                }
                Kind::List(_) => {
                    for number in 0_usize.. {
                        let item = format!("{at}/{number}");
                        match self.wanted.get(&item) {
                            None if number > 0 || !field.required => return question(&item, true),
                            Some(false) => break,
                            _ => {}
                        }
                        if let Some(next) = self.next(Some(id), &item) {
                            return Some(next);
                        }
                    }
                }
                _ if at == "/call" || self.wanted.contains_key(&at) => {}
                _ => return question(&at, false),
            }
        }
        None
    }

    /// Notes what is there already. What may be left out and stands before it was passed over, and is not asked again.
    fn resume(&mut self) {
        let mut order = Vec::new();
        self.known(None, "", &mut order);
        let last = order.iter().rposition(|(.., known)| *known).unwrap_or(0);
        for (at, wanted, _) in order.into_iter().take(last) {
            self.wanted.entry(at).or_insert(wanted);
        }
    }

    /// Everything that could have been asked, in order: what that says of it, and whether it is there.
    fn known(
        &mut self,
        parent: Option<FieldId>,
        around: &str,
        order: &mut Vec<(String, bool, bool)>,
    ) {
        let book = self.book;
        for id in book.form.asked(parent) {
            let field = book.form.field(id);
            let at = match field.name.as_str() {
                "it" => around.to_owned(),
                name => format!("{around}/{name}"),
            };
            let there = self.answers.pointer(&at).filter(|there| !there.is_null());
            let items = there.and_then(Value::as_array).map_or(0, Vec::len);
            let there = there.is_some();
            match &field.kind {
                Kind::Record(_) if there || field.required => {
                    if there {
                        self.wanted.insert(at.clone(), true);
                    }
                    self.known(Some(id), &at, order);
                }
                Kind::Record(_) => order.push((at, false, false)),
                Kind::List(_) => {
                    for number in 0..items {
                        let item = format!("{at}/{number}");
                        self.wanted.insert(item.clone(), true);
                        self.known(Some(id), &item, order);
                    }
                    if items > 0 || !field.required {
                        order.push((format!("{at}/{items}"), false, false));
                    }
                }
                _ if at == "/call" => {}
                _ if there => {
                    self.wanted.insert(at.clone(), true);
                    order.push((at.clone(), true, true));
                    self.asked.push(Question {
                        field: id,
                        at,
                        whether: false,
                    });
                }
                _ if field.required => {}
                _ => order.push((at, true, false)),
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
            self.asker.tell("")?;
            self.asker.tell(&self.catalogue.say("ask.item", &about))?;
        }
        Ok(true)
    }

    /// One field, again and again until its answer has the form that is asked, or is passed over; `false` to go back.
    fn field(&mut self, field: &Field, question: &Question) -> Result<bool, Stopped> {
        let (book, at) = (self.book, question.at.as_str());
        let standing = self
            .answers
            .pointer(at)
            .and_then(Value::as_str)
            .map(str::to_owned);
        let proposed = standing.or_else(|| self.proposed(field, at));
        self.asker.tell("")?;
        if let Some(list) = field.list.filter(|_| at.contains("/0/")) {
            let first = book.form.children(Some(list)).first() == Some(&question.field);
            let list = book.form.field(list);
            if first && list.required {
                let title = list.title.get(self.catalogue.language());
                let about = [("field", title.into()), ("number", 1_usize.into())];
                self.asker.tell(&self.catalogue.say("ask.item", &about))?;
            }
        }
        self.introduce(field)?;
        let prompt = self.prompt(field, proposed.as_deref());
        loop {
            let typed = match self.asker.line(&prompt)? {
                Typed::Back => return Ok(false),
                Typed::Later => break,
                Typed::Nothing => match &proposed {
                    Some(proposed) => proposed.clone(),
                    None if !field.required => break,
                    None => {
                        self.asker.tell(&self.catalogue.say("ask.empty", &[]))?;
                        continue;
                    }
                },
                Typed::Text(text) => text,
            };
            let Some(value) = self.understood(field, &typed)? else {
                continue;
            };
            DataPath::pointer(at).set(&mut self.answers, Value::String(value.clone()));
            let fails =
                |finding: &Finding| finding.outcome == Outcome::Fail && finding.place.pointer == at;
            let Some(finding) = self.check().into_iter().find(fails) else {
                break;
            };
            let help = finding.help.as_deref().unwrap_or_default();
            self.asker.explain(&format!("{} {help}", finding.message))?;
            let readable = !field.kind.is_single() || field.kind.fits(&value);
            if readable && self.asker.yes(&self.catalogue.say("ask.keep", &[]))? {
                break;
            }
            DataPath::pointer(at).remove(&mut self.answers);
        }
        self.wanted.insert(question.at.clone(), true);
        Ok(true)
    }

    /// What to write in a field, and its choices.
    fn introduce(&self, field: &Field) -> Result<(), Stopped> {
        let language = self.catalogue.language();
        let mut help = field.help.get(language).clone();
        let chosen = matches!(field.kind, Kind::Code(_) | Kind::Flag);
        if let Some(example) = field.example.as_ref().filter(|_| !chosen) {
            let about = [("example", example.as_str().into())];
            help = format!("{help} {}", self.catalogue.say("template.example", &about));
        }
        self.asker.explain(&help)?;
        if let Kind::Code(list) = &field.kind {
            let list = self.book.list(*list);
            let codes = list.into_iter().flat_map(|list| &list.codes);
            let choices = codes.map(|code| format!("{} – {}", code.code, code.title.get(language)));
            self.asker.choices(&choices.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn prompt(&self, field: &Field, proposed: Option<&str>) -> String {
        let title = field.title.get(self.catalogue.language());
        let about = [
            ("field", title.into()),
            ("proposed", proposed.unwrap_or_default().into()),
        ];
        let key = match (&field.kind, proposed, field.required) {
            (Kind::Flag, None, _) => "ask.declare",
            (_, Some(_), _) => "ask.proposed",
            (_, None, true) => "ask.required",
            (_, None, false) => "ask.optional",
        };
        self.catalogue.say(key, &about)
    }

    /// What was typed as the application writes it; `None` where that cannot be known, which is told.
    fn understood(&self, field: &Field, typed: &str) -> Result<Option<String>, Stopped> {
        let language = self.catalogue.language();
        let taken = |value: &str| self.catalogue.say("ask.taken", &[("value", value.into())]);
        match &field.kind {
            Kind::Code(list) => {
                let Some(list) = self.book.list(*list) else {
                    return Ok(None);
                };
                let numbered = typed
                    .parse()
                    .ok()
                    .and_then(|number: usize| list.codes.get(number.checked_sub(1)?));
                let code = |name: &str| list.code(list.find(name)?);
                let lead = || list.lead(typed, self.book.verified_on);
                let meant = match numbered.or_else(|| code(typed)) {
                    Some(code) => Some(Lead::Sure(code)),
                    None => lead().and_then(|lead| {
                        let code = code(lead.meaning())?;
                        Some(match lead {
                            Lead::Sure(_) => Lead::Sure(code),
                            Lead::Likely(_) => Lead::Likely(code),
                        })
                    }),
                };
                let Some(meant) = meant else {
                    self.asker
                        .explain(&self.catalogue.say("ask.no_choice", &[]))?;
                    return Ok(None);
                };
                let code = meant.meaning();
                let about = [
                    ("code", code.code.as_str().into()),
                    ("title", code.title.get(language).as_str().into()),
                ];
                let named = self.catalogue.say("trace.code", &about);
                if let Lead::Likely(_) = meant {
                    let about = [("similar", named.as_str().into())];
                    if !self.asker.yes(&self.catalogue.say("ask.meant", &about))? {
                        return Ok(None);
                    }
                } else if code.code != typed {
                    self.asker.explain(&taken(&named))?;
                }
                Ok(Some(code.code.clone()))
            }
            Kind::Flag => match self.asker.means_yes(typed) {
                Some(yes) => Ok(Some(yes.to_string())),
                None => {
                    self.asker
                        .tell(&self.catalogue.say("ask.not_yes_or_no", &[]))?;
                    Ok(None)
                }
            },
            kind => match corrected(kind, typed) {
                Some(right) => {
                    self.asker.explain(&taken(&right))?;
                    Ok(Some(right))
                }
                None => Ok(Some(typed.to_owned())),
            },
        }
    }

    /// What a sum must come to by what was answered before.
    fn proposed(&mut self, field: &Field, at: &str) -> Option<String> {
        if field.kind != Kind::Money || !field.required {
            return None;
        }
        DataPath::pointer(at).set(&mut self.answers, json!("0"));
        let found = self.check().into_iter();
        let mut found = found.filter(|one| one.outcome == Outcome::Fail && one.place.pointer == at);
        let proposed = found.find_map(|finding| finding.expected);
        DataPath::pointer(at).remove(&mut self.answers);
        proposed
    }

    /// Shows all answers, and what the check says of them; whether nothing is to be changed any more.
    fn is_done(&mut self) -> Result<bool, Stopped> {
        let language = self.catalogue.language();
        self.asker.tell("")?;
        self.asker.tell(&self.catalogue.say("ask.review", &[]))?;
        let fields = self.asked.iter().filter(|question| !question.whether);
        let fields: Vec<Question> = fields.cloned().collect();
        let nothing = self.catalogue.say("form.nothing", &[]);
        let shown = fields.iter().map(|question| {
            let title = self.book.form.field(question.field).title.get(language);
            let value = self.answers.pointer(&question.at).and_then(Value::as_str);
            format!("{title}: {}", value.unwrap_or(&nothing))
        });
        let shown: Vec<String> = shown.collect();
        self.asker.choices(&shown)?;
        let findings = self.check();
        if !findings.is_empty() {
            self.asker.tell("")?;
            self.asker.tell(&self.catalogue.say("ask.more", &[]))?;
            let says: Vec<String> = findings
                .into_iter()
                .map(|finding| finding.message)
                .collect();
            for message in says {
                self.asker.explain(&format!("– {message}"))?;
            }
        }
        self.asker.tell("")?;
        loop {
            match self.asker.line(&self.catalogue.say("ask.change", &[]))? {
                Typed::Nothing | Typed::Later => return Ok(true),
                Typed::Back => {
                    if let Some(last) = self.asked.pop() {
                        self.wanted.remove(&last.at);
                    }
                    return Ok(false);
                }
                Typed::Text(text) => {
                    let number = text
                        .parse()
                        .ok()
                        .and_then(|number: usize| number.checked_sub(1));
                    if let Some(question) = number.and_then(|number| fields.get(number)) {
                        let field = self.book.form.field(question.field);
                        self.field(field, question)?;
                        (self.keep)(&self.answers)?;
                        return Ok(false);
                    }
                    self.asker.tell(&self.catalogue.say("ask.no_choice", &[]))?;
                }
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
