//! A text that is no application may be anybody's, and a report is read by many: nothing of it is quoted.

use crate::finding::{Excerpt, Finding};
use crate::language::Catalogue;
use crate::rulebook::RuleBook;

/// Whether no line of a text begins with the name of a field, as those of an application do.
pub(super) fn is_foreign(text: &str, books: &[RuleBook]) -> bool {
    let names = books.iter().flat_map(|book| {
        let outermost = book.form.root.iter();
        outermost.map(|&field| book.form.field(field).name.as_str())
    });
    let mut names: Vec<&str> = names.collect();
    names.push("call");
    let mark =
        |c: char| c.is_whitespace() || matches!(c, '{' | ',' | '-' | '"' | '\'' | '\u{feff}');
    let is_field = |line: &str| {
        let line = line.trim_start_matches(mark);
        names.iter().any(|name| {
            let after = line.strip_prefix(name).map(str::trim_start);
            let after = after.map(|after| after.trim_start_matches(['"', '\'']));
            after.is_some_and(|after| after.trim_start().starts_with(':'))
        })
    };
    !text.split(['\n', '\r']).any(is_field)
}

/// Takes from findings what they quote: the lines, the words, and the way through the text.
pub(super) fn withhold(findings: &mut [Finding], catalogue: &Catalogue) {
    for finding in findings {
        let Excerpt { text, marked, .. } = std::mem::take(&mut finding.place.excerpt);
        let marked = text.get(marked).unwrap_or("").trim();
        let found = finding.found.take().unwrap_or_default();
        // A single sign says nothing of a text.
        let quoted = [found.trim(), marked].into_iter();
        let quoted: Vec<&str> = quoted.filter(|quoted| quoted.len() > 1).collect();
        let without = |sentence: &str| {
            let all = quoted.iter();
            all.fold(sentence.to_owned(), |sentence, quoted| {
                sentence.replace(quoted, "…")
            })
        };
        let withheld = catalogue.say("form.withheld", &[]);
        let help = finding.help.as_deref().map(&without);
        let help = help.unwrap_or_default();
        finding.help = Some(format!("{help} {withheld}").trim_start().into());
        finding.message = without(&finding.message);
        finding.place.pointer = String::new();
        finding.related.clear();
    }
}
