//! What a test asks, in words: for those who want to know why a rule came out as it did.
//! Knows nothing of outcomes.

use super::Wording;
use crate::condition::operators::{Test, Wanted};
use crate::condition::quantity::{Operand, TitleOf};
use crate::language::{Case, Value};
use crate::law::{DatedValue, InForce};
use crate::message::{quantity_value, remarked};
use crate::scalar::Quantity;

/// How a limit comes about, and what is remarked of it.
type How = [Option<String>; 2];

impl Wording<'_> {
    /// What a test asks. `limit` is what it compares with, as far as that is known, and `how` says how that comes about,
    /// and what is remarked of it.
    pub fn asked(&self, test: &Test, limit: Option<Quantity>, how: How) -> String {
        let asks = test.operator.asks();
        let wanted = match asks.wanted {
            Wanted::Nothing => return self.catalogue.say(asks.sentence, &[]),
            Wanted::Code(code) => {
                let code = self.list(test).and_then(|list| list.code(code));
                code.map(|code| self.code(code))
            }
            Wanted::Compared(compared) => Some(self.compared(&compared.to, limit, how)),
            Wanted::Field(field) => Some(self.title(field.field).to_owned()),
            Wanted::Flag(flag) => Some(self.flag(flag)),
            Wanted::Texts(_) | Wanted::Codes(_) | Wanted::List(_) => self.taken_in_words(test),
        };
        self.says(asks.sentence, wanted.unwrap_or_default())
    }

    /// What something is compared with.
    fn compared(&self, to: &Operand, limit: Option<Quantity>, [how, remark]: How) -> String {
        let value = limit.map(|limit| self.accusative(limit));
        let value = value.unwrap_or_else(|| self.catalogue.say("trace.unknown", &[]));
        let Some(named) = to.named() else {
            return match remarked(how, remark) {
                Some(how) => format!("{value} ({how})"),
                None => value,
            };
        };
        // Of a day that is not known itself nothing is known, though the law is.
        let unknown = to.value().filter(|_| limit.is_none());
        let unknown = unknown.and_then(|id| self.value(id));
        let is_unknown = |value: &&DatedValue| matches!(value.on(self.as_of), InForce::Unknown(..));
        if let Some(unknown) = unknown.filter(is_unknown) {
            return self.unknown(unknown);
        }
        let title = match how {
            Some(how) => format!("{}: {how}", self.title_of(named.title)),
            None => self.title_of(named.title).to_owned(),
        };
        let title = remarked(Some(title), remark).unwrap_or_default();
        let about = [("value", value.into()), ("title", title.into())];
        self.catalogue.say(named.sentence, &about)
    }

    /// What something is called.
    pub fn title_of(&self, title: TitleOf) -> &str {
        let language = self.catalogue.language();
        let title = match title {
            TitleOf::Value(id) => self.value(id).map(|value| &value.title),
            TitleOf::Field(field) => Some(&self.book.form.field(field).title),
            TitleOf::Table(index) => self.book.tables.get(index).map(|table| &table.title),
            TitleOf::Figure(id) => self
                .book
                .figures
                .0
                .get(id.index())
                .map(|figure| &figure.title),
        };
        title.map_or("", |title| title.get(language))
    }

    /// Within which bounds a value would do, in words; `None` where what is wanted says it alone.
    pub fn bounded(&self, bounds: Option<&str>, wanted: String) -> Option<String> {
        Some(self.says(bounds?, wanted))
    }

    /// A value of the book that is not known on the day, with what was known before and after.
    fn unknown(&self, value: &DatedValue) -> String {
        let (bounds, _) = value.bounds(self.as_of);
        let mut known: Vec<_> = bounds.into_iter().flatten().collect();
        known.dedup();
        let known: Vec<String> = known.into_iter().map(|one| self.accusative(one)).collect();
        let about = [
            ("date", self.as_of.into()),
            ("title", value.title.get(self.catalogue.language()).into()),
            ("known", known.join("; ").into()),
        ];
        self.catalogue.say("trace.of_unknown", &about)
    }

    fn accusative(&self, quantity: Quantity) -> String {
        let value = quantity_value(quantity);
        let language = self.catalogue.language();
        value.write_in(language, Case::Accusative).into_owned()
    }

    fn says(&self, key: &str, wanted: String) -> String {
        self.catalogue.say(key, &[("wanted", Value::from(wanted))])
    }
}
