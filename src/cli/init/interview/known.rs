//! What is answered already when a conversation goes on: it is not asked again.

use serde_json::Value;

use atbilst_core::form::{FieldId, Kind};

use super::{Interview, Question};

impl Interview<'_> {
    /// Notes what is there already. What may be left out and stands before it was passed over, and is not asked again.
    pub(super) fn resume(&mut self) {
        let mut order = Vec::new();
        self.known(None, "", &mut order);
        let last = order.iter().rposition(|(.., known)| *known).unwrap_or(0);
        for (at, wanted, _) in order.into_iter().take(last) {
            self.wanted.entry(at).or_insert(wanted);
        }
    }

    /// Everything that could have been asked, in order: what that says of it, and whether it is there.
    fn known(
        &mut self,
        parent: Option<FieldId>,
        around: &str,
        order: &mut Vec<(String, bool, bool)>,
    ) {
        let book = self.book;
        for id in book.form.asked(parent) {
            let field = book.form.field(id);
            let at = match field.name.as_str() {
                "it" => around.to_owned(),
                name => format!("{around}/{name}"),
            };
            let there = self.answers.pointer(&at).filter(|there| !there.is_null());
            let items = there.and_then(Value::as_array).map_or(0, Vec::len);
            let there = there.is_some();
            match &field.kind {
                Kind::Record(_) if there || field.required => {
                    if there {
                        self.wanted.insert(at.clone(), true);
                    }
                    self.known(Some(id), &at, order);
                }
                Kind::Record(_) => order.push((at, false, false)),
                Kind::List(_) => {
                    for number in 0..items {
                        let item = format!("{at}/{number}");
                        self.wanted.insert(item.clone(), true);
                        self.known(Some(id), &item, order);
                    }
                    if items > 0 || !field.required {
                        order.push((format!("{at}/{items}"), false, false));
                    }
                }
                _ if at == "/call" => {}
                _ if there => {
                    self.wanted.insert(at.clone(), true);
                    order.push((at.clone(), true, true));
                    self.asked.push(Question {
                        field: id,
                        at,
                        whether: false,
                    });
                }
                _ if field.required => {}
                _ => order.push((at, true, false)),
            }
        }
    }
}
