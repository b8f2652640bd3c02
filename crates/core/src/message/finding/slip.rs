//! A code that is none and yet shows which was meant: a slip of the pen, about which the law has nothing to say. And what is left
//! out: the lines in which it could be written.

use std::sync::Arc;

use chrono::NaiveDate;

use super::FindingMessages;
use crate::application::{Frame, State};
use crate::condition::operators::{OneOf, Operator};
use crate::evaluate::{Evaluation, Why};
use crate::finding::{Cure, Finding, Slip};
use crate::form::{Field, FieldId, Kind};
use crate::language::{Language, Value, is_struck_out};
use crate::law::{Code, CodeList};
use crate::message::cure::{Gap, OPEN, instead, needed, with_remark};
use crate::message::place::{of_field, spot};
use crate::message::unseen;
use crate::message::wording::codes;
use crate::suggest::{Lead, mentions};

/// What was written, and the code it leads to.
pub(super) struct Misspelling<'a> {
    field: FieldId,
    frame: Frame,
    found: String,
    /// `None` where several codes stand there.
    code: Option<&'a Code>,
    sure: bool,
    /// The field whose code stands there as well, or instead, and that code.
    other: Option<(FieldId, String)>,
}

/// Most parts of a text that are looked at for the code of another field.
const PARTS: usize = 50;

impl FindingMessages<'_> {
    /// Whether a code that is not one of its list leads to one that is.
    pub(super) fn slip(&self, evaluation: &Evaluation<'_>) -> Option<Misspelling<'_>> {
        let (test, scope) = evaluation.decided?;
        let frame = scope.up(test.subject.up);
        let in_list = test.operator == Operator::OneOf(OneOf::OwnList);
        if !in_list || evaluation.why != Some(Why::Fails) {
            return None;
        }
        let field = test.subject.field;
        let found = self.found(field, frame)?;
        let list = self.wording().list(test)?;
        // A code that may not be used on this day is no slip.
        if list.find(&found).is_some() {
            return None;
        }
        // The code of another field leads nowhere, nor does one beside it.
        if let Some(other) = self.of_another(&found, list) {
            return Some(Misspelling {
                field,
                frame,
                code: None,
                sure: false,
                found,
                other: Some(other),
            });
        }
        let apart = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
        let mut codes = found.split(apart).filter_map(|word| list.find(word));
        let first = codes.next();
        let (code, sure) = match codes.any(|other| first != Some(other)) {
            true => (None, false),
            false => match list.lead(&found, self.context.as_of) {
                Some(lead) => {
                    let code = list.code(list.find(lead.meaning())?)?;
                    (Some(code), matches!(lead, Lead::Sure(_)))
                }
                None => {
                    let field = self.context.form.field(field);
                    let numbered = by_number(&found, list, field, self.context.as_of);
                    // A code that is struck out or denied is nothing for the law to decide.
                    let is_out = is_struck_out(&found) || Language::denied(&found);
                    let none = first.filter(|_| is_out).map(|_| None);
                    let code = first.and_then(|code| list.code(code));
                    let alone = code.filter(|code| adds_nothing(&found, &code.code));
                    (numbered.or(none).or(alone.map(Some))?, false)
                }
            },
        };
        Some(Misspelling {
            field,
            frame,
            code,
            sure,
            found,
            other: None,
        })
    }

    /// What of a text is the code of another field, and no word for one of its own list.
    fn of_another(&self, found: &str, own: &CodeList) -> Option<(FieldId, String)> {
        let day = self.context.as_of;
        let of = |part: &str, by_title: bool| {
            let is_it = |list: &CodeList| {
                list.find(part).is_some() || (by_title && list.sure(part, day).is_some())
            };
            let mut fields = self.context.form.iter();
            let field = fields.find(|(_, field)| match field.kind {
                Kind::Code(list) => self.book.list(list).is_some_and(is_it),
                _ => false,
            });
            field.map(|(id, _)| id)
        };
        let is_own = |part: &str| own.find(part).is_some() || own.lead(part, day).is_some();
        let other = |(part, by_title): (&str, bool)| {
            let field = of(part, by_title)?;
            (!is_own(part)).then(|| (field, part.to_owned()))
        };
        let marks = ['(', ')', '/', ',', ';', ':', '=', '–', '—', '|', '+'];
        // Most often one word stands there, of which the titles of all codes need not be asked.
        let parts = found.split(marks).filter(|part| part.len() < found.len());
        let parts = parts.map(|part| (part.trim(), true));
        let parts = parts.filter(|(part, _)| !part.is_empty()).take(PARTS);
        std::iter::once((found.trim(), false))
            .chain(parts)
            .find_map(other)
    }

    pub(super) fn slipped(&self, evaluation: &Evaluation<'_>, slip: Misspelling<'_>) -> Finding {
        let head = &evaluation.rule.head;
        let field = self.context.form.field(slip.field);
        let lists = self.book.lists.iter();
        let mut lists = lists.filter(|list| match (slip.code, &field.kind) {
            (Some(code), _) => list.codes.iter().any(|one| one == code),
            (None, Kind::Code(own)) => self
                .book
                .list(*own)
                .is_some_and(|own| own.name == list.name),
            (None, _) => false,
        });
        let of_list = |code: &&Code| slip.code.is_none_or(|own| own.code != code.code);
        let list = lists.next();
        let others = list.map(|list| codes(list.on(self.context.as_of).filter(of_list)));
        let language = self.catalogue.language();
        let code = slip.code.map_or("", |code| code.code.as_str());
        let title = slip
            .code
            .map_or("", |code| code.title.get(language).as_str());
        // The values of a list have no name of their own in an application.
        let within = field.list.filter(|_| field.name == "it");
        let within = within.map(|list| self.context.form.field(list));
        let own_name = within.map_or(field.name.as_str(), |list| list.name.as_str());
        let about = [
            ("field", Value::from(self.wording().title(slip.field))),
            ("key", own_name.into()),
            ("found", unseen::seen(slip.found.trim()).into()),
            ("code", code.into()),
            ("title", title.into()),
            ("others", others.unwrap_or_default().into()),
        ];
        let key = match (slip.code, slip.sure) {
            (None, _) => "form.slip.several",
            (Some(_), true) => "form.slip.write",
            (Some(_), false) => "form.slip.ask",
        };
        let unseen = unseen::told(&slip.found, self.catalogue);
        let other = slip.other.map(|(other, part)| {
            let other = self.context.form.field(other);
            let about = [
                ("found", Value::from(part)),
                ("key", other.name.as_str().into()),
                ("field", other.title.get(language).as_str().into()),
            ];
            self.catalogue.say("form.slip.elsewhere", &about)
        });
        let help = unseen.into_iter().chain(other);
        let help = help.chain([self.catalogue.say(key, &about)]);
        let help: Vec<String> = help.collect();
        let (_, span) = spot(&self.context, slip.frame, slip.field);
        let text = self.context.document.text;
        let to = slip
            .code
            .map_or(OPEN.into(), |code| field.kind.in_yaml(&code.code));
        // What else is said there is not taken away: of several lines those stay. What is only like the code is no more than that.
        let is_one_line = !span.of(text).contains('\n');
        let aside = slip
            .code
            .and_then(|code| list?.aside(&slip.found, &code.code));
        let aside = aside.filter(|aside| slip.sure || (is_one_line && *aside != slip.found.trim()));
        let aside = aside.and_then(|aside| with_remark(text, span, &to, aside));
        let to = aside.map_or(to, Into::into);
        let place = of_field(&self.context, self.lines, slip.frame, slip.field);
        let message = self.catalogue.say("form.slip.message", &about);
        let head = (Arc::clone(&head.id), evaluation.outcome, head.level);
        Finding {
            found: Some(slip.found),
            expected: slip.code.map(|code| code.code.clone()),
            asked: slip.code.map(|code| self.wording().code(code)),
            slip: Some(if slip.sure { Slip::Sure } else { Slip::Likely }),
            cure: instead(text, self.lines, span, &to).map(Box::new),
            ..Finding::of(head, message, help.join(" ").into(), place, Arc::from([]))
        }
    }

    /// The lines of what is not stated.
    pub(super) fn gap(&self, evaluation: &Evaluation<'_>) -> Option<Cure> {
        let (test, scope) = evaluation.decided?;
        let asked = matches!(evaluation.why, Some(Why::NotStated | Why::Fails));
        let left_out = self.left_out(evaluation);
        let (frame, field) = match test.computed {
            _ if left_out.is_some() => left_out?,
            None => (scope.up(test.subject.up), test.subject.field),
            // What is computed has no line of its own; that of which it is may be left out.
            Some(_) => self.pointed_field(evaluation)?,
        };
        let slot = self.context.form.field(field).slot;
        let absent = match test.computed {
            None => self.found(field, frame).is_none(),
            Some(_) => self.context.application.value(frame, slot).state == State::Absent,
        };
        let gap = Gap {
            form: self.context.form,
            application: self.context.application,
            document: self.context.document,
            lines: self.lines,
        };
        (absent && asked).then(|| match evaluation.missing_section(&self.context) {
            Some(section) => gap.filled(frame, &needed(self.context.form, section)),
            None => gap.filled(frame, &[field]),
        })?
    }
}

/// Whether behind a code stands only what says nothing of it: signs, the number of a note, that something is still to be done.
fn adds_nothing(found: &str, code: &str) -> bool {
    let Some(mut rest) = found.trim().strip_prefix(code) else {
        return false;
    };
    while let Some((_, behind)) = rest.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        rest = behind;
    }
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let is_number = rest.bytes().all(|byte| byte.is_ascii_digit());
    is_number || Language::any_means_open(rest) || Language::any_defers(rest)
}

/// The code of a point of the law, or of a number in the list; that which a text says without a number beside it. No code where there
/// is none of that number.
fn by_number<'l>(
    found: &str,
    list: &'l CodeList,
    field: &Field,
    day: NaiveDate,
) -> Option<Option<&'l Code>> {
    if let Some(code) = of_point(found, list) {
        return Some(Some(code));
    }
    if let Some(number) = number(found, list, field) {
        let place = number.checked_sub(1);
        return Some(place.and_then(|place| list.on(day).nth(place)));
    }
    let bare = without_figures(found)?;
    let lead = list.lead(&bare, day)?;
    Some(list.code(list.find(lead.meaning())?))
}

/// The number that stands where a code is asked, with at most one word beside it, which says that it is one of the list or what the
/// field is called; none where the codes of the list are numbers themselves.
fn number(found: &str, list: &CodeList, field: &Field) -> Option<usize> {
    let numbers = list
        .codes
        .iter()
        .any(|code| code.code.starts_with(|c: char| c.is_ascii_digit()));
    // `-1` counts nothing.
    if found.trim_start().starts_with(['-', '−']) {
        return None;
    }
    let words = found.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let digits = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut figures = words.iter().filter(digits);
    let (figure, None) = (figures.next()?, figures.next()) else {
        return None;
    };
    let mut others = words.iter().filter(|word| !digits(word));
    let of_field = |word: &str| {
        let mut titles = field.title.iter().chain([&field.name]);
        titles.any(|title| mentions(title, word))
    };
    let counts = |word: &&str| Language::any_numbers(&word.to_lowercase()) || of_field(word);
    (words.len() <= 2 && !numbers && others.all(counts))
        .then(|| figure.parse().unwrap_or(usize::MAX))
}

/// The words of a text without the numbers beside them, as of items that somebody counts: `audit 1`; `None` where none stands there.
fn without_figures(found: &str) -> Option<String> {
    let is_number = |word: &&str| {
        let bare = word.trim_matches(['(', ')', '.', '#']);
        !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = found.split_whitespace();
    let rest: Vec<&str> = words.clone().filter(|word| !is_number(word)).collect();
    (!rest.is_empty() && rest.len() < words.count()).then(|| rest.join(" "))
}

/// The code of the point of the law that stands where a code is asked: `1.1.`
fn of_point<'l>(found: &str, list: &'l CodeList) -> Option<&'l Code> {
    let point = found.trim().trim_end_matches('.');
    let is_it = |code: &&Code| {
        let mut points = code.law.iter().filter_map(|law| law.point.as_deref());
        points.any(|own| own == point)
    };
    list.codes
        .iter()
        .find(is_it)
        .filter(|_| point.contains('.'))
}
