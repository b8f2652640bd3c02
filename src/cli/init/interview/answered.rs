//! One field: what is said of it, what is typed, and what that means.

use serde_json::{Value, json};

use atbilst_core::data::DataPath;
use atbilst_core::finding::{Finding, Outcome};
use atbilst_core::form::{Field, Kind};
use atbilst_core::message::form::corrected;
use atbilst_core::suggest::Lead;

use super::{Interview, Question, Stopped, Typed};

impl Interview<'_> {
    /// One field, again and again until its answer has the form that is asked, or is passed over; `false` to go back.
    pub(super) fn field(&mut self, field: &Field, question: &Question) -> Result<bool, Stopped> {
        let (book, at) = (self.book, question.at.as_str());
        let standing = self
            .answers
            .pointer(at)
            .and_then(Value::as_str)
            .map(str::to_owned);
        let stands = standing.is_some();
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
                Typed::Later => {
                    // What may be left out is taken back.
                    if stands && !field.required {
                        DataPath::pointer(at).remove(&mut self.answers);
                    }
                    break;
                }
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
            (
                "proposed",
                self.said(field, proposed.unwrap_or_default()).into(),
            ),
        ];
        let key = match (&field.kind, proposed, field.required) {
            (Kind::Flag, None, true) => "ask.declare",
            (Kind::Flag, None, false) => "ask.declare_optional",
            (_, Some(_), _) => "ask.proposed",
            (_, None, true) => "ask.required",
            (_, None, false) => "ask.optional",
        };
        self.catalogue.say(key, &about)
    }

    /// A value as a person says it: yes and no are words, and a code has a meaning.
    pub(super) fn said(&self, field: &Field, value: &str) -> String {
        match (&field.kind, value) {
            (Kind::Code(list), value) => {
                let list = self.book.list(*list);
                let code = list.and_then(|list| list.code(list.find(value)?));
                let Some(code) = code else {
                    return value.to_owned();
                };
                let title = code.title.get(self.catalogue.language());
                let about = [("code", value.into()), ("title", title.as_str().into())];
                self.catalogue.say("trace.code", &about)
            }
            (Kind::Flag, "true") => self.catalogue.say("ask.yes", &[]),
            (Kind::Flag, "false") => self.catalogue.say("ask.no", &[]),
            _ => value.to_owned(),
        }
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
            kind => match corrected(field, typed) {
                Some(right) => {
                    self.asker.explain(&taken(&right))?;
                    Ok(Some(right))
                }
                None => self.likely(kind, typed),
            },
        }
    }

    /// What is most likely meant, asked; else what was typed.
    fn likely(&self, kind: &Kind, typed: &str) -> Result<Option<String>, Stopped> {
        let likely = kind.likely(typed).filter(|_| !kind.fits(typed));
        let Some(likely) = likely else {
            return Ok(Some(typed.to_owned()));
        };
        let about = [("similar", likely.as_str().into())];
        let meant = self.asker.yes(&self.catalogue.say("ask.meant", &about))?;
        Ok(meant.then_some(likely))
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
}
