//! The rules of a report as SARIF lists them: the tool's own, then those of each rule book.

use serde_json::{Value, json};

use crate::escape::{cut, link, markdown, sarif};
use crate::words;
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Report, RuleSummary};

/// Every rule.
pub(super) fn all(report: &Report, catalogue: &Catalogue) -> Vec<Value> {
    let rules = report.all_rules();
    rules
        .map(|(of, rule)| describe(of.map(|(_, call)| call), rule, catalogue))
        .collect()
}

fn describe(call: Option<&str>, rule: &RuleSummary, catalogue: &Catalogue) -> Value {
    let citations: Vec<String> = rule
        .law
        .iter()
        .map(|law| words::citation(law, catalogue))
        .collect();
    let mut full = vec![format!("{}.", rule.title.trim_end_matches('.'))];
    full.extend(citations.iter().cloned());
    let [law, how] = ["human.law", "human.help"].map(|key| catalogue.say(key, &[]));
    let mut text = vec![rule.help.clone()];
    text.extend(
        citations
            .iter()
            .map(|citation| format!("{law}: {citation}")),
    );
    let mut lines = vec![
        format!("**{}**", markdown(&rule.title)),
        format!("{}: {}", markdown(&how), markdown(&rule.help)),
    ];
    for (citation, cited) in citations.iter().zip(rule.law.iter()) {
        let citation = markdown(citation);
        let link = link(&cited.url).filter(|url| !url.contains(['<', '>', '{', '}', '\\']));
        lines.push(match link {
            Some(url) => format!("{}: [{citation}](<{url}>)", markdown(&law)),
            None => format!("{}: {citation}", markdown(&law)),
        });
    }
    let mut described = json!({
        "id": &*rule.id,
        "name": name(&rule.id),
        "shortDescription": { "text": sarif(&rule.title) },
        "fullDescription": { "text": cut(&sarif(&full.join(" ")), LONGEST) },
        "help": { "text": sarif(&text.join("\n")), "markdown": lines.join("\n\n") },
        "defaultConfiguration": { "level": rule.level.name() },
    });
    if let Some(url) = rule.law.iter().find_map(|law| link(&law.url)) {
        described["helpUri"] = url.into();
    }
    if let Some(call) = call {
        let scope = if rule.portfolio {
            "portfolio"
        } else {
            "application"
        };
        described["properties"] =
            json!({ "call": call, "portfolio": rule.portfolio, "tags": [call, scope] });
    }
    described
}

/// Code scanning takes no description that is longer.
const LONGEST: usize = 1_024;

/// The name of a rule as a word of a program: `budget-envelope` as `BudgetEnvelope`.
fn name(id: &str) -> String {
    let words = id.split(|c: char| !c.is_alphanumeric());
    let upper = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    };
    words.map(upper).collect()
}

/// Where more can be read: of the program, where it knows its home, else of the law.
pub(super) fn home(report: &Report) -> Option<&str> {
    let rules = report.rule_books.iter().flat_map(|book| book.rules.iter());
    let mut laws = rules.flat_map(|rule| rule.law.iter());
    let home = report.settings.tool.home;
    home.or_else(|| laws.find_map(|law| link(&law.url)))
}

/// Where a rule stands in the list of all; the same id may stand in several books.
pub(super) fn position(report: &Report, book: Option<usize>, id: &str) -> Option<usize> {
    report
        .all_rules()
        .position(|(of, rule)| *rule.id == *id && of.is_none_or(|(index, _)| Some(index) == book))
}
