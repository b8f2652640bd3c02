//! The words that a rule book and a catalogue have for what a rule is about: fields, codes, values and their law.
//! Everybody who tells of a rule takes them from here. Knows nothing of what an application says.

mod asked;
mod group;
mod law;
mod work;

use chrono::NaiveDate;

use super::quantity_value;
use crate::condition::operators::{Test, Wanted};
use crate::form::FieldId;
use crate::language::{Catalogue, Value};
use crate::law::{Code, CodeList, DatedValue, InForce, ValueId};
use crate::rulebook::RuleBook;
use crate::scalar::Quantity;

pub use law::cite;
pub use law::laws;

/// Puts one book into words, as it stands on one day.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// The book.
    pub book: &'a RuleBook,
    /// The program's own sentences.
    pub catalogue: &'a Catalogue,
    /// The day whose law applies.
    pub as_of: NaiveDate,
}

impl<'a> Wording<'a> {
    /// What a field is called.
    pub fn title(&self, field: FieldId) -> &'a str {
        let field = self.book.form.field(field);
        field.title.get(self.catalogue.language())
    }

    /// What stands where there is nothing to name.
    pub fn nothing(&self) -> Value<'static> {
        self.catalogue.say("form.nothing", &[]).into()
    }

    /// A value of the book.
    pub fn value(&self, id: ValueId) -> Option<&'a DatedValue> {
        self.book.values.get(id.index())
    }

    pub(crate) fn value_title(&self, id: ValueId) -> Option<&'a str> {
        let value = self.value(id)?;
        Some(value.title.get(self.catalogue.language()))
    }

    /// The same, on another day.
    #[must_use]
    pub fn on(self, as_of: NaiveDate) -> Self {
        Self { as_of, ..self }
    }

    /// A value of the book, where it is not known on the day.
    pub fn not_known(&self, id: Option<ValueId>) -> Option<&'a DatedValue> {
        let value = self.value(id?)?;
        matches!(value.on(self.as_of), InForce::Unknown(..)).then_some(value)
    }

    /// A value of the book by its name. For one that is not known and yet decided, its nearest known limit.
    pub(crate) fn value_named(
        &self,
        name: &str,
        nearest: Option<(&DatedValue, Quantity)>,
    ) -> Option<Value<'static>> {
        let value = self.book.value(name)?;
        Some(match nearest.filter(|(of, _)| of.name == value.name) {
            Some((_, limit)) => quantity_value(limit),
            None => value_on(value, self.as_of, self.catalogue),
        })
    }

    /// Says that the limit that is named is the nearest known one.
    pub(crate) fn nearest_limit(&self, value: &DatedValue) -> String {
        self.of_value_on_day("form.nearest_limit", value)
    }

    /// Says that what it was makes no difference.
    pub(crate) fn either_way(&self, value: &DatedValue) -> String {
        self.of_value_on_day("form.either_way", value)
    }

    /// Says that a value is not known on the day.
    pub(crate) fn unknown_value(&self, value: &DatedValue) -> String {
        self.of_value_on_day("form.unknown_value", value)
    }

    fn of_value_on_day(&self, key: &str, value: &DatedValue) -> String {
        let title = value.title.get(self.catalogue.language());
        let about = [("value", title.into()), ("date", self.as_of.into())];
        self.catalogue.say(key, &about)
    }

    /// A code with what it means.
    pub fn code(&self, code: &Code) -> String {
        let title = code.title.get(self.catalogue.language());
        let about = [("code", code.code.as_str().into()), ("title", title.into())];
        self.catalogue.say("trace.code", &about)
    }

    /// `true` or `false` with what it means.
    pub fn flag(&self, flag: bool) -> String {
        let word = self
            .catalogue
            .say(if flag { "ask.yes" } else { "ask.no" }, &[]);
        let about = [("code", flag.to_string().into()), ("title", word.into())];
        self.catalogue.say("trace.code", &about)
    }

    /// The list of the code that a test is about.
    pub fn list(&self, test: &Test) -> Option<&'a CodeList> {
        self.book.list(test.list(&self.book.form)?)
    }

    /// The texts or codes that a test takes, as the book writes them; `None` for one that takes others.
    pub fn taken(&self, test: &Test) -> Option<String> {
        self.all_taken(test).map(|all| all.join(", "))
    }

    /// The same as the language writes them: amounts, numbers and days.
    pub(crate) fn taken_in_words(&self, test: &Test) -> Option<String> {
        let kind = &self.book.form.field(test.subject.field).kind;
        let language = self.catalogue.language();
        let all = self.all_taken(test)?.into_iter();
        let all = all.map(|text| match kind.quantity(text) {
            Some(quantity) => quantity_value(quantity).write(language).into_owned(),
            None => text.to_owned(),
        });
        Some(all.collect::<Vec<_>>().join(", "))
    }

    /// The same, each by itself.
    pub(crate) fn all_taken<'t>(&self, test: &'t Test) -> Option<Vec<&'t str>>
    where
        'a: 't,
    {
        let code = |code: &'a Code| code.code.as_str();
        match test.operator.asks().wanted {
            Wanted::Nothing | Wanted::Compared(_) | Wanted::Field(_) => None,
            Wanted::Texts(texts) => Some(texts.iter().map(String::as_str).collect()),
            Wanted::Flag(flag) => Some(vec![if flag { "true" } else { "false" }]),
            Wanted::Code(wanted) => Some(vec![code(self.list(test)?.code(wanted)?)]),
            Wanted::List(_) | Wanted::Codes(_) => {
                Some(self.codes_taken(test)?.into_iter().map(code).collect())
            }
        }
    }

    /// The list of which a test takes codes: that of its field, or another.
    pub fn list_asked(&self, test: &Test) -> Option<&'a CodeList> {
        match test.operator.asks().wanted {
            Wanted::List(Some(other)) => self.book.list(other),
            _ => self.list(test),
        }
    }

    /// The codes that a test takes, where it takes several: those that its field may hold.
    pub fn codes_taken(&self, test: &Test) -> Option<Vec<&'a Code>> {
        let list = self.list_asked(test)?;
        match test.operator.asks().wanted {
            Wanted::List(_) => {
                let own = self.list(test);
                let may = |code: &&Code| own.is_none_or(|own| own.find(&code.code).is_some());
                Some(list.on(self.as_of).filter(may).collect())
            }
            Wanted::Codes(wanted) => {
                let codes = wanted.iter().filter_map(|&code| list.code(code));
                Some(codes.collect())
            }
            _ => None,
        }
    }
}

/// A value of the book on a day, for a sentence.
pub fn value_on(value: &DatedValue, day: NaiveDate, catalogue: &Catalogue) -> Value<'static> {
    match value.on(day) {
        InForce::Known(_, quantity) => quantity_value(quantity),
        InForce::Unknown(..) => catalogue.say("form.not_known", &[]).into(),
    }
}

/// Codes one after another.
pub fn codes<'c>(codes: impl IntoIterator<Item = &'c Code>) -> String {
    let codes: Vec<&str> = codes.into_iter().map(|code| code.code.as_str()).collect();
    codes.join(", ")
}
