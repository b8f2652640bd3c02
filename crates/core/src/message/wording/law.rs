//! The law as a report names it: of a rule, and of the dated value that was applied.

use std::sync::Arc;

use super::Wording;
use crate::finding::Law;
use crate::language::Language;
use crate::law::{Citation, Dated, ValueId};
use crate::rulebook::RuleBook;

impl Wording<'_> {
    /// The law of the value that was applied, then that of the rule.
    pub fn law(&self, value: Option<ValueId>, rule: &[Citation]) -> Arc<[Law]> {
        let value = value.and_then(|id| self.value(id));
        let dated = value.and_then(|value| value.on(self.as_of).dated());
        laws(self.book, dated, rule, self.catalogue.language())
    }
}

/// The law of a dated value with the day since which it is in force, then that of the rule.
pub fn laws(
    book: &RuleBook,
    dated: Option<&Dated>,
    rule: &[Citation],
    language: Language,
) -> Arc<[Law]> {
    // Of what is not known nothing is in force that anybody was held to.
    let since = dated.filter(|dated| dated.is.is_some());
    let since = since.map(|dated| dated.from);
    let of_value = dated.into_iter().flat_map(|dated| &dated.law);
    let mut laws: Vec<Law> = of_value
        .map(|citation| Law {
            since,
            ..cite(book, citation, language)
        })
        .collect();
    for citation in rule {
        let cited = cite(book, citation, language);
        let same = laws
            .iter_mut()
            .find(|law| (&law.id, &law.point) == (&cited.id, &cited.point) && overlap(law, &cited));
        match same {
            // The same sentence, cited longer by one of the two.
            Some(law) if length(law) < length(&cited) => law.quote = cited.quote,
            Some(_) => {}
            None => laws.push(cited),
        }
    }
    laws.into()
}

fn length(law: &Law) -> usize {
    law.quote.as_ref().map_or(0, String::len)
}

/// Whether one of two citations quotes the other's words.
fn overlap(a: &Law, b: &Law) -> bool {
    match (&a.quote, &b.quote) {
        (Some(a), Some(b)) => a.contains(b.as_str()) || b.contains(a.as_str()),
        (a, b) => a == b,
    }
}

/// A citation as a report names it.
pub fn cite(book: &RuleBook, citation: &Citation, language: Language) -> Law {
    let source = book.sources.get(citation.source.index());
    Law {
        id: source.map(|source| source.id.clone()).unwrap_or_default(),
        source: source
            .map(|source| source.title.get(language).to_owned())
            .unwrap_or_default(),
        point: citation.point.clone(),
        quote: citation.quote.clone(),
        url: source.map(|source| source.url.clone()).unwrap_or_default(),
        since: None,
    }
}
