//! The changes of a rule over all applications.

use super::Mutant;
use super::head::of_head;
use crate::examples::RuleIndex;
use atbilst_core::condition::quantity::{Comparison, Held, Overall};
use atbilst_core::context::{Around, Change, FieldSelector, Variant, without_each};
use atbilst_core::rulebook::{Among, Head, PortfolioRule, Requirement, RuleBook, UniqueKey};

pub(super) fn of_portfolio<'b>(
    book: &'b RuleBook,
    around: &Around<'_>,
    (index, rule): (usize, &'b PortfolioRule),
    to: &mut Vec<Mutant<'b>>,
) {
    let of = RuleIndex::Portfolio(index);
    for (nth, requirement) in rule.requirements().enumerate() {
        for variant in requirements((book, around), &rule.head, requirement) {
            let (span, part) = (variant.span.unwrap_or(rule.head.span), variant.part);
            let apply = move |book: &mut RuleBook| {
                let rule = book.portfolio.get_mut(index);
                let mut all = rule
                    .into_iter()
                    .flat_map(|rule| rule.when.iter_mut().chain(&mut rule.require));
                if let Some(own) = all.nth(nth) {
                    own.clone_from(&part);
                }
            };
            to.push(Mutant::new(span, variant.change, Some(of), apply));
        }
    }
    if !rule.when.is_empty() {
        let change = Change::Dropped("when".to_owned());
        let apply = move |book: &mut RuleBook| {
            if let Some(rule) = book.portfolio.get_mut(index) {
                rule.when.clear();
            }
        };
        to.push(Mutant::new(rule.head.span, change, Some(of), apply));
    }
    for among in Among::ALL {
        if let Some(own) = rule.among.filter(|own| *own != among) {
            let change = Change::Becomes(own.name().to_owned(), among.name().to_owned());
            let apply = move |book: &mut RuleBook| {
                if let Some(rule) = book.portfolio.get_mut(index) {
                    rule.among = Some(among);
                }
            };
            to.push(Mutant::new(rule.head.span, change, Some(of), apply));
        }
    }
    let always_asks = rule.require.iter().all(Requirement::always_asks);
    of_head(of, &rule.head, always_asks, to);
}

/// Every change of a requirement that the examples should notice, each with its place in the book.
fn requirements(
    (book, around): (&RuleBook, &Around<'_>),
    head: &Head,
    requirement: &Requirement,
) -> Vec<Variant<Requirement>> {
    let mut all = Vec::new();
    if let Requirement::Overall {
        overall,
        compares,
        name,
        span,
    } = requirement
    {
        let with = |overall: Overall, compares: Comparison| Requirement::Overall {
            overall: Box::new(overall),
            compares,
            name: name.clone(),
            span: *span,
        };
        let limits = compares
            .variants(Held::Overall(overall), around)
            .into_iter();
        let limits = limits.map(|variant| variant.map(|other| with((**overall).clone(), other)));
        let own = overall.changes(around).into_iter();
        let own = own.map(|variant| variant.map(|other| with(other, compares.clone())));
        all.extend(limits.chain(own).map(|variant| variant.at(*span)));
    }
    let fewer = match requirement {
        Requirement::Unique { keys, latest } => {
            let with = |keys| Requirement::Unique {
                keys,
                latest: latest.clone(),
            };
            let variants = keys_less(book, keys).into_iter();
            variants.map(|variant| variant.map(with)).collect()
        }
        Requirement::Alike { paths, also } => {
            let without = |(path, rest): (FieldSelector, Vec<FieldSelector>)| {
                let also = also.clone();
                let part = Requirement::Alike { paths: rest, also };
                Variant::dropped(part, named(book, &[path]))
            };
            without_each(paths).map(without).collect()
        }
        Requirement::Overall { .. } => Vec::new(),
    };
    all.extend(fewer.into_iter().map(|variant| variant.at(head.span)));
    all
}

fn named(book: &RuleBook, fields: &[FieldSelector]) -> String {
    let leaves = fields.iter().filter_map(|field| field.leaf);
    let paths: Vec<_> = leaves
        .map(|leaf| book.form.field(leaf).path.as_str())
        .collect();
    paths.join(", ")
}

/// Keys without one of them, or with one that has a field less.
fn keys_less(book: &RuleBook, keys: &[UniqueKey]) -> Vec<Variant<Vec<UniqueKey>>> {
    let mut all = Vec::new();
    for (index, (key, rest)) in without_each(keys).enumerate() {
        all.push(Variant::dropped(rest.clone(), named(book, &key.fields)));
        for (field, less) in without_each(&key.fields).filter(|(_, less)| !less.is_empty()) {
            let mut keys = rest.clone();
            let less = UniqueKey {
                fields: less,
                whole: key.whole,
            };
            keys.insert(index, less);
            all.push(Variant::dropped(keys, named(book, &[field])));
        }
    }
    all
}
