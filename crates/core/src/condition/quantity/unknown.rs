//! What a rule book writes where a quantity of a kind is expected and none stands.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::perhaps::{Perhaps, fraction, moved_day, titled, written_so};
use super::{OperandLine, constant, items};
use crate::context::{Names, Place, TELLS_AUTHORS, denied, never_computed, other_word};
use crate::form::Kind;
use crate::law::Axis;

impl OperandLine<'_, '_> {
    /// A text that is no quantity of the kind that is asked, nor the name of one.
    pub(super) fn unread<T>(&self, found: &str) -> Option<T> {
        match constant::kind_of(found) {
            _ if *self.kind == Kind::Date && is_no_whole_day(found) => {
                let about = [("found", found)];
                self.reader.refuse(self.node, "book.no_whole_day", &about)
            }
            Some(_) if *self.kind == Kind::Count => self.not_whole(found),
            Some(kind) if !is_too_fine(found, self.kind) => self.not_of_kind(found, kind),
            _ => self.not_one(found),
        }
    }

    /// Something that is no quantity of the kind that is asked.
    pub(super) fn not_one<T>(&self, found: &str) -> Option<T> {
        if !TELLS_AUTHORS {
            return self.reader.refuse(self.node, "book.not_an_operand", &[]);
        }
        let (names, kind) = (self.names, self.kind.told());
        let about = |key, instead: &str| {
            let about = [("found", found), ("kind", &*kind), ("similar", instead)];
            self.reader.refuse(self.node, key, &about)
        };
        if let Some(day) = moved_day(found).filter(|_| *self.kind == Kind::Date) {
            return about("book.written_so", &day);
        }
        if let Some(first) = other_word(found, Place::FirstDay) {
            return about("book.other_word", first);
        }
        if let Some(mistake) = self.whole_record(found) {
            return mistake;
        }
        if let Some(all) = several_named(found, names) {
            return about("book.comma_between", &all);
        }
        if let Some(days) = self.days_apart(found) {
            return about("book.days_apart", &days);
        }
        if let Some(sentence) = never_computed(found) {
            return about(sentence, "");
        }
        let table = found.split(['[', '.']).next().unwrap_or_default();
        if table != found
            && let Some(own) = names.table(table)
        {
            let by_codes = own
                .by
                .iter()
                .all(|axis| !matches!(axis, Axis::Bands { .. }));
            let codes = vec!["…"; own.by.len()].join(", ");
            let about = [("found", found), ("similar", table), ("codes", &*codes)];
            let key = match own.by.len() {
                1 if by_codes => "book.table_alone",
                _ if by_codes => "book.table_by_codes",
                _ => "book.table_of_several",
            };
            return self.reader.refuse(self.node, key, &about);
        }
        if let Some([number, of]) = fraction(found) {
            let about = [("found", found), ("number", number), ("of", of)];
            return self.reader.refuse(self.node, "book.fraction", &about);
        }
        if let Some(fields) = names.of_whole_items(found) {
            let about = [("found", found), ("allowed", &*fields)];
            return self.reader.refuse(self.node, "book.whole_items", &about);
        }
        let leaf = names.select(found).and_then(|of| of.leaf);
        if let Some(leaf) = leaf.map(|leaf| &names.form.field(leaf).kind)
            && leaf.measure().is_none()
        {
            let about = [("found", found), ("kind", leaf.name())];
            return self.reader.refuse(self.node, "book.no_measure", &about);
        }
        if let Some(kind) = of_many_items(found, names) {
            return match kind.measures_as(self.kind) {
                true => about("book.of_many_items", ""),
                false => self.other_kind(found, kind),
            };
        }
        let values = names.values.iter().map(|value| &*value.name);
        let tables = names.tables.iter().map(|table| &*table.name);
        let figures = names.figures.iter().map(|figure| figure.path.as_str());
        let known = names.known().into_iter().chain(values).chain(tables);
        let known: Vec<&str> = known.chain(figures).collect();
        let paths = names.form.iter().map(|(_, field)| field.path.as_str());
        let named = known.iter().copied().chain(paths);
        // One cell of a table is meant by nobody who does not say which.
        let is_meant =
            |name: &&str| found.contains('[') || !name.contains(']') || name.contains("[]");
        let named: Vec<&str> = named.filter(is_meant).collect();
        if let Some(near) = names.meant_of_each(found) {
            return about("book.not_an_operand_similar", &near);
        }
        if let Some(own) = denied(found).filter(|own| named.contains(own)) {
            return about("book.denied_quantity", own);
        }
        if let Some(near) = names.meant(found, &named) {
            return about("book.not_an_operand_similar", near);
        }
        if let Some(name) = titled(self.reader, found) {
            return about("book.by_its_name", name);
        }
        if let Some(written) = self.kind.nearest(found) {
            return about(written_so(self.kind), &written);
        }
        if let Some(perhaps) = Perhaps::of(found, self.kind) {
            let about = [
                ("found", found),
                ("similar", &*perhaps.similar),
                ("other", &*perhaps.other),
            ];
            return self.reader.refuse(self.node, perhaps.sentence, &about);
        }
        if *self.kind == Kind::Date && is_like_a_day(found) {
            return about("book.no_such_day", "");
        }
        if let Some((rate, of)) = share_in_text(found) {
            let about = [("found", found), ("rate", &*rate), ("of", of)];
            return self.reader.refuse(self.node, "book.share_in_text", &about);
        }
        let number = found.parse::<Decimal>();
        if number.is_ok_and(|number| number.is_sign_negative()) {
            return about("book.below_zero", "");
        }
        if is_too_fine(found, self.kind) {
            return about("book.too_many_decimals", "");
        }
        if self.kind.slip(found) == Some("too_large") {
            return about("book.too_large", "");
        }
        if let Some(rate) = Kind::Percent.nearest(found).filter(|_| found.contains('%')) {
            return about("book.share_of_nothing", &rate);
        }
        let allowed = known.join(", ");
        let about = [("found", found), ("kind", &*kind), ("allowed", &*allowed)];
        self.reader.refuse(self.node, "book.not_an_operand", &about)
    }

    /// `funding.*`, where the fields of a record that can be added up are asked.
    pub(super) fn whole_record<T>(&self, found: &str) -> Option<Option<T>> {
        let form = self.names.form;
        let record = form.find(found.strip_suffix(".*")?)?;
        let Kind::Record(fields) = &form.field(record).kind else {
            return None;
        };
        let fields = fields.iter().map(|&id| form.field(id));
        let fields = fields.filter(|field| field.kind.measures_as(self.kind));
        let paths: Vec<&str> = fields.map(|field| field.path.as_str()).collect();
        let about = [("found", found), ("similar", &*paths.join(", "))];
        (!paths.is_empty()).then(|| {
            self.reader
                .refuse(self.node, "book.fields_of_record", &about)
        })
    }

    /// `end - start`, where both are days: the number of days, months or years between them.
    fn days_apart(&self, found: &str) -> Option<String> {
        let (until, from) = found.split_once(['-', '–', '−'])?;
        let is_day = |path: &str| {
            let field = self.names.field(path);
            field.is_some_and(|found| self.names.form.field(found.field).kind == Kind::Date)
        };
        let (until, from) = (until.trim(), from.trim());
        (is_day(until) && is_day(from)).then(|| {
            format!("{{ number_of: days / months / years, from: {from}, until: {until} }}")
        })
    }

    /// A quantity of another kind.
    pub(super) fn other_kind<T>(&self, found: &str, kind: &Kind) -> Option<T> {
        self.not_of_kind(found, &kind.told())
    }

    /// A number with decimals where a whole one is asked.
    fn not_whole<T>(&self, found: &str) -> Option<T> {
        match whole_of(found).filter(|whole| self.kind.quantity(whole).is_some()) {
            Some(whole) => {
                let about = [("found", found), ("similar", whole)];
                self.reader.refuse(self.node, "book.written_so", &about)
            }
            None => {
                let about = [("found", found)];
                self.reader.refuse(self.node, "book.not_a_count", &about)
            }
        }
    }

    fn not_of_kind<T>(&self, found: &str, kind: &str) -> Option<T> {
        let asked = self.kind.told();
        let about = [("found", found), ("kind", kind), ("asked", &*asked)];
        self.reader.refuse(self.node, "book.other_kind", &about)
    }
}

/// `own_money; loan`: several names with another sign than a comma between them, with commas.
fn several_named(found: &str, names: &Names<'_>) -> Option<String> {
    let all: Vec<&str> = found.split(';').map(str::trim).collect();
    let is_one = |name: &&str| names.field(name).is_some() || names.figure(name).is_some();
    (all.len() > 1 && all.iter().all(is_one)).then(|| all.join(", "))
}

/// The kind of what a path names in each item of a list.
fn of_many_items<'n>(found: &str, names: &'n Names<'_>) -> Option<&'n Kind> {
    let of_figure = || items::figure_of(found, names).map(|(.., sign)| &sign.kind);
    match names.select(found) {
        Some(of) if of.lists.is_empty() => None,
        Some(of) => Some(&names.form.field(of.leaf?).kind),
        None => of_figure(),
    }
}

/// What is said behind a sign such as `<=`, as it is written: `70 % of before` is a share.
pub(crate) fn limit_in_text(found: &str) -> Cow<'_, str> {
    match share_in_text(found) {
        Some((rate, of)) => format!("{{ percent: {rate}, of: {of} }}").into(),
        None => found.into(),
    }
}

/// `50 % of capital`: the rate, and of what.
fn share_in_text(found: &str) -> Option<(String, &str)> {
    let (rate, of) = found.split_once('%')?;
    let of = of.trim();
    let of = ["of ", "no "]
        .iter()
        .find_map(|word| of.strip_prefix(word))?;
    let rate = rate.trim().replace(',', ".");
    Kind::Percent.quantity(&rate).map(|_| (rate, of.trim()))
}

/// A year, or a month of a year: `2026-05`.
fn is_no_whole_day(found: &str) -> bool {
    let (year, month) = found.split_once('-').unwrap_or((found, "01"));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    year.len() == 4 && are_digits(year) && (1..=2).contains(&month.len()) && are_digits(month)
}

/// Whether a text is written as a day is, though the calendar may lack it.
pub(crate) fn is_like_a_day(found: &str) -> bool {
    let mut bytes = found.bytes().enumerate();
    found.len() == 10
        && bytes.all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// A whole number that is written with decimals.
fn whole_of(found: &str) -> Option<&str> {
    let (whole, decimals) = found.split_once('.')?;
    decimals.bytes().all(|byte| byte == b'0').then_some(whole)
}

/// Whether it is a number with more decimals than are measured.
pub(crate) fn is_too_fine(found: &str, kind: &Kind) -> bool {
    let number = found.parse::<Decimal>();
    matches!(kind, Kind::Quantity(_)) && number.is_ok_and(|number| number.is_sign_positive())
}
