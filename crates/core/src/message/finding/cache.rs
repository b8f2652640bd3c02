//! What findings have in common: the law of a rule, and its help where that speaks of no value. Made once, so that a thousand
//! findings of one rule hold it once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::evaluate::Why;
use crate::finding::Law;
use crate::form::FieldId;
use crate::law::ValueId;
use crate::message::wording::Wording;
use crate::rulebook::Head;

/// What earlier findings said. One memory serves one language.
#[derive(Debug, Default)]
pub struct MessageCache {
    /// By the value that was applied, and since when it is in force.
    laws: Known<Option<(ValueId, NaiveDate)>, Arc<[Law]>>,
    helps: Known<AdviceOf, Arc<str>>,
}

/// Everything that an advice without a value may speak of; what is left out here would make a finding depend on those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct AdviceOf {
    /// The reason.
    pub(super) why: Option<Why>,
    /// The field that it is about.
    pub(super) field: Option<FieldId>,
    /// The section that is left out as a whole, in which it stands.
    pub(super) section: Option<FieldId>,
    /// The list of which none is looked at.
    pub(super) list: Option<FieldId>,
}

/// By call, rule and something more.
type Known<K, T> = RefCell<HashMap<(Arc<str>, Arc<str>, K), T>>;

impl MessageCache {
    /// The law of one rule and of the value that was applied.
    pub(super) fn law(
        &self,
        wording: &Wording<'_>,
        head: &Head,
        value: Option<ValueId>,
    ) -> Arc<[Law]> {
        let since = |id| Some((id, wording.value(id)?.on(wording.as_of).dated()?.from));
        known(&self.laws, wording, head, value.and_then(since), || {
            wording.law(value, &head.law)
        })
    }

    /// What to do, as it is always told for this reason.
    pub(super) fn help(
        &self,
        wording: &Wording<'_>,
        head: &Head,
        about: AdviceOf,
        tell: impl FnOnce() -> String,
    ) -> Arc<str> {
        known(&self.helps, wording, head, about, || tell().into())
    }
}

fn known<K: Eq + Hash, T: Clone>(
    all: &Known<K, T>,
    wording: &Wording<'_>,
    head: &Head,
    more: K,
    make: impl FnOnce() -> T,
) -> T {
    let key = (Arc::clone(&wording.book.call), Arc::clone(&head.id), more);
    let mut all = all.borrow_mut();
    all.entry(key).or_insert_with(make).clone()
}
