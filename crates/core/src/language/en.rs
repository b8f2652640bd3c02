//! English beside its sentences.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::deferral::Deferral;
use super::grammar::{Case, Grammar, PluralForm};

pub(super) const GRAMMAR: Grammar = Grammar {
    forms: &[PluralForm::One, PluralForm::Other],
    plural,
    group: ",",
    decimal: ".",
    euro: ["EUR ", ""],
    percent: "%",
    month,
    date,
    month_of,
    in_dates: &[],
    multipliers: [
        &["thousand", "k", "keur"],
        &["million", "mio", "mln", "m", "meur"],
    ],
    limits: [
        &[
            "more", "most", "exceed", "greater", "higher", "longer", "maximum", "above",
        ],
        &[
            "less", "least", "fewer", "lower", "shorter", "minimum", "below",
        ],
    ],
    open: &[
        "to be filled in",
        "choose one",
        "select",
        "to be confirmed",
        "to be defined",
        "not known",
        "tba",
        "tbc",
        "tbd",
        "todo",
        "yyyy-mm-dd",
        "dd.mm.yyyy",
        "dd/mm/yyyy",
    ],
    nothing: &["none", "n/a", "n.a.", "na"],
    deferral: Deferral {
        says_so: &[
            "later",
            "see",
            "be",
            "follow",
            "follows",
            "soon",
            "pending",
            "above",
            "below",
            "elsewhere",
            "ditto",
            "annex*",
            "appendi*",
            "attach*",
            "enclos*",
            "applicable",
            "apply",
            "unknown",
            "known",
        ],
        beside: &[
            "to",
            "will",
            "is",
            "as",
            "in",
            "the",
            "an",
            "a",
            "of",
            "per",
            "and",
            "for",
            "not",
            "yet",
            "does",
            "this",
            "it",
            "please",
            "refer",
            "no",
            "nr",
            "page",
            "section",
            "point",
            "same",
            "document",
            "documents",
            "letter*",
            "reason*",
            "file",
            "separate",
            "separately",
            "description",
            "details",
            "more",
            "project",
            "described",
            "provided",
            "added",
            "specified",
            "completed",
            "filled",
            "determined",
            "defined",
            "decided",
            "agreed",
            "announced",
            "written",
            "submitted",
        ],
    },
    labels: &[
        "name",
        "surname",
        "first",
        "last",
        "position",
        "signature",
        "approver",
        "applicant",
        "nobody",
        "none",
        "me",
        "myself",
        "same",
        "the",
        "document",
        "number",
        "date",
        "draft",
        "reason",
        "any",
        "ten",
        "letters",
        "or",
        "and",
        "digits",
        "at",
        "least",
    ],
    for_example: &["for example", "e.g."],
    yes: &["yes"],
    no: &["no"],
    denying: &["no", "not", "non", "without", "other", "another"],
    denying_beginnings: &["in", "un", "non", "dis"],
    opposites: &[
        ["private", "public"],
        ["internal", "external"],
        ["separate", "shared"],
    ],
    prepositions: &["of", "for", "in", "with", "by"],
    of_another_amount: &[
        "with",
        "incl",
        "including",
        "per",
        "monthly",
        "yearly",
        "annually",
        "month",
        "year",
        "cent",
        "cents",
        "billion",
        "bn",
        "not",
        "minus",
    ],
    of_another_day: &[
        "after",
        "before",
        "not",
        "cancel*",
        "withdraw*",
        "postpone*",
        "reject*",
        "until",
    ],
    confirming: &["confirmed", "declared", "agreed"],
};

const fn plural(n: u64) -> PluralForm {
    match n {
        1 => PluralForm::One,
        _ => PluralForm::Other,
    }
}

fn month(month: u32, _: Case) -> Cow<'static, str> {
    let name = MONTHS.get(month.wrapping_sub(1) as usize);
    Cow::Borrowed(name.copied().unwrap_or_default())
}

/// 31 December 2022.
fn date(day: NaiveDate, month: &str) -> String {
    format!("{} {month} {}", day.day(), day.year())
}

/// December 2022.
fn month_of(day: NaiveDate, month: &str) -> String {
    format!("{month} {}", day.year())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
