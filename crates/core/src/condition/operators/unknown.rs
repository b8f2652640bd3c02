//! What a rule book writes where a test is expected and none stands.

use super::{Operator, Presence, TestLine, presence};
use crate::condition::quantity::{RelationWord, is_key};
use crate::context::{
    self, Names, Place, TELLS_AUTHORS, is_of_a_rule, is_rest_of_number, never_computed, of_family,
    of_other_kind, other_word, similar, yes_or_no,
};
use crate::form::{Family, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What a comma within braces left of what stands before it, where a key has nothing behind it.
pub(super) fn rest_of_comma<T>(
    reader: &Decoder<'_>,
    node: NodeId,
    lines: &[(NodeId, &str, NodeId)],
) -> Option<Option<T>> {
    let within = reader.document.span(node).of(reader.document.text);
    let mut lines = lines.iter().skip(1).filter(|_| within.starts_with('{'));
    let (key, word, _) = lines
        .find(|&&(_, word, node)| reader.document.is_null(node) && !Operator::is_word(word))?;
    let sentence = match is_rest_of_number(word) {
        true => "book.comma_in_number",
        false => "book.key_alone",
    };
    Some(reader.refuse(*key, sentence, &[("found", word)]))
}

/// A field of the record or the list that is asked, where a test is expected.
pub(super) fn within<T>(line: &TestLine<'_, '_>, path: &str) -> Option<Option<T>> {
    let (form, word) = (line.names.form, line.word);
    let of_record = form.find(&format!("{path}.{word}"));
    let of_items = form.find(&format!("{path}[].{word}"));
    let own = &form.field(of_record.or(of_items)?).path;
    let (sentence, found) = match of_record {
        Some(_) => ("book.field_of_a_record", word),
        None => ("book.field_of_items", own.as_str()),
    };
    let about = [("found", found), ("of", path), ("similar", own)];
    Some(line.reader.refuse(line.key, sentence, &about))
}

/// `at_least: 2 years`, `at_most: 35` of a day: how far from another it lies, which two tests can mean that are each other's opposite.
pub(super) fn how_long<T>(line: &TestLine<'_, '_>, path: &str) -> Option<Option<T>> {
    let document = line.reader.document;
    let text = match document.kind(line.node) {
        yaml::Kind::Scalar => {
            let text = document.scalar(line.node);
            let is_bare = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            let (number, key) = match is_bare {
                true => (text, "years"),
                false => context::how_long(text)?,
            };
            format!("{{ {key}: {number}, before: DAY }}")
        }
        _ if document.get(line.node, "before").is_some() => {
            document.span(line.node).of(document.text).to_owned()
        }
        _ => return None,
    };
    if line.kind.family() != Family::Day || of_other_kind(line.word).is_none() {
        return None;
    }
    let (sentence, [ago, within]) = match line.word {
        "more_than" | "less_than" => ("book.longer_or_shorter", ["before", "after"]),
        _ => ("book.how_long", ["not_after", "not_before"]),
    };
    let about = [
        ("found", line.word),
        ("field", path),
        ("ago", &*format!("{ago}: {text}")),
        ("within", &*format!("{within}: {text}")),
    ];
    Some(line.reader.refuse(line.key, sentence, &about))
}

/// A limit of a list or of a text: how many items there are, or how long it is.
pub(super) fn number_of_what<T>(line: &TestLine<'_, '_>, path: &str) -> Option<Option<T>> {
    let document = line.reader.document;
    let limit = document.span(line.node).of(document.text);
    let (sentence, number) = match line.kind {
        Kind::List(_) => ("book.number_of_items", format!("count: \"{path}[]\"")),
        Kind::Text => {
            let unit = limit.split_once(' ').map(|(_, unit)| unit);
            let unit = unit.and_then(|unit| other_word(unit, Place::Word));
            let unit = match (unit, limit.ends_with(" words")) {
                (Some("words"), _) | (_, true) => "words",
                _ => "characters",
            };
            (
                "book.length_of_text",
                format!("number_of: {unit}, of: {path}"),
            )
        }
        _ => return None,
    };
    let mut relations = RelationWord::of(Family::Number);
    relations.find(|relation| relation.word == line.word)?;
    // What is counted is said by the key.
    let limit = match limit.split_once(' ') {
        Some((number, _)) if number.bytes().all(|b| b.is_ascii_digit()) => number,
        _ => limit,
    };
    let instead = format!("{{ {number}, {}: {limit} }}", line.word);
    let about = [
        ("found", line.word),
        ("field", path),
        ("similar", &*instead),
    ];
    Some(line.reader.refuse(line.key, sentence, &about))
}

/// Tests behind a word that asks one itself: `is: { at_least: … }`, `is: present` of what is no text.
pub(super) fn around_tests<T>(line: &TestLine<'_, '_>, fitting: &[&str]) -> Option<Option<T>> {
    let document = line.reader.document;
    let text = document.scalar(line.node);
    let is_code = line.list().is_some_and(|list| list.find(text).is_some());
    let is_own = is_code || line.kind.family() == Family::Text || line.word != "is";
    if let Some(asked) = presence::alone(text).filter(|_| !is_own) {
        let (found, similar) = match asked {
            Presence::Present => ("is: present", "present: true"),
            Presence::Absent => ("is: absent", "present: false"),
        };
        let about = [("found", found), ("similar", similar)];
        return Some(line.reader.refuse(line.key, "book.other_word", &about));
    }
    let mut tests = document.entries(line.node).peekable();
    tests.peek()?;
    let are_tests = tests.all(|(test, _)| fitting.contains(&document.scalar(test)));
    if !["is", "equals"].contains(&line.word) || !are_tests {
        return None;
    }
    let tests = document.span(line.node).of(document.text);
    let about = [
        ("found", line.word),
        ("similar", tests.trim_matches(['{', '}', ' '])),
    ];
    Some(line.reader.refuse(line.key, "book.other_word", &about))
}

/// `type: { not: { is: firm } }`: what is denied stands around the field.
pub(super) fn denied_within<T>(line: &TestLine<'_, '_>, path: &str) -> Option<Option<T>> {
    let document = line.reader.document;
    let (first, _) = document.entries(line.node).next()?;
    if line.word != "not" || !TELLS_AUTHORS {
        return None;
    }
    let asked = document.span(line.node).of(document.text);
    // The field may stand there once more.
    let similar = match document.scalar(first) == path {
        true => format!("not: {asked}"),
        false => format!("not: {{ {path}: {asked} }}"),
    };
    let about = [("field", path), ("similar", &*similar)];
    Some(line.reader.refuse(line.key, "book.denied_within", &about))
}

/// How many digits there are is said by the form and asked by no rule.
pub(super) fn length_of_digits<T>(line: &TestLine<'_, '_>, path: &str) -> Option<Option<T>> {
    let Kind::Digits(length) = line.kind else {
        return None;
    };
    let instead = other_word(line.word, Place::Test)?;
    let about = [
        ("found", line.word),
        ("field", path),
        ("similar", &*format!("length: {length}")),
    ];
    let is_length = instead.starts_with("{ number_of: characters");
    is_length.then(|| {
        line.reader
            .refuse(line.key, "book.length_of_digits", &about)
    })
}

/// `{ number_of: years, until: DAY }` behind a field: the number with that field in it, before its limit.
fn number_of_field(
    found: &str,
    lines: &[(NodeId, &str, NodeId)],
    (kind, path): (&Kind, &str),
) -> String {
    let has = |keys: &[&str]| lines.iter().any(|(_, key, _)| keys.contains(key));
    let inside = found.trim_matches(['{', '}', ' ']);
    let inside = inside.lines().map(str::trim).collect::<Vec<_>>().join(", ");
    let of_text = kind.family() == Family::Text && !has(&["of"]);
    let number = match (has(&["from", "after"]), has(&["until"])) {
        _ if of_text => format!("{inside}, of: {path}"),
        (false, true) => inside.replacen("until:", &format!("from: {path}, until:"), 1),
        (true, false) => format!("{inside}, until: {path}"),
        _ => inside,
    };
    format!("{{ {number}, at_least: … }}")
}

/// A quantity where a test is expected: how the field compares with it is not said.
pub(super) fn quantity_for_a_test<T>(
    reader: &Decoder<'_>,
    node: NodeId,
    lines: &[(NodeId, &str, NodeId)],
    (kind, path): (&Kind, &str),
) -> Option<Option<T>> {
    let (_, first, _) = lines.first()?;
    (is_key(first) && !Operator::is_word(first)).then_some(())?;
    let found = reader.document.span(node).of(reader.document.text);
    if *first == "number_of" && kind.family() != Family::Number {
        let number = number_of_field(found, lines, (kind, path));
        let about = [("found", found), ("field", path), ("similar", &*number)];
        return Some(reader.refuse(node, "book.number_for_a_test", &about));
    }
    let relations = RelationWord::of(kind.family()).map(|relation| format!("`{}`", relation.word));
    let relations = relations.collect::<Vec<_>>().join(", ");
    let about = [("found", found), ("allowed", &*relations)];
    let sentence = match relations.is_empty() {
        true => "book.no_quantity_here",
        false => "book.quantity_for_a_test",
    };
    Some(reader.refuse(node, sentence, &about))
}

/// A word that asks nothing, where these would.
pub(super) fn unknown_test<T>(
    reader: &Decoder<'_>,
    (key, word, node): (NodeId, &str, NodeId),
    (family, fitting): (Family, &[&str]),
    names: &Names<'_>,
) -> Option<T> {
    if !TELLS_AUTHORS {
        return reader.refuse(key, "book.unknown_test", &[]);
    }
    if other_word(word, Place::Inside).is_some() {
        return reader.refuse(key, "book.rounded_inside", &[("found", word)]);
    }
    if let Some(sentence) = never_computed(word) {
        return reader.refuse(key, sentence, &[("found", word)]);
    }
    if word == "of" {
        let of = reader.document.span(node).of(reader.document.text);
        let instead = format!("{{ percent: …, of: {of} }}");
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(key, "book.other_word", &about);
    }
    if is_of_a_rule(word) {
        return reader.refuse(key, "book.key_of_the_rule", &[("found", word)]);
    }
    let of_field = fitting.iter().any(|word| presence::alone(word).is_some());
    if presence::alone(word).is_some() && !of_field {
        return reader.refuse(key, "book.presence_of_computed", &[("found", word)]);
    }
    let value = reader.document.scalar(node);
    let denies = || other_word(word, Place::TestOfField) == Some("different_from");
    let stated = match presence::opposite(value) {
        Some(stated) if word == "not" || denies() => Some(stated),
        Some(_) if matches!(word, "is" | "equals") => Some(value),
        _ => None,
    };
    if let Some(stated) = stated {
        let instead = format!("present: {}", stated == "present");
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(key, "book.other_word", &about);
    }
    let is_field = names.field(value).is_some();
    let of_field = other_word(word, Place::TestOfField).filter(|_| is_field);
    let of_number = other_word(word, Place::TestOfNumber).filter(|_| family == Family::Number);
    let of_value = || Some(of_family(other_word(word, Place::Test)?, family));
    let instead = of_field.or(of_number).map(str::to_owned).or_else(of_value);
    // `absent: false` is not `present: false`.
    let denied = yes_or_no(reader.document.scalar(node)) == Some(false);
    let asked = reader.document.span(node).of(reader.document.text);
    let is_test = reader.document.kind(node) == yaml::Kind::Mapping;
    let instead = instead.map(|instead| match instead.as_str() {
        // What is denied is a test of its own.
        _ if word == "not" && is_test => format!("not: {{ FIELD: {asked} }}"),
        "present: true" if denied => "present: false".to_owned(),
        "present: false" if denied => "present: true".to_owned(),
        _ => instead,
    });
    if let Some(instead) = instead {
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(key, "book.other_word", &about);
    }
    // What is asked of fields alone, or of another kind.
    if let Some(instead) = of_other_kind(word).filter(|one| fitting.contains(one)) {
        let about = [("found", word), ("similar", instead)];
        return reader.refuse(key, "book.not_a_test_of_it", &about);
    }
    let mut known: Vec<_> = Operator::words().map(|one| one.name).collect();
    known.dedup();
    let denied = word
        .strip_prefix("not_")
        .or_else(|| word.strip_suffix("_not"));
    if let Some(denied) = denied.filter(|denied| known.contains(denied)) {
        let instead = format!("not: {{ FIELD: {{ {denied}: … }} }}");
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(key, "book.other_word", &about);
    }
    if let Some(similar) = similar(word, known.iter().copied()).filter(|near| *near != word) {
        let about = [("found", word), ("similar", similar)];
        return reader.refuse(key, "book.unknown_test_similar", &about);
    }
    let fitting = fitting.join(", ");
    let about = [("found", word), ("allowed", &*fitting)];
    reader.refuse(key, "book.unknown_test", &about)
}
