//! What those of a group have in common, in words.

use std::borrow::Cow;

use chrono::Datelike;

use super::Wording;
use crate::condition::quantity::{CalendarUnit, Stated, StatedBy};
use crate::form::Kind;
use crate::message::written_in_words;
use crate::scalar;

impl Wording<'_> {
    /// What a group has in common: of one field what it says, of several with what each is called.
    pub(crate) fn of_group(&self, stated: &Stated<'_>) -> String {
        match stated.as_slice() {
            [(by, text)] => self.stated(*by, text),
            _ => self.titled(stated),
        }
    }

    /// What fields say, each with what it is called.
    pub fn titled(&self, stated: &Stated<'_>) -> String {
        let each = stated
            .iter()
            .map(|(by, text)| format!("{}: {}", self.title_of(by.title), self.stated(*by, text)));
        each.collect::<Vec<_>>().join("; ")
    }

    /// What a group has in common, without what the fields are called.
    pub(crate) fn in_short(&self, stated: &Stated<'_>) -> String {
        let each = stated.iter();
        let each = each.map(|(by, text)| self.stated(*by, text));
        each.collect::<Vec<_>>().join(", ")
    }

    /// What it is called that those of a group have in common: a field, or the year of one.
    pub(super) fn name_of_stated(&self, by: StatedBy) -> Cow<'_, str> {
        let title = self.title_of(by.title);
        let key = match by.unit {
            None => return title.into(),
            Some(CalendarUnit::Year) => "work.by_year",
            Some(CalendarUnit::Quarter) => "work.by_quarter",
            Some(CalendarUnit::Month) => "work.by_month",
        };
        self.catalogue.say(key, &[("day", title.into())]).into()
    }

    /// What an application writes in a field, as the language says it: a code by its title, a day in words, an amount. A code that a
    /// table sets is one of `list`.
    fn stated(&self, by: StatedBy, text: &str) -> String {
        // What is beyond a limit by itself breaks it in whichever group it is.
        if text.is_empty() {
            return self.catalogue.say("trace.answer.not_stated", &[]);
        }
        if let Some(unit) = by.unit {
            return self.stretch(unit, text).unwrap_or_else(|| text.to_owned());
        }
        let own = &self.book.form.field(by.field).kind;
        let set = by.list.map(Kind::Code);
        written_in_words(set.as_ref().unwrap_or(own), text, self.book, self.catalogue)
    }

    /// A stretch of the calendar, as groups of one are named: `2026`, `2026-01`, of a quarter its first day.
    fn stretch(&self, unit: CalendarUnit, text: &str) -> Option<String> {
        match unit {
            CalendarUnit::Year => None,
            CalendarUnit::Quarter => {
                let first = scalar::date(text)?;
                let about = [
                    ("year", first.year().to_string().into()),
                    ("number", first.quarter().to_string().into()),
                ];
                Some(self.catalogue.say("work.quarter", &about))
            }
            CalendarUnit::Month => {
                let first = scalar::date(&format!("{text}-01"))?;
                Some(self.catalogue.language().month_of(first))
            }
        }
    }
}
