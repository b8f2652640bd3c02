//! A value that does not have the form its field asks for: what stands there, in what way it misses, and what would do.

use super::{FormMessages, finding};
use crate::finding::{Finding, Slip};
use crate::form::{Family, Field, FieldId, Form, Kind, both_amounts, both_answers, both_days};
use crate::language::Value;
use crate::law::CodeList;
use crate::message::cure::{OPEN, instead, with_remark};
use crate::message::shortened::shortened;
use crate::message::unseen;
use crate::own_rules::{MISSING_FIELD, WRONG_TYPE};
use crate::rulebook::RuleBook;
use crate::suggest::Lead;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

impl FormMessages<'_> {
    pub(super) fn wrong_type(&self, form: &Form, id: FieldId, node: NodeId) -> Finding {
        let field = form.field(id);
        let kind = field.kind.name();
        let written = self.document.kind(node);
        let text = self.document.scalar(node);
        let title = field.title.get(self.catalogue.language());
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let mut about = vec![
            ("field", Value::from(title)),
            ("key", field.name.as_str().into()),
            ("found", shortened(&unseen::seen(text)).into()),
            ("count", digits.into()),
        ];
        about.extend(field.kind.args());
        if let Some((book, list)) = self.list_of(form, field) {
            let codes = list.on(book.verified_on).map(|code| &*code.code);
            about.push(("allowed", codes.collect::<Vec<_>>().join(", ").into()));
        }
        let help = self.say(&format!("form.wrong-type.{kind}.help"), &about);
        let single = field.kind.is_single();
        if single && written != yaml::Kind::Scalar {
            let mut finding = self.several(&about, node, help);
            finding.cure = self.in_one(form, id, node).map(Box::new);
            return finding;
        }
        let message = self.say(&format!("form.wrong-type.{kind}.message"), &about);
        if let Some((help, cure)) = self.swallowed(field, node).filter(|_| single) {
            let place = self.place(self.document.pointer(node), self.document.span(node));
            let mut finding = finding(WRONG_TYPE, message, help, place);
            finding.found = Some(text.to_owned());
            finding.cure = Some(Box::new(cure));
            finding.slip = Some(Slip::Likely);
            return finding;
        }
        let (slip, expected) = match self.led_to(form, field, text) {
            Some(Lead::Sure(sure)) => (Some(Slip::Sure), Some(sure)),
            Some(Lead::Likely(likely)) if single => (Some(Slip::Likely), Some(likely)),
            _ => (None, None),
        };
        let reason = if single {
            self.reason(field, text, &about)
        } else {
            Some(self.stands(node))
        };
        // What may be either is nobody's guess.
        let answers = (matches!(field.kind, Kind::Flag) && field.denies())
            .then(|| both_answers(text))
            .flatten();
        let (slip, expected) = match answers {
            Some(_) => (None, None),
            None => (slip, expected),
        };
        let corrected = expected.as_deref().unwrap_or_default();
        let corrected = [("corrected", Value::from(corrected))];
        let help = match slip {
            Some(Slip::Sure) => self.say("form.wrong-type.corrected", &corrected),
            Some(Slip::Likely) => {
                let ask = self.say("form.wrong-type.likely", &corrected);
                format!("{ask} {help}")
            }
            None if !single && !field.required && field.is_open(text) => {
                self.say("form.wrong-type.none", &about)
            }
            None => help,
        };
        let help: Vec<String> = reason.into_iter().chain([help]).collect();
        let place = self.place(self.document.pointer(node), self.document.span(node));
        let mut finding = finding(WRONG_TYPE, message, help.join(" "), place);
        finding.found = (written == yaml::Kind::Scalar).then(|| text.to_owned());
        finding.cure = match single {
            true => {
                let to = expected.as_deref().map(|to| field.kind.in_yaml(to));
                let to = to.unwrap_or_else(|| self.open_beside(field, node).into());
                let span = self.document.span(node);
                instead(self.document.text, self.lines, span, &to)
            }
            false => self.below(form, id, node),
        }
        .map(Box::new);
        // The lines of a text block are moved by nobody but its writer.
        let in_lines = self
            .document
            .span(node)
            .of(self.document.text)
            .contains('\n');
        finding.slip = match slip {
            Some(Slip::Sure) if in_lines => Some(Slip::Likely),
            slip => slip,
        };
        finding.expected = expected;
        if answers.is_some() {
            finding.asked = Some(self.say("form.wrong-type.flag.either", &about));
            finding.slip = Some(Slip::Likely);
        }
        // Two amounts or days that may be meant.
        let both = match field.kind {
            Kind::Money => both_amounts(text),
            Kind::Date => both_days(text),
            _ => None,
        };
        if let (None, Some([first, second])) = (slip, both.as_deref()) {
            let about = [
                ("first", first.as_str().into()),
                ("second", second.as_str().into()),
            ];
            finding.asked = Some(self.say("form.wrong-type.money.either", &about));
            finding.slip = Some(Slip::Likely);
        }
        finding
    }

    /// What stands for a value that only the applicant knows: beside it as a remark a number with words, `640000.00 - precizēt`, so that
    /// the number is not lost.
    fn open_beside(&self, field: &Field, node: NodeId) -> String {
        let text = self.document.scalar(node);
        let is_number = !matches!(field.kind, Kind::Text | Kind::Code(_) | Kind::Flag);
        let digits = text.contains(|c: char| c.is_ascii_digit());
        let says_more = is_number && digits && text.contains(char::is_alphabetic);
        let span = self.document.span(node);
        let remarked = says_more.then(|| with_remark(self.document.text, span, OPEN, text));
        remarked.flatten().unwrap_or_else(|| OPEN.to_owned())
    }

    /// The list of a code, with its book.
    pub(super) fn list_of(&self, form: &Form, field: &Field) -> Option<(&RuleBook, &CodeList)> {
        let Kind::Code(list) = field.kind else {
            return None;
        };
        let mut books = self.books.iter();
        let book = books.find(|book| std::ptr::eq(&raw const book.form, form))?;
        Some((book, book.lists.get(list.index())?))
    }

    /// What a text may mean that does not have the form that is asked.
    pub(super) fn led_to(&self, form: &Form, field: &Field, text: &str) -> Option<Lead<String>> {
        if let Some((book, list)) = self.list_of(form, field) {
            return Some(match list.lead(text, book.verified_on)? {
                Lead::Sure(code) => Lead::Sure(code.to_owned()),
                Lead::Likely(code) => Lead::Likely(code.to_owned()),
            });
        }
        match corrected(field, text) {
            Some(sure) => Some(Lead::Sure(sure)),
            None => likely(&field.kind, text).map(Lead::Likely),
        }
    }

    /// In what way a value misses the form that is asked.
    fn reason(&self, field: &Field, text: &str, about: &[(&str, Value<'_>)]) -> Option<String> {
        let kind = &field.kind;
        if unseen::bare(text).is_some_and(|bare| kind.fits(bare)) {
            return unseen::around(text, self.catalogue);
        }
        if let Some(within) = unseen::within(text, self.catalogue) {
            return Some(within);
        }
        if kind.family() != Family::Text
            && let Some(foreign) = unseen::foreign(text, self.catalogue)
        {
            return Some(foreign);
        }
        let other_tax = field.other_tax(text).map(|with| match with {
            true => "with_tax",
            false => "without_tax",
        });
        let other_tax = other_tax.filter(|_| *kind == Kind::Money);
        let reason = other_tax.or_else(|| kind.slip(text))?;
        Some(self.say(&format!("form.wrong-type.{}.{reason}", kind.name()), about))
    }

    /// An item of a list in which nothing is filled in.
    pub(super) fn empty_item(&self, list: &Field, node: NodeId) -> Finding {
        let pointer = self.document.pointer(node);
        let title = list.title.get(self.catalogue.language());
        let about = [
            ("field", Value::from(title)),
            ("key", list.name.as_str().into()),
            ("number", item_number(&pointer).into()),
        ];
        finding(
            MISSING_FIELD,
            self.say("form.missing-field.empty_record", &about),
            self.say("form.missing-field.help_record", &about),
            self.place(pointer, self.document.span(node)),
        )
    }

    /// An item of a list that holds no fields.
    pub(super) fn not_a_record(&self, form: &Form, list: FieldId, node: NodeId) -> Finding {
        let field = form.field(list);
        let pointer = self.document.pointer(node);
        let number = item_number(&pointer);
        let first = form.children(Some(list)).first();
        let about = [
            ("field", self.title(field)),
            ("key", field.name.as_str().into()),
            ("number", number.into()),
            (
                "first",
                first.map_or("", |&first| &form.field(first).name).into(),
            ),
        ];
        let help = self.say("form.wrong-type.item.help", &about);
        let mut finding = finding(
            WRONG_TYPE,
            self.say("form.wrong-type.item.message", &about),
            format!("{} {help}", self.stands(node)),
            self.place(pointer, self.document.span(node)),
        );
        let text = self.document.scalar(node);
        finding.found = Some(text.to_owned()).filter(|text| !text.is_empty());
        finding.cure = self.as_item(form, list, node).map(Box::new);
        finding
    }

    /// What stands where something else is asked.
    fn stands(&self, node: NodeId) -> String {
        let text = self.document.scalar(node);
        let key = match self.document.kind(node) {
            yaml::Kind::Scalar if self.document.is_null(node) => "form.wrong-type.stands.nothing",
            yaml::Kind::Scalar => "form.wrong-type.stands.text",
            yaml::Kind::Sequence => "form.wrong-type.stands.list",
            yaml::Kind::Mapping => "form.wrong-type.stands.record",
        };
        self.say(key, &[("found", text.into())])
    }

    /// A list, or fields, where one value is asked.
    pub(super) fn several(
        &self,
        about: &[(&str, Value<'_>)],
        node: NodeId,
        help: String,
    ) -> Finding {
        let key = match self.document.kind(node) {
            yaml::Kind::Sequence => "form.wrong-type.found_list",
            yaml::Kind::Mapping | yaml::Kind::Scalar => "form.wrong-type.found_record",
        };
        let place = self.place(self.document.pointer(node), self.document.span(node));
        finding(WRONG_TYPE, self.say(key, about), help, place)
    }
}

/// The value that a text most likely means, whoever wrote it must be asked.
pub(super) fn likely(kind: &Kind, text: &str) -> Option<String> {
    let plain = unseen::with_digits(text);
    if plain != unseen::plain(text) {
        let same = kind.fits(&plain).then(|| plain.clone());
        if let Some(figures) = same.or_else(|| kind.nearest(&plain)) {
            return Some(figures);
        }
    }
    kind.likely(&plain)
}

/// The same value in the form that is asked, where it can mean only one; `None` where it has that form.
pub fn corrected(field: &Field, text: &str) -> Option<String> {
    let kind = &field.kind;
    if kind.fits(text) {
        return None;
    }
    if let Some(bare) = unseen::bare(text).filter(|bare| kind.fits(bare)) {
        return Some(bare.to_owned());
    }
    let nearest = |text: &str| match kind.fits(text) {
        true => Some(text.to_owned()),
        false => kind.nearest(text),
    };
    let corrected = nearest(text).or_else(|| nearest(&unseen::plain(text)))?;
    // To `Nav krāpšanas` a `nē` may deny it, or say it once more.
    let twice = matches!(kind, Kind::Flag) && corrected == "false" && field.denies();
    (!twice).then_some(corrected)
}

/// The number of the item that a pointer ends with, the first of which is 1.
fn item_number(pointer: &str) -> usize {
    let index = pointer
        .rsplit('/')
        .next()
        .and_then(|last| last.parse().ok());
    index.unwrap_or(0_usize).saturating_add(1)
}
