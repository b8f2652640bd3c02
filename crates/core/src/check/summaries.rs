//! Rule books and rules as a report names them, in its language.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::context::FieldRef;
use crate::finding::Level;
use crate::form::Kind;
use crate::language::{Catalogue, Language};
use crate::message::wording::{laws, value_on};
use crate::own_rules::OWN;
use crate::report::{BookSummary, Grouping, RuleSummary, SourceSummary};
use crate::rulebook::{Head, RuleBook};
use crate::waivers::WaiverTerms;

/// A rule book as a report names it.
pub(super) fn of_book(book: &RuleBook, catalogue: &Catalogue, today: NaiveDate) -> BookSummary {
    let language = catalogue.language();
    // Told of no application in particular, a field is called by its title.
    let mut general = |name: &str| match (book.value(name), book.form.find(name)) {
        (Some(value), _) => Some(value_on(value, today, catalogue)),
        (None, Some(field)) => Some(book.form.field(field).title.get(language).to_owned().into()),
        (None, None) => Some("…".into()),
    };
    let single = book.rules.iter().map(|rule| (&rule.head, false));
    let all = single.chain(book.portfolio.iter().map(|rule| (&rule.head, true)));
    let mut rule = |(head, portfolio): (&Head, bool)| RuleSummary {
        id: Arc::clone(&head.id),
        title: head.title.get(language).to_owned(),
        help: head.help.get(language).fill(language, &mut general),
        level: head.level,
        law: laws(book, None, &head.law, language),
        because: head
            .because
            .as_ref()
            .map(|because| because.get(language).to_owned()),
        waiver: head.waiver,
        portfolio,
    };
    BookSummary {
        name: Arc::clone(&book.name),
        call: Arc::clone(&book.call),
        title: book.title.get(language).to_owned(),
        version: book.version.clone(),
        verified_on: book.verified_on,
        sha256: book.sha256,
        sources: book
            .sources
            .iter()
            .map(|source| SourceSummary {
                id: source.id.clone(),
                title: source.title.get(language).to_owned(),
                url: source.url.clone(),
                captured: source.captured.clone(),
            })
            .collect(),
        applied: false,
        groups: groupings(book, language),
        money: book.particulars.money.as_ref().and_then(|money| {
            let field = book.form.field(money.leaf?);
            Some(field.title.get(language).to_owned())
        }),
        next_steps: book
            .next_steps
            .iter()
            .map(|step| {
                let law = laws(book, None, &step.law, language);
                (step.text.get(language).to_owned(), law)
            })
            .collect(),
        rules: all.map(&mut rule).collect(),
    }
}

fn groupings(book: &RuleBook, language: Language) -> Arc<[Grouping]> {
    let grouping = |of: &FieldRef| {
        let field = book.form.field(of.field);
        let list = match field.kind {
            Kind::Code(list) => book.list(list),
            _ => None,
        };
        let codes = list.into_iter().flat_map(|list| &list.codes);
        let codes = codes.map(|one| (one.code.clone(), one.title.get(language).to_owned()));
        Grouping {
            path: field.path.as_str().into(),
            title: field.title.get(language).to_owned(),
            codes: codes.collect(),
        }
    };
    book.particulars.groups.iter().map(grouping).collect()
}

/// The tool's own rules as a report names them.
pub(super) fn own_rules(catalogue: &Catalogue) -> Arc<[RuleSummary]> {
    let summary = |id: &&'static str| RuleSummary {
        id: Arc::from(*id),
        title: catalogue.say(&format!("form.{id}.title"), &[]),
        help: catalogue.say(&format!("form.{id}.help"), &[]),
        level: Level::Error,
        law: Arc::from([]),
        because: None,
        // Nobody can answer for what was not judged.
        waiver: WaiverTerms {
            allowed: false,
            ..WaiverTerms::default()
        },
        portfolio: false,
    };
    OWN.iter().map(summary).collect()
}
