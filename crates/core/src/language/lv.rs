//! Latvian beside its sentences.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::grammar::{Case, Grammar, PluralForm};

pub(super) const GRAMMAR: Grammar = Grammar {
    forms: &[PluralForm::One, PluralForm::Other, PluralForm::Zero],
    plural,
    // A no-break space: a group is not torn apart at the end of a line.
    group: "\u{a0}",
    decimal: ",",
    euro: ["", "\u{a0}€"],
    percent: "\u{a0}%",
    month,
    date,
    month_of,
};

/// 1, 21, 101 `diena`; 2, 22 `dienas`; 0, 10 to 20, 30 `dienu`.
const fn plural(n: u64) -> PluralForm {
    match (n % 10, n % 100) {
        (0, _) | (_, 11..=19) => PluralForm::Zero,
        (1, _) => PluralForm::One,
        _ => PluralForm::Other,
    }
}

/// All months are of the first or the second declension.
fn month(month: u32, case: Case) -> Cow<'static, str> {
    let name = MONTHS.get(month.wrapping_sub(1) as usize);
    let name = name.copied().unwrap_or_default();
    let first = name.trim_end_matches('s');
    let declined = match (case, name.strip_suffix("is")) {
        (Case::Nominative, _) => return Cow::Borrowed(name),
        (Case::Genitive, None) => format!("{first}a"),
        (Case::Dative, None) => format!("{first}am"),
        (Case::Accusative, None) => format!("{first}u"),
        (Case::Locative, None) => format!("{first}ā"),
        (Case::Genitive, Some("aprīl")) => "aprīļa".to_owned(),
        (Case::Genitive, Some(second)) => format!("{second}a"),
        (Case::Dative, Some(second)) => format!("{second}im"),
        (Case::Accusative, Some(second)) => format!("{second}i"),
        (Case::Locative, Some(second)) => format!("{second}ī"),
    };
    Cow::Owned(declined)
}

/// 2022. gada 31. decembris.
fn date(day: NaiveDate, month: &str) -> String {
    format!("{}. gada {}. {month}", day.year(), day.day())
}

/// 2022. gada decembris.
fn month_of(day: NaiveDate, month: &str) -> String {
    format!("{}. gada {month}", day.year())
}

const MONTHS: [&str; 12] = [
    "janvāris",
    "februāris",
    "marts",
    "aprīlis",
    "maijs",
    "jūnijs",
    "jūlijs",
    "augusts",
    "septembris",
    "oktobris",
    "novembris",
    "decembris",
];

#[cfg(test)]
mod tests {
    use crate::language::Case;

    #[test]
    fn months_are_declined() {
        let cases = ["kas", "kā", "kam", "ko", "kur"].map(Case::asked_by);
        for (month, forms) in [
            (1, "janvāris janvāra janvārim janvāri janvārī"),
            (2, "februāris februāra februārim februāri februārī"),
            (3, "marts marta martam martu martā"),
            (4, "aprīlis aprīļa aprīlim aprīli aprīlī"),
            (5, "maijs maija maijam maiju maijā"),
            (6, "jūnijs jūnija jūnijam jūniju jūnijā"),
            (7, "jūlijs jūlija jūlijam jūliju jūlijā"),
            (8, "augusts augusta augustam augustu augustā"),
            (9, "septembris septembra septembrim septembri septembrī"),
            (10, "oktobris oktobra oktobrim oktobri oktobrī"),
            (11, "novembris novembra novembrim novembri novembrī"),
            (12, "decembris decembra decembrim decembri decembrī"),
        ] {
            for (case, form) in cases.into_iter().zip(forms.split(' ')) {
                assert_eq!(super::month(month, case.expect("a case")), form);
            }
        }
    }
}
