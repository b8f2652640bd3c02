//! What may be said of a check beside its texts, and the checker that follows from it.

use std::time::SystemTime;

use chrono::NaiveDate;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PySequence, PyString};

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook;
use atbilst_core::{Checker, Settings, scalar};

use crate::books::{RuleBook, embedded_books, language, loaded};
use crate::input::wrong_type;
use crate::reduced::THIS;

/// The rule books that are named: a book, a path, or several of them.
fn named(rules: &Bound<'_, PyAny>) -> PyResult<Vec<Py<RuleBook>>> {
    let one = |any: &Bound<'_, PyAny>| -> PyResult<Py<RuleBook>> {
        if let Ok(book) = any.cast::<RuleBook>() {
            return Ok(book.clone().unbind());
        }
        let is_path = any.is_instance_of::<PyString>() || any.hasattr("__fspath__")?;
        if !is_path {
            return Err(wrong_type(
                "rules",
                "a RuleBook, the path of one, or a list of them",
                any,
            ));
        }
        Py::new(any.py(), RuleBook::new(loaded(any, Language::default())?))
    };
    let several = rules.cast::<PySequence>().ok();
    let one_text = rules.is_instance_of::<PyString>() || rules.is_instance_of::<PyBytes>();
    let several = several.filter(|_| !one_text);
    let named: Vec<Py<RuleBook>> = match several {
        Some(all) => {
            let all = all.try_iter()?;
            all.map(|any| one(&any?)).collect::<PyResult<_>>()?
        }
        None => vec![one(rules)?],
    };
    for (index, book) in named.iter().enumerate() {
        let call = &book.get().book.call;
        let mut before = named.iter().take(index);
        if before.any(|other| other.get().book.call == *call) {
            return Err(PyValueError::new_err(format!(
                "rules: two books of the call {call}"
            )));
        }
    }
    Ok(named)
}

/// The books that count: those named, and of the embedded ones those of other calls.
fn counting(named: &[Py<RuleBook>]) -> Vec<rulebook::RuleBook> {
    let own = || named.iter().map(|book| &*book.get().book);
    let other = embedded_books().iter();
    let other = other.filter(|book| !own().any(|own| own.call == book.call));
    other.chain(own()).cloned().collect()
}

/// The books that count, where any are named.
pub(crate) fn books(rules: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<rulebook::RuleBook>>> {
    let named = rules.map(named).transpose()?;
    Ok(named.map(|named| counting(&named)))
}

/// A day: a `datetime.date`, or a text as `2026-01-31`.
pub(crate) fn day(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<NaiveDate>> {
    let Some(given) = given else { return Ok(None) };
    if let Ok(text) = given.extract::<String>() {
        let day = scalar::date(&text);
        return day.map(Some).ok_or_else(|| {
            PyValueError::new_err(format!("{name}: {text:?} is no day as 2026-01-31"))
        });
    }
    let day: PyResult<NaiveDate> = given.extract();
    let asked = "a datetime.date or a text as 2026-01-31";
    day.map(Some).map_err(|_| wrong_type(name, asked, given))
}

/// What is asked beside the texts.
#[derive(Debug)]
pub(crate) struct Asked {
    language: Language,
    as_of: Option<NaiveDate>,
    today: NaiveDate,
    rules: Option<Vec<Py<RuleBook>>>,
}

/// The same as plain values, by which it is asked again in another process.
pub(crate) type AskedAgain = (
    String,
    Option<NaiveDate>,
    NaiveDate,
    Option<Vec<Py<RuleBook>>>,
);

impl Asked {
    pub(crate) fn of(
        lang: &str,
        as_of: Option<&Bound<'_, PyAny>>,
        today: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let language = language(lang)?;
        Ok(Self {
            language,
            as_of: day("as_of", as_of)?,
            today: match day("today", today)? {
                Some(day) => day,
                None => clock(Catalogue::of(language))?,
            },
            rules: rules.map(named).transpose()?,
        })
    }

    pub(crate) fn from_again((lang, as_of, today, rules): AskedAgain) -> PyResult<Self> {
        Ok(Self {
            language: language(&lang)?,
            as_of,
            today,
            rules,
        })
    }

    pub(crate) fn again(&self, py: Python<'_>) -> AskedAgain {
        let rules = self.rules.as_deref();
        let rules = rules.map(|rules| rules.iter().map(|book| book.clone_ref(py)).collect());
        let language = self.language.name().to_owned();
        (language, self.as_of, self.today, rules)
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Whether the same comes out of the same text.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let books = |asked: &Self| -> Vec<_> {
            let all = asked.rules.iter().flatten().map(|book| book.get());
            all.map(|own| (own.book.name.to_string(), own.book.sha256))
                .collect()
        };
        (self.language, self.as_of, self.today) == (other.language, other.as_of, other.today)
            && books(self) == books(other)
    }

    /// The checker for it.
    pub(crate) fn checker(&self) -> Checker<'static> {
        let catalogue = Catalogue::of(self.language);
        let settings = Settings {
            as_of: self.as_of,
            findings: Settings::FINDINGS,
            tool: THIS,
            ..Settings::on(self.today)
        };
        match self.rules.as_deref() {
            None => Checker::new(embedded_books(), catalogue, settings),
            Some(named) => Checker::new(counting(named), catalogue, settings),
        }
    }
}

/// The day of the clock, or of what takes its place.
fn clock(catalogue: &Catalogue) -> PyResult<NaiveDate> {
    let set = std::env::var_os("SOURCE_DATE_EPOCH").filter(|set| !set.is_empty());
    let Some(set) = set else {
        let passed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        return Ok(Settings::day_at(
            passed.map_or(0, |passed| passed.as_secs()),
        ));
    };
    set.to_str()
        .and_then(Settings::day_of_epoch)
        .ok_or_else(|| {
            let found = set.to_string_lossy();
            PyValueError::new_err(catalogue.say("cli.no_epoch", &[("found", (&*found).into())]))
        })
}
