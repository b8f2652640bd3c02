//! The texts for people: that they say the same in every language, and that nothing stands in them that is shown as it is written.

use super::Lint;
use crate::captured::TO_FILL_IN;
use crate::numbers::{Number, numbers};
use atbilst_core::context::Uses;
use atbilst_core::language::{Language, Template};
use atbilst_core::rulebook::placeholders;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, NodeId};

/// Quotes that word processors write, before and behind.
const QUOTES: [char; 7] = ['„', '“', '”', '«', '»', '‘', '’'];

/// What stands in every language for what is still to be written. Words for it may be the title of a code, `nav zināms`.
const OPEN: [&str; 3] = ["TODO", "TBD", "XXX"];

/// One text in every language.
struct Text<'b> {
    /// The key that it stands under.
    key: &'b str,
    /// The rule that says it, where one does.
    rule: Option<&'b str>,
    span: Span,
    said: Vec<(Language, &'b str)>,
}

impl Lint<'_> {
    pub(super) fn texts(&mut self) {
        let book = self.book;
        let parsed = book.parsed();
        let document = parsed.document();
        let mut texts = Vec::new();
        if let Some(root) = document.root() {
            collect(document, root, None, &mut texts);
        }
        // The language whose texts have letters with marks, where another has few.
        let with_marks = |language: &&Language| {
            let said = texts.iter().flat_map(|text| &text.said);
            let own = said.filter(|(own, _)| own == *language);
            own.filter(|(_, said)| has_marks(said)).count()
        };
        let marked = Language::ALL.iter().max_by_key(with_marks);
        for text in &texts {
            if marked.is_some_and(|marked| is_swapped(text, *marked)) {
                self.say("rules.languages_swapped", text.span, &[]);
            }
            if !text.said.iter().any(|(_, said)| said.contains(TO_FILL_IN)) {
                self.text(text);
            }
        }
    }

    fn text(&mut self, text: &Text<'_>) {
        let rule = text.rule.unwrap_or_default();
        let own = [("rule", rule), ("text", text.key)];
        if text.rule.is_some() {
            if is_same(text) {
                self.say("rules.not_translated", text.span, &own);
            }
            if let Some(name) = in_one_alone(text) {
                let args = [("rule", rule), ("text", text.key), ("found", &*name)];
                self.say("rules.placeholder_in_one_language", text.span, &args);
            }
        }
        if text.key == "message" && self.says_limit_by_hand(text) {
            self.say("rules.limit_by_hand", text.span, &own);
        }
        if let Some((_, said)) = text.said.iter().find(|(_, said)| said.contains('{'))
            && text.key == "title"
        {
            self.say("rules.braces_in_title", text.span, &[("found", *said)]);
        }
        if let Some((_, said)) = text.said.iter().find(|(_, said)| is_open(said)) {
            self.say("rules.text_still_open", text.span, &[("found", *said)]);
        }
        if text.rule.is_some()
            && let Some(found) = text.said.iter().find_map(|(_, said)| without_braces(said))
        {
            self.say(
                "rules.placeholder_without_braces",
                text.span,
                &[("found", found)],
            );
        }
        if text.said.iter().all(|(_, said)| is_quoted(said)) {
            self.say("rules.quotes_around_all", text.span, &own);
        }
        if let Some((one, other)) = differing(text) {
            let args = [("found", &*one), ("other", &*other)];
            self.say("rules.numbers_differ", text.span, &args);
        }
    }
}

impl Lint<'_> {
    /// Whether a number stands in a message where the rule has a value that the law may change, which nothing in the message names.
    fn says_limit_by_hand(&self, text: &Text<'_>) -> bool {
        let book = self.book;
        let mut rules = book.rules.iter();
        let Some(rule) = rules.find(|rule| Some(&*rule.head.id) == text.rule) else {
            return false;
        };
        let mut uses = Uses::default();
        for require in rule.cases.iter().filter_map(|case| case.require.as_ref()) {
            require.uses(&book.form, &mut uses);
        }
        let values = uses.values.keys();
        let values = values.filter_map(|id| book.values.get(id.index()));
        let values: Vec<&str> = values.map(|value| &*value.name).collect();
        let names_it = |said: &str| {
            let named = |name: &str| said.contains(&format!("{{{name}"));
            named("expected") || values.iter().any(|name| named(name))
        };
        let by_hand = |said: &str| !said_numbers(said).is_empty() && !names_it(said);
        !values.is_empty() && text.said.iter().all(|(_, said)| by_hand(said))
    }
}

/// The texts under a node, the rule that says them, and where they stand.
fn collect<'b>(
    document: Document<'b>,
    node: NodeId,
    rule: Option<&'b str>,
    to: &mut Vec<Text<'b>>,
) {
    for item in document.items(node) {
        let id = document.get(item, "id").map(|id| document.scalar(id));
        let is_rule = document.get(item, "examples").is_some();
        collect(document, item, id.filter(|_| is_rule).or(rule), to);
    }
    for (key, value) in document.entries(node) {
        let key = document.scalar(key);
        let said = Language::ALL.iter().filter_map(|&language| {
            let text = document.get(value, language.name())?;
            Some((language, document.scalar(text)))
        });
        let said: Vec<_> = said.collect();
        if said.len() == Language::ALL.len() {
            let span = document.span(value);
            to.push(Text {
                key,
                rule,
                span,
                said,
            });
        } else if !["complete", "examples"].contains(&key) {
            collect(document, value, rule, to);
        }
    }
}

fn is_same(text: &Text<'_>) -> bool {
    let mut said = text.said.iter().map(|(_, said)| said.trim());
    let first = said.next();
    said.any(|said| Some(said) == first)
}

/// A placeholder that not every language has.
fn in_one_alone(text: &Text<'_>) -> Option<String> {
    let templates = text.said.iter().map(|(_, said)| Template::parse(said).ok());
    let templates: Vec<Template> = templates.collect::<Option<_>>()?;
    let by_all = |name: &str| templates.iter().all(|template| template.names(name));
    let mut names = templates.iter().flat_map(Template::placeholders);
    let name = names.find(|(name, _)| !by_all(name));
    name.map(|(name, _)| name.to_owned())
}

/// Whether a text is only a mark of what is still to be written.
fn is_open(said: &str) -> bool {
    let said = said.trim();
    let mark = |c: char| matches!(c, '.' | '…' | '?' | '_' | '-' | '–');
    (!said.is_empty() && said.chars().all(mark))
        || OPEN.iter().any(|open| said.eq_ignore_ascii_case(open))
}

/// The name of a placeholder between other signs than braces; in parentheses it may be a word of the sentence.
fn without_braces(said: &str) -> Option<&'static str> {
    let signs = [('[', ']'), ('<', '>')];
    placeholders().find(|name| {
        let mut signs = signs.iter();
        signs.any(|(before, behind)| said.contains(&format!("{before}{name}{behind}")))
    })
}

/// Whether quotes of a word processor stand around all of it, and none within.
fn is_quoted(said: &str) -> bool {
    let inner = said.trim().strip_prefix(['„', '“', '«', '‘']);
    let inner = inner.and_then(|inner| inner.strip_suffix(['”', '“', '»', '’']));
    inner.is_some_and(|inner| !inner.contains(QUOTES))
}

fn has_marks(said: &str) -> bool {
    said.chars()
        .any(|letter| letter.is_alphabetic() && !letter.is_ascii())
}

/// Whether the text of this language has no letter with a mark, and every other has.
fn is_swapped(text: &Text<'_>, marked: Language) -> bool {
    let mut said = text.said.iter();
    said.all(|(language, said)| {
        let other = *language != marked;
        has_marks(said) == other && said.split_whitespace().count() > 1
    })
}

/// Numbers of which each stands in one language and not in another: of the first, and of another.
fn differing(text: &Text<'_>) -> Option<(String, String)> {
    let mut said = text.said.iter().map(|(_, said)| said_numbers(said));
    let first = said.next()?;
    let lacks = |all: &[Number], number: &Number| {
        let is_same = |other: &Number| other.is.iter().any(|is| number.is.contains(is));
        !all.iter().any(is_same)
    };
    said.find_map(|other| {
        let one = first.iter().find(|number| lacks(&other, number))?;
        let two = other.iter().find(|number| lacks(&first, number))?;
        Some((one.written.clone(), two.written.clone()))
    })
}

/// The numbers of a text; what stands in braces is none.
fn said_numbers(said: &str) -> Vec<Number> {
    let mut depth = 0_usize;
    let outside = said.chars().filter(|sign| {
        match sign {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *sign != '}'
    });
    let mut all = numbers(&outside.collect::<String>());
    all.retain(|number| !number.is.is_empty());
    all
}
