//! What a rule book says of waivers of a rule, and whether a waiver keeps to it.

use chrono::{Months, NaiveDate};

use super::Waiver;
use crate::finding::Finding;
use crate::language::{Catalogue, Value};

/// The terms on which the findings of a rule may be waived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaiverTerms {
    /// Whether anybody may waive them.
    pub allowed: bool,
    /// For how many months at most.
    pub months: u32,
    /// Whether a waiver must name the one finding that it covers.
    pub fingerprint: bool,
}

impl Default for WaiverTerms {
    /// Where a rule book says nothing: for a year.
    fn default() -> Self {
        Self {
            allowed: true,
            months: 12,
            fingerprint: false,
        }
    }
}

/// Why a waiver does not keep to the terms of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody may waive the rule.
    Never,
    /// It lasts longer than it may.
    TooLong {
        /// For how many months it may.
        months: u32,
        /// Its last day at most.
        last: NaiveDate,
    },
    /// It must name the one finding that it covers, with all that it rests on.
    NoFingerprint,
    /// The finding rests on something else than it states.
    OtherBasis,
}

impl WaiverTerms {
    /// Whether a waiver keeps to them, and to what a finding rests on, where it states that.
    ///
    /// # Errors
    /// Why not.
    pub(crate) fn allow_for(&self, waiver: &Waiver, finding: &Finding) -> Result<(), Refusal> {
        self.allow(waiver)?;
        if self.fingerprint && waiver.basis.is_none() && finding.basis.is_some() {
            return Err(Refusal::NoFingerprint);
        }
        let is = finding.basis.map(|basis| basis.to_string());
        match &waiver.basis {
            Some(was) if is.as_ref() != Some(was) => Err(Refusal::OtherBasis),
            _ => Ok(()),
        }
    }

    /// Whether a waiver keeps to them.
    ///
    /// # Errors
    /// Why not.
    pub fn allow(&self, waiver: &Waiver) -> Result<(), Refusal> {
        let last = waiver
            .issued
            .checked_add_months(Months::new(self.months))
            .unwrap_or(NaiveDate::MAX);
        if !self.allowed {
            Err(Refusal::Never)
        } else if waiver.expires > last {
            let months = self.months;
            Err(Refusal::TooLong { months, last })
        } else if self.fingerprint && waiver.fingerprint.is_none() {
            Err(Refusal::NoFingerprint)
        } else {
            Ok(())
        }
    }
}

impl Refusal {
    /// Its sentence, about a waiver.
    pub fn say(&self, waiver: &Waiver, catalogue: &Catalogue) -> String {
        let mut about: Vec<(&str, Value<'_>)> = waiver.about().to_vec();
        let key = match *self {
            Self::Never => "waiver.not_allowed",
            Self::TooLong { months, last } => {
                about.extend([("months", months.into()), ("last", last.into())]);
                "waiver.too_long"
            }
            Self::NoFingerprint => "waiver.needs_fingerprint",
            Self::OtherBasis if waiver.fingerprint.is_none() => "waiver.basis_alone",
            Self::OtherBasis => "waiver.other_basis",
        };
        catalogue.say(key, &about)
    }
}
