//! Words that people write in a rule book where the language has another: what each place calls it instead.

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A line of a condition.
    Condition,
    /// What is asked of a field.
    Test,
    /// What is asked of a field by a word alone.
    Alone,
    /// A shape of a quantity.
    Quantity,
    /// A key of a rule, a figure or an entry.
    Key,
    /// One of the few words that may stand behind a key.
    Word,
}

/// What is written there instead, with the words for it. Words in lower case; spaces and hyphens count as `_`.
const WORDS: &[(Place, &str, &str)] = &[
    (Place::Condition, "or one_of either", "any: [ … ]"),
    (Place::Condition, "and both", "all: [ … ]"),
    (Place::Condition, "none no nor", "not: { any: [ … ] }"),
    (
        Place::Test,
        "is_not not_is isnt not not_equal not_equals unequal !=",
        "not: { FIELD: { is: … } }",
    ),
    (
        Place::Test,
        "not_in none_of",
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
        "max maximum limit up_to no_more_than not_more_than lte <= ≤ nepārsniedz ne_vairāk_kā",
        "at_most",
    ),
    (
        Place::Test,
        "min minimum no_less_than not_less_than gte >= ≥ vismaz ne_mazāk_kā",
        "at_least",
    ),
    (
        Place::Test,
        "greater_than greater more above exceeds over gt > vairāk_nekā",
        "more_than",
    ),
    (
        Place::Test,
        "less below under lower_than lt < mazāk_nekā",
        "less_than",
    ),
    (Place::Test, "later_than since", "after"),
    (Place::Test, "earlier_than until", "before"),
    (
        Place::Test,
        "no_later_than not_later_than on_or_before",
        "not_after",
    ),
    (
        Place::Test,
        "no_earlier_than not_earlier_than on_or_after",
        "not_before",
    ),
    (Place::Test, "equal equal_to = == eq", "equals"),
    (Place::Test, "starts_with prefix", "begins_with"),
    (Place::Test, "includes has holds", "contains"),
    (Place::Test, "required exists stated", "present: true"),
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
        "max maximum highest greatest",
        "largest: [ … ]",
    ),
    (Place::Quantity, "min minimum lowest", "smallest: [ … ]"),
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
    (Place::Quantity, "total add plus sum_of", "sum: [ … ]"),
    (
        Place::Quantity,
        "last_day_of last_day end_of end_day_of last_of",
        "{ months: 3, from: { first_day_of: quarter, of: DAY } }",
    ),
    (
        Place::Quantity,
        "start_of begin_of beginning_of first_of",
        "{ first_day_of: year, of: DAY }",
    ),
    (Place::Test, "plus add", "{ sum: [ …, … ], at_most: … }"),
    (Place::Quantity, "number size", "count: \"LIST[]\""),
    (Place::Quantity, "weeks week", "{ days: …, after: DAY }"),
    (Place::Quantity, "quarters", "{ months: …, after: DAY }"),
    (
        Place::Condition,
        "duration age days_between months_between years_between",
        "number_of: months, from: DAY, until: DAY",
    ),
    (
        Place::Quantity,
        "duration age days_between months_between years_between",
        "{ number_of: months, from: DAY, until: DAY }",
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
        "length max_length characters letters signs words",
        "{ number_of: characters, of: TEXT, at_most: … }",
    ),
    (
        Place::Quantity,
        "distinct unique",
        "different: \"LIST[].FIELD\"",
    ),
    (
        Place::Quantity,
        "overlap overlaps overlapping concurrent parallel simultaneous pārklājas",
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
    (
        Place::Key,
        "if condition applies_if only_if where applies provided",
        "when",
    ),
    (Place::Key, "unless", "when: { not: … }"),
    (
        Place::Key,
        "check must requires requirement requirements rule test",
        "require",
    ),
    (Place::Key, "for_each foreach every", "each"),
    (Place::Key, "severity", "level"),
    (Place::Key, "filter having when only", "where"),
    (Place::Key, "last newest by_day", "latest"),
    (Place::Key, "group_by group grouped_by by", "per"),
    (Place::Key, "then value", "is"),
    (
        Place::Key,
        "sum count different at_once smallest largest percent times number_of cases",
        "is: { … }",
    ),
    (Place::Key, "else default", "otherwise"),
    (Place::Key, "is amount", "history: [ { from: …, is: … } ]"),
    (Place::Key, "rounding round", "rounded"),
    (Place::Key, "ago back earlier", "before"),
    (Place::Key, "to till", "until"),
    (Place::Key, "to till max upto below", "up_to"),
    (Place::Key, "otherwise else over more_than rest", "above"),
    (Place::Key, "since", "after"),
    (Place::Key, "on at_day on_day", "as_of"),
    (Place::Key, "name label", "title"),
    (Place::Key, "name key code rule", "id"),
    (Place::Key, "type", "kind"),
    (Place::Key, "options values codes", "list"),
    (Place::Key, "optional", "required: false"),
    (
        Place::Key,
        "mandatory compulsory obligatory",
        "required: true",
    ),
    (Place::Key, "office by_office", "stated_by: office"),
    (Place::Key, "text words citation cite sentence", "quote"),
    (Place::Key, "example application", "complete"),
    (Place::Key, "error text reason says", "message"),
    (Place::Key, "hint advice fix", "help"),
    (Place::Key, "result outcome", "expect"),
    (
        Place::Key,
        "pass fail review open not_applicable",
        "expect: …, with: { … }",
    ),
    (Place::Key, "changes set change", "with"),
    (Place::Key, "legal_basis basis reference", "law"),
    (Place::Word, "amount euro eur decimal currency", "money"),
    (Place::Word, "integer number int whole", "count"),
    (Place::Word, "percentage rate per_cent procent", "percent"),
    (Place::Word, "string words free_text", "text"),
    (Place::Word, "boolean bool yes_no checkbox", "flag"),
    (Place::Word, "option choice enum select", "code"),
    (Place::Word, "object group section", "record"),
    (Place::Word, "array table items", "list"),
    (Place::Word, "datetime day", "date"),
    (Place::Word, "fails failed error reject", "fail"),
    (Place::Word, "passes passed ok", "pass"),
    (Place::Word, "na none skip", "not_applicable"),
    (Place::Word, "ask question", "review"),
    (Place::Word, "warn", "warning"),
];

/// What stands beside the requirement of a rule, and never within a condition.
const OF_A_RULE: [&str; 12] = [
    "when",
    "each",
    "require",
    "otherwise",
    "review",
    "message",
    "help",
    "examples",
    "level",
    "waiver",
    "because",
    "law",
];

/// Whether it is a line of the rule itself.
pub(crate) fn is_of_a_rule(found: &str) -> bool {
    OF_A_RULE.contains(&found)
}

/// Words of computing that the language lacks on purpose.
const LESS: [&str; 5] = ["difference", "minus", "subtract", "less", "diff"];
const QUOTIENT: [&str; 5] = ["divide", "divided_by", "quotient", "ratio", "average"];

const WORKING_DAYS: [&str; 5] = [
    "working_days",
    "workdays",
    "business_days",
    "hours",
    "darba_dienas",
];
const TODAY: [&str; 4] = ["today", "now", "today()", "šodien"];

/// What a place has instead of a word.
pub(crate) fn other_word(found: &str, place: Place) -> Option<&'static str> {
    other_words(found, place).next()
}

/// Everything that a place may have instead of a word.
pub(crate) fn other_words(found: &str, place: Place) -> impl Iterator<Item = &'static str> {
    let found = found.to_lowercase().replace([' ', '-'], "_");
    let own = WORDS.iter().filter(move |(own, ..)| *own == place);
    own.filter(move |(_, words, _)| words.split(' ').any(|word| word == found))
        .map(|(_, _, instead)| *instead)
}

/// What is asked of numbers, and what of days.
const OF_BOTH: [(&str, &str); 4] = [
    ("at_most", "not_after"),
    ("at_least", "not_before"),
    ("more_than", "after"),
    ("less_than", "before"),
];

/// What is asked of days where a word asks it of numbers, or the other way round.
pub(crate) fn of_other_kind(word: &str) -> Option<&'static str> {
    OF_BOTH
        .iter()
        .find_map(|&(of_numbers, of_days)| match word {
            _ if word == of_numbers => Some(of_days),
            _ if word == of_days => Some(of_numbers),
            // What a text is, a number or a day equals.
            _ if word == "is" => Some("equals"),
            _ => None,
        })
}

/// What is asked of days where `instead` asks it of numbers.
pub(crate) fn of_days(instead: &str) -> String {
    OF_BOTH
        .iter()
        .fold(instead.to_owned(), |said, (of_numbers, of_days)| {
            said.replace(of_numbers, of_days)
        })
}

/// The sentence that says why something cannot be computed so: it subtracts, divides, or is a formula in text.
pub(crate) fn never_computed(found: &str) -> Option<&'static str> {
    let lower = found.to_lowercase();
    if LESS.contains(&lower.as_str()) {
        return Some("book.no_subtraction");
    }
    if QUOTIENT.contains(&lower.as_str()) {
        return Some("book.no_division");
    }
    if WORKING_DAYS.contains(&lower.as_str()) {
        return Some("book.no_working_days");
    }
    if TODAY.contains(&lower.as_str()) {
        return Some("book.no_today");
    }
    let signs = [
        " + ", " - ", " – ", " − ", " * ", " × ", " / ", " > ", " < ", " >= ", " <= ", " = ",
    ];
    let is_formula = signs.iter().any(|sign| found.contains(sign))
        && found.contains(|c: char| c.is_ascii_alphabetic());
    is_formula.then_some("book.formula")
}

/// Whether it is what a comma left of a number.
pub(crate) fn is_rest_of_number(found: &str) -> bool {
    let mut bytes = found.bytes();
    found.len() >= 2 && bytes.all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The test that a sign before a text would be: `> submitted`.
pub(crate) fn sign_of_a_test(found: &str) -> Option<(&'static str, &str)> {
    let rest = found.trim_start_matches(['<', '>', '=', '!', '≤', '≥']);
    let sign = found.strip_suffix(rest)?;
    Some((other_word(sign, Place::Test)?, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_a_word_for_it() {
        for (found, place, instead) in [
            ("or", Place::Condition, Some("any: [ … ]")),
            ("No-later-than", Place::Test, Some("not_after")),
            ("max", Place::Test, Some("at_most")),
            ("max", Place::Quantity, Some("largest: [ … ]")),
            ("if", Place::Key, Some("when")),
            ("grant", Place::Test, None),
        ] {
            assert_eq!(other_word(found, place), instead, "{found}");
        }
        assert_eq!(never_computed("minus"), Some("book.no_subtraction"));
        assert_eq!(never_computed("grant + own"), Some("book.formula"));
        assert_eq!(never_computed("a-b"), None);
        assert_eq!(sign_of_a_test(">= 5"), Some(("at_least", "5")));
        assert_eq!(sign_of_a_test("submitted"), None);
    }
}
