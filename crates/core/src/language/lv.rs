//! Latvian beside its sentences.

use chrono::{Datelike, NaiveDate};

use super::grammar::{Case, Grammar, PluralForm};

pub(super) const GRAMMAR: Grammar = Grammar {
    forms: &[PluralForm::One, PluralForm::Other, PluralForm::Zero],
    plural,
    // A no-break space: a group is not torn apart at the end of a line.
    group: "\u{a0}",
    decimal: ",",
    euro: ["", "\u{a0}€"],
    date,
};

/// 1, 21, 101 `diena`; 2, 22 `dienas`; 0, 10 to 20, 30 `dienu`.
const fn plural(n: u64) -> PluralForm {
    match (n % 10, n % 100) {
        (0, _) | (_, 11..=19) => PluralForm::Zero,
        (1, _) => PluralForm::One,
        _ => PluralForm::Other,
    }
}

/// 2022. gada 31. decembris.
fn date(day: NaiveDate, case: Case) -> String {
    let month = MONTHS.get(day.month0() as usize).copied();
    let month = in_case(month.unwrap_or_default(), case);
    format!("{}. gada {}. {month}", day.year(), day.day())
}

/// A month in a case; all are of the first or the second declension.
fn in_case(month: &str, case: Case) -> String {
    let first = month.trim_end_matches('s');
    match (case, month.strip_suffix("is")) {
        (Case::Nominative, _) => month.to_owned(),
        (Case::Genitive, None) => format!("{first}a"),
        (Case::Dative, None) => format!("{first}am"),
        (Case::Accusative, None) => format!("{first}u"),
        (Case::Locative, None) => format!("{first}ā"),
        (Case::Genitive, Some("aprīl")) => "aprīļa".to_owned(),
        (Case::Genitive, Some(second)) => format!("{second}a"),
        (Case::Dative, Some(second)) => format!("{second}im"),
        (Case::Accusative, Some(second)) => format!("{second}i"),
        (Case::Locative, Some(second)) => format!("{second}ī"),
    }
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
    use chrono::NaiveDate;

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
            let day = NaiveDate::from_ymd_opt(2024, month, 9).expect("a day");
            for (case, form) in cases.into_iter().zip(forms.split(' ')) {
                let written = super::date(day, case.expect("a case"));
                assert_eq!(written, format!("2024. gada 9. {form}"));
            }
        }
    }
}
