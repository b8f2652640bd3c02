//! The words of conditions and quantities.

use super::Place;

/// What is written there instead, with the words for it. Words in lower case; spaces and hyphens count as `_`.
pub(super) const WORDS: &[(Place, &str, &str)] = &[
    (
        Place::Condition,
        "or one_of either vai jebkurš",
        "any: [ … ]",
    ),
    (Place::Condition, "and both un", "all: [ … ]"),
    (
        Place::Condition,
        "if then else ja tad citādi",
        "when: { … }, require: { … }",
    ),
    (
        Place::Condition,
        "field path lauks",
        "FIELD: { at_most: … }",
    ),
    (Place::Condition, "none no nor", "not: { any: [ … ] }"),
    (
        Place::Test,
        "is_not not_is isnt not not_equal not_equals unequal != <> ne nav",
        "not: { FIELD: { is: … } }",
    ),
    (
        Place::TestOfField,
        "is_not not_is isnt not not_equal not_equals unequal != <> ne nav",
        "different_from",
    ),
    (
        Place::TestOfField,
        "equal equal_to = == eq same_as",
        "equals",
    ),
    (
        Place::Test,
        "not_in none_of not_one_of",
        "not: { FIELD: { one_of: … } }",
    ),
    (
        Place::Test,
        "not_contains contains_not",
        "not: { FIELD: { contains: … } }",
    ),
    (
        Place::Test,
        "age years_old",
        "not_before: { years: …, before: DAY }",
    ),
    (Place::Test, "in any_of among", "one_of"),
    (Place::Test, "or", "any: [ …, … ]"),
    (
        Place::Test,
        "between range from_to within inside",
        "at_least: …, at_most: …",
    ),
    (
        Place::Test,
        "max maximum limit up_to no_more_than not_more_than less_than_or_equal less_or_equal lte <= ≤ cap ceiling not_over not_exceeding no_greater_than nepārsniedz ne_vairāk ne_vairāk_kā ne_vairāk_par nevairāk nevairāk_kā nevairāk_par",
        "at_most",
    ),
    (
        Place::Test,
        "min minimum no_less_than not_less_than greater_than_or_equal greater_or_equal gte >= ≥ floor vismaz ne_mazāk ne_mazāk_kā ne_mazāk_par nemazāk nemazāk_kā nemazāk_par",
        "at_least",
    ),
    (
        Place::Test,
        "greater_than bigger_than greater more above exceeds over gt > vairāk_nekā vairāk_par pārsniedz lielāks_par",
        "more_than",
    ),
    (
        Place::Test,
        "less below under lower_than smaller_than lt < mazāk_nekā mazāk_par mazāks_par",
        "less_than",
    ),
    (Place::Test, "later_than pēc", "after"),
    (Place::Test, "earlier_than pirms", "before"),
    (
        Place::Test,
        "no_later_than not_later_than on_or_before before_or_on until till to by deadline līdz ne_vēlāk ne_vēlāk_kā ne_vēlāk_par",
        "not_after",
    ),
    (
        Place::Test,
        "no_earlier_than not_earlier_than on_or_after since from no ne_agrāk ne_agrāk_kā ne_agrāk_par",
        "not_before",
    ),
    (
        Place::Test,
        "equal equal_to = == eq on at vienāds",
        "equals",
    ),
    (Place::Test, "starts_with prefix", "begins_with"),
    (Place::Test, "includes has holds", "contains"),
    (
        Place::Test,
        "required exists stated not_empty not_missing",
        "present: true",
    ),
    (
        Place::Test,
        "absent missing empty not_stated not_present",
        "present: false",
    ),
    (
        Place::Test,
        "in_last within_last not_older_than newer_than",
        "not_before: { years: …, before: DAY }",
    ),
    (
        Place::Test,
        "older_than",
        "before: { years: …, before: DAY }",
    ),
    (
        Place::Alone,
        "required exists stated filled not_empty true",
        "present",
    ),
    (
        Place::Alone,
        "missing empty none not_stated not_present false",
        "absent",
    ),
    (
        Place::Quantity,
        "max maximum highest greatest biggest lielākais lielākā",
        "largest: [ … ]",
    ),
    (
        Place::Quantity,
        "min minimum lowest least mazākais mazākā",
        "smallest: [ … ]",
    ),
    (
        Place::Quantity,
        "latest last newest",
        "largest: \"LIST[].DAY\"",
    ),
    (
        Place::Quantity,
        "earliest first oldest",
        "smallest: \"LIST[].DAY\"",
    ),
    (Place::Quantity, "total add plus sum_of summa", "sum: …"),
    (
        Place::Quantity,
        "last_day_of last_day end_of end_day_of last_of",
        "{ months: 1 / 3 / 12, from: { first_day_of: month / quarter / year, of: DAY } }",
    ),
    (
        Place::Quantity,
        "start_of begin_of beginning_of first_of",
        "{ first_day_of: year, of: DAY }",
    ),
    (Place::Test, "plus add", "{ sum: [ …, … ], at_most: … }"),
    (Place::Quantity, "number size skaits", "count: \"LIST[]\""),
    (
        Place::FirstDay,
        "first_day_of_month first_of_month month_start",
        "{ first_day_of: month, of: DAY }",
    ),
    (
        Place::FirstDay,
        "first_day_of_quarter quarter_start",
        "{ first_day_of: quarter, of: DAY }",
    ),
    (
        Place::FirstDay,
        "first_day_of_year first_of_year year_start",
        "{ first_day_of: year, of: DAY }",
    ),
    (
        Place::Period,
        "month monthly mēnesis mēnesī mēneša",
        "{ first_day_of: month, of: DAY }",
    ),
    (
        Place::Period,
        "quarter quarterly ceturksnis ceturksnī",
        "{ first_day_of: quarter, of: DAY }",
    ),
    (
        Place::Period,
        "year yearly gads gadā gada",
        "{ first_day_of: year, of: DAY }",
    ),
    (
        Place::Placeholder,
        "atrasts atrasta value vērtība actual is ir",
        "found",
    ),
    (
        Place::Placeholder,
        "gaidīts gaidāms limit robeža griesti allowed max",
        "expected",
    ),
    (
        Place::Placeholder,
        "starpība diff excess pārsniegums",
        "difference",
    ),
    (Place::Quantity, "weeks week", "{ days: …, after: DAY }"),
    (Place::Quantity, "quarters", "{ months: …, after: DAY }"),
    (
        Place::Condition,
        "duration days_between months_between years_between",
        "number_of: days / months / years, from: DAY, until: DAY",
    ),
    (
        Place::Condition,
        "age",
        "number_of: years, after: DAY, until: DAY",
    ),
    (
        Place::Quantity,
        "duration days_between months_between years_between",
        "{ number_of: days / months / years, from: DAY, until: DAY }",
    ),
    (
        Place::Quantity,
        "age",
        "{ number_of: years, after: DAY, until: DAY }",
    ),
    (
        Place::Condition,
        "length characters letters signs words zīmes rakstzīmes",
        "number_of: characters, of: TEXT",
    ),
    (
        Place::Quantity,
        "length characters letters signs words zīmes rakstzīmes",
        "{ number_of: characters, of: TEXT }",
    ),
    (
        Place::Test,
        "length max_length maxlength characters letters signs words",
        "{ number_of: characters, of: TEXT, at_most: … }",
    ),
    (
        Place::Test,
        "min_length minlength",
        "{ number_of: characters, of: TEXT, at_least: … }",
    ),
    (
        Place::Quantity,
        "distinct unique",
        "different: \"LIST[].FIELD\"",
    ),
    (
        Place::Quantity,
        "overlap overlaps overlapping concurrent parallel simultaneous pārklājas vienlaikus",
        "at_once: \"LIST[]\", from: DAY, until: DAY",
    ),
    (
        Place::Quantity,
        "multiply product mul",
        "{ times: COUNT, of: AMOUNT }",
    ),
    (
        Place::Quantity,
        "share rate per_cent procent",
        "{ percent: RATE, of: AMOUNT }",
    ),
    (
        Place::Quantity,
        "if when choose switch case",
        "cases: [ { when: …, is: … }, { otherwise: … } ]",
    ),
];
