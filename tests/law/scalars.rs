//! The grammar of single values, case by case: `tests/law/scalars.yaml`. And what holds for every text.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use atbilst_core::form::Kind;
use atbilst_core::scalar::{self, Quantity, Unit};

use crate::cases::cases;

/// How many digits a registration number has.
const DIGITS: usize = 11;

/// The kinds that the table asks of every text.
const KINDS: [Kind; 5] = [
    Kind::Money,
    Kind::Count,
    Kind::Date,
    Kind::Flag,
    Kind::Digits(DIGITS),
];

/// What each kind makes of a text, by its name; and the nearest right form, where that is another.
fn readings(text: &str) -> BTreeMap<String, String> {
    let of = |kind: &Kind| {
        let written = kind.quantity(text).map(|read| read.written());
        let read = written.or_else(|| kind.fits(text).then(|| text.to_owned()));
        let near = kind.nearest(text).filter(|near| near != text);
        let named = [
            (kind.name().to_owned(), read),
            (format!("near_{}", kind.name()), near),
        ];
        named.map(|(name, value)| Some((name, value?)))
    };
    KINDS.iter().flat_map(of).flatten().collect()
}

#[test]
fn every_text_is_read_as_the_table_says() {
    let cases: Vec<BTreeMap<String, String>> = cases("tests/law/scalars.yaml");
    assert!(cases.len() > 170, "the table was read");
    for name in KINDS.map(|kind| kind.name()) {
        let some = cases.iter().any(|case| case.contains_key(name));
        assert!(some, "no text is read as `{name}`");
    }
    for mut case in cases {
        let text = case.remove("text").expect("a text");
        assert_eq!(readings(&text), case, "{text:?}");
    }
}

/// With a mark of thousands that may be one of decimals nobody knows how much is meant.
#[test]
fn a_quantity_is_offered_as_it_is_asked() {
    let near = |unit: &str, decimals, text: &str| {
        let unit = Unit::named(unit, decimals).expect("a unit");
        Kind::Quantity(unit).nearest(text)
    };
    for (text, offered) in [
        ("1 234,5", Some("1234.5")),
        ("1 234 m²", Some("1234")),
        ("1234m2", Some("1234")),
        ("1.234,5 m2", Some("1234.5")),
        ("1234.5", None),
        ("1,234", None),
        ("12 34", None),
        ("1234.55", None),
        ("-5", None),
        ("m2", None),
    ] {
        assert_eq!(near("m²", 1, text).as_deref(), offered, "{text}");
    }
    assert_eq!(near("t", 3, "1,234"), None);
    assert_eq!(near("t", 3, "1,2345"), None);
    assert_eq!(near("t", 3, "1,23").as_deref(), Some("1.23"));
}

#[test]
fn the_distance_of_two_of_one_kind() {
    let far = |a: Quantity, b: Quantity| {
        assert_eq!(a.distance(b), b.distance(a));
        a.distance(b)
    };
    let money = |text| Quantity::Money(scalar::money(text).expect("money"));
    let date = |text| Quantity::Date(scalar::date(text).expect("a day"));
    assert_eq!(
        far(money("70177920.01"), money("68707920.00")),
        Some(Decimal::new(147_000_001, 2))
    );
    let days = far(date("2022-12-31"), date("2023-01-04"));
    assert_eq!(days, Some(4.into()));
    let counts = far(Quantity::Count(2), Quantity::Count(9));
    assert_eq!(counts, Some(7.into()));
    assert_eq!(far(money("2"), Quantity::Count(2)), None);
    assert_eq!(far(date("2022-12-31"), Quantity::Count(2)), None);
}

proptest! {
    #[test]
    fn an_amount_is_what_is_written(cents in 0_i64..100_000_000_000_000_000) {
        let written = Quantity::Money(Decimal::new(cents, 2)).written();
        prop_assert_eq!(scalar::money(&written), Some(Decimal::new(cents, 2)));
        prop_assert_eq!(Decimal::from_str_exact(&written).ok(), scalar::money(&written));
    }

    #[test]
    fn what_is_read_as_an_amount_is_digits_and_at_most_a_dot(text in "[-+0-9.,_ eE]{0,20}") {
        if let Some(amount) = scalar::money(&text) {
            prop_assert_eq!(Decimal::from_str_exact(&text).ok(), Some(amount));
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
        }
    }

    #[test]
    fn a_day_is_what_is_written(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}|[-0-9]{0,12}") {
        if let Some(day) = scalar::date(&text) {
            prop_assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn what_is_suggested_is_right(text in "(?s:.)*|[0-9 .,]{1,18}( ?(EUR|euro|€))?|[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\\.?") {
        prop_assert!(Kind::Money.nearest(&text).is_none_or(|near| scalar::money(&near).is_some()));
        prop_assert!(Kind::Date.nearest(&text).is_none_or(|near| scalar::date(&near).is_some()));
        prop_assert!(Kind::Flag.nearest(&text).is_none_or(|near| scalar::flag(&near).is_some()));
        prop_assert!(Kind::Digits(DIGITS).nearest(&text).is_none_or(|near| scalar::digits(&near, DIGITS)));
    }
}

/// `0,60` may be meant as 60 of a hundred: which it is, only who wrote it knows.
#[test]
fn a_share_is_not_taken_for_a_per_cent() {
    let near = |text: &str| Kind::Percent.nearest(text);
    assert_eq!(near("0,60"), None);
    assert_eq!(near("0,60 %").as_deref(), Some("0.60"));
    assert_eq!(near("15,5").as_deref(), Some("15.5"));
    assert_eq!(near("60%").as_deref(), Some("60"));
}
