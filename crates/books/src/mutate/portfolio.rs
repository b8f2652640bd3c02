//! The changes of a rule over all applications.

use super::Mutant;
use super::head::of_head;
use crate::examples::RuleIndex;
use atbilst_core::condition::Condition;
use atbilst_core::condition::quantity::{Comparison, Operand};
use atbilst_core::context::{Change, FieldSelector, Variant, without_each};
use atbilst_core::rulebook::{Among, Head, PortfolioRule, Requirement, RuleBook, UniqueKey};
use atbilst_yaml::source::Span;

pub(super) fn of_portfolio<'b>(
    book: &'b RuleBook,
    index: usize,
    rule: &'b PortfolioRule,
    to: &mut Vec<Mutant<'b>>,
) {
    let of = RuleIndex::Portfolio(index);
    for (nth, requirement) in rule.require.iter().enumerate() {
        for (span, variant) in requirements(book, &rule.head, requirement) {
            let apply = move |book: &mut RuleBook| {
                let rule = book.portfolio.get_mut(index);
                if let Some(own) = rule.and_then(|rule| rule.require.get_mut(nth)) {
                    own.clone_from(&variant.part);
                }
            };
            to.push(Mutant::new(span, variant.change, Some(of), apply));
        }
    }
    for (word, among) in Among::WORDS {
        if let Some(own) = rule.among.filter(|own| *own != among) {
            let change = Change::Becomes(own.word().to_owned(), word.to_owned());
            let apply = move |book: &mut RuleBook| {
                if let Some(rule) = book.portfolio.get_mut(index) {
                    rule.among = Some(among);
                }
            };
            to.push(Mutant::new(rule.head.span, change, Some(of), apply));
        }
    }
    of_head(of, &rule.head, to);
}

/// Every change of a requirement that the examples should notice, each with its place in the book.
fn requirements(
    book: &RuleBook,
    head: &Head,
    requirement: &Requirement,
) -> Vec<(Span, Variant<Requirement>)> {
    let mut all = Vec::new();
    if let (Some(compares), Some(span)) = (requirement.comparison(), requirement.span()) {
        let variants = compares.variants(&book.around()).into_iter();
        let with = |other: Comparison| {
            let mut changed = requirement.clone();
            if let Requirement::Sum { compares, .. } | Requirement::Count { compares, .. } =
                &mut changed
            {
                *compares = other;
            }
            changed
        };
        all.extend(variants.map(|variant| (span, variant.map(with))));
    }
    if let Some(condition) = requirement.filter() {
        let with = |other: Option<Condition>| {
            let mut changed = requirement.clone();
            if let Requirement::Sum { filter, .. } | Requirement::Count { filter, .. } =
                &mut changed
            {
                *filter = other;
            }
            changed
        };
        all.push((condition.span(), Variant::dropped(with(None), "where")));
        let variants = condition.variants(&book.around()).into_iter();
        all.extend(variants.map(|(span, variant)| (span, variant.map(|other| with(Some(other))))));
    }
    if let Some(own) = requirement.term() {
        let with = |other: Operand| {
            let mut changed = requirement.clone();
            if let Requirement::Sum { term, .. } = &mut changed {
                *term = Some(Box::new(other));
            }
            changed
        };
        let span = requirement.span().unwrap_or_default();
        let variants = own.variants(&book.around()).into_iter();
        all.extend(variants.map(|variant| (span, variant.map(with))));
    }
    if let Requirement::Unique { keys, most } = requirement {
        let most = *most;
        let moved = [most.saturating_sub(1), most.saturating_add(1)];
        // That no two agree is asked with one.
        let moved = moved.into_iter().filter(|&moved| most > 1 && moved > 0);
        all.extend(moved.map(|moved| {
            let keys = keys.clone();
            let part = Requirement::Unique { keys, most: moved };
            let variant = Variant::becomes(part, most.to_string(), moved.to_string());
            (head.span, variant)
        }));
    }
    let fewer = match requirement {
        Requirement::Unique { keys, most } => {
            let with = |keys| Requirement::Unique { keys, most: *most };
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
        Requirement::Count {
            different: Some(field),
            ..
        } => {
            let mut part = requirement.clone();
            if let Requirement::Count { different, .. } = &mut part {
                *different = None;
            }
            let name = book.form.field(*field).path.as_str();
            vec![Variant::dropped(part, format!("different: {name}"))]
        }
        Requirement::Sum { .. } | Requirement::Count { .. } => Vec::new(),
    };
    all.extend(fewer.into_iter().map(|variant| (head.span, variant)));
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
