//! What the shared report says of all applications together: findings in several files, and numbers.

use std::sync::Arc;

use atbilst_core::condition::{Relation, Truth};
use atbilst_core::finding::{Excerpt, Finding, Law, Outcome, Place, Related};
use atbilst_core::portfolio::Figure;
use atbilst_core::scalar::Quantity;
use rust_decimal::Decimal;

use super::Say;
use super::findings::{LATE, finding};
use super::place::place;

pub(super) fn findings(envelope: &Arc<[Law]>, say: Say<'_>) -> Vec<Finding> {
    let elsewhere = |number: usize| Related {
        path: format!("examples/portfolio/{number:02}.yaml").into(),
        place: Place {
            excerpt: Excerpt::default(),
            ..place(LATE, "730000.00", "/funding/recovery_fund")
        },
        message: say("730\u{a0}000,00\u{a0}€", "EUR 730,000.00"),
    };
    let shared = |path: &str| Related {
        path: path.into(),
        place: place(
            LATE,
            "Prokuratūras informācijas sistēmas attīstība",
            "/title",
        ),
        message: say("tas pats nosaukums", "the same title"),
    };
    vec![
        Finding {
            found: Some("77000000.00".to_owned()),
            expected: Some("68707920.00".to_owned()),
            law: envelope.clone(),
            related: (1..=13).map(elsewhere).collect(),
            help: Some(say("Samaziniet pieprasīto finansējumu.", "Ask for less.").into()),
            ..finding(
                "portfolio-envelope",
                Outcome::Fail,
                LATE,
                say(
                    "Visu iesniegumu finansējums kopā ir 77\u{a0}000\u{a0}000,00\u{a0}€; pieejami ir 68\u{a0}707\u{a0}920,00\u{a0}€.",
                    "All applications together ask for EUR 77,000,000.00; EUR 68,707,920.00 are available.",
                ),
            )
        },
        Finding {
            related: vec![shared("examples/late.yaml"), shared("examples/waived.yaml")],
            ..finding(
                "portfolio-double-funding",
                Outcome::Review,
                LATE,
                say(
                    "Vairākos iesniegumos sakrīt iesniedzējs un nosaukums; jāizvērtē, vai viens un tas pats netiek finansēts divreiz.",
                    "Several applications share applicant and title; a person must judge whether the same thing is funded twice.",
                ),
            )
        },
    ]
}

/// A sum beyond its limit, and a number that is too small.
pub(super) fn figures(law: &Arc<[Law]>, say: Say<'_>) -> Vec<Figure> {
    let money = |cents| Quantity::Money(Decimal::new(cents, 2));
    vec![
        Figure {
            rule: "portfolio-envelope".into(),
            title: say("Atveseļošanas fonda finansējums", "Recovery Fund money"),
            detail: None,
            quantity: money(7_700_000_000),
            whole: false,
            relation: Relation::AtMost,
            limit: Some(money(6_870_792_000)),
            limit_title: Some(say("plānotais finansējums", "planned money")),
            answer: Truth::Fails,
            law: law.clone(),
            parts: vec![
                (0, money(3_000_000_000)),
                (2, money(2_700_000_000)),
                (3, money(2_000_000_000)),
            ],
        },
        Figure {
            rule: "portfolio-targets".into(),
            title: say("platformu skaits", "number of platforms"),
            detail: Some(say(
                "Grupa: ir \u{1b}[31mpašvaldībām",
                "Group: is \u{1b}[31mlocal_government",
            )),
            quantity: Quantity::Count(2),
            whole: true,
            relation: Relation::AtLeast,
            limit: Some(Quantity::Count(6)),
            limit_title: None,
            answer: Truth::Fails,
            law: [].into(),
            parts: vec![(3, Quantity::Count(2))],
        },
    ]
}
