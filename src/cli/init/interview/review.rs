//! All answers, to look over.

use atbilst_core::form::Kind;
use serde_json::Value;

use super::{Interview, Stopped, Typed};

impl Interview<'_> {
    /// Shows all answers, and what the check says of them; whether nothing is to be changed any more.
    pub(super) fn is_done(&mut self) -> Result<bool, Stopped> {
        let language = self.catalogue.language();
        self.asker.tell("")?;
        self.asker.tell(&self.catalogue.say("ask.review", &[]))?;
        // What was asked or passed over, also before the conversation went on.
        let all = self.questions();
        let nothing = self.catalogue.say("form.nothing", &[]);
        let shown = all.iter().map(|question| {
            let field = self.book.form.field(question.field);
            let title = field.title.get(language);
            if question.whether {
                let about = [("field", title.into())];
                let is_list = matches!(field.kind, Kind::List(_));
                let key = if is_list {
                    "ask.add_item"
                } else {
                    "ask.add_part"
                };
                return self.catalogue.say(key, &about);
            }
            let value = self.answers.pointer(&question.at).and_then(Value::as_str);
            let value = value.map(|value| self.said(field, value));
            format!("{title}: {}", value.as_deref().unwrap_or(&nothing))
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
                // Nothing is to be changed.
                Typed::Text(text) if self.asker.means_yes(&text) == Some(false) => return Ok(true),
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
                    if let Some(question) = number.and_then(|number| all.get(number)) {
                        let field = self.book.form.field(question.field);
                        match question.whether {
                            // It is asked again.
                            true => drop(self.wanted.remove(&question.at)),
                            false => drop(self.field(field, question)?),
                        }
                        (self.keep)(&self.answers)?;
                        return Ok(false);
                    }
                    self.asker.tell(&self.catalogue.say("ask.no_choice", &[]))?;
                }
            }
        }
    }
}
