//! Single values: what is read is what is written, to the cent and the day, and what is refused is not guessed at.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;

use atbilst_core::form::Kind;
use atbilst_core::scalar::{self, Quantity};

fuzz_target!(|text: &str| {
    if let Some(amount) = scalar::money(text) {
        assert_eq!(Decimal::from_str_exact(text), Ok(amount));
        let written = Quantity::Money(amount).written();
        assert_eq!(scalar::money(&written), Some(amount));
        assert!(
            text.bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
        );
    }
    if let Some(day) = scalar::date(text) {
        assert_eq!(day.to_string(), text);
    }
    if let Some(count) = scalar::count(text) {
        assert_eq!(count.to_string(), text);
    }
    assert_eq!(
        scalar::flag(text).map(|flag| flag.to_string()).is_some(),
        matches!(text, "true" | "false")
    );
    // A suggestion must itself be right.
    for (kind, is_right) in [
        (
            Kind::Money,
            (|text| scalar::money(text).is_some()) as fn(&str) -> bool,
        ),
        (Kind::Date, |text| scalar::date(text).is_some()),
        (Kind::Digits(11), |text| scalar::digits(text, 11)),
        (Kind::Flag, |text| scalar::flag(text).is_some()),
    ] {
        assert!(kind.nearest(text).is_none_or(|near| is_right(&near)));
    }
});
