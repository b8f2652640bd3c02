//! What in the books has a name, or is about a word: found by its key, its title, what people call it, and what is said of it.

use super::{Topic, code_of, topics};
use atbilst_core::language::{Language, Template, Translated};
use atbilst_core::rulebook::{Head, RuleBook};
use atbilst_core::suggest;

/// So many words of a text are looked at together.
const TOGETHER: usize = 16;

/// Everything of that name in the books: what is called so, else all that the word is said of. Where there is nothing, the nearest name
/// there is.
///
/// # Errors
/// The name that is nearest to one that nothing has, where one is near.
pub fn find<'b>(books: &'b [RuleBook], name: &str) -> Result<Vec<Topic<'b>>, Option<String>> {
    let topics = topics(books);
    let wanted = without_items(name);
    let by = |fits: &dyn Fn(&Topic<'b>) -> bool| -> Vec<Topic<'b>> {
        topics.iter().copied().filter(|topic| fits(topic)).collect()
    };
    let exact = by(&|topic| without_items(&topic.name()) == wanted);
    if !exact.is_empty() {
        return Ok(exact);
    }
    // `amount` alone, or a title, or other capitals and accents.
    let last = by(&|topic| matches!(topic, Topic::Field(..)) && last_name(&topic.name()) == wanted);
    if !last.is_empty() {
        return Ok(last);
    }
    let titled = by(&|topic| {
        let titles = topic.titles();
        suggest::same(&topic.name(), name) || titles.iter().any(|one| suggest::same(one, name))
    });
    if !titled.is_empty() {
        return Ok(titled);
    }
    // A key that is nearly one is not a word that keys have.
    let is_word = !name.contains(['-', '_', '.']);
    // What people call so, then what has the word in its name, in whatever form, then what speaks of it.
    let rank = |topic: &Topic<'b>| {
        let spellings = topic.spellings();
        let mentions = |texts: &[&str]| texts.iter().any(|one| suggest::mentions(one, name));
        if spellings.iter().any(|one| suggest::same(one, name)) {
            return Some(0);
        }
        if mentions(&spellings) || is_word && suggest::mentions(&topic.name(), name) {
            return Some(1);
        }
        topic
            .says()
            .iter()
            .any(|text| speaks_of(text, name))
            .then_some(2)
    };
    let ranked = topics
        .iter()
        .filter_map(|topic| Some((rank(topic)?, *topic)));
    let mut ranked: Vec<(u8, Topic<'b>)> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    if !ranked.is_empty() {
        return Ok(ranked.into_iter().map(|(_, topic)| topic).collect());
    }
    let names: Vec<(String, String)> = topics
        .iter()
        .flat_map(|topic| {
            let own = topic.name();
            let mut spellings = vec![(own.clone(), own.clone())];
            if let Topic::Field(..) = topic {
                spellings.push((last_name(&own).to_owned(), own.clone()));
            }
            spellings.extend(
                topic
                    .spellings()
                    .into_iter()
                    .map(|title| (title.to_owned(), own.clone())),
            );
            spellings
        })
        .collect();
    let candidates = names
        .iter()
        .map(|(spelling, own)| (spelling.as_str(), own.as_str()));
    Err(suggest::nearest(name, candidates).map(str::to_owned))
}

impl<'b> Topic<'b> {
    /// Its titles in every language.
    fn titles(&self) -> Vec<&'b str> {
        let title: Option<&Translated<String>> = match *self {
            Self::Own(..) => None,
            Self::Rule(_, head) => Some(&head.title),
            Self::Code(book, list, code) => code_of(book, list, code).map(|code| &code.title),
            Self::Field(book, id) => Some(&book.form.field(id).title),
            Self::Value(book, index) => book.values.get(index).map(|value| &value.title),
            Self::Table(book, index) => book.tables.get(index).map(|table| &table.title),
            Self::Figure(book, index) => book.figures.0.get(index).map(|figure| &figure.title),
        };
        title
            .into_iter()
            .flat_map(Translated::iter)
            .map(String::as_str)
            .collect()
    }

    /// What it is called beside its name: its titles, and other words for it.
    fn spellings(&self) -> Vec<&'b str> {
        match *self {
            Self::Code(book, list, code) => {
                let code = code_of(book, list, code).into_iter();
                code.flat_map(|code| code.spellings().map(|(text, _)| text))
                    .collect()
            }
            Self::Field(book, id) => {
                let spellings = book.form.field(id).spellings();
                spellings.map(|(text, _)| text).collect()
            }
            Self::Own(..)
            | Self::Rule(..)
            | Self::Value(..)
            | Self::Table(..)
            | Self::Figure(..) => self.titles(),
        }
    }

    /// What is said of it, in every language.
    fn says(&self) -> Vec<String> {
        match *self {
            Self::Rule(_, head) => said_of(head),
            Self::Field(book, id) => book.form.field(id).help.iter().cloned().collect(),
            Self::Own(..)
            | Self::Code(..)
            | Self::Value(..)
            | Self::Table(..)
            | Self::Figure(..) => Vec::new(),
        }
    }
}

/// All sentences of a rule: in plain words, of its law, and what it says and asks.
fn said_of(head: &Head) -> Vec<String> {
    let texts = [&head.plain, &head.because].into_iter().flatten();
    let texts = texts.flat_map(Translated::iter).cloned();
    let quotes = head.law.iter().filter_map(|law| law.quote.clone());
    let sentences = [&head.message, &head.review].into_iter().flatten();
    let sentences = sentences.chain([&head.help]);
    let sentences = sentences.flat_map(|sentence| {
        Language::ALL
            .into_iter()
            .map(|language| plain(sentence.get(language), language))
    });
    texts.chain(quotes).chain(sentences).collect()
}

/// A sentence without what its placeholders stand for.
fn plain(sentence: &Template, language: Language) -> String {
    sentence.fill(language, &mut |_| Some("…".into()))
}

/// Whether a text has every word of a name close together.
fn speaks_of(text: &str, name: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let half = TOGETHER / 2;
    let starts = (0..words.len()).step_by(half);
    let mut stretches = starts
        .filter_map(|start| words.get(start..start.saturating_add(TOGETHER).min(words.len())));
    stretches.any(|stretch| suggest::mentions(&stretch.join(" "), name))
}

/// `activities[0].amount` and `activities[].amount` as `activities.amount`.
fn without_items(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.trim().trim_start_matches('/').chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ if inside => {}
            '/' => out.push('.'),
            _ => out.push(c),
        }
    }
    out
}

fn last_name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
