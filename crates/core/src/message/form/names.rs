//! The fields that a text may name which is no YAML yet: what its lines are read by, to tell how they were meant.

use chrono::NaiveDate;

use crate::form::{Field, FieldId, Form, Kind};
use crate::message::cure::{OPEN, needed};
use crate::message::form::value::{corrected, likely};
use crate::rulebook::RuleBook;
use crate::suggest;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Lines;
use atbilst_yaml::{Fields, Remark};

/// Fewest letters of a name with which another word does not just happen to end.
const GLUED: usize = 5;

/// The fields that a text of these books may name, with what stands under them.
#[derive(Clone, Copy, Debug)]
pub struct FieldNames<'a>(pub(super) &'a [RuleBook]);

impl<'a> FieldNames<'a> {
    /// Those of the book whose call the text names, where it names one; else those of all.
    pub fn of(books: &'a [RuleBook], lines: &Lines<'_>) -> Self {
        let all = (1_u32..).map_while(|number| lines.line(number));
        let mut calls = all.filter_map(|line| line.strip_prefix("call:"));
        let call = calls
            .next()
            .map(|rest| Remark::of(rest).value.trim_matches(['"', '\'']));
        let own = books.iter().position(|book| call == Some(&*book.call));
        let own = own.and_then(|place| books.get(place..=place));
        Self(own.unwrap_or(books))
    }
}

impl yaml::Fields for FieldNames<'_> {
    fn named(&self, text: &str) -> Option<yaml::Named> {
        let mut meant = None;
        for book in self.0 {
            let form = &book.form;
            let mut own = form.iter().filter(|(_, field)| field.name == text);
            let own = own.next().map(|(id, _)| id);
            let own = own.map(|id| &*form.field(id).name);
            let Some(name) = own.or_else(|| {
                let all: Vec<FieldId> = form.iter().map(|(id, _)| id).collect();
                // Of two parts in which a field has the same name either will do.
                let names = form.names(all.into_iter()).into_iter();
                let names = names.map(|name| suggest::Name {
                    spelling: name.spelling,
                    sure: name.sure,
                    meaning: &*form.field(name.meaning).name,
                });
                suggest::sure(text, names.collect::<Vec<_>>().into_iter())
            }) else {
                continue;
            };
            let named = named(form, name);
            if meant.as_ref().is_some_and(|meant| *meant != named) {
                return None;
            }
            meant = Some(named);
        }
        meant
    }

    fn may_name(&self, text: &str) -> bool {
        self.0
            .iter()
            .any(|book| book.form.may_name(text).next().is_some())
    }

    fn fits(&self, name: &str, value: &str) -> bool {
        let value = value.trim_matches(['"', '\'']);
        self.any_of_name(name, &|book, field| fits(book, field, value))
    }

    fn glued(&self, word: &str) -> Option<&str> {
        let fields = self.0.iter().flat_map(|book| book.form.iter());
        let names = fields.map(|(_, field)| &*field.name);
        let ends = |name: &&str| name.len() >= GLUED && word.ends_with(name);
        // `2.1.2.1.iid:` behind the code of the call.
        let behind = self.0.iter().find_map(|book| {
            let rest = word.strip_prefix(&*book.call)?;
            let mut fields = book.form.iter();
            fields.find_map(|(_, field)| (field.name == rest).then_some(&*field.name))
        });
        let known = names.filter(ends).max_by_key(|name| name.len());
        known.or(behind)
    }
}

/// Whether a text is what a field asks for, or can be told to mean it.
fn fits(book: &RuleBook, field: &Field, value: &str) -> bool {
    match &field.kind {
        Kind::Record(_) => value.starts_with('{'),
        Kind::List(_) => value.starts_with('['),
        Kind::Text => true,
        Kind::Code(list) => book.list(*list).is_some_and(|list| {
            list.find(value).is_some() || list.lead(value, NaiveDate::MAX).is_some()
        }),
        kind => {
            kind.fits(value) || corrected(field, value).is_some() || likely(kind, value).is_some()
        }
    }
}

impl FieldNames<'_> {
    fn any_of_name(&self, name: &str, is: &dyn Fn(&RuleBook, &Field) -> bool) -> bool {
        self.0.iter().any(|book| {
            let mut own = book.form.iter().filter(|(_, field)| field.name == name);
            own.any(|(_, field)| is(book, field))
        })
    }

    /// Whether a text is a code or an answer that a field of this name asks for.
    fn says_closed(&self, name: &str, value: &str) -> bool {
        self.any_of_name(name, &|book, field| {
            matches!(field.kind, Kind::Code(_) | Kind::Flag) && fits(book, field, value)
        })
    }

    /// A line with words and a colon before its value, where a number, an amount or a day is asked: that alone, where only one stands
    /// there. Nobody knows what is meant where none does.
    pub(crate) fn value_alone(
        &self,
        lines: &Lines<'_>,
        problem: &yaml::Problem,
        mended: yaml::Mended,
    ) -> yaml::Mended {
        let line = lines.line(mended.line).unwrap_or_default();
        let body = line.trim_start_matches([' ', '-']);
        let Some((key, rest)) = body.split_once(':') else {
            return mended;
        };
        let single = mended.lines == 1 && !mended.text.contains('\n');
        if problem.kind != yaml::ProblemKind::ColonInValue || !single {
            return mended;
        }
        let all = self.0.iter().flat_map(|book| book.form.iter());
        let all = all.map(|(_, field)| field);
        let all: Vec<&Field> = all.filter(|field| field.name == key).collect();
        let mut fields = all.iter().copied();
        let Remark { value, remark } = Remark::of(rest);
        // A code or a yes with colons behind it; beside another field of the name any text may stand.
        let bare = value.trim().trim_end_matches(':').trim_end();
        let is_more = value.trim().ends_with(':') && !bare.contains(':');
        let is_closed = |field: &&Field| matches!(field.kind, Kind::Code(_) | Kind::Flag);
        let other = |field: &&Field| !is_closed(field) && field.kind != Kind::Text;
        let is_one = all.iter().any(is_closed) && !all.iter().any(other);
        if is_more && is_one && self.says_closed(key, bare) {
            return yaml::Mended {
                text: with_value(line, rest, bare, [remark]),
                sure: true,
                ..mended
            };
        }
        let field = fields.next().filter(|field| field.kind != Kind::Text);
        let Some(field) = field.filter(|field| fields.all(|other| other.kind == field.kind)) else {
            return mended;
        };
        let kind = &field.kind;
        if !asks_for_one(kind) {
            return mended;
        }
        let parts = value.split([':', '(', ')', ';']).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        let said = |part: &str| match kind.fits(part) {
            true => Some(part.to_owned()),
            false => corrected(field, part),
        };
        let mut found: Vec<String> = parts.clone().filter_map(said).collect();
        found.dedup();
        let digits = |text: &&str| text.contains(|c: char| c.is_ascii_digit());
        let [only] = found.as_slice() else {
            return yaml::Mended {
                sure: false,
                ..mended
            };
        };
        // What stands before the value may name it, or its unit; all else, and what has figures of its own, says what may make it
        // another.
        let label = parts.clone().take_while(|part| !digits(part)).count();
        let counted = parts.clone().nth(label).unwrap_or_default();
        let names_it = |part: &str| {
            let named = self.named(part).is_some_and(|named| named.name == key);
            named || corrected(field, &format!("{part} {counted}")).as_ref() == Some(only)
        };
        let is_first = said(counted).as_ref() == Some(only);
        let is_named = is_first && parts.clone().take(label).all(names_it);
        let behind = parts.clone().skip(label.saturating_add(1));
        let behind: Vec<&str> = behind.filter(|part| said(part).is_none()).collect();
        let sure = is_named && behind.is_empty() && parts.clone().filter(digits).count() == 1;
        // Beside what stands behind it, too, it must stay what it is.
        let together = format!("{counted} {}", behind.join(" "));
        let leave_it = behind.is_empty() || likely(kind, &together).as_ref() == Some(only);
        let is_said = is_named && leave_it;
        let written = match is_said {
            true => kind.in_yaml(only),
            false => OPEN.into(),
        };
        let beside = match is_said {
            true => behind.join(", "),
            false => value.trim().to_owned(),
        };
        let beside = (!beside.is_empty()).then(|| format!(" {beside}"));
        yaml::Mended {
            text: with_value(
                line,
                rest,
                &written,
                [beside.as_deref().unwrap_or(""), remark],
            ),
            sure,
            ..mended
        }
    }
}

/// A line with another value in the place of the rest of it, and these remarks behind that.
fn with_value<const N: usize>(line: &str, rest: &str, value: &str, remarks: [&str; N]) -> String {
    let head = line.len().saturating_sub(rest.len());
    let head = line.get(..head).unwrap_or_default();
    let remarks = remarks.into_iter().filter(|remark| !remark.is_empty());
    let remarks: String = remarks.map(|remark| format!("   #{remark}")).collect();
    format!("{head} {value}{remarks}")
}

/// Whether a kind asks for a number, an amount or a day.
fn asks_for_one(kind: &Kind) -> bool {
    kind.is_single() && !matches!(kind, Kind::Text | Kind::Code(_) | Kind::Flag)
}

/// A name of a form, with what every field says that has it.
fn named(form: &Form, name: &str) -> yaml::Named {
    let all = form.iter().filter(|(_, field)| field.name == name);
    let mut under = yaml::Under::Nothing;
    let (mut text, mut required, mut outermost) = (true, false, false);
    let (mut holds, mut within) = (Vec::new(), Vec::new());
    for (id, field) in all {
        text &= field.kind == Kind::Text;
        let of_kind = match field.kind {
            Kind::Record(_) => yaml::Under::Fields,
            Kind::List(_) => yaml::Under::Items,
            _ => yaml::Under::Nothing,
        };
        if of_kind != yaml::Under::Nothing {
            under = of_kind;
            required = field.required;
            let needed = needed(form, id);
            let others = form.asked(Some(id)).filter(|id| !needed.contains(id));
            let inside = needed.iter().copied().chain(others);
            holds = inside
                .map(|id| (form.field(id).name.clone(), needed.contains(&id)))
                .collect();
        }
        let around = field.parent.or(field.list).map(|id| form.field(id));
        outermost |= around.is_none();
        let part = around.filter(|around| around.parent.is_none() && around.list.is_none());
        within.extend(part.map(|around| around.name.clone()));
    }
    yaml::Named {
        name: name.to_owned(),
        under,
        text,
        required,
        holds,
        outermost,
        within,
    }
}
