//! The days of a text, as people write them: `2026. gada 31. decembrim`, `31 December 2026`, `31.12.2026`. A day without its year is none.

use chrono::NaiveDate;

use atbilst_core::form::Kind;
use atbilst_core::scalar::date;

/// So many words a day has at most.
const WORDS: usize = 4;

/// Every day of a text.
pub(crate) fn days(text: &str) -> Vec<NaiveDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut all = Vec::new();
    let mut rest = words.as_slice();
    while let Some((_, after)) = rest.split_first() {
        let longest = (1..=WORDS).rev().find_map(|length| {
            let day = day(&rest.get(..length)?.join(" "))?;
            Some((day, rest.get(length..)?))
        });
        rest = match longest {
            Some((day, behind)) => {
                all.push(day);
                behind
            }
            None => after,
        };
    }
    all
}

/// A text that is one day.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    date(text).or_else(|| date(&Kind::Date.nearest(text)?))
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, expected) in [
            ("līdz 2026. gada 31. decembrim.", "2026-12-31"),
            ("by 31 December 2026, and", "2026-12-31"),
            ("(no 01.06.2026. līdz", "2026-06-01"),
            ("ne vēlāk kā 2026-06-01;", "2026-06-01"),
        ] {
            let found: Vec<String> = days(text).iter().map(ToString::to_string).collect();
            assert_eq!(found, [expected], "{text}");
        }
        assert!(days("2026. gadā, 36 mēneši, no 1. septembra, Nr. 651/2014").is_empty());
    }
}
