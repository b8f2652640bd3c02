//! Fields and conditions where keys are asked: what belongs within another key, or beside another.

use super::{Answer, KeySlip};
use crate::condition::quantity::{RelationWord, is_key};
use crate::condition::read::joins;
use crate::context::{Place, other_word};

/// `or:` beside a condition.
pub(super) fn joined<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let join = other_word(slip.found, Place::Condition).and_then(joins);
    let join = join.filter(|_| slip.is_held_against())?;
    let whole = format!("{join}[ {{ … }}, {{ … }} ]");
    Some(Answer::instead("book.joined_beside", whole))
}

/// A field of an example beside the key of its changes.
pub(super) fn within_with<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    within(slip, "with")
}

/// A field beside the key of its tests.
pub(super) fn within_when<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    within(slip, "when")
}

fn within<'m>(slip: &KeySlip<'m>, key: &str) -> Option<Answer<'m>> {
    let mut bytes = slip.found.bytes();
    let is_path = bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_.[]".contains(&byte));
    let may_have_fields = ["expect", "without", "is"].iter().any(|one| slip.has(one));
    let belongs = slip.has(key) && may_have_fields && !slip.is_of_a_rule();
    (belongs && is_path && slip.is_field()).then(|| {
        let whole = format!("{key}: {{ {}: … }}", slip.found);
        Answer::instead("book.belongs_within", whole)
    })
}

/// A condition beside items that are chosen.
pub(super) fn beside_items<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    (is_condition(slip) && slip.has("where")).then(|| Answer::new("book.condition_beside_items"))
}

/// A condition beside a quantity and its limit.
pub(super) fn beside_a_comparison<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    is_condition(slip).then(|| Answer::new("book.quantity_and_condition"))
}

/// Whether it is a field, or makes one condition of others, where something is compared.
fn is_condition(slip: &KeySlip<'_>) -> bool {
    let is_join = slip.is_one(&["all", "any", "not", "some", "every"]);
    let is_word = is_key(slip.found) || RelationWord::is_one(slip.found);
    slip.is_held_against() && (is_join || (!is_word && slip.is_field()))
}
