//! The field that names the call: without it nobody knows which form to hold an application against.

use super::{FormMessages, finding};
use crate::finding::{Finding, Slip};
use crate::language::{Language, Value, is_struck_out};
use crate::message::cure::instead;
use crate::message::unseen;
use crate::own_rules::{MISSING_FIELD, UNKNOWN_CALL};
use crate::rulebook::RuleBook;
use crate::suggest;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, NodeId};

/// The name of the field in every form.
const CALL: &str = "call";

/// The one of the outermost keys that is none and can mean nothing but the field of the call, as the form of the book calls it whose
/// call stands behind it; where that is of no book, as all forms do.
pub(crate) fn call_meant(
    books: &[RuleBook],
    document: Document<'_>,
    root: NodeId,
) -> Option<NodeId> {
    let is_call = |book: &RuleBook, key: &str| {
        let names = book.form.names(book.form.root.iter().copied());
        let sure = suggest::sure(key, names.into_iter());
        sure.is_some() && sure == book.form.find(CALL)
    };
    let mut meant = document.entries(root).filter(|&(key, value)| {
        let (key, call) = (document.scalar(key), document.scalar(value));
        let own = books.iter().find(|book| &*book.call == call);
        match own {
            Some(own) => is_call(own, key),
            None => !books.is_empty() && books.iter().all(|book| is_call(book, key)),
        }
    });
    match (meant.next(), meant.next()) {
        (Some((key, _)), None) => Some(key),
        _ => None,
    }
}

/// The code of a call behind the name of its field further in than the outermost fields: under a name, or in an item.
pub(crate) fn call_inside(
    books: &[RuleBook],
    document: Document<'_>,
    node: NodeId,
) -> Option<NodeId> {
    let inside = document.entries(node).map(|(_, value)| value);
    let mut inside = inside.chain(document.items(node));
    inside.find_map(|fields| {
        let call = document.get(fields, CALL).filter(|&call| {
            let code = document.scalar(call).trim();
            books.iter().any(|book| *book.call == *code)
        });
        call.or_else(|| call_inside(books, document, fields))
    })
}

impl FormMessages<'_> {
    /// A call that no rule book is for.
    pub(crate) fn unknown_call(&self, node: NodeId, known: &[&str]) -> Finding {
        let call = self.document.scalar(node);
        let message = self.say("form.unknown-call.message", &[("call", call.into())]);
        let mut help: Vec<String> = unseen::told(call, self.catalogue).into_iter().collect();
        let is_word = |name: &str| {
            let mark = |c: char| !c.is_alphanumeric();
            let mut words = call.split_whitespace();
            words.any(|word| word.trim_matches(mark) == name)
        };
        let similar = known.iter().copied().find(|name| is_word(name));
        let similar =
            similar.or_else(|| suggest::nearest(call, known.iter().map(|&name| (name, name))));
        // With other figures it is the code of another call; an `i` may have become a 1.
        let figures = |code: &str, as_one: &[char]| -> Vec<char> {
            let signs = code
                .chars()
                .map(|c| if as_one.contains(&c) { '1' } else { c });
            signs.filter(char::is_ascii_digit).collect()
        };
        let same = |name: &str, as_one| figures(call, as_one) == figures(name, as_one);
        let may_be = |name: &&str| is_word(name) || same(name, &[]) || same(name, &['i', 'I', 'l']);
        // Of two calls, or of one that is denied, nobody knows which is meant.
        let mut figured = call.split_whitespace();
        let figured = figured
            .by_ref()
            .filter(|word| word.contains(char::is_numeric));
        let is_one = figured.count() == 1 && !Language::denied(call) && !is_struck_out(call);
        let similar = similar.filter(|name| is_one && may_be(name));
        if let Some(similar) = similar {
            help.push(self.say("form.did_you_mean", &[("similar", similar.into())]));
        }
        help.push(self.say("form.unknown-call.help", &[]));
        help.push(self.known_calls(known));
        let mut finding = finding(
            UNKNOWN_CALL,
            message,
            help.join(" "),
            self.place("/call".to_owned(), self.document.span(node)),
        );
        finding.found = Some(call.to_owned());
        finding.expected = Some(known.join(", "));
        if let Some(similar) = similar {
            let sure = suggest::same(similar, call);
            let (text, span) = (self.document.text, self.document.span(node));
            let to = yaml::write::text(similar);
            finding.slip = Some(if sure { Slip::Sure } else { Slip::Likely });
            finding.expected = Some(similar.to_owned());
            finding.cure = instead(text, self.lines, span, &to).map(Box::new);
        }
        finding
    }

    fn known_calls(&self, known: &[&str]) -> String {
        let about = [("calls", known.join(", ").into())];
        self.say("form.unknown-call.known", &about)
    }

    /// What the forms call the field.
    fn call_title(&self) -> &str {
        let mut fields = self.books.iter().filter_map(|book| {
            let field = book.form.field(book.form.find(CALL)?);
            Some(&**field.title.get(self.catalogue.language()))
        });
        fields.next().unwrap_or(CALL)
    }

    /// An application that does not name its call: the field is left out, or empty, or holds something else than a text.
    pub(crate) fn missing_call(&self, known: &[&str]) -> Finding {
        let about = [
            ("field", Value::from(self.call_title())),
            ("key", CALL.into()),
            ("example", known.first().copied().unwrap_or_default().into()),
            ("help", self.known_calls(known).into()),
        ];
        let root = self.document.root();
        if root.is_none() {
            let text = self.document.text;
            let remarks = text.lines().any(|line| line.trim_start().starts_with('#'));
            let key = if remarks {
                "only_remarks"
            } else {
                "empty_file"
            };
            let message = self.say(&format!("form.missing-field.{key}"), &[]);
            let help = match remarks {
                true => self.say("form.missing-field.only_remarks_help", &[]),
                false => self.say("form.wrong-type.root_help", &[]),
            };
            let place = self.place("/call".to_owned(), Span::default());
            return finding(MISSING_FIELD, message, help, place);
        }
        let entries = root.map(|root| self.document.entries(root));
        let mut entries = entries.into_iter().flatten();
        let Some((key, value)) = entries.find(|&(key, _)| self.document.scalar(key) == CALL) else {
            let wrapped = self.call_wrapped().or_else(|| self.call_further_in());
            return wrapped.unwrap_or_else(|| self.call_left_out(&about, known));
        };
        if self.document.kind(value) != yaml::Kind::Scalar {
            let help = self.known_calls(known);
            return self.several(&about, value, help);
        }
        finding(
            MISSING_FIELD,
            self.say("form.missing-field.empty", &about),
            self.say("form.missing-field.help_empty", &about),
            self.place("/call".to_owned(), self.document.span(key)),
        )
    }

    /// An application in an item, or under several names.
    fn call_further_in(&self) -> Option<Finding> {
        let document = self.document;
        let mut entries = document.entries(document.root()?);
        let (part, call) = entries.find_map(|(part, node)| {
            let call = call_inside(self.books, document, node)?;
            Some((document.scalar(part), call))
        })?;
        let about = [("key", CALL.into()), ("part", part.into())];
        let place = self.place("/call".to_owned(), document.span(call));
        let message = self.say("form.missing-field.further_in", &about);
        let help = self.say("form.missing-field.further_in_help", &about);
        Some(finding(MISSING_FIELD, message, help, place))
    }

    /// Placed at the field that was most likely meant to be `call`, else at the first of all.
    fn call_left_out(&self, about: &[(&str, Value<'_>)], known: &[&str]) -> Finding {
        let root = self.document.root();
        let meant = root.and_then(|root| call_meant(self.books, self.document, root));
        let entries = root.map(|root| self.document.entries(root));
        let near = || {
            entries.into_iter().flatten().find(|&(key, value)| {
                let name = self.document.scalar(key);
                let is_near = suggest::nearest(name, std::iter::once((CALL, CALL))).is_some();
                is_near || known.contains(&self.document.scalar(value))
            })
        };
        let misspelt = meant.or_else(|| near().map(|(key, _)| key));
        let mut help = Vec::new();
        let mut span = root.map_or(Span::default(), |root| self.first_key(root));
        if let Some(key) = misspelt {
            span = self.document.span(key);
            help.extend(unseen::told_of_name(
                self.document.scalar(key),
                self.catalogue,
            ));
            help.push(self.say("form.did_you_mean", &[("similar", CALL.into())]));
        }
        if misspelt.is_none() {
            help.push(self.say("form.missing-field.help_example", about));
        }
        let mut finding = finding(
            MISSING_FIELD,
            self.say("form.missing-field.message", about),
            help.join(" "),
            self.place("/call".to_owned(), span),
        );
        finding.found = misspelt.map(|key| self.document.scalar(key).to_owned());
        finding.cure = misspelt.and_then(|key| {
            let (text, span) = (self.document.text, self.document.span(key));
            instead(text, self.lines, span, CALL).map(Box::new)
        });
        finding
    }
}
